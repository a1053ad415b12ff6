using System.Text.Json;
using Svar.Mail.Messages;

namespace Svar.Mail.Reports;

/// <summary>Bounce and complaint notices as JSON in a mail, as Amazon SES sends them, plain or within an SNS notification.</summary>
internal static class CloudNotice
{
    private const int LongestNotice = 300_000;
    private const int MostRecipients = 1_000;

    private static readonly string[] Services = ["amazonaws.com", "amazonses.com"];

    public static MailReport? Read(MailMessage mail)
    {
        if (!IsFromService(mail))
        {
            return null;
        }

        var text = mail.TextPart?.TrimStart();
        if (text is null || text.Length > LongestNotice || !text.StartsWith('{') || !text.Contains("notificationType", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            // QUIRK: SNS adds a text for readers after the object
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text.Replace("\n", "", StringComparison.Ordinal)));
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (Text(root, "Message") is { Length: > 0 } inner)
            {
                using var wrapped = JsonDocument.Parse(inner);
                return Notice(wrapped.RootElement);
            }

            return Notice(root);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static MailReport? Notice(JsonElement root)
    {
        var id = Text(Of(root, "mail"), "messageId");
        switch (Text(root, "notificationType"))
        {
            case "Complaint":
                return new(MailKind.FeedbackReport, [], id);
            case "Bounce" when Of(Of(root, "bounce"), "bouncedRecipients") is { ValueKind: JsonValueKind.Array } list:
                var bounces = new List<Bounce>();
                foreach (var one in list.EnumerateArray().Where(static o => o.ValueKind == JsonValueKind.Object).Take(MostRecipients))
                {
                    var words = Text(one, "diagnosticCode");
                    words = words.StartsWith("smtp;", StringComparison.OrdinalIgnoreCase) ? words[5..].Trim() : words;
                    var status = Text(one, "status");
                    var reason = BounceReasons.Of(words, status, afterRecipient: false, out _);
                    bounces.Add(new(Text(one, "emailAddress"), Text(one, "action"), status, reason, words, reason is BounceReason.UnknownUser or BounceReason.UnknownHost));
                }

                return bounces.Count > 0 ? new(MailKind.Bounce, bounces, id) : null;
            default:
                return null;
        }
    }

    // what anybody may write counts only from where it is written
    private static bool IsFromService(MailMessage mail) =>
        mail.Headers.Contains("X-Amz-Sns-Message-Type") || mail.Headers.Contains("X-Amz-Sns-Message-Id")
        || (mail.From is [{ Domain: var domain }, ..] && Array.Exists(Services, s => domain.Equals(s, StringComparison.OrdinalIgnoreCase) || domain.EndsWith("." + s, StringComparison.OrdinalIgnoreCase)));

    private static JsonElement Of(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string Text(JsonElement element, string name)
    {
        try
        {
            return Of(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";
        }
        catch (InvalidOperationException)
        {
            // half of a surrogate pair, escaped
            return "";
        }
    }
}
