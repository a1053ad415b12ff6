using System.Text;

namespace Svar.Mail.Smtp;

/// <summary>
/// An envelope address: what stands in <c>MAIL FROM:&lt;…&gt;</c> or <c>RCPT TO:&lt;…&gt;</c>. The local part is held
/// without its quotes; a source route is dropped (RFC 5321 §3.6.1).
/// </summary>
/// <remarks>
/// <see cref="Domain"/> is empty for the null path and for a bare <c>&lt;Postmaster&gt;</c> (RFC 5321 §4.1.1.3). It may be an
/// address literal with its brackets. Equality is ordinal: fold case before you compare domains.
/// </remarks>
public sealed record SmtpPath(string LocalPart, string Domain)
{
    /// <summary>The null reverse-path <c>&lt;&gt;</c>, sender of bounces (RFC 5321 §4.5.5).</summary>
    public static SmtpPath Null { get; } = new("", "");

    public bool IsNull => LocalPart.Length == 0 && Domain.Length == 0;

    /// <summary>False when sending needs SMTPUTF8 (RFC 6531).</summary>
    public bool IsAscii => Ascii.IsValid(LocalPart) && Ascii.IsValid(Domain);

    /// <summary><c>local@domain</c>, the local part quoted where it must be; empty for the null path.</summary>
    public string Address => Domain.Length == 0 ? QuotedLocalPart : QuotedLocalPart + "@" + Domain;

    /// <summary>The address in angle brackets.</summary>
    public override string ToString() => "<" + Address + ">";

    /// <summary>Reads <c>local@domain</c> without angle brackets; the empty string gives <see cref="Null"/>.</summary>
    public static bool TryParse(string text, out SmtpPath path)
    {
        ArgumentNullException.ThrowIfNull(text);
        path = Null;
        if (text.Length == 0)
        {
            return true;
        }

        var grammar = new SmtpGrammar(Encoding.UTF8.GetBytes(text));
        if (!grammar.TryMailbox(out var read) || !grammar.AtEnd)
        {
            return false;
        }

        path = read;
        return true;
    }

    // QUIRK: addresses with two dots in a row or one at the end exist (docomo.ne.jp); they go out as they came in, unquoted.
    private string QuotedLocalPart
    {
        get
        {
            if (IsNull || (LocalPart.Length > 0 && LocalPart.All(IsPlain)))
            {
                return LocalPart;
            }

            var quoted = new StringBuilder("\"", LocalPart.Length + 8);
            foreach (var c in LocalPart)
            {
                if (c is '"' or '\\')
                {
                    quoted.Append('\\');
                }

                quoted.Append(c);
            }

            return quoted.Append('"').ToString();
        }
    }

    private static bool IsPlain(char c) => c >= '\u0080' || SmtpGrammar.DotStringChars.Contains(c);
}
