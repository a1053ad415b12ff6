using Svar.Mail.Html;

namespace Svar.Mail.Tests.Html;

public class HtmlTextTests
{
    [Theory]
    [InlineData("<p>En</p><p>To</p>", "En\n\nTo")]
    [InlineData("<div>En</div><div><br></div><div>To</div>", "En\n\nTo")]
    [InlineData("En<br>To<br><br>Tre", "En\nTo\n\nTre")]
    [InlineData("  mange \n\t blanke   ", "mange blanke")]
    [InlineData("<h1>Tittel</h1>Tekst", "Tittel\n\nTekst")]
    [InlineData("A&amp;B &lt;x&gt; &oslash;&#229;&#x152;&nbsp;z &xyzzy; &notit; &copy", "A&B <x> øåŒ z &xyzzy; ¬it; ©")]
    [InlineData("<ul><li>A<li>B<ul><li>C</ul></ul>D", "- A\n- B\n  - C\n\nD")]
    [InlineData("<ol start=3><li>A</li><li>B</li></ol>", "3. A\n4. B")]
    [InlineData("<ol><li><p>A</p><p>B</p></li><li>C</li></ol>", "1. A\n\n   B\n\n2. C")]
    [InlineData("<blockquote>En<blockquote>To</blockquote>Tre</blockquote>Fire", "> En\n>\n> > To\n>\n> Tre\n\nFire")]
    [InlineData("<pre>\n  a\n\n    b</pre>c", "  a\n\n    b\n\nc")]
    [InlineData("<a href='https://x.example/y'>les mer</a>!", "les mer <https://x.example/y>!")]
    [InlineData("<a href='https://x.example/'>x.example</a>", "x.example")]
    [InlineData("<a href='mailto:a@b.no?subject=x'>a@b.no</a> <a href='mailto:a@b.no'>Anna</a>", "a@b.no Anna <a@b.no>")]
    [InlineData("<a href='tel:+4722334455'>ring oss</a> i dag", "ring oss <+4722334455> i dag")]
    [InlineData("<a href='tel:+47-22%2033%2044%2055;ext=5'>22 33 44 55</a>", "22 33 44 55")]
    [InlineData("<a href='tel:22334455'>+47 22 33 44 55</a>, <a href='tel:110'>110</a>, <a href='tel:'>x</a>", "+47 22 33 44 55, 110, x")]
    [InlineData("<a href='#top'>opp</a> <a href='javascript:x'>y</a>", "opp y")]
    [InlineData("<a href='https://x.example'><img src=x></a>tekst", "tekst")]
    [InlineData("<img src=x alt='Fjord &amp; Fell'>", "[Fjord & Fell]")]
    [InlineData("<table><tr><th>Vare<th>Pris<tr><td>Telt<td>100</table>", "Vare | Pris\nTelt | 100")]
    [InlineData("<table><tr><td>Ordre</td><td>1042</td></tr><tr><td>Sum</td><td>99</td></tr></table>etter", "Ordre | 1042\nSum | 99\n\netter")]
    [InlineData("<table><tr><td><table><tr><td>A</td></tr></table></td><td>B</td></tr></table>", "A\nB")]
    [InlineData("<head><title>T</title><style>p{x:y}</style></head><body>Hei<script>x</script></body>", "Hei")]
    [InlineData("<!--[if gte mso 9]><xml>Skjult</xml><![endif]-->Synlig<![if !mso]> også<![endif]>", "Synlig også")]
    [InlineData("<p class=MsoNormal>A<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>B</p>", "A\n\nB")]
    [InlineData("<style>p.MsoNormal{margin:0}</style><p class=MsoNormal>A</p><p class=MsoNormal>B</p>", "A\nB")]
    [InlineData("<div style='display:none;max-height:0'>Forhåndsvist</div>Hei", "Hei")]
    [InlineData("<span style='font-size:0px'>x<b style='font-size:12px'>synlig</b></span>", "synlig")]
    [InlineData("<span style='visibility:hidden'>y</span>z", "z")]
    [InlineData("Hei&zwnj;&nbsp;&zwnj;&nbsp;&#8203;&shy;du", "Hei  du")]
    [InlineData("x < y og a<b", "x < y og a")]
    [InlineData("<p>uavsluttet <b>fet", "uavsluttet fet")]
    [InlineData("<select><option>A</option></select><textarea>B</textarea>C", "C")]
    [InlineData("<div style='white-space:pre-wrap'>a\n\n  b</div>c", "a\n\n  b\nc")]
    [InlineData("", "")]
    public void Reads(string html, string text) => Assert.Equal(text, HtmlText.ToText(html));

    [Fact]
    public void Ten_thousand_elements_deep_is_read_like_any_other()
    {
        var deep = string.Concat(Enumerable.Repeat("<div>", 10_000)) + "bunnen" + string.Concat(Enumerable.Repeat("</div>", 10_000));
        Assert.Equal("bunnen", HtmlText.ToText(deep));
    }

    [Fact]
    public void What_exceeds_the_limit_is_not_read() => Assert.Equal("abc", HtmlText.ToText("abcdef", 3));
}
