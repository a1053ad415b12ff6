using System.Text.Json;
using Svar.Mail.Messages;

namespace Svar.Mail.Reports;

/// <summary>Bounce and complaint notices as JSON in a mail, as Amazon SES sends them, plain or within an SNS notification.</summary>
internal static class CloudNotice
{
    private const int LongestNotice = 300_000;

    public static MailReport? Read(MailMessage mail)
    {
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
            if (root.TryGetProperty("Message", out var inner) && inner.ValueKind == JsonValueKind.String)
            {
                using var wrapped = JsonDocument.Parse(inner.GetString()!);
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
        var id = root.TryGetProperty("mail", out var sent) ? Text(sent, "messageId") : "";
        switch (Text(root, "notificationType"))
        {
            case "Complaint":
                return new(MailKind.FeedbackReport, [], id);
            case "Bounce" when root.TryGetProperty("bounce", out var bounce) && bounce.TryGetProperty("bouncedRecipients", out var list) && list.ValueKind == JsonValueKind.Array:
                var bounces = new List<Bounce>();
                foreach (var one in list.EnumerateArray())
                {
                    var words = Text(one, "diagnosticCode");
                    words = words.StartsWith("smtp;", StringComparison.OrdinalIgnoreCase) ? words[5..].Trim() : words;
                    var status = Text(one, "status");
                    var reason = BounceReasons.Of(words, status, afterRecipient: false, out _);
                    bounces.Add(new(Text(one, "emailAddress"), Text(one, "action"), status, reason, words, reason is BounceReason.UnknownUser or BounceReason.UnknownHost));
                }

                return new(MailKind.Bounce, bounces, id);
            default:
                return null;
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
