using System.Collections;
using System.Text;
using Svar.Mail.Mime;

namespace Svar.Mail.Headers;

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
