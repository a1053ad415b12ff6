namespace Svar.Demo;

/// <summary>Something that happens at <paramref name="At"/> (UTC) in one conversation.</summary>
public abstract record DemoStep(DateTime At, string ConversationKey);

/// <summary>
/// A mail reaches the shop. <see cref="Raw"/> gives its bytes; where <see cref="AnswersKey"/> names an
/// <see cref="AgentAnswers"/> step, it must be given what became of that answer, because the mail quotes it, is
/// addressed to its reply address and names its Message-ID.
/// </summary>
public sealed record MailArrives(DateTime At, string ConversationKey, string Key, string? AnswersKey, MailTruth Truth, Func<SentAnswer?, byte[]> Raw)
    : DemoStep(At, ConversationKey);

/// <summary>An agent's personal answer, as plain text with greeting and signature.</summary>
public sealed record AgentAnswers(DateTime At, string ConversationKey, string Key, DemoPerson Agent, string Text, Then Then)
    : DemoStep(At, ConversationKey);

/// <summary>A note between colleagues; <paramref name="Mentions"/> is the colleague it calls, if any.</summary>
public sealed record Note(DateTime At, string ConversationKey, DemoPerson Agent, string Text, DemoPerson? Mentions) : DemoStep(At, ConversationKey);

public sealed record Assign(DateTime At, string ConversationKey, DemoPerson By, DemoPerson To) : DemoStep(At, ConversationKey);

public sealed record Tag(DateTime At, string ConversationKey, DemoPerson By, string Name) : DemoStep(At, ConversationKey);

public sealed record SetPriority(DateTime At, string ConversationKey, DemoPerson By, DemoPriority Priority) : DemoStep(At, ConversationKey);

/// <summary>Resolved without an answer at the same moment.</summary>
public sealed record Resolve(DateTime At, string ConversationKey, DemoPerson By) : DemoStep(At, ConversationKey);

public sealed record MarkSpam(DateTime At, string ConversationKey, DemoPerson By) : DemoStep(At, ConversationKey);

/// <summary>A telephone call that somebody wrote down; it opens its conversation.</summary>
public sealed record CallLogged(DateTime At, string ConversationKey, DemoPerson Agent, DemoCustomer Customer, string Subject, string Text, MailTruth Truth)
    : DemoStep(At, ConversationKey);

/// <summary>A letter by post that somebody typed in; it opens its conversation.</summary>
public sealed record LetterLogged(DateTime At, string ConversationKey, DemoPerson Agent, DemoCustomer Customer, string Subject, string Text, MailTruth Truth)
    : DemoStep(At, ConversationKey);

/// <summary>What happens to the conversation when the answer is sent.</summary>
public enum Then
{
    Wait,
    Resolve,
}

public enum DemoPriority
{
    Low,
    Normal,
    High,
    Urgent,
}
