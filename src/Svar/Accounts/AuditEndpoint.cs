using Svar.Accounts.Asking;
using Svar.Web;

namespace Svar.Accounts;

internal static class AuditEndpoint
{
    private const string Path = "/desk/settings/audit";
    private const int PageSize = 50;

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapGet(Path, async (HttpContext context, Asker asker, AuditList audit, long? before, CancellationToken cancel) =>
        {
            var frame = await AccountsFrame.OfAsync(context, Path, cancel);
            return WebRoom.Page<AuditPage>(new { Frame = frame, Page = await audit.ReadAsync(asker, before, PageSize, cancel), IsFirst = before is null });
        })
        .RequireAct(Act.ManageAccounts)
        .ExcludeFromDescription();
}
