using System.Collections.Concurrent;
using System.Net;
using Svar.Mail.Smtp;
using Svar.Tests.House;

namespace Svar.Tests.Walks;

/// <summary>A mail to hand over, with its envelope.</summary>
internal sealed record Parcel(string From, string To, byte[] Raw);

/// <summary>Several senders that share a pile of mail, and repeat each one until it is accepted, as mail servers do.</summary>
internal sealed class Postmen(IPEndPoint to, IReadOnlyList<Parcel> parcels)
{
    private readonly ConcurrentQueue<Parcel> _pile = new(parcels);
    private int _accepted;
    private int _attempts;

    /// <summary>Mails to which the server said 250.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Dialogues begun.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>Mails that were refused for good, with what the server said.</summary>
    public ConcurrentQueue<(Parcel Parcel, string Answer)> Refused { get; } = new();

    /// <summary>What was said to mails that were to come again later.</summary>
    public ConcurrentQueue<string> Later { get; } = new();

    public Task DeliverAsync(int senders, CancellationToken cancel) => Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(() => WalkAsync(cancel), cancel)));

    private async Task WalkAsync(CancellationToken cancel)
    {
        await using var client = new SmtpClient(new SmtpClientOptions { Host = to.Address.ToString(), Port = to.Port, Security = SmtpSecurity.None, LocalName = "sender.example" });
        while (_pile.TryDequeue(out var parcel))
        {
            while (!await HandOverAsync(client, parcel, cancel))
            {
                await Task.Delay(20, cancel);
            }
        }
    }

    private async Task<bool> HandOverAsync(SmtpClient client, Parcel parcel, CancellationToken cancel)
    {
        Interlocked.Increment(ref _attempts);
        try
        {
            await client.SendAsync(new SmtpEnvelope(parcel.From, parcel.To), parcel.Raw, cancel);
            Interlocked.Increment(ref _accepted);
            return true;
        }
        catch (SmtpException e) when (e.IsTemporary)
        {
            Later.Enqueue(e.Message);
            return false;
        }
        catch (SmtpException e)
        {
            Refused.Enqueue((parcel, e.Message));
            return true;
        }
    }
}
