namespace Svar.Intake;

/// <summary>A conversation that a mail may belong to.</summary>
/// <param name="Participants">Addresses known in it: the customer's, and those that mails of it were sent to.</param>
/// <param name="CustomerAddresses">All addresses of its customer.</param>
internal sealed record KnownConversation(long Id, IReadOnlySet<string> CustomerAddresses, IReadOnlySet<string> Participants);

/// <summary>A mail of ours that something refers to.</summary>
internal sealed record KnownOutgoing(long OutgoingMailId, long ConversationId, long? MessageId);

/// <summary>What the database knows of one arrived mail; gathered for a whole batch at once.</summary>
internal sealed record IntakeFacts
{
    public static readonly IntakeFacts None = new();

    /// <summary>The same bytes came to another mailbox of the brand and went to this conversation.</summary>
    public long? SameMailIn { get; init; }

    /// <summary>Its Message-ID is one that we gave to a mail of ours.</summary>
    public bool HasOurOwnId { get; init; }

    /// <summary>The nearest ancestor that we sent.</summary>
    public KnownConversation? AnswersOurs { get; init; }

    /// <summary>The nearest ancestor that was sent to us; several conversations when its id was used again.</summary>
    public IReadOnlyList<KnownConversation> AnswersTheirs { get; init; } = [];

    /// <summary>Whose reply address it came to.</summary>
    public KnownConversation? ByToken { get; init; }

    public IReadOnlyList<KnownConversation> ByNumber { get; init; } = [];

    /// <summary>Conversations that were opened by an answer to this very mail.</summary>
    public IReadOnlyList<KnownConversation> AwaitedBy { get; init; } = [];

    /// <summary>The mail of ours that a bounce or delay is about.</summary>
    public KnownOutgoing? Reported { get; init; }
}
