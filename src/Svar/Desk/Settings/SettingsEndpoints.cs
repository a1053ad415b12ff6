using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Desk.Settings.Addresses;
using Svar.Desk.Settings.Companies;
using Svar.Desk.Settings.Promising;
using Svar.Web;

namespace Svar.Desk.Settings;

/// <summary><c>/desk/settings</c>: the companies, their mailboxes, hours and targets.</summary>
internal static class SettingsEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var settings = endpoints.MapGroup("/desk/settings").RequireAct(Act.ManageSettings).ExcludeFromDescription();
        settings.MapGet("", async (string? said, Asker asker, SettingsOverview overview, CancellationToken cancel) =>
            WebRoom.Page<SettingsPage>(new { Model = await overview.OfAsync(asker, said, cancel) }));
        SetUpEndpoints.Map(settings);
        var brand = settings.MapGroup("/companies/{slug}");
        BrandEndpoints.Map(brand);
        PhoneEndpoints.Map(brand);
        HoursEndpoints.Map(brand);
        TargetEndpoints.Map(brand);
        MailboxEndpoints.Map(brand);
    }
}
