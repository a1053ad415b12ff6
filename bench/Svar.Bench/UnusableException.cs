namespace Svar.Bench;

/// <summary>Nothing can be measured with what is here. Told in one line, which says what to do.</summary>
internal sealed class UnusableException(string message) : Exception(message);
