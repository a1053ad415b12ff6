using System.Text;
using Svar.Mail.Html;
using Svar.Mail.Replies;
using Svar.Mail.Tests.Replies;
using Svar.Tests;

namespace Svar.Mail.Tests.Fuzz;

/// <summary>What people read of a mail: pages, and the words of replies.</summary>
internal static class WordsTargets
{
    public static FuzzTarget Pages() => new(
        0.15,
        [.. Fixtures.Files("xss_dompurify", ".html").Concat(Fixtures.Files("talon", ".html")).Select(File.ReadAllBytes).Where(page => page.Length < 40_000)],
        FuzzTarget.Bytes(
            "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "<!", "&", "&#x", "&lt;", "\"", "'", "=", "\0", "\t", "<div>", "</div>", "<table>", "<td>", "<p>", "<b><i>", "<svg>", "<math>", "<style>", "</style>",
            "<title>", "<textarea>", "<template>", "<select>", "<option>", "<blockquote>", "<a href=\"", "javascript:", "style=\"", "url(", "\\", "/*", "*/", "{", "}", "@import ", "@media x {", ";", ":", "(", "!important",
            "onload=", "<!--[if mso]>", "<![endif]-->", "<base href=", "<meta http-equiv=refresh content=", "\u00a0", "<img src=cid:x>", "<pre>", "<br>", "<li>", "<ol start=9999999999>"),
        static bytes =>
        {
            var html = Encoding.UTF8.GetString(bytes);
            var clean = HtmlCleaner.Clean(html).Html;
            Assert.DoesNotContain("<script", clean, StringComparison.OrdinalIgnoreCase);
            if (clean.Length <= HtmlCleanOptions.Default.Limit)
            {
                Assert.Equal(clean, HtmlCleaner.Clean(clean).Html);
            }

            HtmlText.ToText(html);
            var parts = ReplyHtml.Split(html);
            Assert.Equal(html.Length, parts.Reply.Length + parts.Quoted.Length);
        });

    public static FuzzTarget Replies() => new(
        0.1,
        [.. ((string[])["email_reply_trimmer", "crisp_reply_parser", "talon"]).SelectMany(set => Fixtures.Files(set, ".txt")).Select(File.ReadAllBytes)],
        FuzzTarget.Bytes(
            "\n", "\r\n", "\r", "> ", ">", ">>", "-- \n", "--\n", "___________\n", "On ", " wrote:\n", " skrev:\n", "Am ", " schrieb:\n", "Le ", " a écrit :\n", "From: ", "Sent: ", "To: ", "Subject: ", "Fra: ", "Von: ",
            "-----Original Message-----\n", "---------- Forwarded message ----------\n", "Sent from my iPhone\n", "<a@b.example>", "2024-01-02 10:11", "*", " ", "\t", "\n\n\n", "\u00a0", "|", "Hilsen\n", "[image: x]"),
        static bytes => ReplyTextTests.AssertCovers(ReplyText.Split(Encoding.UTF8.GetString(bytes))));
}
