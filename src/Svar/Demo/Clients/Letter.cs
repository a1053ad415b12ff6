namespace Svar.Demo;

/// <summary>What a customer wants to send, before a mail program has its way with it.</summary>
/// <param name="Text">Paragraphs parted by empty lines.</param>
/// <param name="Answers">The answer that this one replies to and quotes.</param>
/// <param name="InReplyTo">The writer's own earlier mail, where they reply to that.</param>
/// <param name="Seed">For boundaries and the like.</param>
internal sealed record Letter(
    DemoCustomer From,
    string Language,
    string Client,
    string Subject,
    string Text,
    DateTime WrittenAt,
    string MessageId,
    IReadOnlyList<Enclosure> Enclosures,
    SentAnswer? Answers,
    string? InReplyTo,
    IReadOnlyList<(string Name, string Address)> AlsoTo,
    int Seed)
{
    public bool IsNorwegian => Language is "nb" or "nn";

    public string ToName => Answers?.FromName ?? "";

    public string ToAddress => Answers?.ReplyAddress ?? DemoShop.MailboxAddress;

    public DateTimeOffset LocalTime => new(DemoHours.Local(WrittenAt), DemoHours.Offset(WrittenAt));

    public IEnumerable<string> Paragraphs => Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The subject of the reply in the manner of the program: <c>Re:</c>, <c>SV:</c>, <c>Sv:</c>.</summary>
    public string SubjectWith(string prefix) => Answers is null && InReplyTo is null ? Subject : prefix + " " + Bare(Answers?.Subject ?? Subject);

    private static string Bare(string subject)
    {
        while (subject.Length > 3 && subject[2] == ':' && (subject.StartsWith("Re", StringComparison.OrdinalIgnoreCase) || subject.StartsWith("Sv", StringComparison.OrdinalIgnoreCase)))
        {
            subject = subject[3..].TrimStart();
        }

        return subject;
    }
}

/// <summary>A file that goes along; <paramref name="IsInline"/> ones are shown in the text.</summary>
internal sealed record Enclosure(string Name, string ContentType, Func<byte[]> Content, bool IsInline);
