using Svar.Mail.Addresses;

namespace Svar.Mail.Reports;

/// <summary>The recipients of a delivery status (RFC 3464 §2): groups of fields, each after a blank line.</summary>
internal static class DeliveryStatus
{
    private const int MostRecipients = 1_000;

    /// <summary>One group of fields that speaks of a recipient.</summary>
    public sealed class Group
    {
        public string Recipient { get; set; } = "";

        public string Action { get; set; } = "";

        public string Status { get; set; } = "";

        public string Diagnostic { get; set; } = "";

        public bool IsSuccess => Action is "delivered" or "relayed" or "expanded" || (Action.Length == 0 && Status.StartsWith("2.", StringComparison.Ordinal));
    }

    /// <summary>
    /// Reads the fields of a status part, or those that stand in a text. Fields may be in any order; a new group begins with a blank line, or
    /// with a field that the group has already.
    /// </summary>
    public static List<Group> Read(string text)
    {
        var groups = new List<Group>();
        var group = new Group();
        string? name = null;
        var value = "";
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.TrimEnd();
            if (line.Length > 0 && line[0] is ' ' or '\t')
            {
                value = name is null || value.Length > 8_000 ? value : $"{value} {line.Trim()}";
                continue;
            }

            Take(ref group, groups, name, value);
            name = null;
            if (line.IsEmpty)
            {
                Close(ref group, groups);
                continue;
            }

            var colon = line.IndexOf(':');
            if (colon is > 0 and < 40)
            {
                name = line[..colon].Trim().ToString().ToLowerInvariant();
                value = line[(colon + 1)..].Trim().ToString();
            }

            if (groups.Count >= MostRecipients)
            {
                return groups;
            }
        }

        Take(ref group, groups, name, value);
        Close(ref group, groups);

        // QUIRK: a recipient that stands among the fields of the message, and again in a group of its own
        if (groups.Exists(static g => g.Action.Length > 0))
        {
            groups.RemoveAll(static g => g.Action.Length + g.Status.Length + g.Diagnostic.Length == 0);
        }

        return groups;
    }

    private static void Take(ref Group group, List<Group> groups, string? name, string value)
    {
        switch (name)
        {
            case "final-recipient":
                if (group.Recipient.Length > 0 && group.Action.Length + group.Status.Length > 0)
                {
                    Close(ref group, groups);
                }

                group.Recipient = Address(value) is { Length: > 0 } final ? final : group.Recipient;
                break;
            case "original-recipient" or "x-actual-recipient":
                group.Recipient = group.Recipient.Length == 0 ? Address(value) : group.Recipient;
                break;
            case "action":
                group.Action = value.Split(' ', ';', '(')[0].ToLowerInvariant();
                break;
            case "status":
                group.Status = BounceCodes.Status(value) is { Length: > 0 } status ? status : value.Split(' ', '(')[0];
                group.Diagnostic = group.Diagnostic.Length == 0 && value.Contains('(', StringComparison.Ordinal) ? value[value.IndexOf('(', StringComparison.Ordinal)..].Trim('(', ')') : group.Diagnostic;
                break;
            case "diagnostic-code":
                group.Diagnostic = Untyped(value);
                break;
        }
    }

    private static void Close(ref Group group, List<Group> groups)
    {
        if (group.Recipient.Length > 0 || (group.Action.Length > 0 && group.Status.Length > 0))
        {
            groups.Add(group);
        }

        group = new Group();
    }

    // 'rfc822; someone@example.org' (§2.3.2)
    private static string Address(string value)
    {
        var bare = Untyped(value).Trim().Trim('<', '>');
        return MailAddress.TryParse(bare, out var address) ? address.Address : bare.Length <= 320 ? bare : "";
    }

    private static string Untyped(string value)
    {
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        return semicolon is > 0 and < 30 && !value[..semicolon].Contains(' ', StringComparison.Ordinal) ? value[(semicolon + 1)..].Trim() : value;
    }
}
