using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Svar.Mail.Addresses;
using Svar.Mail.Headers;
using Svar.Mail.Mime;

namespace Svar.Mail.Messages;

/// <summary>
/// Writes a <see cref="MailComposer"/>: mixed ( alternative ( plain, related ( html, pictures ) ), files ), with
/// every level left out that would hold one part.
/// </summary>
internal sealed class MailWriter(MailComposer mail, IBufferWriter<byte> output)
{
    private static readonly FrozenSet<string> _ownFields = new[]
    {
        "From", "Sender", "To", "Cc", "Bcc", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted", "MIME-Version",
        "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly HeaderWriter _headers = new(output);
    private int _boundaries;

    public void Write()
    {
        if (mail.From.Count == 0)
        {
            throw new UnwritableMailException("a mail needs an author in From");
        }

        _headers.Plain("Date", MailDate.Format(mail.Date));
        _headers.Addresses("From", mail.From);
        if (mail.Sender is not null || mail.From.Count > 1)
        {
            _headers.Addresses("Sender", [mail.Sender ?? mail.From[0]]);
        }

        _headers.Addresses("Reply-To", mail.ReplyTo);
        _headers.Addresses("To", mail.To);
        _headers.Addresses("Cc", mail.Cc);
        _headers.Plain("Message-ID", $"<{Id(mail.MessageId)}>");
        if (mail.InReplyTo is not null)
        {
            _headers.Ids("In-Reply-To", Writable([mail.InReplyTo]));
        }

        _headers.Ids("References", Writable(mail.References));
        _headers.Unstructured("Subject", mail.Subject);
        WriteSpecialFields();
        _headers.Plain("MIME-Version", "1.0");
        WriteBody();
    }

    /// <summary>QUIRK: programs that take the host's name into their identifiers write them in UTF-8. Only for them a mail is not made one that few servers take.</summary>
    private IReadOnlyList<string> Writable(IReadOnlyList<string> ids) => mail.NeedsSmtpUtf8 ? ids : [.. ids.Where(static id => Ascii.IsValid(id))];

    private static string Id(string id) => HeaderWriter.IsId(id) && Ascii.IsValid(id) && id.Length <= 250
        ? id
        : throw new UnwritableMailException("the Message-ID holds characters that it may not");

    private void WriteSpecialFields()
    {
        if (mail.AutoSubmitted is { } auto)
        {
            _headers.Plain("Auto-Submitted", IsToken(auto) ? auto : throw new UnwritableMailException($"'{auto}' is no keyword for Auto-Submitted"));
        }

        if (mail.ListId is { } list)
        {
            _headers.Identified("List-Id", list.Name, IsListId(list.Id) ? list.Id : throw new UnwritableMailException($"'{list.Id}' is no identifier of a list"));
        }

        WriteUnsubscribe();
        foreach (var (name, value) in mail.Headers)
        {
            if (name.Length is 0 or > 76 || name.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0 || name.Contains(':', StringComparison.Ordinal))
            {
                throw new UnwritableMailException($"a header field cannot be called '{name}'");
            }

            if (_ownFields.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
            {
                throw new UnwritableMailException($"the field {name} is written from its own property");
            }

            _headers.Given(name, value);
        }
    }

    private void WriteUnsubscribe()
    {
        // RFC 8058 §3.1
        if (mail.IsOneClickUnsubscribe && !mail.ListUnsubscribe.Any(static address => address.IsAbsoluteUri && address.Scheme == Uri.UriSchemeHttps))
        {
            throw new UnwritableMailException("one-click unsubscription needs an https address in ListUnsubscribe");
        }

        if (mail.ListUnsubscribe.Count == 0)
        {
            return;
        }

        var addresses = mail.ListUnsubscribe.Select(static address => address.IsAbsoluteUri && address.Scheme is "mailto" or "https" && IsSafeUri(address.AbsoluteUri)
            ? $"<{address.AbsoluteUri}>"
            : throw new UnwritableMailException("an address in ListUnsubscribe is neither mailto: nor https:, or holds what a header cannot"));
        _headers.Plain("List-Unsubscribe", string.Join(", ", addresses));
        if (mail.IsOneClickUnsubscribe)
        {
            _headers.Plain("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }

    private void WriteBody()
    {
        // pictures without HTML have no place to be shown in
        var inline = mail.Html is null ? [] : mail.InlineFiles;
        var files = mail.Html is null ? [.. mail.InlineFiles, .. mail.Attachments] : mail.Attachments;
        if (files.Count == 0)
        {
            WriteWords(inline);
        }
        else
        {
            WriteMultipart("mixed", files, [() => WriteWords(inline), .. files.Select(file => (Action)(() => WriteFile(file, "attachment")))]);
        }
    }

    private void WriteWords(IReadOnlyList<OutgoingFile> inline)
    {
        if (mail.Html is null)
        {
            WriteText("plain", mail.Text ?? "");
        }
        else if (mail.Text is null)
        {
            WriteHtml(inline);
        }
        else
        {
            WriteMultipart("alternative", inline, [() => WriteText("plain", mail.Text), () => WriteHtml(inline)]);
        }
    }

    private void WriteHtml(IReadOnlyList<OutgoingFile> inline)
    {
        if (inline.Count == 0)
        {
            WriteText("html", mail.Html!);
        }
        else
        {
            WriteMultipart("related", inline, [() => WriteText("html", mail.Html!), .. inline.Select(file => (Action)(() => WriteFile(file, "inline")))]);
        }
    }

    private void WriteMultipart(string subtype, IReadOnlyList<OutgoingFile> files, IReadOnlyList<Action> parts)
    {
        var boundary = Boundary(files);
        var type = subtype == "related" ? "; type=\"text/html\"" : "";
        _headers.Plain("Content-Type", $"multipart/{subtype}; boundary=\"{boundary}\"{type}");
        foreach (var part in parts)
        {
            Write($"\r\n--{boundary}\r\n");
            part();
        }

        Write($"\r\n--{boundary}--\r\n");
    }

    /// <summary>"=_" cannot come in quoted-printable or base64 (RFC 2045 §6.7), so what may go unencoded is searched for it: the words and enclosed messages.</summary>
    private string Boundary(IReadOnlyList<OutgoingFile> files)
    {
        while (true)
        {
            var seed = string.Create(CultureInfo.InvariantCulture, $"{_boundaries++}:{mail.MessageId}");
            var boundary = "=_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, 12));
            var bytes = Encoding.ASCII.GetBytes(boundary);
            if (!IsIn(mail.Text, boundary) && !IsIn(mail.Html, boundary) && !files.Concat(mail.Attachments).Any(file => file.Content.Span.IndexOf(bytes) >= 0))
            {
                return boundary;
            }
        }
    }

    private static bool IsIn(string? text, string boundary) => text is not null && text.Contains(boundary, StringComparison.Ordinal);

    private void WriteText(string subtype, string text)
    {
        var bytes = BodyEncoder.CanonicalText(text);
        var encoding = BodyEncoder.BestFor(bytes);
        _headers.Plain("Content-Type", $"text/{subtype}; charset=utf-8");
        _headers.Plain("Content-Transfer-Encoding", encoding);
        Write("\r\n");
        BodyEncoder.Encode(encoding, bytes, output);
        if (encoding != "base64" && !bytes.AsSpan().EndsWith("\r\n"u8))
        {
            Write("\r\n");
        }
    }

    private void WriteFile(OutgoingFile file, string disposition)
    {
        var type = file.ContentType;
        if (!IsMediaType(type))
        {
            throw new UnwritableMailException($"the media type of '{file.Name}' is none");
        }

        var encoding = "base64";
        if (type.StartsWith("message/", StringComparison.OrdinalIgnoreCase) && !type.StartsWith("message/delivery-status", StringComparison.OrdinalIgnoreCase))
        {
            // RFC 2046 §5.2.1 forbids to encode a message; one that cannot go as it is goes as a file
            if (BodyEncoder.IsSevenBit(file.Content.Span, longestLine: 998))
            {
                encoding = "7bit";
            }
            else
            {
                type = "application/octet-stream";
            }
        }

        var name = file.Name.Length == 0 ? null : file.Name;
        _headers.WithFileName("Content-Type", type, "name", name);
        _headers.WithFileName("Content-Disposition", disposition, "filename", name);
        if (file.ContentId is { } id)
        {
            _headers.Plain("Content-ID", $"<{Id(id)}>");
        }

        _headers.Plain("Content-Transfer-Encoding", encoding);
        Write("\r\n");
        BodyEncoder.Encode(encoding, file.Content.Span, output);
    }

    private static bool IsMediaType(string type)
    {
        var end = type.IndexOf(';', StringComparison.Ordinal);
        var parts = (end < 0 ? type : type[..end]).Trim().Split('/');
        return parts.Length == 2 && IsToken(parts[0]) && IsToken(parts[1]) && type.Length < 300 && type.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;
    }

    // token of RFC 2045 §5.1
    private static bool IsToken(string text)
    {
        foreach (var c in text)
        {
            if (c is <= ' ' or > '~' || "()<>@,;:\\\"/[]?=".Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    // list-id = list-label "." list-id-namespace, each a dot-atom-text               RFC 2919 §2
    private static bool IsListId(string id) =>
        id.Length <= 255 && id.Contains('.', StringComparison.Ordinal) && Ascii.IsValid(id)
        && Array.TrueForAll(id.Split('.'), static label => label.Length > 0 && label.All(AddressSyntax.IsAtomText));

    private static bool IsSafeUri(string uri) => uri.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 && uri.AsSpan().IndexOfAny('<', '>', ',') < 0 && uri.Length < 900;

    private void Write(string text) => Encoding.ASCII.GetBytes(text, output);
}
