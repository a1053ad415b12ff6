using Svar.Conversations;
using Svar.ServiceLevels;

namespace Svar.Reports;

/// <summary>What an ordinary message, of no special kind, priority or customer, is promised.</summary>
internal static class PromiseOfNewMail
{
    /// <summary>Null when the brand has no target for it.</summary>
    public static ResponseTarget? Target(BrandServiceLevels levels) => Targets(levels).First;

    /// <summary>By when one that is sent at this instant has its first answer; null when nothing is promised.</summary>
    public static DateTime? DueAt(BrandServiceLevels levels, DateTime now) =>
        PromiseClocks.Read(levels.Hours, Targets(levels), [new ClockEvent(now, ClockEventKind.Customer)], now).First?.DueAt;

    private static ResponseTargets Targets(BrandServiceLevels levels) => levels.TargetsFor((int)ConversationKind.Other, (int)Priority.Normal, null);
}
