using Svar.Mail.Headers;

namespace Svar.Mail.Mime;

/// <summary>How a part asks to be shown (RFC 2183).</summary>
public enum PartDisposition
{
    /// <summary>It does not say, or says something unknown that RFC 2183 §2.8 would treat as an attachment but senders do not mean so.</summary>
    Unspecified,

    /// <summary>In its place among the text.</summary>
    Inline,

    /// <summary>Beside the text.</summary>
    Attachment,
}

/// <summary>
/// A part of a mail (an entity of RFC 2045 §2.4): the mail itself, a leaf, a multipart with children, or an
/// enclosed message whose one child is that message. A view on the raw mail: nothing is copied until decoded.
/// </summary>
public sealed class MimePart
{
    private readonly ReadOnlyMemory<byte> _mail;
    private readonly HeaderSlot[] _slots;
    private readonly int _firstSlot;
    private readonly int _slotCount;
    private HeaderList? _headers;
    private List<MimePart>? _children;

    internal MimePart(ReadOnlyMemory<byte> mail, MimePart? parent, HeaderSlot[] slots, int firstSlot, int slotCount, int start, int bodyStart)
    {
        _mail = mail;
        _slots = slots;
        _firstSlot = firstSlot;
        _slotCount = slotCount;
        Parent = parent;
        Start = start;
        BodyStart = bodyStart;
        End = bodyStart;
        MediaType = "text/plain";
    }

    /// <summary>The multipart or enclosing message; null for the mail itself.</summary>
    public MimePart? Parent { get; }

    /// <summary>The parts of a multipart, or the one enclosed message.</summary>
    public IReadOnlyList<MimePart> Children => _children ?? (IReadOnlyList<MimePart>)[];

    /// <summary>The part's own header fields.</summary>
    public HeaderList Headers => _headers ??= new HeaderList(_mail, _slots.AsMemory(_firstSlot, _slotCount));

    /// <summary>type "/" subtype in lower case, put right where it can be guessed; text/plain when there is none (RFC 2045 §5.2).</summary>
    public string MediaType { get; internal set; }

    /// <summary>The transfer encoding of the body.</summary>
    public TransferEncoding Encoding { get; internal set; }

    /// <summary>The header and the body as they came.</summary>
    public ReadOnlyMemory<byte> Raw => _mail[Start..End];

    /// <summary>The body as it came, still in its transfer encoding. The line end before a boundary belongs to the boundary.</summary>
    public ReadOnlyMemory<byte> RawBody => _mail[BodyStart..End];

    /// <summary>Where the part starts, in bytes from the start of the mail.</summary>
    public int Start { get; }

    /// <summary>Where its body starts.</summary>
    public int BodyStart { get; }

    /// <summary>Where its body ends, exclusive.</summary>
    public int End { get; internal set; }

    /// <summary>A multipart in which parts were found.</summary>
    public bool IsMultipart => Children.Count > 0 && IsMultipartType;

    /// <summary>An enclosed message that was read along.</summary>
    public bool IsMessage => Children.Count > 0 && !IsMultipartType;

    /// <summary>Content-Type with its parameters.</summary>
    public ParameterizedValue ContentType => Headers.First("Content-Type"u8)?.Parameterized ?? default;

    /// <summary>What Content-Disposition says.</summary>
    public PartDisposition Disposition
    {
        get
        {
            var word = Headers.First("Content-Disposition"u8)?.Parameterized.Word;
            return word switch
            {
                "attachment" => PartDisposition.Attachment,
                "inline" => PartDisposition.Inline,
                _ => PartDisposition.Unspecified,
            };
        }
    }

    /// <summary>The name that the sender gave, decoded but not made safe; null when there is none.</summary>
    public string? FileName
    {
        get
        {
            var name = Headers.First("Content-Disposition"u8)?.Parameterized.Parameter("filename"u8);
            name = string.IsNullOrEmpty(name) ? ContentType.Parameter("name"u8) : name;
            return string.IsNullOrEmpty(name) ? null : name;
        }
    }

    /// <summary>Content-ID without its brackets, as 'cid:' addresses name it (RFC 2392); null when there is none.</summary>
    public string? ContentId
    {
        get
        {
            var id = Headers.Text("Content-ID")?.Trim().Trim('<', '>');
            return string.IsNullOrEmpty(id) ? null : id;
        }
    }

    internal bool IsMultipartType => MediaType.StartsWith("multipart/", StringComparison.Ordinal);

    internal bool IsText(string subtype) => MediaType.Length == 5 + subtype.Length && MediaType.EndsWith(subtype, StringComparison.Ordinal) && MediaType.StartsWith("text/", StringComparison.Ordinal);

    /// <summary>The body without its transfer encoding.</summary>
    public byte[] DecodeBytes()
    {
        if (Encoding == TransferEncoding.Identity)
        {
            return RawBody.ToArray();
        }

        var bytes = new PooledBytes([]);
        TransferEncodings.Decode(Encoding, RawBody.Span, ref bytes);
        var result = bytes.Written.ToArray();
        bytes.Dispose();
        return result;
    }

    /// <summary>
    /// The body as text, by the declared charset and by truth; lines end in <c>\n</c>, flowed lines (RFC 3676)
    /// are put together again.
    /// </summary>
    public string DecodeText() => BodyText.Decode(this, defects: null);

    /// <summary>This part and all below it, in the order of the mail.</summary>
    public IEnumerable<MimePart> SelfAndDescendants()
    {
        yield return this;
        foreach (var child in Children)
        {
            foreach (var part in child.SelfAndDescendants())
            {
                yield return part;
            }
        }
    }

    internal void Add(MimePart child) => (_children ??= []).Add(child);
}
