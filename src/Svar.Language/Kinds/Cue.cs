namespace Svar.Language.Kinds;

/// <summary>What a phrase says about a message's kind, and how strongly.</summary>
internal sealed record Cue(MessageKind Kind, double Weight);
