using System.Text.Unicode;
using Svar.Mail.Headers;

namespace Svar.Mail.Mime;

/// <summary>The text of a text part.</summary>
internal static class BodyText
{
    public static string Decode(MimePart part, DefectList? defects)
    {
        var bytes = new PooledBytes([]);
        var body = part.RawBody.Span;
        if (part.Encoding != TransferEncoding.Identity)
        {
            if (!TransferEncodings.Decode(part.Encoding, body, ref bytes))
            {
                defects?.Add($"broken {Name(part.Encoding)}", part.BodyStart);
            }

            body = bytes.Written;
        }

        var text = Decode(part, body, defects);
        bytes.Dispose();
        return text;
    }

    /// <summary>Text of a part whose bytes are decoded already, or of a stretch of them.</summary>
    public static string Decode(MimePart part, ReadOnlySpan<byte> bytes, DefectList? defects)
    {
        var type = part.ContentType;
        var charset = CharsetOf(part, type, defects);
        if (part.IsText("html") && charset is null or { Kind: CharsetKind.Ascii or CharsetKind.Utf8 } && HtmlCharset.Of(bytes) is { Kind: not (CharsetKind.Ascii or CharsetKind.Utf8) } own && !Utf8.IsValid(bytes))
        {
            defects?.Add($"{(charset is null ? "charset not declared" : $"declared {charset.Name}, is not")}; read as the {own.Name} that the page names", part.BodyStart);
            charset = own;
        }

        var text = new PooledChars([]);
        TextDecoding.Decode(bytes, charset, ref text, defects, part.BodyStart);
        text.Length = UnifyLineEnds(text.Written);
        if (part.IsText("plain") && type.Parameter("format"u8) is { } format && format.Equals("flowed", StringComparison.OrdinalIgnoreCase))
        {
            var delSp = type.Parameter("delsp"u8) is { } said && said.Equals("yes", StringComparison.OrdinalIgnoreCase);
            text.Length = FlowedText.Join(text.Written, delSp);
        }

        var result = text.ToString();
        text.Dispose();
        return result;
    }

    public static string Name(TransferEncoding encoding) => encoding switch
    {
        TransferEncoding.Base64 => "base64",
        TransferEncoding.QuotedPrintable => "quoted-printable",
        TransferEncoding.Uuencode => "uuencode",
        _ => "8bit",
    };

    private static Charset? CharsetOf(MimePart part, ParameterizedValue type, DefectList? defects)
    {
        var name = type.RawParameter("charset"u8);
        if (name.IsEmpty)
        {
            return type.Parameter("charset"u8) is { Length: > 0 } extended ? Charset.ByName(System.Text.Encoding.UTF8.GetBytes(extended)) : null;
        }

        var charset = Charset.ByName(name);
        if (charset is null)
        {
            defects?.Add("unknown charset", part.Start);
        }

        return charset;
    }

    /// <summary>CRLF and CR become LF, and NUL a space; gives the new length.</summary>
    private static int UnifyLineEnds(Span<char> text)
    {
        text.Replace('\0', ' ');
        var first = text.IndexOf('\r');
        if (first < 0)
        {
            return text.Length;
        }

        var to = first;
        var from = first;
        while (from < text.Length)
        {
            // at a CR: one LF for it, and for the LF after it
            text[to++] = '\n';
            from += from + 1 < text.Length && text[from + 1] == '\n' ? 2 : 1;
            var next = text[from..].IndexOf('\r');
            var run = next < 0 ? text.Length - from : next;
            text.Slice(from, run).CopyTo(text[to..]);
            to += run;
            from += run;
        }

        return to;
    }
}
