using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Svar.Commands;
using Svar.Data;
using Svar.Tests.Accounts;
using Svar.Tests.Data;

namespace Svar.Tests.Desk;

public class DeskRoleTests
{
    private static readonly Dictionary<string, For> _desk = new(StringComparer.Ordinal)
    {
        ["GET /desk"] = For.Reader,
        ["GET /desk/events"] = For.Reader,
        ["GET /desk/inline/{sealedIds}"] = For.Everybody,
        ["GET /desk/new"] = For.Agent,
        ["POST /desk/new"] = For.Agent,
        ["GET /desk/set-aside"] = For.Reader,
        ["GET /desk/set-aside/{id:long}/raw"] = For.Reader,
        ["POST /desk/set-aside/{id:long}/retry"] = For.Agent,
        ["GET /desk/conversations/{number}"] = For.Reader,
        ["GET /desk/conversations/{number}/others"] = For.Reader,
        ["GET /desk/conversations/{number}/messages/{id:long}/mail"] = For.Reader,
        ["GET /desk/conversations/{number}/messages/{id:long}/raw"] = For.Reader,
        ["GET /desk/conversations/{number}/files/{id:long}"] = For.Reader,
        ["POST /desk/conversations/{number}/messages"] = For.Agent,
        ["POST /desk/conversations/{number}/messages/{id:long}/undo"] = For.Agent,
        ["POST /desk/conversations/{number}/steps/{id:long}/undo"] = For.Agent,
        ["POST /desk/conversations/{number}/presence"] = For.Reader,
        ["POST /desk/conversations/{number}/draft"] = For.Agent,
        ["POST /desk/conversations/{number}/assignee"] = For.Agent,
        ["POST /desk/conversations/{number}/kind"] = For.Agent,
        ["POST /desk/conversations/{number}/priority"] = For.Agent,
        ["POST /desk/conversations/{number}/status"] = For.Agent,
        ["POST /desk/conversations/{number}/tags"] = For.Agent,
    };

    [Fact]
    public async Task Every_endpoint_of_the_desk_is_open_to_whom_the_table_says()
    {
        await using var files = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var app = Program.Build(new ServeSettings(files.Database, files.Folder, [], null, []));
        var accounts = new[] { "/desk/theme", "/desk/profile", "/desk/settings" };
        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText is { } path && path.StartsWith("/desk", StringComparison.Ordinal) && !accounts.Any(a => path.StartsWith(a, StringComparison.Ordinal)));
        await RoleTable.CheckAsync(endpoints, _desk);
    }
}
