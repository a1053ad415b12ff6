using System.Text;
using Svar.Accounts;
using Svar.Accounts.Asking;

namespace Svar.Desk.Live;

/// <summary>
/// <c>/desk/events</c>: server-sent events (WHATWG HTML §9.2), one stream a browser. <c>queue</c>: a list or a count
/// changed. <c>conversation</c>: the number of one that changed. <c>presence</c>: of one at which somebody came, went, or began or ceased to write. Only of brands that the asker sees; ends when their sessions do.
/// </summary>
internal static class EventStream
{
    /// <summary>Proxies cut what is silent for a minute.</summary>
    private static readonly TimeSpan _heartbeat = TimeSpan.FromSeconds(20);

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/desk/events", StreamAsync).RequireAct(Act.ReadConversations).ExcludeFromDescription();

    private static async Task StreamAsync(HttpContext context, Asker asker, AskerCache askers, DeskEvents events, IHostApplicationLifetime life, TimeProvider time)
    {
        // A token's owner may see more than the token; and no browser opens a stream with a token.
        if (asker.TokenId is not null || asker.StaffId is not { } me || await askers.StaffAsync(me, context.RequestAborted) is not { } known)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        using var listener = events.Listen();
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await SayAsync(response, "retry: 3000\n\n", ended.Token);
            while (true)
            {
                await WaitAsync(listener, time, ended.Token);
                if (await askers.StaffAsync(me, ended.Token) is not { } now || now.Stamp != known.Stamp)
                {
                    return;
                }

                await SayAsync(response, Told(listener, now.Asker), ended.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static async Task WaitAsync(DeskEvents.Listener listener, TimeProvider time, CancellationToken ended)
    {
        using var beat = new CancellationTokenSource(_heartbeat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(beat.Token, ended);
        try
        {
            await listener.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested)
        {
        }
    }

    private static string Told(DeskEvents.Listener listener, Asker asker)
    {
        var text = new StringBuilder();
        var isChanged = false;
        while (listener.Reader.TryRead(out var news))
        {
            if (asker.RoleIn(news.BrandId) is not null)
            {
                isChanged |= !news.IsPresence;
                text.Append(news.IsPresence ? "event: presence\ndata: " : "event: conversation\ndata: ").Append(news.Number).Append("\n\n");
            }
        }

        if (isChanged)
        {
            text.Append("event: queue\ndata:\n\n");
        }

        return text.Length > 0 ? text.ToString() : ":\n\n";
    }

    private static async Task SayAsync(HttpResponse response, string text, CancellationToken cancel)
    {
        await response.WriteAsync(text, cancel);
        await response.Body.FlushAsync(cancel);
    }
}
