using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Svar.Mail.Mime;

/// <summary>Bytes that grow first on the stack, then in a pooled array. Dispose once.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "never compared")]
internal ref struct PooledBytes(Span<byte> initial)
{
    private Span<byte> _room = initial;
    private byte[]? _rented;

    public int Length { get; set; }

    public readonly Span<byte> Written => _room[..Length];

    public void Append(byte b)
    {
        if (Length == _room.Length)
        {
            Grow(1);
        }

        _room[Length++] = b;
    }

    public void Append(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Space for so many more bytes, already counted as written; lower <see cref="Length"/> to give some back.</summary>
    public Span<byte> Take(int count)
    {
        if (_room.Length - Length < count)
        {
            Grow(count);
        }

        Length += count;
        return _room.Slice(Length - count, count);
    }

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
            _rented = null;
        }

        _room = default;
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + count, Math.Max(_room.Length * 2, 256)));
        Written.CopyTo(larger);
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }

        _room = _rented = larger;
    }
}
