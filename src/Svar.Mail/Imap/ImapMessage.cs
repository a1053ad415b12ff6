namespace Svar.Mail.Imap;

/// <summary>A message on its way from the server. Its body can be read once, while it is the newest that was given.</summary>
public sealed class ImapMessage
{
    private readonly Func<Stream?, CancellationToken, ValueTask> _read;

    internal ImapMessage(long size, Func<Stream?, CancellationToken, ValueTask> read) => (Size, _read) = (size, read);

    /// <summary>Octets of the whole message, as the server is about to send them.</summary>
    public long Size { get; }

    /// <summary>Known at the latest when the body has been read: some servers tell it behind the body.</summary>
    public uint Uid { get; internal set; }

    /// <summary>The server's flags, such as <c>\Seen</c>; known as <see cref="Uid"/> is.</summary>
    public IReadOnlyList<string> Flags { get; internal set; } = [];

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
