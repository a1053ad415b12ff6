using System.Net;
using Svar.Data;

namespace Svar.Commands;

/// <summary>What `serve` was told.</summary>
/// <param name="Smtp">Where mail is taken in; null: nowhere.</param>
/// <param name="Urls">Where pages are served; of a verb beside a server: where that one serves them, as far as is known.</param>
/// <param name="Overrides">Settings that stand above every file.</param>
internal sealed record ServeSettings(SvarDatabase Database, string DataFolder, IReadOnlyList<string> Urls, IPEndPoint? Smtp, IEnumerable<KeyValuePair<string, string?>> Overrides)
{
    public static string[] Addresses(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } addresses
        && addresses.All(url => Uri.TryCreate(url, UriKind.Absolute, out var at) && at.Scheme is "http" or "https")
        ? addresses
        : throw new BadSettingException("urls", urls, "an address such as http://127.0.0.1:5080");

    public static IPEndPoint? SmtpEndPoint(string? smtp)
    {
        if (string.IsNullOrWhiteSpace(smtp) || smtp is "off")
        {
            return null;
        }

        return IPEndPoint.TryParse(smtp.Replace("localhost", "127.0.0.1", StringComparison.Ordinal), out var endPoint) && endPoint.Port > 0
            ? endPoint
            : throw new BadSettingException("smtp", smtp, "an address and port such as 127.0.0.1:2525 or 0.0.0.0:25, or off");
    }
}
