namespace Svar.Mail.Reports;

/// <summary>What a report says of one recipient.</summary>
/// <param name="Recipient">The address; empty when the report does not name it.</param>
/// <param name="Action">failed or delayed (RFC 3464 §2.3.3).</param>
/// <param name="Status">The enhanced status code (RFC 3463), or empty.</param>
/// <param name="Reason">Why, from status and words together; the words win, since servers choose the code carelessly.</param>
/// <param name="Diagnostic">The server's own words, in one line.</param>
/// <param name="Permanent">The address itself is dead (a hard bounce): other mail to it will not arrive either. A full mailbox, or a server that refuses this mail, is not permanent, whatever the code says.</param>
public sealed record Bounce(string Recipient, string Action, string Status, BounceReason Reason, string Diagnostic, bool Permanent);

/// <summary>What sort of mail it is, and what it reports.</summary>
/// <param name="Kind">The sort.</param>
/// <param name="Bounces">Per recipient whom the mail did not reach; of a report on failures and delays, the failures. Empty for all kinds but bounce and delay.</param>
/// <param name="OriginalMessageId">Message-ID, without brackets, of the mail that the report, receipt or complaint is about.</param>
public sealed record MailReport(MailKind Kind, IReadOnlyList<Bounce> Bounces, string? OriginalMessageId);
