namespace Svar.Mail.Headers;

/// <summary>Where a header field lies in the raw mail.</summary>
internal readonly record struct HeaderSlot(int Start, int NameLength, int ValueStart, int End);
