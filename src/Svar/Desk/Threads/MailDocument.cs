using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Svar.Desk.Threads;

/// <summary>
/// A cleaned mail as a document for a frame of its own. The frame has an opaque origin (sandbox without allow-same-origin), and the
/// policy runs one script only, by its hash: the one that tells the desk how tall the mail is and how many pictures were held back, and puts
/// a box with its words where a picture is not shown.
/// </summary>
public static class MailDocument
{
    private const string HeightScript = """
        "use strict";(()=>{const held=document.querySelectorAll("[data-blocked-src]").length,box=i=>{const s=document.createElement("span");s.className="svar-picture";s.textContent=s.title=i.alt;s.style.cssText=i.style.cssText;for(const d of["width","height"]){const v=i.getAttribute(d);if(v&&!s.style[d])s.style[d]=/%$/.test(v)?v:v+"px"}i.replaceWith(s)};document.querySelectorAll("img:not([src])").forEach(box);addEventListener("error",e=>{if(e.target.tagName==="IMG")box(e.target)},true);const tell=()=>parent.postMessage({svarHeldBack:held,svarMailHeight:Math.ceil(document.documentElement.getBoundingClientRect().height)},"*");new ResizeObserver(tell).observe(document.documentElement);addEventListener("load",tell)})();
        """;

    private static readonly string ScriptHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(HeightScript)));

    // The mail's own typography wins; this is what it stands on.
    private const string Style = """
        html{overflow-x:auto;overflow-y:hidden}body{margin:0;padding:0;font:14px/21px -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Noto Sans",Ubuntu,"Liberation Sans",Arial,sans-serif;overflow-wrap:break-word}
        img{max-width:100%;height:auto}.svar-picture{display:inline-block;box-sizing:border-box;max-width:100%;min-width:24px;min-height:24px;padding:2px 6px;overflow:hidden;border:1px dashed #8888;border-radius:4px;background:#8881;font:12px/18px sans-serif;text-align:left;vertical-align:middle}pre{white-space:pre-wrap}blockquote{margin:8px 0 8px 2px;padding-left:12px;border-left:2px solid #8888}table{max-width:100%}
        .svar-history>summary{display:inline-block;margin:8px 0;padding:0 10px;border-radius:10px;background:#8883;font:11px/18px sans-serif;letter-spacing:1px;cursor:pointer;list-style:none}
        .paper body{background:#fff;color:#1d2322}.paper.dark body{padding:16px}.plain.dark body{background:#171a1b;color:#e4e8e7}.plain.dark a{color:#8ab8ff}
        @media(prefers-color-scheme:dark){.plain.auto body{background:#171a1b;color:#e4e8e7}.plain.auto a{color:#8ab8ff}.paper.auto body{padding:16px}}
        """;

    /// <summary>For the frame's <c>sandbox</c> attribute.</summary>
    public const string Sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox";

    /// <summary>Value of Content-Security-Policy for the frame's answer. <paramref name="imageSources"/> is a source list, such as <c>'self' data:</c>.</summary>
    public static string Policy(string imageSources) =>
        $"sandbox {Sandbox}; default-src 'none'; script-src 'sha256-{ScriptHash}'; style-src 'unsafe-inline'; img-src {imageSources}; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    /// <summary>
    /// The whole document. A mail that brings colours of its own stands on white paper, also in the dark; one that does not takes the desk's.
    /// </summary>
    /// <param name="cleanedHtml">A fragment that has been through the cleaner.</param>
    /// <param name="theme"><c>auto light dark</c>.</param>
    /// <param name="quotedHtml">History, cleaned too; folded unless <paramref name="isHistoryOpen"/>, never dropped.</param>
    public static string Of(string cleanedHtml, string theme, string quotedHtml = "", bool isHistoryOpen = false) => $"""
        <!DOCTYPE html><html class="{(HasColours(cleanedHtml) ? "paper" : "plain")} {WebUtility.HtmlEncode(theme)}"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><base target="_blank"><style>{Style}</style></head><body dir="auto">{cleanedHtml}{(quotedHtml.Length == 0 ? "" : $"<details class=\"svar-history\"{(isHistoryOpen ? " open" : "")}><summary aria-label=\"…\">•••</summary>{quotedHtml}</details>")}<script>{HeightScript}</script></body></html>
        """;

    private static bool HasColours(string html) =>
        html.Contains("color", StringComparison.OrdinalIgnoreCase)
        || html.Contains("background", StringComparison.OrdinalIgnoreCase)
        || html.Contains("<img", StringComparison.OrdinalIgnoreCase);
}
