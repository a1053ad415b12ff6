using System.Globalization;

namespace Svar.Mail.Smtp;

/// <summary>What a server offered in its reply to EHLO. RFC 5321 §4.1.1.1.</summary>
public sealed class SmtpCapabilities
{
    private readonly Dictionary<string, string> _extensions = new(StringComparer.OrdinalIgnoreCase);

    internal static SmtpCapabilities None { get; } = new();

    /// <summary>Extension keywords with their parameters as one string.</summary>
    public IReadOnlyDictionary<string, string> Extensions => _extensions;

    public bool Pipelining => _extensions.ContainsKey("PIPELINING");

    public bool EightBitMime => _extensions.ContainsKey("8BITMIME");

    public bool SmtpUtf8 => _extensions.ContainsKey("SMTPUTF8");

    public bool Chunking => _extensions.ContainsKey("CHUNKING");

    public bool StartTls => _extensions.ContainsKey("STARTTLS");

    public bool Size => _extensions.ContainsKey("SIZE");

    /// <summary>Largest message the server takes; null when it does not say, or says 0, which means no fixed limit (RFC 1870 §4).</summary>
    public long? MaxSize => _extensions.TryGetValue("SIZE", out var size)
        && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0 ? limit : null;

    /// <summary>SASL mechanisms, as the server spelt them.</summary>
    public IReadOnlyList<string> Mechanisms =>
        _extensions.TryGetValue("AUTH", out var list) ? list.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];

    // ehlo-line = ehlo-keyword *( SP ehlo-param ); the first line is the server's name
    internal static SmtpCapabilities Read(SmtpReply ehlo)
    {
        var read = new SmtpCapabilities();
        foreach (var line in ehlo.Text.Split('\n').Skip(1))
        {
            // QUIRK: servers of the last century write AUTH=LOGIN beside or instead of AUTH LOGIN.
            var said = line.StartsWith("AUTH=", StringComparison.OrdinalIgnoreCase) ? "AUTH " + line[5..] : line;
            var words = said.Trim().Split(' ', 2);
            if (words[0].Length > 0)
            {
                var parameters = words.Length > 1 ? words[1].Trim() : "";
                read._extensions[words[0]] = read._extensions.TryGetValue(words[0], out var before) && before.Length > 0
                    ? before + " " + parameters
                    : parameters;
            }
        }

        return read;
    }
}
