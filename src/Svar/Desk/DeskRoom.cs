using Svar.Accounts.Asking;
using Svar.Desk.Drafts;
using Svar.Desk.Ledger;
using Svar.Desk.Live;
using Svar.Desk.Queues;
using Svar.Desk.Settings;
using Svar.Desk.Settings.Addresses;
using Svar.Desk.Settings.Companies;
using Svar.Desk.Settings.Promising;
using Svar.Desk.Starting;
using Svar.Desk.Threads;
using Svar.Web;

namespace Svar.Desk;

/// <summary>Where staff work.</summary>
internal static class DeskRoom
{
    public static IServiceCollection AddDesk(this IServiceCollection services) => services
        .AddSingleton<DeskFrames>()
        .AddSingleton<QueueReader>()
        .AddSingleton<ThreadReader>()
        .AddSingleton<CustomerReader>()
        .AddSingleton<ConversationPages>()
        .AddSingleton<FormAnswers>()
        .AddSingleton<InlineFiles>()
        .AddSingleton<MailFrames>()
        .AddSingleton<DraftStore>()
        .AddSingleton<StepsDone>()
        .AddSingleton(services => new StaffErrorPage(async (context, status) => context.AskerOf() is { StaffId: not null } asker
            ? WebRoom.Page<DeskErrorPage>(new { Frame = await services.GetRequiredService<DeskFrames>().OfAsync(asker, context.RequestAborted), Status = status }, status)
            : null))
        .AddSingleton<Presence>()
        .AddHostedService<PresenceLink>()
        .AddSingleton<LedgerReader>()
        .AddSingleton<BrandSettings>()
        .AddSingleton<SettingsOverview>()
        .AddSingleton<SetUpBrand>()
        .AddSingleton<ChangeCompany>()
        .AddSingleton<HoursReader>()
        .AddSingleton<TypedPasswords>()
        .AddSingleton<ImapEndpoints.Parts>()
        .AddSingleton<DeskEvents>()
        .AddHostedService(services => services.GetRequiredService<DeskEvents>());

    public static void MapDesk(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        QueueEndpoints.Map(endpoints);
        ConversationEndpoints.Map(endpoints);
        ContentEndpoints.Map(endpoints);
        StartEndpoints.Map(endpoints);
        LedgerEndpoints.Map(endpoints);
        SettingsEndpoints.Map(endpoints);
        EventStream.Map(endpoints);
    }
}
