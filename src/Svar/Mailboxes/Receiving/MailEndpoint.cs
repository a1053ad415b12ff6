using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Net.Http.Headers;
using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Data;
using Svar.Mailboxes.Contents;
using Svar.Web;
using Svar.Web.Api;

namespace Svar.Mailboxes.Receiving;

/// <param name="Id">The row of the ledger; of a repeat, the row of the first.</param>
/// <param name="Repeat">The same bytes came to the same mailbox within five days.</param>
internal sealed record MailKept(long Id, bool Repeat);

/// <summary>
/// <c>POST /api/v1/mail?to=ADDRESS</c>: one raw mail, for servers that hand over mail by HTTP. It is spooled as it comes,
/// so that no more of it lies in memory than a piece; <c>202</c> is said when it is committed.
/// </summary>
internal sealed class MailEndpoint(MailboxDirectory mailboxes, ReceiveMail receive, MailboxesOptions options, SpoolFolder spool, MailHost host, TimeProvider time, ILogger<MailEndpoint> log)
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapApi("/mail", "Mail")
        .MapPost("", (MailEndpoint mail, Asker asker, HttpContext context, string? to) => mail.TakeAsync(asker, context, to))
        .RequireAct(Act.TakeInMail)
        .WithSummary("Take in one raw mail")
        .WithDescription("The body is the mail as it was received (message/rfc822). The answer comes when the mail is on disk. The same bytes to the same mailbox within five days are the same mail: the first one's id, and 'repeat'.")
        .Accepts<byte[]>("message/rfc822")
        .Produces<MailKept>(StatusCodes.Status202Accepted)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private async Task<IResult> TakeAsync(Asker asker, HttpContext context, string? to)
    {
        if (string.IsNullOrWhiteSpace(to))
        {
            return Problems.Invalid("to", "Say whom the mail was sent to: ?to=kundeservice@example.com.");
        }

        if (!IsMail(context.Request.ContentType))
        {
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, $"The body is '{context.Request.ContentType}'; send the raw mail as message/rfc822.");
        }

        try
        {
            if (await mailboxes.FindAsync(to, context.RequestAborted) is not { } match || asker.RoleIn(match.Mailbox.BrandId) is null)
            {
                return Problems.Of(StatusCodes.Status404NotFound, $"'{to}' leads to no mailbox of ours.", "to");
            }

            return asker.May(Act.TakeInMail, match.Mailbox.BrandId)
                ? await KeepAsync(context, match.Mailbox, to.Trim())
                : Problems.Of(Refusal.NotAllowed("Your role in this brand does not let you hand in mail."));
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge() : Problems.Of(e.StatusCode, "The mail did not come whole: " + e.Message);
        }
        catch (Exception e) when (ReceiveMail.IsForLater(e) && !context.RequestAborted.IsCancellationRequested)
        {
            log.LogError(e, "A mail could not be kept; its sender has been told to try again");
            return Problems.Unavailable(context);
        }
    }

    private async Task<IResult> KeepAsync(HttpContext context, Mailbox mailbox, string to)
    {
        if (context.Request.ContentLength > options.MaxMessageSize)
        {
            return TooLarge();
        }

        using var bytes = new ContentSpool(spool.Path);
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            foreach (var piece in read.Buffer)
            {
                await bytes.WriteAsync(piece, context.RequestAborted);
            }

            reader.AdvanceTo(read.Buffer.End);
            if (bytes.Length > options.MaxMessageSize)
            {
                return TooLarge();
            }

            if (read.IsCompleted)
            {
                break;
            }
        }

        if (bytes.Length == 0)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "The body is empty; send the raw mail as message/rfc822.");
        }

        await bytes.CompleteAsync(context.RequestAborted);
        var arrival = new Arrival([new ArrivalRecipient(mailbox.BrandId, mailbox.Id, to)], bytes, MailSource.Http, null, Trace(context.Connection.RemoteIpAddress, to));
        var receipt = (await receive.HandleAsync(arrival, CancellationToken.None))[0];
        return ApiAnswer.Of(StatusCodes.Status202Accepted, new MailKept(receipt.Id, receipt.IsRepeat));
    }

    // Programs that know no better send octets or text; what a form or a JSON client sends is a mistake.
    private static bool IsMail(string? contentType) => contentType is null
        || (MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (type.MediaType.StartsWith("message/", StringComparison.OrdinalIgnoreCase) || type.MediaType == "application/octet-stream" || type.MediaType == "text/plain"));

    private Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult TooLarge() => Problems.Of(
        StatusCodes.Status413PayloadTooLarge, $"The mail is larger than {options.MaxMessageSize.ToString("N0", CultureInfo.InvariantCulture)} bytes, the most that is taken in.");

    // RFC 5321 §4.4; the address literal is that of §4.1.3.
    private string Trace(IPAddress? from, string to)
    {
        var address = from is { IsIPv4MappedToIPv6: true } ? from.MapToIPv4() : from;
        var literal = address is null ? "unknown" : address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{address}]" : $"[{address}]";
        var who = to.All(c => c is > ' ' and <= '~' and not ('<' or '>')) ? $"\r\n\tfor <{to}>" : "";
        return $"Received: from {literal}\r\n\tby {host.Name} with HTTP{who};\r\n\t{time.GetUtcNow().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)}\r\n";
    }
}
