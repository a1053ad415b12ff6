using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Svar.Mail.Addresses;

namespace Svar.Mail.Smtp;

/// <summary>
/// A cursor over one command's argument, with a method for each production of RFC 5321 §4.1.2. A method that
/// returns false may have moved the cursor.
/// </summary>
internal ref struct SmtpGrammar(ReadOnlySpan<byte> text)
{
    private const string Atext = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~";

    /// <summary>What a local part may consist of without quotes, beside characters above ASCII (RFC 6531 §3.3).</summary>
    internal static readonly SearchValues<char> DotStringChars = SearchValues.Create(Atext + ".");

    private static readonly SearchValues<byte> DotStringBytes = SearchValues.Create([.. Encoding.ASCII.GetBytes(Atext + "."), .. AboveAscii()]);

    // sub-domain letters, digits and hyphens; underscores occur in host names of real senders
    private static readonly SearchValues<byte> DomainBytes =
        SearchValues.Create([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."u8, .. AboveAscii()]);

    private static readonly SearchValues<byte> KeywordBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"u8);

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    public readonly bool AtEnd => _at == _text.Length;

    public readonly ReadOnlySpan<byte> Rest => _text[_at..];

    // Reverse-path = Path / "<>"
    public bool TryReversePath(out SmtpPath path)
    {
        SkipSpaces();
        if (Rest.StartsWith("<>"u8))
        {
            _at += 2;
            path = SmtpPath.Null;
            return true;
        }

        return TryPath(out path);
    }

    // Forward-path = Path / "<Postmaster>"        RFC 5321 §4.1.1.3
    public bool TryForwardPath(out SmtpPath path)
    {
        SkipSpaces();
        if (Rest.Length >= 12 && Ascii.EqualsIgnoreCase(Rest[..12], "<postmaster>"u8))
        {
            path = new SmtpPath(Encoding.ASCII.GetString(Rest[1..11]), "");
            _at += 12;
            return true;
        }

        return TryPath(out path);
    }

    // Path = "<" [ A-d-l ":" ] Mailbox ">"
    // QUIRK: old senders leave the angle brackets out, or put a space before them.
    private bool TryPath(out SmtpPath path)
    {
        SkipSpaces();
        path = SmtpPath.Null;
        var bracketed = TryByte((byte)'<');
        if (bracketed && Peek() == '@' && !TrySourceRoute())
        {
            return false;
        }

        return TryMailbox(out path) && (!bracketed || TryByte((byte)'>')) && (AtEnd || Peek() == ' ');
    }

    // A-d-l = At-domain *( "," At-domain ); At-domain = "@" Domain
    private bool TrySourceRoute()
    {
        do
        {
            if (!TryByte((byte)'@') || !TryDomain(out _))
            {
                return false;
            }
        }
        while (TryByte((byte)','));
        return TryByte((byte)':');
    }

    // Mailbox = Local-part "@" ( Domain / address-literal )
    public bool TryMailbox(out SmtpPath path)
    {
        path = SmtpPath.Null;
        if (!TryLocalPart(out var local) || !TryByte((byte)'@'))
        {
            return false;
        }

        string domain;
        if (Peek() == '[' ? !TryAddressLiteral(out domain) : !TryDomain(out domain))
        {
            return false;
        }

        path = new SmtpPath(local, domain);
        return true;
    }

    // Local-part = Dot-string / Quoted-string
    private bool TryLocalPart(out string local)
    {
        if (Peek() == '"')
        {
            return TryQuotedString(out local);
        }

        // Dot-string = Atom *( "." Atom )
        var run = Run(DotStringBytes);
        local = "";
        return run.Length > 0 && TryText(run, out local);
    }

    // Quoted-string = DQUOTE *( qtextSMTP / quoted-pairSMTP ) DQUOTE
    private bool TryQuotedString(out string text)
    {
        text = "";
        if (!TryByte((byte)'"'))
        {
            return false;
        }

        var unquoted = new byte[Rest.Length];
        var length = 0;
        while (!AtEnd)
        {
            var b = _text[_at++];
            if (b == '"')
            {
                return TryText(unquoted.AsSpan(0, length), out text);
            }

            if (b == '\\')
            {
                if (AtEnd)
                {
                    return false;
                }

                b = _text[_at++];
            }

            if (b is < 32 or 127)
            {
                return false;
            }

            unquoted[length++] = b;
        }

        return false;
    }

    // Domain = sub-domain *( "." sub-domain )
    public bool TryDomain(out string domain)
    {
        var run = Run(DomainBytes);
        domain = "";
        return run.Length is > 0 and <= 255 && run[0] != '.' && run[^1] != '.' && run.IndexOf(".."u8) < 0 && TryText(run, out domain);
    }

    // address-literal = "[" ( IPv4-address-literal / IPv6-address-literal ) "]"        RFC 5321 §4.1.3
    private bool TryAddressLiteral(out string literal)
    {
        literal = "";
        var end = Rest.IndexOf((byte)']');
        if (end < 0 || end > 64 || !Ascii.IsValid(Rest[..end]))
        {
            return false;
        }

        literal = Encoding.ASCII.GetString(Rest[..(end + 1)]);
        _at += end + 1;
        return DomainName.TryReadLiteral(literal, out _);
    }

    // esmtp-param = esmtp-keyword [ "=" esmtp-value ]; each is preceded by SP
    // esmtp-value = 1*(%d33-60 / %d62-126)
    public bool TryParameter(out ReadOnlySpan<byte> keyword, out ReadOnlySpan<byte> value)
    {
        value = default;
        SkipSpaces();
        keyword = Run(KeywordBytes);
        if (keyword.Length == 0)
        {
            return false;
        }

        if (TryByte((byte)'='))
        {
            var end = Rest.IndexOf((byte)' ');
            value = end < 0 ? Rest : Rest[..end];
            _at += value.Length;
            return value.Length > 0;
        }

        return AtEnd || Peek() == ' ';
    }

    public void SkipSpaces()
    {
        while (!AtEnd && _text[_at] == ' ')
        {
            _at++;
        }
    }

    private readonly int Peek() => AtEnd ? -1 : _text[_at];

    private bool TryByte(byte wanted)
    {
        if (AtEnd || _text[_at] != wanted)
        {
            return false;
        }

        _at++;
        return true;
    }

    private ReadOnlySpan<byte> Run(SearchValues<byte> of)
    {
        var length = Rest.IndexOfAnyExcept(of);
        var run = length < 0 ? Rest : Rest[..length];
        _at += run.Length;
        return run;
    }

    // RFC 6531 §3.3: whatever is above ASCII is UTF-8
    private static bool TryText(ReadOnlySpan<byte> bytes, out string text)
    {
        var valid = Utf8.IsValid(bytes);
        text = valid ? Encoding.UTF8.GetString(bytes) : "";
        return valid;
    }

    private static byte[] AboveAscii() => [.. Enumerable.Range(128, 128).Select(b => (byte)b)];
}
