using Svar.Mail.Messages;

namespace Svar.Intake;

/// <summary>Senders that nobody reads: they get no receipt, though their mail may well be a conversation.</summary>
internal static class Robots
{
    private static readonly HashSet<string> _localParts = new(StringComparer.Ordinal)
    {
        "mailer-daemon", "postmaster", "noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "ikke-svar", "ikkesvar", "daemon", "bounce", "bounces", "listserv", "majordomo",
    };

    /// <summary>RFC 3834 §2: by Auto-Submitted, Precedence, list headers, or the name of the sender.</summary>
    public static bool Is(MailMessage mail, string author)
    {
        var headers = mail.Headers;
        if (headers.Text("Auto-Submitted") is { } auto && !auto.TrimStart().StartsWith("no", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (headers.Text("Precedence")?.Trim().ToLowerInvariant() is "bulk" or "junk" or "list" or "auto_reply")
        {
            return true;
        }

        if (headers.Contains("List-Id") || headers.Contains("List-Unsubscribe") || headers.Contains("X-Auto-Response-Suppress") || headers.Contains("X-Autoreply"))
        {
            return true;
        }

        var at = author.IndexOf('@', StringComparison.Ordinal);
        var local = (at < 0 ? author : author[..at]).Split('+')[0];
        return _localParts.Contains(local) || local.StartsWith("bounce-", StringComparison.Ordinal);
    }
}
