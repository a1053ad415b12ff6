using System.Security.Cryptography;
using Svar.Mail.Headers;
using Svar.Mail.Mime;
using Svar.Mail.Tnef;

namespace Svar.Mail.Messages;

/// <summary>A file that came with a mail: a leaf that is no body text, an enclosed message, a file of a winmail.dat, or a uuencoded block of the text.</summary>
public sealed class MailAttachment
{
    private readonly ReadOnlyMemory<byte> _encoded;
    private readonly TransferEncoding _encoding;
    private Facts? _facts;

    internal MailAttachment(MimePart part, string? givenName, bool isInline)
    {
        Part = part;
        ContentType = part.MediaType;
        GivenName = givenName;
        Name = SafeFileName.Make(givenName, part.MediaType);
        IsInline = isInline;
        ContentId = part.ContentId;
        _encoded = part.RawBody;
        _encoding = part.Encoding;
    }

    internal MailAttachment(MimePart part, string givenName, ReadOnlyMemory<byte> uuencoded)
    {
        Part = part;
        ContentType = "application/octet-stream";
        GivenName = givenName;
        Name = SafeFileName.Make(givenName, ContentType);
        _encoded = uuencoded;
        _encoding = TransferEncoding.Uuencode;
    }

    /// <summary>A file within the part.</summary>
    internal MailAttachment(MimePart part, TnefFile file)
    {
        Part = part;
        ContentType = file.ContentType?.Trim().ToLowerInvariant() is { } type && type.Count(c => c == '/') == 1 && type.All(c => c is > ' ' and < '\x7f' and not ';') ? type : "application/octet-stream";
        GivenName = file.Name;
        Name = SafeFileName.Make(file.Name, ContentType);
        IsInline = file.ContentId is { Length: > 0 };
        ContentId = IsInline ? file.ContentId : null;
        _encoded = file.Bytes;
        _encoding = TransferEncoding.Identity;
    }

    /// <summary>Safe as the name of a file (<see cref="SafeFileName"/>); not unique within the mail.</summary>
    public string Name { get; }

    /// <summary>The name as the sender gave it, decoded; null when there is none. Not safe.</summary>
    public string? GivenName { get; }

    /// <summary>The media type in lower case.</summary>
    public string ContentType { get; }

    /// <summary>Meant to be shown in the text: referred to by its <see cref="ContentId"/>, or marked so.</summary>
    public bool IsInline { get; }

    /// <summary>Content-ID without brackets.</summary>
    public string? ContentId { get; }

    /// <summary>The part of the mail that it is, or that it was found in.</summary>
    public MimePart Part { get; }

    /// <summary>The size in bytes once decoded; decodes on first use, without keeping the bytes.</summary>
    public long Size => Measured.Size;

    /// <summary>SHA-256 of the decoded bytes, lower-case hexadecimal; computed on first use.</summary>
    public string Sha256 => Measured.Sha256;

    /// <summary>Whether the transfer encoding was broken, so that bytes may be missing.</summary>
    public bool IsDamaged => Measured.IsDamaged;

    private Facts Measured => _facts ??= Measure();

    /// <summary>The decoded bytes; each call decodes anew, except that an unencoded part is not copied.</summary>
    public ReadOnlyMemory<byte> Decode()
    {
        if (_encoding == TransferEncoding.Identity)
        {
            return _encoded;
        }

        var bytes = new PooledBytes([]);
        TransferEncodings.Decode(_encoding, _encoded.Span, ref bytes);
        var result = bytes.Written.ToArray();
        bytes.Dispose();
        return result;
    }

    /// <summary>The decoded bytes as a stream.</summary>
    public Stream Open() => System.Runtime.InteropServices.MemoryMarshal.TryGetArray(Decode(), out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(Decode().ToArray(), writable: false);

    /// <summary>The enclosed message; null when it is none.</summary>
    public MailMessage? OpenMessage() => ContentType is "message/rfc822" or "message/global" or "message/news" ? MailMessage.Parse(Decode()) : null;

    private Facts Measure()
    {
        if (_encoding == TransferEncoding.Identity)
        {
            return new Facts(_encoded.Length, Hash(_encoded.Span), IsDamaged: false);
        }

        var bytes = new PooledBytes([]);
        var clean = TransferEncodings.Decode(_encoding, _encoded.Span, ref bytes);
        var facts = new Facts(bytes.Length, Hash(bytes.Written), !clean);
        bytes.Dispose();
        return facts;
    }

    private static string Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }

    private sealed record Facts(long Size, string Sha256, bool IsDamaged);
}
