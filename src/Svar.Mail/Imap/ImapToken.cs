using System.Globalization;

namespace Svar.Mail.Imap;

internal enum ImapTokenKind
{
    /// <summary>A word or number; also a flag, and <c>BODY[…]</c> with all that stands in its brackets.</summary>
    Atom,

    /// <summary>A quoted string, without its quotes.</summary>
    Quoted,

    /// <summary>The head of a literal: its octets come next and must be read or skipped.</summary>
    Literal,
    Open,
    Close,

    /// <summary>The end of the line.</summary>
    End,
}

/// <param name="Size">Of a literal, octets.</param>
internal readonly record struct ImapToken(ImapTokenKind Kind, string Text, long Size = 0)
{
    public bool Is(string atom) => Kind == ImapTokenKind.Atom && Text.Equals(atom, StringComparison.OrdinalIgnoreCase);

    public bool IsNil => Is("NIL");

    public bool TryNumber(out uint number)
    {
        number = 0;
        return Kind == ImapTokenKind.Atom && uint.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    // number64, RFC 9051 §9
    public bool TrySize(out long size)
    {
        size = 0;
        return Kind == ImapTokenKind.Atom && long.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out size);
    }
}
