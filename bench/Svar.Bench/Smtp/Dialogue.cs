using System.Text;
using Svar.Bench.Intake;

namespace Svar.Bench.Smtp;

/// <summary>
/// The bytes of one mail's way through a connection, the same in every process: the server that does not parse knows
/// where they end by their number alone.
/// </summary>
internal sealed class Dialogue
{
    private Dialogue(byte[] envelope, byte[] content)
    {
        Envelope = envelope;
        Content = content;
        Turn = [.. content, .. envelope];
    }

    /// <summary>EHLO, which begins the connection.</summary>
    public static byte[] Hello { get; } = "EHLO bench.example\r\n"u8.ToArray();

    /// <summary>MAIL, RCPT and DATA.</summary>
    public byte[] Envelope { get; }

    /// <summary>A customer's mail of about this size, and the dot that ends it.</summary>
    public byte[] Content { get; }

    /// <summary>A mail and the next one's envelope: RFC 2920 §3.1 lets the content be the first of a group.</summary>
    public byte[] Turn { get; }

    public static Dialogue Of(int size)
    {
        var mail = new MailMix(seed: 1, Math.Min(size, 4096)).Next();
        var content = new List<byte>(mail.Raw);
        var line = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("JVBERi0xLjcKJeLjz9MK", 4))[..76] + "\r\n");
        while (content.Count < size)
        {
            content.AddRange(line);
        }

        content.AddRange(".\r\n"u8);
        return new Dialogue(EnvelopeOf(mail.From), [.. content]);
    }

    public static byte[] EnvelopeOf(string from) => Encoding.ASCII.GetBytes($"MAIL FROM:<{from}>\r\nRCPT TO:<{BenchHouse.Address}>\r\nDATA\r\n");
}
