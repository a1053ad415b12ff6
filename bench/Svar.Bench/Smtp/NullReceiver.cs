using Svar.Mail.Smtp;

namespace Svar.Bench.Smtp;

/// <summary>Reads all and keeps nothing. Held, it takes no byte of any mail, so that what a connection buffers fills up.</summary>
internal sealed class NullReceiver : ISmtpReceiver, IMailSink
{
    private volatile TaskCompletionSource? _held;

    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        var held = _held;
        _held = null;
        held?.SetResult();
    }

    public ValueTask<SmtpReply> AcceptRecipientAsync(SmtpTransaction transaction, SmtpRecipient recipient, CancellationToken cancel) => new(SmtpReply.RecipientAccepted);

    public ValueTask<SmtpOpening> OpenAsync(SmtpTransaction transaction, CancellationToken cancel) => new(SmtpOpening.To(this));

    public ValueTask WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken cancel) => _held is { } held ? new ValueTask(held.Task) : default;

    public ValueTask<SmtpReply> CommitAsync(CancellationToken cancel) => new(SmtpReply.Accepted);

    /// <summary>After each mail: one instance takes them all.</summary>
    public ValueTask DisposeAsync() => default;
}
