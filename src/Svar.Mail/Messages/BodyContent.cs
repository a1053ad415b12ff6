using System.Net;
using System.Text;
using Svar.Mail.Headers;
using Svar.Mail.Mime;

namespace Svar.Mail.Messages;

/// <summary>The decoded body. Uuencoded files are taken out of the text and put among the attachments.</summary>
internal sealed class BodyContent
{
    private readonly DefectList _defects = new();
    private readonly List<(MimePart Text, MailAttachment File)> _uuencoded = [];

    public string? Text { get; private set; }

    public string? Html { get; private set; }

    /// <summary>False when some words stand only in HTML.</summary>
    public bool IsTextWhole { get; private set; } = true;

    public IReadOnlyList<MailAttachment> Attachments { get; private set; } = [];

    public IReadOnlyList<MailDefect> Defects => _defects.Found;

    public static BodyContent Read(BodyParts parts)
    {
        var content = new BodyContent();
        var plain = new Joined("\n\n");
        var html = new Joined("\n");
        var hasHtml = parts.Segments.Exists(segment => segment.Html.Count > 0);
        foreach (var segment in parts.Segments)
        {
            List<string> words = [];
            foreach (var part in segment.Plain)
            {
                var text = content.PlainText(part);
                words.Add(text);
                plain.Add(text);
            }

            foreach (var part in segment.Html)
            {
                html.Add(BodyText.Decode(part, content._defects));
            }

            // QUIRK: shops' forms and telephones send an empty plain form beside the real words
            content.IsTextWhole &= segment.Html.Count == 0 || words.Exists(static text => !string.IsNullOrWhiteSpace(text));
            if (hasHtml && segment.Html.Count == 0)
            {
                foreach (var text in words)
                {
                    if (!string.IsNullOrWhiteSpace(text))
                    {
                        html.Add($"<div style=\"white-space:pre-wrap\">{WebUtility.HtmlEncode(text.Trim('\n'))}</div>");
                    }
                }
            }
        }

        content.Text = plain.Result;
        content.Html = html.Result;
        content.Attachments = content._uuencoded.Count == 0 ? parts.Attachments : [.. content._uuencoded.Select(found => found.File), .. parts.Attachments];
        return content;
    }

    private string PlainText(MimePart part)
    {
        var raw = part.RawBody.Span;
        var mayHoldFiles = part.Encoding switch
        {
            TransferEncoding.Uuencode => false,
            TransferEncoding.Base64 => true,
            _ => raw.IndexOf("begin "u8) >= 0,
        };
        if (!mayHoldFiles)
        {
            return BodyText.Decode(part, _defects);
        }

        var bytes = new PooledBytes([]);
        ReadOnlySpan<byte> body = raw;
        ReadOnlyMemory<byte> kept = part.RawBody;
        if (part.Encoding != TransferEncoding.Identity)
        {
            if (!TransferEncodings.Decode(part.Encoding, raw, ref bytes))
            {
                _defects.Add($"broken {BodyText.Name(part.Encoding)}", part.BodyStart);
            }

            body = bytes.Written;
        }

        var text = Uuencode.Find(body, 0) is { } first
            ? BodyText.Decode(part, WithoutFiles(part, part.Encoding == TransferEncoding.Identity ? kept : body.ToArray(), first), _defects)
            : BodyText.Decode(part, body, _defects);
        bytes.Dispose();
        return text;
    }

    private byte[] WithoutFiles(MimePart part, ReadOnlyMemory<byte> body, Uuencode.Block? block)
    {
        using var rest = new MemoryStream(body.Length);
        var from = 0;
        while (block is { } found)
        {
            if (_uuencoded.Count >= MimeLimits.Default.MaxParts)
            {
                _defects.Add("too many uuencoded files, the rest stays in the text", part.BodyStart);
                break;
            }

            rest.Write(body.Span[from..found.Start]);
            _uuencoded.Add((part, new MailAttachment(part, found.Name, body[found.DataStart..found.DataEnd])));
            from = found.End;
            block = Uuencode.Find(body.Span, from);
        }

        rest.Write(body.Span[from..]);
        return rest.ToArray();
    }

    /// <summary>Texts with something between them; a single one is not copied.</summary>
    private sealed class Joined(string between)
    {
        private string? _first;
        private StringBuilder? _more;

        public string? Result => _more?.ToString() ?? _first;

        public void Add(string text)
        {
            if (_first is null)
            {
                _first = text;
            }
            else
            {
                _more ??= new StringBuilder(_first.TrimEnd('\n'));
                while (_more.Length > 0 && _more[^1] == '\n')
                {
                    _more.Length--;
                }

                _more.Append(between).Append(text);
            }
        }
    }
}
