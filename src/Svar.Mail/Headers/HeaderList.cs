using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Svar.Mail.Addresses;
using Svar.Mail.Mime;

namespace Svar.Mail.Headers;

/// <summary>Where a header field lies in the raw mail.</summary>
internal readonly record struct HeaderSlot(int Start, int NameLength, int ValueStart, int End);

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

/// <summary>The header fields of a mail or of one of its parts, in their order. Names are looked up without regard to case.</summary>
public sealed class HeaderList : IReadOnlyList<Header>
{
    private readonly ReadOnlyMemory<byte> _mail;
    private readonly ReadOnlyMemory<HeaderSlot> _slots;

    internal HeaderList(ReadOnlyMemory<byte> mail, ReadOnlyMemory<HeaderSlot> slots)
    {
        _mail = mail;
        _slots = slots;
    }

    /// <inheritdoc/>
    public int Count => _slots.Length;

    /// <inheritdoc/>
    public Header this[int index] => new(_mail, _slots.Span[index]);

    /// <summary>The first field of that name.</summary>
    public Header? First(string name)
    {
        Span<byte> wanted = stackalloc byte[Math.Min(name.Length, 200)];
        Encoding.ASCII.TryGetBytes(name, wanted, out var length);
        return First(wanted[..length]);
    }

    /// <summary>Every field of that name, in order.</summary>
    public IEnumerable<Header> All(string name)
    {
        var wanted = Encoding.ASCII.GetBytes(name);
        for (var i = 0; i < Count; i++)
        {
            if (this[i].Is(wanted))
            {
                yield return this[i];
            }
        }
    }

    /// <summary>Whether a field of that name is there, be it empty.</summary>
    public bool Contains(string name) => First(name) is not null;

    /// <summary>The decoded text of the first field of that name; null when there is none.</summary>
    public string? Text(string name) => First(name)?.Text;

    /// <inheritdoc/>
    public IEnumerator<Header> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal Header? First(ReadOnlySpan<byte> name)
    {
        var mail = _mail.Span;
        foreach (ref readonly var slot in _slots.Span)
        {
            if (slot.NameLength == name.Length && Ascii7.Same(mail.Slice(slot.Start, slot.NameLength), name))
            {
                return new Header(_mail, slot);
            }
        }

        return null;
    }
}
