using System.Buffers.Binary;

namespace Svar.Mail.Headers;

/// <summary>
/// Outlook's Thread-Index ([MS-OXOMSG] §2.2.1.3): a conversation by a GUID, and the place of a message in it. Each answer's index is that
/// of the message it answers with one block more, so a mail is told to answer another without any Message-ID: <see cref="IsAnswerTo"/>. Programs other than
/// Outlook and Exchange answer without one, or give back what they were sent; it tells where identifiers tell nothing, and does not outweigh them.
/// </summary>
public sealed class ThreadIndex : IEquatable<ThreadIndex>
{
    // reserved (1), time (5), GUID (16); then 5 a reply
    private const int HeadLength = 22;
    private const int BlockLength = 5;
    private const int Longest = HeadLength + (BlockLength * 1000);

    private readonly byte[] _bytes;

    private ThreadIndex(byte[] bytes) => _bytes = bytes;

    /// <summary>The same for every message of a conversation.</summary>
    public Guid Conversation => new(_bytes.AsSpan(6, 16), bigEndian: true);

    /// <summary>When the conversation began, to within 2 ms: the upper six bytes of a FILETIME.</summary>
    public DateTime BeganAt
    {
        get
        {
            Span<byte> time = stackalloc byte[8];
            _bytes.AsSpan(0, 6).CopyTo(time);
            var ticks = BinaryPrimitives.ReadInt64BigEndian(time);
            return ticks >= 0 && ticks < DateTime.MaxValue.ToFileTimeUtc() ? DateTime.FromFileTimeUtc(ticks) : DateTime.MinValue;
        }
    }

    /// <summary>0 for the message that began the conversation, 1 for an answer to it, and so on.</summary>
    public int Depth => (_bytes.Length - HeadLength) / BlockLength;

    /// <summary>The index of the message that this one answers; null for the first.</summary>
    public ThreadIndex? Parent => Depth == 0 ? null : new ThreadIndex(_bytes[..^BlockLength]);

    /// <summary>Whether this message answers that one, or an answer to it, however far down.</summary>
    public bool IsBelow(ThreadIndex other) => other is not null && _bytes.Length > other._bytes.Length && _bytes.AsSpan().StartsWith(other._bytes);

    /// <summary>Whether this message answers that one itself.</summary>
    public bool IsAnswerTo(ThreadIndex other) => IsBelow(other) && Depth == other.Depth + 1;

    /// <summary>The indexes of the messages above this one, the nearest first: what to look for among mails that are kept by their <see cref="ToString"/>.</summary>
    public IEnumerable<ThreadIndex> Ancestors()
    {
        for (var above = Parent; above is not null; above = above.Parent)
        {
            yield return above;
        }
    }

    /// <summary>Null when it is no Thread-Index: not base64, too short, or cut within a block.</summary>
    public static ThreadIndex? Parse(string? value)
    {
        if (value is null)
        {
            return null;
        }

        var bare = string.Concat(value.Where(c => !char.IsWhiteSpace(c)));
        if (bare.Length > Longest * 2)
        {
            return null;
        }

        var bytes = new byte[bare.Length];
        return Convert.TryFromBase64String(bare, bytes, out var length) && length is >= HeadLength and <= Longest && (length - HeadLength) % BlockLength == 0
            ? new ThreadIndex(bytes[..length])
            : null;
    }

    /// <summary>The same place in the same conversation; not the same message, since two answers at one instant may share it.</summary>
    public bool Equals(ThreadIndex? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ThreadIndex);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>As it stands in a header.</summary>
    public override string ToString() => Convert.ToBase64String(_bytes);
}
