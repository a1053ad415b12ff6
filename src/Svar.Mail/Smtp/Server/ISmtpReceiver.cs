namespace Svar.Mail.Smtp;

/// <summary>
/// What a program does with the mail that <see cref="SmtpServer"/> takes in. One instance serves all connections at once.
/// </summary>
/// <remarks>
/// An exception out of any method gives the client <c>451 4.3.0</c>, is told to <see cref="SmtpServerOptions.OnFailure"/>, and leaves
/// the connection alive. Refuse with <see cref="SmtpReply"/>: 4xx makes the sender try again, 5xx makes it give up.
/// </remarks>
public interface ISmtpReceiver
{
    /// <summary>May this sender begin a transaction? Anything but 2xx refuses. The sender is <see cref="SmtpPath.Null"/> for bounces.</summary>
    ValueTask<SmtpReply> AcceptSenderAsync(SmtpTransaction transaction, CancellationToken cancel) => new(SmtpReply.SenderAccepted);

    /// <summary>Is this recipient ours? <see cref="SmtpRecipient.Tag"/> may keep what was looked up. Anything but 2xx refuses.</summary>
    ValueTask<SmtpReply> AcceptRecipientAsync(SmtpTransaction transaction, SmtpRecipient recipient, CancellationToken cancel);

    /// <summary>Called before the first byte of the message is asked for: a place to put it, or a refusal.</summary>
    ValueTask<SmtpOpening> OpenAsync(SmtpTransaction transaction, CancellationToken cancel);
}

/// <summary>Either a sink for the coming message or the reply that refuses it.</summary>
public readonly record struct SmtpOpening
{
    private SmtpOpening(IMailSink? sink, SmtpReply? refusal) => (Sink, Refusal) = (sink, refusal);

    internal IMailSink? Sink { get; }

    internal SmtpReply? Refusal { get; }

    public static SmtpOpening To(IMailSink sink) => new(sink, null);

    public static SmtpOpening Refuse(SmtpReply reply) => new(null, reply);
}

/// <summary>
/// Takes one message as it arrives. Disposed in every case; disposed without a commit means that the message was
/// given up (connection lost, too big, refused) and must leave no trace.
/// </summary>
public interface IMailSink : IAsyncDisposable
{
    /// <summary>
    /// The next bytes, dots unstuffed, CRLF kept. <paramref name="piece"/> is the connection's own buffer: valid only until the
    /// task completes. The connection is not read while the task runs, so a slow sink slows the sender down.
    /// </summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken cancel);

    /// <summary>
    /// The message is whole. With a 2xx reply the responsibility is ours (RFC 5321 §6.1): complete only when it is durable. The
    /// reply goes out after the task completes.
    /// </summary>
    ValueTask<SmtpReply> CommitAsync(CancellationToken cancel);

    /// <summary>
    /// As <see cref="CommitAsync"/>, for LMTP: one reply per accepted recipient, in order (RFC 2033 §4.2). Unless overridden, all
    /// recipients share one fate.
    /// </summary>
    async ValueTask<IReadOnlyList<SmtpReply>> CommitEachAsync(IReadOnlyList<SmtpRecipient> recipients, CancellationToken cancel)
    {
        var reply = await CommitAsync(cancel);
        return [.. recipients.Select(_ => reply)];
    }
}
