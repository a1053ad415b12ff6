using Svar.Mail.Tls;

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

/// <summary>Why a server refused, by its response code (RFC 5530 §3, RFC 9051 §7.1).</summary>
public enum ImapRefusal
{
    /// <summary>It does not say, or says what has no name here.</summary>
    Other,

    /// <summary>AUTHENTICATIONFAILED, or a sign-in refused without a reason.</summary>
    WrongPassword,

    /// <summary>AUTHORIZATIONFAILED: the password is right, and this user may not do this.</summary>
    NotAuthorized,

    /// <summary>EXPIRED: the password was right once.</summary>
    PasswordExpired,

    /// <summary>PRIVACYREQUIRED: not without TLS.</summary>
    TlsRequired,

    /// <summary>CONTACTADMIN: only the server's administrator can help.</summary>
    AdministratorNeeded,

    /// <summary>Nobody can sign in: client and server have no mechanism in common, or none that keeps the secret.</summary>
    NoMechanism,

    /// <summary>NOPERM.</summary>
    NoPermission,

    /// <summary>The server has opened the mailbox for reading only.</summary>
    ReadOnly,

    /// <summary>NONEXISTENT, TRYCREATE: there is no such mailbox.</summary>
    NoSuchMailbox,

    /// <summary>OVERQUOTA.</summary>
    Full,

    /// <summary>UNAVAILABLE, INUSE, LIMIT, SERVERBUG, CORRUPTION, THROTTLED: otherwise later, perhaps. Also a server that says goodbye instead of a greeting.</summary>
    NotNow,
}

/// <summary>
/// The server understood and said no (NO), or did not understand (BAD); or we knew before, see <see cref="IsLocal"/>. The connection is as good as before.
/// </summary>
public sealed class ImapRefusedException : ImapException
{
    internal ImapRefusedException(string command, ImapStatus status)
        : base($"{command} was refused: {status}")
    {
        Command = command;
        Code = status.Code;
        Text = status.Text;
        IsBad = status.Kind == "BAD";
        Reason = Read(command, status);
    }

    internal ImapRefusedException(string command, ImapRefusal reason, string text)
        : base(text)
    {
        (Command, Reason, Text, Code) = (command, reason, text, "");
        IsLocal = true;
    }

    /// <summary>The command's name: LOGIN, AUTHENTICATE, SELECT, UID FETCH, …; <c>connect</c> for the greeting.</summary>
    public string Command { get; }

    /// <summary>The response code, such as AUTHENTICATIONFAILED or NONEXISTENT; empty when none was given.</summary>
    public string Code { get; }

    /// <summary>What the code means; of a sign-in also what its refusal means without one.</summary>
    public ImapRefusal Reason { get; }

    /// <summary>What the server wrote for people.</summary>
    public string Text { get; }

    /// <summary>The server did not understand, rather than refuse.</summary>
    public bool IsBad { get; }

    /// <summary>Nothing was sent: the server has told before that it cannot be.</summary>
    public bool IsLocal { get; }

    /// <summary>The name or password is wrong, as far as the server says.</summary>
    public bool IsWrongPassword => Reason == ImapRefusal.WrongPassword;

    public override bool IsTemporary => Reason is ImapRefusal.NotNow or ImapRefusal.Full;

    private static ImapRefusal Read(string command, ImapStatus status) => status.Code switch
    {
        "AUTHENTICATIONFAILED" => ImapRefusal.WrongPassword,
        "AUTHORIZATIONFAILED" => ImapRefusal.NotAuthorized,
        "EXPIRED" => ImapRefusal.PasswordExpired,
        "PRIVACYREQUIRED" => ImapRefusal.TlsRequired,
        "CONTACTADMIN" => ImapRefusal.AdministratorNeeded,
        "NOPERM" => ImapRefusal.NoPermission,
        "NONEXISTENT" or "TRYCREATE" => ImapRefusal.NoSuchMailbox,
        "OVERQUOTA" => ImapRefusal.Full,
        "UNAVAILABLE" or "INUSE" or "LIMIT" or "SERVERBUG" or "CORRUPTION" or "THROTTLED" => ImapRefusal.NotNow,
        _ when command == "connect" => ImapRefusal.NotNow,
        _ when command is "LOGIN" or "AUTHENTICATE" && status.Kind == "NO" => ImapRefusal.WrongPassword,
        _ => ImapRefusal.Other,
    };
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

    internal ImapProtocolException(TlsFailedException e)
        : base(e.Message, e.InnerException) => Tls = e.Failure;

    internal ImapProtocolException(TlsFailure failure)
        : base(failure.Explanation) => Tls = failure;

    /// <summary>Why there is no TLS with the server, when that is what failed.</summary>
    public TlsFailure? Tls { get; }

    /// <summary>True, since networks heal; but where TLS fails a person must change something, mostly.</summary>
    public override bool IsTemporary => Tls is null or { IsTemporary: true };
}
