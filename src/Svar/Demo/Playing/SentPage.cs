using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Svar.Demo.Playing;

/// <summary>A plain list of the mails that the demo caught, the newest first.</summary>
internal static class SentPage
{
    private const int Most = 200;

    public static ContentHttpResult Of(IReadOnlyList<Caught> mails)
    {
        var html = new StringBuilder(
            """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mail that the demo sent</title>
            <style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}summary{cursor:pointer;padding:.5rem 0}details{border-top:1px solid #8884}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:13px;background:#8881;padding:1rem}small{opacity:.75}</style></head><body>
            <h1>Mail that the demo sent</h1><p>Nothing leaves this machine: what would have gone out is kept here.</p>
            """);
        foreach (var mail in mails.Reverse().Take(Most))
        {
            html.Append(CultureInfo.InvariantCulture, $"<details><summary><strong>{WebUtility.HtmlEncode(mail.Subject)}</strong><br><small>to {WebUtility.HtmlEncode(mail.To)}, {mail.At:yyyy-MM-dd HH:mm} UTC</small></summary><pre>{WebUtility.HtmlEncode(mail.Raw)}</pre></details>");
        }

        return TypedResults.Content(html.Append("</body></html>").ToString(), "text/html; charset=utf-8");
    }
}
