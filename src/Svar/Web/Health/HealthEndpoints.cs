using System.Net;
using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Cluster;
using Svar.Data;
using Svar.Web.Api;

namespace Svar.Web.Health;

/// <param name="Status"><c>ok</c> or <c>failing</c>.</param>
/// <param name="Checks">Null for who is neither on this machine nor signed in.</param>
internal sealed record HealthJson(string Status, IReadOnlyList<HealthCheckJson>? Checks);

internal sealed record HealthCheckJson(string Name, string Status, string Detail);

/// <summary>
/// For operators: <c>/health/live</c> (the process answers), <c>/health/ready</c> (it can take work: 503 when not), and
/// <c>/metrics</c>. Everybody may ask for the first two, since who balances load comes from elsewhere; what is wrong, and
/// the figures, are told on this machine and to a token that reads every brand's reports.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly string[] _ofProxies = ["Forwarded", "X-Forwarded-", "X-Original-", "X-Real-", "Via"];
    private static readonly TimeSpan _answerWithin = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.MapGroup("").WithTags("Operation").DisableHttpMetrics();
        health.MapGet("/health/live", () => ApiAnswer.Ok(new HealthJson("ok", []))).Public().WithSummary("The process answers").Produces<HealthJson>();
        health.MapGet("/health/ready", ReadyAsync).Public().WithSummary("The process can take work").Produces<HealthJson>().Produces<HealthJson>(StatusCodes.Status503ServiceUnavailable);
        health.MapGet("/metrics", MetricsAsync).Public().WithSummary("Figures in the OpenMetrics text format").Produces<string>(contentType: "application/openmetrics-text");
    }

    private static async Task<IResult> ReadyAsync(HttpContext context, Asker asker, IEnumerable<IProbe> probes)
    {
        using var everything = BrandScope.Use(BrandScope.All);
        var checks = await Task.WhenAll(probes.Select(probe => AskAsync(probe, context.RequestAborted)));
        var isWell = checks.All(c => c.Status == "ok");
        return ApiAnswer.Of(
            isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            new HealthJson(isWell ? "ok" : "failing", MaySee(context, asker) ? checks : null));
    }

    private static async Task<HealthCheckJson> AskAsync(IProbe probe, CancellationToken cancel)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(_answerWithin);
            var answer = await probe.AskAsync(limit.Token).WaitAsync(limit.Token);
            return new HealthCheckJson(probe.Name, answer.IsWell ? "ok" : "failing", answer.Detail);
        }
        catch (Exception e)
        {
            return new HealthCheckJson(probe.Name, "failing", e is OperationCanceledException ? "it did not answer within 5 s" : e.Message);
        }
    }

    private static async Task<IResult> MetricsAsync(HttpContext context, Asker asker, Metrics metrics)
    {
        if (!MaySee(context, asker))
        {
            return asker.IsSomebody
                ? Problems.Of(StatusCodes.Status403Forbidden, "The figures are over all brands: a token that reads the reports of every brand may see them.")
                : Problems.Of(StatusCodes.Status401Unauthorized, "Ask from this machine, or send 'Authorization: Bearer TOKEN'.");
        }

        using var everything = BrandScope.Use(BrandScope.All);
        return TypedResults.Text(await metrics.WriteAsync(context.RequestAborted), Metrics.ContentType);
    }

    private static bool MaySee(HttpContext context, Asker asker) => asker.MayEverywhere(Act.ReadReports) || IsFromThisMachine(context);

    // A proxy on this machine asks for somebody else. It says so by a header, or by the name that it was asked for; and one that says
    // nothing and is set to nothing speaks HTTP/1.0, which nobody else does.
    private static bool IsFromThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && IsThisMachine(context.Request.Host.Host)
        && !HttpProtocol.IsHttp10(context.Request.Protocol)
        && !context.Request.Headers.Keys.Any(name => _ofProxies.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase)));

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
