using System.Text;
using Svar.Mail.Messages;
using Svar.Mailboxes.Sending;

namespace Svar.Demo.Playing;

/// <summary>A mail that would have gone out.</summary>
internal sealed record Caught(string To, string Subject, string Raw, DateTime At);

/// <summary>The demo's road out: every mail is accepted and kept here, none leaves the machine.</summary>
internal sealed class CaughtMail(TimeProvider time) : IMailTransport
{
    public string Where => "/demo/sent";

    private const int Most = 5000;

    private readonly Lock _lock = new();
    private readonly List<Caught> _mails = [];

    /// <summary>The newest last.</summary>
    public IReadOnlyList<Caught> Mails
    {
        get
        {
            lock (_lock)
            {
                return [.. _mails];
            }
        }
    }

    public Task<SendResult> SendAsync(string envelopeFrom, IReadOnlyList<string> envelopeTo, ReadOnlyMemory<byte> mail, CancellationToken cancel)
    {
        var caught = new Caught(string.Join(", ", envelopeTo), MailMessage.Parse(mail).Subject, Encoding.UTF8.GetString(mail.Span), time.GetUtcNow().UtcDateTime);
        lock (_lock)
        {
            if (_mails.Count == Most)
            {
                _mails.RemoveAt(0);
            }

            _mails.Add(caught);
        }

        return Task.FromResult(new SendResult(SendOutcome.Accepted, "250 2.0.0 Caught by the demo"));
    }
}
