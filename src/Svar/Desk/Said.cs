namespace Svar.Desk;

/// <summary>What was just done, said once in a corner.</summary>
/// <param name="UndoUrl">A POST takes it back.</param>
/// <param name="For">How long it stands; with an undo, how long that is possible.</param>
/// <param name="IsSent">An answer is on its way: the undo is that of the last one that still can be taken back.</param>
/// <param name="IsElsewhere">Done to a row of the list: what is open beside it stays as it is.</param>
public sealed record Said(string Text, string? UndoUrl = null, TimeSpan? For = null, bool IsSent = false, bool IsElsewhere = false);
