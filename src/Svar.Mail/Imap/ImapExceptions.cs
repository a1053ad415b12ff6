namespace Svar.Mail.Imap;

/// <summary>What went wrong with an IMAP server; one of <see cref="ImapRefusedException"/> and <see cref="ImapProtocolException"/>.</summary>
public abstract class ImapException : Exception
{
    private protected ImapException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Trying the same again later makes sense.</summary>
    public abstract bool IsTemporary { get; }
}

/// <summary>The server understood and said no (NO), or did not understand (BAD). The connection is as good as before.</summary>
public sealed class ImapRefusedException : ImapException
{
    // RFC 5530 §3, RFC 9051 §7.1: what a server names by these may be otherwise later.
    private static readonly string[] _passing = ["UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "OVERQUOTA", "CORRUPTION", "THROTTLED"];

    internal ImapRefusedException(string command, ImapStatus status)
        : base($"{command} was refused: {status}")
    {
        Command = command;
        Code = status.Code;
        Text = status.Text;
        IsBad = status.Kind == "BAD";
    }

    /// <summary>The command's name: LOGIN, AUTHENTICATE, SELECT, UID FETCH, …; <c>connect</c> for the greeting.</summary>
    public string Command { get; }

    /// <summary>The response code, such as AUTHENTICATIONFAILED or NONEXISTENT; empty when none was given.</summary>
    public string Code { get; }

    /// <summary>What the server wrote for people.</summary>
    public string Text { get; }

    /// <summary>The server did not understand, rather than refuse.</summary>
    public bool IsBad { get; }

    /// <summary>The name or password is wrong, as far as the server says.</summary>
    public bool IsWrongPassword => Command is "LOGIN" or "AUTHENTICATE" && !IsTemporary;

    public override bool IsTemporary => _passing.Contains(Code, StringComparer.OrdinalIgnoreCase);
}

/// <summary>
/// The dialogue broke: no connection, connection lost, time over, TLS failed, or the server said what no server may say.
/// The client is of no use any more.
/// </summary>
public sealed class ImapProtocolException : ImapException
{
    internal ImapProtocolException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Always true: networks heal.</summary>
    public override bool IsTemporary => true;
}
