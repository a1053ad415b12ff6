using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Svar.Commands;
using Svar.Data;
using Svar.Tests.Data;

namespace Svar.Tests.Accounts;

/// <summary>Every address of the program, and whom it is for.</summary>
public class WholeAppRoleTests
{
    private static readonly Dictionary<string, For> _table = new(StringComparer.Ordinal)
    {
        // Accounts
        ["GET /accounts/sign-in"] = For.Everybody,
        ["POST /accounts/sign-in"] = For.Everybody,
        ["POST /accounts/sign-out"] = For.Everybody,
        ["GET /accounts/first"] = For.Everybody,
        ["POST /accounts/first"] = For.Everybody,
        ["GET /accounts/invitation"] = For.Everybody,
        ["POST /accounts/invitation"] = For.Everybody,
        ["GET /accounts/reset"] = For.Everybody,
        ["POST /accounts/reset"] = For.Everybody,
        ["GET /accounts/forgotten"] = For.Everybody,
        ["POST /accounts/forgotten"] = For.Everybody,
        ["GET /desk/profile"] = For.Person,
        ["POST /desk/profile"] = For.Person,
        ["POST /desk/profile/password"] = For.Person,
        ["POST /desk/profile/sign-out-everywhere"] = For.Person,
        ["POST /desk/profile/tokens"] = For.Person,
        ["POST /desk/profile/tokens/{id:long}/revoke"] = For.Person,
        ["GET /desk/settings/accounts"] = For.AdminInPerson,
        ["POST /desk/settings/accounts/invite"] = For.AdminInPerson,
        ["GET /desk/settings/accounts/{id:long}"] = For.AdminInPerson,
        ["POST /desk/settings/accounts/{id:long}/roles"] = For.AdminInPerson,
        ["POST /desk/settings/accounts/{id:long}/reset"] = For.AdminInPerson,
        ["POST /desk/settings/accounts/{id:long}/close"] = For.AdminInPerson,
        ["GET /desk/settings/audit"] = For.AdminInPerson,

        // Web
        ["GET /assets/{name}"] = For.Everybody,
        ["GET /favicon.ico"] = For.Everybody,
        ["POST /desk/theme"] = For.Person,
        ["GET /openapi/{documentName}.json"] = For.Everybody,
        ["GET /health/live"] = For.Everybody,
        ["GET /health/ready"] = For.Everybody,
        ["GET /metrics"] = For.Everybody,

        // The API
        ["GET /api/v1/conversations"] = For.Reader,
        ["GET /api/v1/conversations/{number}"] = For.Reader,
        ["GET /api/v1/conversations/{number}/attachments/{id:long}"] = For.Reader,
        ["GET /api/v1/conversations/{number}/messages/{id:long}/raw"] = For.Reader,
        ["POST /api/v1/conversations"] = For.Agent,
        ["POST /api/v1/conversations/{number}/replies"] = For.Agent,
        ["POST /api/v1/conversations/{number}/notes"] = For.Agent,
        ["PATCH /api/v1/conversations/{number}"] = For.Agent,
        ["GET /api/v1/outbox"] = For.Reader,
        ["POST /api/v1/mail"] = For.Agent,
        ["PUT /api/v1/phone-wait"] = For.Agent,

        // ContactPage
        ["GET /"] = For.Everybody,
        ["GET /contact.json"] = For.Everybody,
        ["GET /write"] = For.Everybody,
        ["POST /write"] = For.Everybody,
        ["GET /sent"] = For.Everybody,

        // Desk
        ["GET /desk"] = For.Reader,
        ["GET /desk/events"] = For.Reader,
        ["GET /desk/conversations/{number}"] = For.Reader,
        ["GET /desk/conversations/{number}/others"] = For.Reader,
        ["GET /desk/conversations/{number}/messages/{id:long}/mail"] = For.Reader,
        ["GET /desk/conversations/{number}/messages/{id:long}/raw"] = For.Reader,
        ["GET /desk/conversations/{number}/files/{id:long}"] = For.Reader,
        ["POST /desk/conversations/{number}/messages"] = For.Agent,
        ["POST /desk/conversations/{number}/messages/{id:long}/undo"] = For.Agent,
        ["POST /desk/conversations/{number}/draft"] = For.Agent,
        ["POST /desk/conversations/{number}/assignee"] = For.Agent,
        ["POST /desk/conversations/{number}/kind"] = For.Agent,
        ["POST /desk/conversations/{number}/priority"] = For.Agent,
        ["POST /desk/conversations/{number}/status"] = For.Agent,
        ["POST /desk/conversations/{number}/tags"] = For.Agent,
        ["GET /desk/new"] = For.Agent,
        ["POST /desk/new"] = For.Agent,
        ["GET /desk/set-aside"] = For.Reader,
        ["GET /desk/set-aside/{id:long}/raw"] = For.Reader,
        ["POST /desk/set-aside/{id:long}/retry"] = For.Agent,
        ["GET /desk/settings"] = For.Lead,
        ["GET /desk/settings/new"] = For.Lead,
        ["POST /desk/settings/new"] = For.Lead,
        ["GET /desk/settings/companies/{slug}"] = For.Lead,
        ["POST /desk/settings/companies/{slug}"] = For.Lead,
        ["GET /desk/settings/companies/{slug}/phones"] = For.Lead,
        ["POST /desk/settings/companies/{slug}/phones"] = For.Lead,
        ["GET /desk/settings/companies/{slug}/phones/{phoneId:long}"] = For.Lead,
        ["POST /desk/settings/companies/{slug}/phones/{phoneId:long}"] = For.Lead,
        ["POST /desk/settings/companies/{slug}/phones/{phoneId:long}/first"] = For.Lead,
        ["POST /desk/settings/companies/{slug}/phones/{phoneId:long}/remove"] = For.Lead,
        ["GET /desk/settings/companies/{slug}/hours"] = For.Lead,
        ["POST /desk/settings/companies/{slug}/hours/{purpose:regex(^(mail|phone)$)}"] = For.Lead,
        ["POST /desk/settings/companies/{slug}/hours/planned/{calendarId:long}/remove"] = For.Lead,
        ["GET /desk/settings/companies/{slug}/targets"] = For.Lead,
        ["POST /desk/settings/companies/{slug}/targets"] = For.Lead,
        ["GET /desk/settings/companies/{slug}/targets/{targetId:long}"] = For.Lead,
        ["POST /desk/settings/companies/{slug}/targets/{targetId:long}"] = For.Lead,
        ["POST /desk/settings/companies/{slug}/targets/{targetId:long}/remove"] = For.Lead,
        ["GET /desk/settings/companies/{slug}/mailboxes"] = For.Lead,
        ["POST /desk/settings/companies/{slug}/mailboxes"] = For.Lead,
        ["GET /desk/settings/companies/{slug}/mailboxes/{mailboxId:long}"] = For.Lead,
        ["POST /desk/settings/companies/{slug}/mailboxes/{mailboxId:long}"] = For.Lead,
        ["POST /desk/settings/companies/{slug}/mailboxes/{mailboxId:long}/remove"] = For.Lead,
        ["GET /desk/settings/companies/{slug}/mailboxes/{mailboxId:long}/imap"] = For.Lead,
        ["POST /desk/settings/companies/{slug}/mailboxes/{mailboxId:long}/imap"] = For.Lead,
        ["GET /desk/settings/companies/{slug}/mailboxes/{mailboxId:long}/imap/{accountId:long}"] = For.Lead,
        ["POST /desk/settings/companies/{slug}/mailboxes/{mailboxId:long}/imap/{accountId:long}"] = For.Lead,
        ["POST /desk/settings/companies/{slug}/mailboxes/{mailboxId:long}/imap/{accountId:long}/remove"] = For.Lead,

        // A frame without cookies shows them: the address itself is sealed.
        ["GET /desk/inline/{sealedIds}"] = For.Everybody,
    };

    [Fact]
    public async Task Every_address_of_the_program_is_open_to_whom_the_table_says()
    {
        await using var files = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var app = Program.Build(new ServeSettings(files.Database, files.Folder, ["http://127.0.0.1:0"], null, []), services => services.AddLogging(log => log.ClearProviders()));
        await app.StartAsync(AccountsHouse.Cancel);
        await RoleTable.CheckAsync(app.Services.GetRequiredService<EndpointDataSource>().Endpoints, _table);
    }
}
