namespace Svar.Intake;

/// <summary>What a mail says of itself, as far as its way through the house depends on it.</summary>
internal enum MailNature
{
    /// <summary>Written by a person, for all that can be seen.</summary>
    Personal,

    /// <summary>An out-of-office or another automatic answer.</summary>
    AutoReply,
    Bounce,

    /// <summary>Not delivered yet; the server goes on trying.</summary>
    Delay,
    ReadReceipt,

    /// <summary>A complaint about our mail by RFC 5965, or a report about domains.</summary>
    FeedbackReport,

    /// <summary>A newsletter or the like, sent to many.</summary>
    Bulk,

    /// <summary>Somebody accepted or declined an invitation: read by people, and sent by a program, so that it gets no receipt.</summary>
    CalendarAnswer,
}

/// <summary>
/// A mail at the moment of the decision: read, and reduced to what the decision looks at. Addresses are in the
/// spelling of <c>AddressKey</c>; ids stand without angle brackets.
/// </summary>
internal sealed record ArrivedMail
{
    public required long BrandId { get; init; }
    public required MailNature Nature { get; init; }

    /// <summary>Who wrote it: Reply-To of a form that writes from our own domain, From else; empty when there is none.</summary>
    public required string Author { get; init; }

    /// <summary>Everybody in To and Cc but our own mailboxes, which are in every mail.</summary>
    public IReadOnlyList<string> Addressed { get; init; } = [];

    /// <summary>Empty when it has none.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>Ids of what it answers, nearest first.</summary>
    public IReadOnlyList<string> Ancestors { get; init; } = [];

    /// <summary>The token of the address it was sent to; empty when that had none.</summary>
    public string ReplyToken { get; init; } = "";

    /// <summary>Numbers with the brand's prefix in the subject: 1042 of 'Re: FF-1042'.</summary>
    public IReadOnlyList<long> NumbersInSubject { get; init; } = [];

    /// <summary>How many servers it says that it went through.</summary>
    public int Hops { get; init; }

    /// <summary>From is one of our own mailboxes, and no Reply-To leads elsewhere.</summary>
    public bool IsFromOurselves { get; init; }

    /// <summary>The Message-ID of the mail that a bounce or a delay reports.</summary>
    public string ReportedMessageId { get; init; } = "";

    /// <summary>What a bounce or delay says of its reason, for people.</summary>
    public string ReportText { get; init; } = "";
}
