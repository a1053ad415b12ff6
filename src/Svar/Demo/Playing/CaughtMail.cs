using System.Text;
using Microsoft.EntityFrameworkCore;
using Svar.Data;
using Svar.Mail.Messages;
using Svar.Mailboxes.Contents;
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

    /// <summary>Those that an earlier run on the same folder caught: they stand in the outbox as sent.</summary>
    public async Task RememberAsync(SvarDatabase database, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var sent = await db.Set<OutgoingMail>().AsNoTracking().Where(m => m.State == OutgoingState.Sent)
            .OrderByDescending(m => m.SentAt).ThenByDescending(m => m.Id).Take(Most).ToListAsync(cancel);
        var mails = new List<Caught>(sent.Count);
        foreach (var mail in sent.AsEnumerable().Reverse())
        {
            if (await db.ReadContentAsync(mail.ContentId, cancel) is { } raw)
            {
                mails.Add(Of(mail.Recipients(), raw, mail.SentAt ?? mail.CreatedAt));
            }
        }

        lock (_lock)
        {
            _mails.InsertRange(0, mails);
        }
    }

    public Task<SendResult> SendAsync(string envelopeFrom, IReadOnlyList<string> envelopeTo, ReadOnlyMemory<byte> mail, CancellationToken cancel)
    {
        var caught = Of(envelopeTo, mail, time.UtcNow());
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

    private static Caught Of(IReadOnlyList<string> to, ReadOnlyMemory<byte> mail, DateTime at) =>
        new(string.Join(", ", to), MailMessage.Parse(mail).Subject, Encoding.UTF8.GetString(mail.Span), at);
}
