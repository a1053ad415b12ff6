using Svar.Mail.Messages;
using Svar.Mailboxes.Sending;

namespace Svar.Tests.House;

/// <summary>A mail that would have gone out.</summary>
internal sealed record CaughtLetter(string EnvelopeFrom, IReadOnlyList<string> EnvelopeTo, byte[] Raw)
{
    public MailMessage Read() => MailMessage.Parse(Raw);
}

/// <summary>A road out that ends here. What the server says is <see cref="Says"/>; 250 unless it was told otherwise.</summary>
internal sealed class CaughtPost : IMailTransport
{
    private readonly Lock _lock = new();
    private readonly List<CaughtLetter> _letters = [];

    public SendResult Says { get; set; } = Accepted;

    /// <summary>Runs before the server answers: what happens elsewhere while a mail is on the wire.</summary>
    public Func<CaughtLetter, Task>? Meanwhile { get; set; }

    /// <summary>By which the sender of the last attempt could end it.</summary>
    public CancellationToken Given { get; private set; }

    /// <summary>Every attempt, refused ones too; the newest last.</summary>
    public IReadOnlyList<CaughtLetter> Letters
    {
        get
        {
            lock (_lock)
            {
                return [.. _letters];
            }
        }
    }

    public static SendResult Accepted => new(SendOutcome.Accepted, "250 2.0.0 Ok");
    public static SendResult Later => new(SendOutcome.TryAgain, "451 4.7.1 Greylisted");
    public static SendResult Refused => new(SendOutcome.Refused, "550 5.1.1 No such user");

    public async Task<SendResult> SendAsync(string envelopeFrom, IReadOnlyList<string> envelopeTo, ReadOnlyMemory<byte> mail, CancellationToken cancel)
    {
        var letter = new CaughtLetter(envelopeFrom, envelopeTo, mail.ToArray());
        lock (_lock)
        {
            _letters.Add(letter);
        }

        Given = cancel;
        if (Meanwhile is { } meanwhile)
        {
            await meanwhile(letter);
        }

        return Says;
    }
}
