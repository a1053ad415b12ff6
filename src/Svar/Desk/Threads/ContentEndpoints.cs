using System.Net.Mime;
using Microsoft.Net.Http.Headers;
using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Conversations;
using Svar.Data;
using Svar.Web;

namespace Svar.Desk.Threads;

/// <summary>
/// What came with mails: markup in its frame, files, the raw mail. All of it is from outside, so nothing of it may run
/// or look like a page of the desk.
/// </summary>
internal static class ContentEndpoints
{
    private const string Untrusted = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'";

    // Chromium's PDF viewer does not open in a sandboxed document; it has a process and an origin of its own.
    private const string UntrustedPdf = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";

    private static readonly string[] _pictures = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var one = endpoints.MapGroup("/desk/conversations/{number}").RequireAct(Act.ReadConversations).ExcludeFromDescription();
        one.MapGet("/messages/{id:long}/mail", MailAsync);
        one.MapGet("/messages/{id:long}/raw", RawAsync);
        one.MapGet("/files/{id:long}", FileAsync);
        endpoints.MapGet(InlineFiles.Path + "{sealedIds}", InlineAsync).Public().ExcludeFromDescription();
    }

    private static async Task<IResult> MailAsync(string number, long id, string? pictures, HttpContext context, ConversationReader conversations, MailFrames frames, CancellationToken cancel)
    {
        if (await conversations.FindAsync(number, cancel) is not { } conversation || await frames.ReadAsync(conversation, id, pictures == "show", cancel) is not { } mail)
        {
            return Results.NotFound();
        }

        var request = context.Request;
        context.Response.Headers.ContentSecurityPolicy = MailDocument.Policy($"{request.Scheme}://{request.Host}{InlineFiles.Path} data:{(pictures == "show" ? " https:" : "")}");
        context.Response.Headers.CacheControl = "private, max-age=600";
        return Results.Content(MailDocument.Of(mail.Reply, Theme.Of(context), mail.Quoted, mail.IsHistoryNew), "text/html; charset=utf-8");
    }

    private static async Task<IResult> RawAsync(string number, long id, HttpContext context, ConversationReader conversations, MessageContents contents, CancellationToken cancel) =>
        await conversations.FindAsync(number, cancel) is { } conversation && await contents.RawAsync(conversation, id, cancel) is { } raw
            ? AsText(context, raw.Bytes)
            : Results.NotFound();

    /// <summary>A raw mail to read: as text, whatever it says of itself.</summary>
    public static IResult AsText(HttpContext context, ReadOnlyMemory<byte> raw)
    {
        context.Response.Headers.ContentSecurityPolicy = Untrusted;
        return Results.Bytes(raw, "text/plain; charset=utf-8");
    }

    private static async Task<IResult> FileAsync(string number, long id, HttpContext context, ConversationReader conversations, MessageContents contents, CancellationToken cancel) =>
        await conversations.FindAsync(number, cancel) is { } conversation && await contents.FileAsync(conversation, id, cancel) is { } file
            ? File(context, file)
            : Results.NotFound();

    private static async Task<IResult> InlineAsync(string sealedIds, HttpContext context, InlineFiles inline, MessageContents contents, CancellationToken cancel)
    {
        if (inline.Read(sealedIds) is not { } ids)
        {
            return Results.NotFound();
        }

        using var everything = BrandScope.Use(BrandScope.All);
        if (await contents.FileAsync(ids.Conversation, ids.File, cancel) is not { } file || !_pictures.Contains(file.ContentType, StringComparer.OrdinalIgnoreCase))
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = $"private, max-age={(int)InlineFiles.GoodFor.TotalSeconds}, immutable";
        return File(context, file);
    }

    // What a browser can show without running it is shown; all else is saved.
    private static IResult File(HttpContext context, MessageFile file)
    {
        var isPdf = file.ContentType.Equals(MediaTypeNames.Application.Pdf, StringComparison.OrdinalIgnoreCase);
        var isShown = isPdf || _pictures.Contains(file.ContentType, StringComparer.OrdinalIgnoreCase);
        var disposition = new ContentDispositionHeaderValue(isShown ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.ContentSecurityPolicy = isPdf ? UntrustedPdf : Untrusted;
        return Results.Bytes(file.Bytes, isShown ? file.ContentType : MediaTypeNames.Application.Octet);
    }
}
