using Svar.Mail.Sasl;
using Svar.Mail.Smtp;
using Svar.Mailboxes.Receiving;

namespace Svar.Mailboxes.Sending;

/// <summary>What became of an attempt to send a mail.</summary>
/// <param name="Answer">The server's own words, or how the dialogue broke.</param>
internal sealed record SendResult(SendOutcome Outcome, string Answer)
{
    /// <summary>
    /// Of several recipients, those to try again; the others have it, or never will. Null: all when it is to be tried again, else none. A mail that is
    /// accepted and has some left is sent, and goes to these later.
    /// </summary>
    public IReadOnlyList<string>? Left { get; init; }
}

internal enum SendOutcome
{
    Accepted,

    /// <summary>Later may go better.</summary>
    TryAgain,
    Refused,
}

/// <summary>The road out of the house: a relay, or the demo's box that catches everything.</summary>
internal interface IMailTransport
{
    /// <summary>Why nothing can be sent as things are set; null when mail can be tried.</summary>
    string? Unready => null;

    /// <summary>Where mail goes, as the settings show it.</summary>
    string Where => "";

    Task<SendResult> SendAsync(string envelopeFrom, IReadOnlyList<string> envelopeTo, ReadOnlyMemory<byte> mail, CancellationToken cancel);
}

/// <summary>Hands mail to the configured relay; one connection is kept for mails that follow each other.</summary>
internal sealed class RelayTransport(MailboxesOptions options, MailHost host, TimeProvider time) : IMailTransport, IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private SmtpClient? _client;

    public string? Unready => options.Relay.Host is null ? "No relay is set: set Mailboxes:Relay:Host to the server that sends our mail." : null;

    public string Where => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{options.Relay.Host}:{options.Relay.Port}");

    public async Task<SendResult> SendAsync(string envelopeFrom, IReadOnlyList<string> envelopeTo, ReadOnlyMemory<byte> mail, CancellationToken cancel)
    {
        if (Unready is { } why)
        {
            return new SendResult(SendOutcome.TryAgain, why);
        }

        await _one.WaitAsync(cancel);
        try
        {
            _client ??= new SmtpClient(ClientOptions(), time);
            if (!_client.IsConnected)
            {
                await _client.ConnectAsync(cancel);
            }

            var result = await _client.SendAsync(new SmtpEnvelope(envelopeFrom, envelopeTo), mail, cancel);
            return Read(result.Reply.ToString(), result.Recipients);
        }
        catch (SmtpRefusedException e)
        {
            await DropAsync();

            // Before MAIL it is we who are refused, not the mail; 530 says the same later (RFC 4954 §6): a person mends that, and then all goes out.
            var isOfMail = e.Command is "MAIL" or "RCPT" or "DATA" or "BDAT" or "." && e.Code != 530;
            return new SendResult(e.IsTemporary || !isOfMail ? SendOutcome.TryAgain : SendOutcome.Refused, e.Message);
        }
        catch (SmtpProtocolException e)
        {
            await DropAsync();
            return new SendResult(SendOutcome.TryAgain, e.Message);
        }
        catch
        {
            await DropAsync();
            throw;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>
    /// A mail has been sent when its first recipient, to whom it is written, is among those that the server took it for. Whom it refused for now
    /// (greylisting does so with everyone at first) is left to be tried again: RFC 5321 §4.5.4.1.
    /// </summary>
    internal static SendResult Read(string accepted, IReadOnlyList<SmtpRecipientResult> recipients)
    {
        var refused = recipients.Where(r => !r.IsAccepted).ToList();
        if (refused.Count == 0)
        {
            return new SendResult(SendOutcome.Accepted, accepted);
        }

        var answer = $"{accepted} (refused for {string.Join("; ", refused.Select(r => $"{r.Recipient}: {r.Reply}"))})";
        var later = refused.Where(r => r.Reply.IsTemporary).Select(r => r.Recipient).ToList();
        return recipients[0].IsAccepted ? new SendResult(SendOutcome.Accepted, answer) { Left = later.Count > 0 ? later : null }
            : recipients[0].Reply.IsTemporary ? new SendResult(SendOutcome.TryAgain, answer) { Left = later }
            : new SendResult(SendOutcome.Refused, answer);
    }

    public async ValueTask DisposeAsync()
    {
        await DropAsync();
        _one.Dispose();
    }

    private async Task DropAsync()
    {
        if (_client is { } client)
        {
            _client = null;
            await client.DisposeAsync();
        }
    }

    private SmtpClientOptions ClientOptions() => new()
    {
        Host = options.Relay.Host!,
        Port = options.Relay.Port,
        Security = options.Relay.Security switch
        {
            RelaySecurity.Implicit => SmtpSecurity.Implicit,
            RelaySecurity.Opportunistic => SmtpSecurity.StartTlsWhenOffered,
            RelaySecurity.None => SmtpSecurity.None,
            _ => SmtpSecurity.StartTls,
        },
        Credentials = options.Relay.User is { } user ? SaslCredentials.ByPassword(user, options.Relay.Password ?? "") : null,
        PinnedCertificate = options.Relay.PinnedCertificate,
        LocalName = host.Name,
    };
}
