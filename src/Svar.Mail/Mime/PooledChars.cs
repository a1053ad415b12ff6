using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Svar.Mail.Mime;

/// <summary>Characters that grow first on the stack, then in a pooled array. Dispose once.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "never compared")]
internal ref struct PooledChars(Span<char> initial)
{
    private Span<char> _room = initial;
    private char[]? _rented;

    public int Length { get; set; }

    public readonly Span<char> Written => _room[..Length];

    public void Append(char c)
    {
        if (Length == _room.Length)
        {
            Grow(1);
        }

        _room[Length++] = c;
    }

    public void Append(scoped ReadOnlySpan<char> text) => text.CopyTo(Take(text.Length));

    /// <summary>Space for so many more characters, already counted as written.</summary>
    public Span<char> Take(int count)
    {
        if (_room.Length - Length < count)
        {
            Grow(count);
        }

        Length += count;
        return _room.Slice(Length - count, count);
    }

    public override readonly string ToString() => new(Written);

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<char>.Shared.Return(_rented);
            _rented = null;
        }

        _room = default;
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(Length + count, Math.Max(_room.Length * 2, 256)));
        Written.CopyTo(larger);
        if (_rented is not null)
        {
            ArrayPool<char>.Shared.Return(_rented);
        }

        _room = _rented = larger;
    }
}
