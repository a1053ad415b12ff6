using System.Diagnostics.CodeAnalysis;
using System.Text;
using Svar.Mail.Addresses;
using Svar.Mail.Mime;

namespace Svar.Mail.Headers;

/// <summary>One header field; reads from the raw mail whenever it is asked.</summary>
[SuppressMessage("Usage", "CA2231", Justification = "a view, not a value to compare")]
public readonly struct Header
{
    private readonly ReadOnlyMemory<byte> _mail;
    private readonly HeaderSlot _slot;

    internal Header(ReadOnlyMemory<byte> mail, HeaderSlot slot)
    {
        _mail = mail;
        _slot = slot;
    }

    /// <summary>The name as the sender wrote it, in whatever case.</summary>
    public string Name => Encoding.ASCII.GetString(_mail.Span.Slice(_slot.Start, _slot.NameLength));

    /// <summary>The bytes after the colon, folded and encoded as they came, without the last line end.</summary>
    public ReadOnlyMemory<byte> Raw => _mail[_slot.ValueStart.._slot.End];

    /// <summary>Where the field starts, in bytes from the start of the mail.</summary>
    public int Offset => _slot.Start;

    /// <summary>The value as unstructured text: unfolded, encoded words decoded, trimmed (RFC 2047 §6).</summary>
    public string Text => EncodedWords.Decode(Raw.Span);

    /// <summary>The value as an address list.</summary>
    public IReadOnlyList<MailAddress> Addresses => MailAddress.ParseList(Raw.Span);

    /// <summary>The value as message identifiers.</summary>
    public IReadOnlyList<string> Ids => MessageIds.Parse(Raw.Span);

    /// <summary>The value as a date.</summary>
    public DateTimeOffset? Date => MailDate.Parse(Raw.Span);

    /// <summary>The value as a word with parameters, as in Content-Type or Auto-Submitted.</summary>
    public ParameterizedValue Parameterized => new(Raw);

    internal bool Is(ReadOnlySpan<byte> name) => Ascii7.Same(_mail.Span.Slice(_slot.Start, _slot.NameLength), name);
}
