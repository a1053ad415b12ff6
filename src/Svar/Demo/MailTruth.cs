namespace Svar.Demo;

/// <summary>
/// What the generator knows about a mail and a reader has to find out. <paramref name="Kind"/> is <c>complaint</c>,
/// <c>compliment</c>, <c>question</c>, <c>suggestion</c>, or <c>other</c> for thanks and automatic mail;
/// <paramref name="Language"/> is ISO 639-1.
/// </summary>
/// <param name="Issue">The subject's slug, such as <c>parcel</c>; the same as its conversation's.</param>
/// <param name="OrderNumber">The order it is about, whether the writer says so or not.</param>
/// <param name="NamesOrder">The order number stands in the text.</param>
/// <param name="Text">The new words, greeting and closing included; no quotation, no footer of the mail program.</param>
/// <param name="Praises">The key of the person praised.</param>
/// <param name="Odd">The bytes break a standard on purpose.</param>
public sealed record MailTruth(
    MailNature Nature,
    string Issue,
    string Kind,
    string Language,
    string? OrderNumber,
    bool NamesOrder,
    string Mood,
    DemoCustomer? From,
    string Subject,
    string Text,
    string Client,
    string? Praises,
    int Attachments,
    bool Odd);

/// <summary>Who or what made a mail.</summary>
public enum MailNature
{
    Personal,
    AutoReply,
    Bounce,
    Delay,
    ReadReceipt,
    Newsletter,
    Spam,
    Calendar,
}

/// <summary>
/// One matter of one customer. <paramref name="Kind"/> and <paramref name="Issue"/> are those of its first message.
/// </summary>
public sealed record DemoConversation(
    string Key,
    MailNature Nature,
    string Issue,
    string Kind,
    string Language,
    DemoCustomer? Customer,
    string? OrderNumber,
    string? Sku,
    string? Praises,
    DemoRemedy? Remedy,
    DemoRating? Rating,
    bool NeverAnswered);

/// <summary>
/// What the customer asked for and what the shop gave: <c>refund replacement repair reduction credit apology explanation other none</c>.
/// <paramref name="AmountMinor"/> is its cost in øre, 0 where it cost nothing.
/// </summary>
public sealed record DemoRemedy(string Asked, string Given, long AmountMinor, DemoPerson By, DateTime At);

/// <summary>The customer's rating of the answer, 1 to 5, given after the conversation was resolved.</summary>
public sealed record DemoRating(int Score, string? Comment, DateTime At);
