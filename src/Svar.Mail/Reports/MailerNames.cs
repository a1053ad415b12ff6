namespace Svar.Mail.Reports;

/// <summary>Whose mail it is by the part before '@', the only part of a sender that a mail system cannot do without. Display names are anybody's.</summary>
internal static class MailerNames
{
    /// <summary>Mail systems, and nobody else.</summary>
    public static bool IsMailer(string local) =>
        Bare(local) is var bare
        && (bare is "mdaemon" or "maildaemon" or "maildeliverysubsystem" or "maildeliverysystem" || bare.StartsWith("mailerdaemon", StringComparison.Ordinal) || bare.StartsWith("maildelivery", StringComparison.Ordinal)
            || (bare.StartsWith("microsoftexchange", StringComparison.Ordinal) && bare.Length >= 17 + 32));

    /// <summary>RFC 5321 §4.5.1: where a mail system's people are reached, who write as well.</summary>
    public static bool IsPostmaster(string local) => Bare(local) is "postmaster";

    /// <summary>Machines of all sorts.</summary>
    public static bool IsRobot(string local) =>
        Bare(local) is var bare && (bare.StartsWith("noreply", StringComparison.Ordinal) || bare.StartsWith("donotreply", StringComparison.Ordinal) || bare.StartsWith("ikkesvar", StringComparison.Ordinal) || bare.StartsWith("bounce", StringComparison.Ordinal));

    private static string Bare(string local) =>
        local.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).ToLowerInvariant();
}
