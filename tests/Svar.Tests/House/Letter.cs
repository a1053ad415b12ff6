using System.Text;

namespace Svar.Tests.House;

/// <summary>A customer's mail as its program would write it: header lines that are given, and no others.</summary>
internal sealed record Letter(string From, string Subject, string Text)
{
    public string To { get; init; } = MailHouse.Address;
    public string? Cc { get; init; }

    /// <summary>Without angle brackets; null: no such line.</summary>
    public string? Id { get; init; }

    /// <summary>Without angle brackets.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>Without angle brackets, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Further lines.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    public static Letter FromKari(string subject = "Teltet lekker", string text = "Hei, teltet jeg kjøpte i mai lekker i sømmene. Hva gjør vi med det?") =>
        new("Kari Nordmann <kari@example.no>", subject, text);

    public static Letter FromOla(string subject = "Hvor blir pakken?", string text = "Hei! Pakken min skulle vært her i går. Hvor er den?") =>
        new("Ola Hansen <ola@example.com>", subject, text);

    /// <summary>An answer to a mail that was sent out, as most programs write it.</summary>
    public Letter Answering(CaughtLetter sent)
    {
        var read = sent.Read();
        return this with { InReplyTo = read.MessageId, References = [.. read.References, read.MessageId!], Subject = "Sv: " + read.Subject };
    }

    public override string ToString()
    {
        var raw = new StringBuilder();
        raw.Append("From: ").Append(From).Append("\r\nTo: ").Append(To).Append("\r\nSubject: ").Append(Subject).Append("\r\nDate: Mon, 2 Mar 2026 09:58:00 +0100\r\n");
        foreach (var (name, value) in ((string, string?)[])[("Cc", Cc), ("Message-ID", Id is null ? null : $"<{Id}>"), ("In-Reply-To", InReplyTo is null ? null : $"<{InReplyTo}>"),
            ("References", References.Count == 0 ? null : string.Join("\r\n ", References.Select(r => $"<{r}>")))])
        {
            if (value is not null)
            {
                raw.Append(name).Append(": ").Append(value).Append("\r\n");
            }
        }

        foreach (var line in Lines)
        {
            raw.Append(line).Append("\r\n");
        }

        if (!Lines.Any(l => l.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase)))
        {
            raw.Append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n");
        }

        return raw.Append("\r\n").Append(Text.ReplaceLineEndings("\r\n")).Append("\r\n").ToString();
    }
}
