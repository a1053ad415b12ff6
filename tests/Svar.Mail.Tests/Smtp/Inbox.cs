using System.Text;
using Svar.Mail.Smtp;

namespace Svar.Mail.Tests.Smtp;

/// <summary>A receiver that keeps what it gets, and refuses what a test tells it to.</summary>
internal sealed class Inbox : ISmtpReceiver
{
    private readonly Lock _lock = new();

    public List<Received> Messages { get; } = [];

    public int Abandoned { get; private set; }

    public Func<SmtpPath, SmtpReply> OnSender { get; init; } = _ => SmtpReply.SenderAccepted;

    public Func<SmtpPath, SmtpReply> OnRecipient { get; init; } = _ => SmtpReply.RecipientAccepted;

    public Func<SmtpReply?> OnOpen { get; init; } = () => null;

    public Func<int, Task> OnWrite { get; init; } = _ => Task.CompletedTask;

    public Func<Received, Task<SmtpReply>> OnCommit { get; init; } = _ => Task.FromResult(SmtpReply.Accepted);

    public Func<SmtpRecipient, SmtpReply>? OnCommitEach { get; init; }

    /// <summary>Called after a message was added.</summary>
    public Action OnTaken { get; init; } = () => { };

    public ValueTask<SmtpReply> AcceptSenderAsync(SmtpTransaction transaction, CancellationToken cancel) => new(OnSender(transaction.Sender));

    public ValueTask<SmtpReply> AcceptRecipientAsync(SmtpTransaction transaction, SmtpRecipient recipient, CancellationToken cancel) => new(OnRecipient(recipient.Path));

    public ValueTask<SmtpOpening> OpenAsync(SmtpTransaction transaction, CancellationToken cancel) =>
        new(OnOpen() is { } refusal ? SmtpOpening.Refuse(refusal) : SmtpOpening.To(new Sink(this, transaction)));

    internal sealed record Received(string Sender, IReadOnlyList<string> Recipients, byte[] Bytes, SmtpTransaction Transaction)
    {
        public string Text => Encoding.Latin1.GetString(Bytes);
    }

    private sealed class Sink(Inbox inbox, SmtpTransaction transaction) : IMailSink
    {
        private readonly MemoryStream _bytes = new();
        private bool _isCommitted;

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken cancel)
        {
            await inbox.OnWrite(piece.Length);
            _bytes.Write(piece.Span);
        }

        public async ValueTask<SmtpReply> CommitAsync(CancellationToken cancel)
        {
            var received = new Received(
                transaction.Sender.Address, [.. transaction.Recipients.Select(r => r.Path.Address)], _bytes.ToArray(), transaction);
            var reply = await inbox.OnCommit(received);
            if (reply.IsPositive)
            {
                _isCommitted = true;
                lock (inbox._lock)
                {
                    inbox.Messages.Add(received);
                }

                inbox.OnTaken();
            }

            return reply;
        }

        public async ValueTask<IReadOnlyList<SmtpReply>> CommitEachAsync(IReadOnlyList<SmtpRecipient> recipients, CancellationToken cancel)
        {
            var reply = await CommitAsync(cancel);
            return [.. recipients.Select(r => inbox.OnCommitEach?.Invoke(r) ?? reply)];
        }

        public ValueTask DisposeAsync()
        {
            if (!_isCommitted)
            {
                lock (inbox._lock)
                {
                    inbox.Abandoned++;
                }
            }

            return default;
        }
    }
}
