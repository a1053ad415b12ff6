using System.Text;

namespace Svar.Demo;

/// <summary>A MIME entity while it is being written (RFC 2045, RFC 2046).</summary>
internal sealed class Part
{
    private readonly List<(string Name, string Value)> _headers = [];
    private readonly IReadOnlyList<Part>? _parts;
    private readonly string _boundary = "";
    private readonly byte[] _content = [];

    private Part(byte[] content) => _content = content;

    private Part(string boundary, IReadOnlyList<Part> parts)
    {
        _boundary = boundary;
        _parts = parts;
    }

    public IEnumerable<(string Name, string Value)> Headers => _headers;

    /// <summary><paramref name="charset"/> and <paramref name="more"/> stand in the field as they are spelled here.</summary>
    public static Part Text(string subtype, string text, Transfer transfer, string charset = "UTF-8", string more = "")
    {
        var encoding = charset.Trim('"').ToLowerInvariant() switch
        {
            "iso-8859-1" => Encoding.Latin1,
            "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
            _ => Encoding.UTF8,
        };
        var bytes = encoding.GetBytes(text.ReplaceLineEndings("\r\n"));
        var part = new Part(transfer switch
        {
            Transfer.Base64 => Encoding.ASCII.GetBytes(Base64(bytes)),
            Transfer.QuotedPrintable => QuotedPrintable.Encode(bytes),
            _ => bytes,
        });
        return part.With("Content-Type", "text/" + subtype + "; charset=" + charset + more).With("Content-Transfer-Encoding", Name(transfer));
    }

    public static Part File(Enclosure file, string? contentId, string? nameInType = null)
    {
        var name = MimeWords.Parameter("filename", file.Name);
        var part = new Part(Encoding.ASCII.GetBytes(Base64(file.Content())))
            .With("Content-Type", file.ContentType + ";\r\n\t" + (nameInType ?? MimeWords.Parameter("name", file.Name)))
            .With("Content-Disposition", (file.IsInline ? "inline" : "attachment") + ";\r\n\t" + name)
            .With("Content-Transfer-Encoding", "base64");
        return contentId is null ? part : part.With("Content-ID", "<" + contentId + ">");
    }

    public static Part Raw(string contentType, string text) =>
        new Part(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"))).With("Content-Type", contentType);

    public static Part Multipart(string subtype, string boundary, params IReadOnlyList<Part> parts) =>
        new Part(boundary, parts).With("Content-Type", "multipart/" + subtype + ";\r\n\tboundary=\"" + boundary + "\"");

    public Part With(string name, string value)
    {
        _headers.Add((name, value));
        return this;
    }

    /// <summary>A whole mail: header lines as given, then this entity.</summary>
    public byte[] Mail(IEnumerable<(string Name, string Value)> headers)
    {
        using var to = new MemoryStream(4096);
        foreach (var (name, value) in headers)
        {
            Line(to, name + ": " + value);
        }

        Write(to);
        return to.ToArray();
    }

    private static string Name(Transfer transfer) => transfer switch
    {
        Transfer.Base64 => "base64",
        Transfer.QuotedPrintable => "quoted-printable",
        Transfer.EightBit => "8bit",
        _ => "7bit",
    };

    /// <summary>Lines of 76 characters (RFC 2045 §6.8).</summary>
    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks) + "\r\n";

    private static void Line(Stream to, string line)
    {
        to.Write(Encoding.UTF8.GetBytes(line));
        to.Write("\r\n"u8);
    }

    private void Write(Stream to)
    {
        foreach (var (name, value) in _headers)
        {
            Line(to, name + ": " + value);
        }

        Line(to, "");
        if (_parts is null)
        {
            to.Write(_content);
            if (_content is not [.., (byte)'\n'])
            {
                Line(to, "");
            }

            return;
        }

        foreach (var part in _parts)
        {
            Line(to, "--" + _boundary);
            part.Write(to);
        }

        Line(to, "--" + _boundary + "--");
    }
}

internal enum Transfer
{
    SevenBit,
    EightBit,
    QuotedPrintable,
    Base64,
}
