namespace Svar.Mail.Imap;

/// <summary>A message on its way from the server. Its body can be read once, while it is the newest that was given.</summary>
public sealed class ImapMessage
{
    private readonly Func<Stream?, CancellationToken, ValueTask> _read;

    internal ImapMessage(long size, Func<Stream?, CancellationToken, ValueTask> read) => (Size, _read) = (size, read);

    /// <summary>
    /// Octets that come, exactly: of the whole message, or of its header when that was asked for. A message that is not read is passed over: its octets
    /// come and are thrown away, and the connection goes on. To spare them, ask <see cref="ImapClient.FactsAsync"/> first.
    /// </summary>
    public long Size { get; }

    /// <summary>Known at the latest when the body has been read: some servers tell it behind the body.</summary>
    public uint Uid { get; internal set; }

    /// <summary>The server's flags, such as <c>\Seen</c>; known as <see cref="Uid"/> is.</summary>
    public IReadOnlyList<string> Flags { get; internal set; } = [];

    /// <summary>When the server received it (INTERNALDATE, RFC 9051 §2.3.3); known as <see cref="Uid"/> is. Null: it gave no date that can be read.</summary>
    public DateTimeOffset? ArrivedAt { get; internal set; }

    internal bool IsRead { get; private set; }

    /// <summary>The message, raw, without holding it in memory.</summary>
    public async ValueTask CopyToAsync(Stream to, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        await ReadAsync(to, cancel);
    }

    internal async ValueTask ReadAsync(Stream? to, CancellationToken cancel)
    {
        if (IsRead)
        {
            throw new InvalidOperationException("the body of a message can be read once");
        }

        IsRead = true;
        await _read(to, cancel);
    }
}

/// <summary>What a server tells of a message without its text.</summary>
/// <param name="Size">Octets as the server counts them (RFC822.SIZE); some count a little wrong, and <see cref="ImapMessage.Size"/> is what counts.</param>
/// <param name="ArrivedAt">See <see cref="ImapMessage.ArrivedAt"/>.</param>
public sealed record ImapMessageFacts(uint Uid, long Size, DateTimeOffset? ArrivedAt, IReadOnlyList<string> Flags);
