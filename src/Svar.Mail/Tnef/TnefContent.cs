namespace Svar.Mail.Tnef;

/// <summary>A file in a winmail.dat.</summary>
/// <param name="Name">As the sender gave it; null when there is none. Not safe.</param>
/// <param name="ContentType">null when it is not said.</param>
/// <param name="ContentId">Without brackets; null when nothing refers to it.</param>
internal sealed record TnefFile(string? Name, string? ContentType, string? ContentId, ReadOnlyMemory<byte> Bytes);

/// <summary>What a winmail.dat holds: the words of the mail as Outlook wrote them, and its files.</summary>
/// <param name="Text">Plain text; null when there is none.</param>
/// <param name="Html">As Outlook wrote it, not cleaned; null when there is none.</param>
/// <param name="IsWhole">False when it was cut short or breaks its own form; what could be read is there.</param>
internal sealed record TnefContent(string? Text, string? Html, IReadOnlyList<TnefFile> Files, bool IsWhole);
