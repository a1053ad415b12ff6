namespace Svar.Mail.Headers;

/// <summary>What the List- fields say (RFC 2369, RFC 2919, RFC 8058). Anybody can write them: an address is no proof of who asks for a visit.</summary>
/// <param name="Id">The list's identifier without its brackets, such as <c>news.example.com</c>; null when there is no List-Id.</param>
/// <param name="Name">What stands before the identifier, decoded; empty when nothing does.</param>
/// <param name="Unsubscribe">mailto: and https: (or http:) addresses that take the reader off the list, the preferred first.</param>
/// <param name="IsOneClick">A POST of <c>List-Unsubscribe=One-Click</c> to the first https address is enough.</param>
/// <param name="Post">Where members write to; null when it is not said, or NO.</param>
public sealed record MailingList(string? Id, string Name, IReadOnlyList<Uri> Unsubscribe, bool IsOneClick, Uri? Post)
{
    private const int Most = 20;

    /// <summary>Where the list explains itself (RFC 2369 §3.1).</summary>
    public IReadOnlyList<Uri> Help { get; init; } = [];

    /// <summary>Where one joins (§3.3).</summary>
    public IReadOnlyList<Uri> Subscribe { get; init; } = [];

    /// <summary>Who answers for the list, a person (§3.5).</summary>
    public IReadOnlyList<Uri> Owner { get; init; } = [];

    /// <summary>Where its mails are kept (§3.6).</summary>
    public IReadOnlyList<Uri> Archive { get; init; } = [];

    internal static MailingList? Of(HeaderList headers)
    {
        var id = headers.Text("List-Id");
        var unsubscribe = headers.Text("List-Unsubscribe");
        var post = headers.Text("List-Post");
        var (help, subscribe, owner, archive) = (headers.Text("List-Help"), headers.Text("List-Subscribe"), headers.Text("List-Owner"), headers.Text("List-Archive"));
        if ((id ?? unsubscribe ?? post ?? help ?? subscribe ?? owner ?? archive) is null)
        {
            return null;
        }

        var (name, identifier) = Named(id ?? "");
        var isOneClick = headers.Text("List-Unsubscribe-Post")?.Trim().Equals("List-Unsubscribe=One-Click", StringComparison.OrdinalIgnoreCase) ?? false;
        var addresses = Addresses(unsubscribe ?? "");
        return new(identifier, name, addresses, isOneClick && addresses.Any(address => address.Scheme == Uri.UriSchemeHttps), Addresses(post ?? "") is [var first, ..] ? first : null)
        {
            Help = Addresses(help ?? ""),
            Subscribe = Addresses(subscribe ?? ""),
            Owner = Addresses(owner ?? ""),
            Archive = Addresses(archive ?? ""),
        };
    }

    // list-id-header = "List-ID:" [phrase] "<" list-id ">"               RFC 2919 §3
    private static (string Name, string? Id) Named(string value)
    {
        var open = value.LastIndexOf('<');
        var close = open < 0 ? -1 : value.IndexOf('>', open);
        var id = (close < 0 ? value : value[(open + 1)..close]).Trim();
        var name = close < 0 ? "" : value[..open].Trim().Trim('"').Trim();
        return (name, id.Length is 0 or > 255 ? null : id);
    }

    // Addresses in brackets, with commas and comments between; white space within an address is a fold (RFC 2369 §2).
    private static List<Uri> Addresses(string value)
    {
        var found = new List<Uri>();
        for (var at = 0; found.Count < Most && value.IndexOf('<', at) is >= 0 and var open && value.IndexOf('>', open) is >= 0 and var close; at = close + 1)
        {
            var address = string.Concat(value[(open + 1)..close].Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
            if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "mailto" or "https" or "http")
            {
                found.Add(uri);
            }
        }

        return found;
    }
}
