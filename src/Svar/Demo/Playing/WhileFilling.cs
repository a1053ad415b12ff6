using Svar.Cluster;

namespace Svar.Demo.Playing;

/// <summary>
/// While the month is being played, public pages are read as always; the desk and whatever writes are told that the
/// shop opens in some seconds.
/// </summary>
internal sealed class WhileFilling(Opening opening) : IStartupFilter
{
    private const int Seconds = 2;

    private const string Page =
        """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="2">
        <title>Fjord &amp; Fell opens in a moment</title>
        <style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem}</style></head><body>
        <h1>Fjord &amp; Fell opens in a moment</h1><p>A month of the example shop's mail is being delivered and answered. This page looks again by itself; the <a href="/">contact page</a> is there already.</p></body></html>
        """;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(AnswerAsync);
        next(app);
    };

    private Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (opening.IsOpen || ((HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !IsOfStaff(request.Path)))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = Seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Page, context.RequestAborted);
    }

    private static bool IsOfStaff(PathString path) =>
        path.StartsWithSegments("/desk", StringComparison.Ordinal) || path.StartsWithSegments("/demo", StringComparison.Ordinal) || path.StartsWithSegments("/api", StringComparison.Ordinal);
}
