using System.Diagnostics.CodeAnalysis;

namespace Svar.Mail.Headers;

/// <summary>
/// A mail to be written holds something that no header can carry: an address that is none, an identifier
/// with brackets, a field name with a colon. The message says which; the mail is not sent.
/// </summary>
[SuppressMessage("Design", "CA1032", Justification = "always has a reason and never an inner exception")]
public sealed class UnwritableMailException(string message) : Exception(message);
