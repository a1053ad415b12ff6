using Svar.Mail.Tls;

namespace Svar.Mail.Smtp;

/// <summary>What went wrong while sending; one of <see cref="SmtpRefusedException"/> and <see cref="SmtpProtocolException"/>.</summary>
public abstract class SmtpException : Exception
{
    private protected SmtpException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    /// <summary>Trying the same again later makes sense.</summary>
    public abstract bool IsTemporary { get; }
}

/// <summary>
/// The server understood and said no. Nothing was taken over from us: the message is still ours, for certain.
/// </summary>
/// <remarks>
/// Also thrown, with <see cref="IsLocal"/>, when the server lacks what the message cannot do without: then nothing was sent, and
/// <see cref="Reply"/> is what a server would have said.
/// </remarks>
public sealed class SmtpRefusedException : SmtpException
{
    internal SmtpRefusedException(string command, SmtpReply reply, IReadOnlyList<SmtpRecipientResult>? recipients = null, bool isLocal = false)
        : base(isLocal ? $"{command} is not sent: {reply.Text}" : $"{command} was refused: {reply}", null)
    {
        Command = command;
        Reply = reply;
        Recipients = recipients ?? [];
        IsLocal = isLocal;
    }

    /// <summary>The verb that was refused: EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, BDAT; <c>connect</c> for the greeting, <c>.</c> for the message itself.</summary>
    public string Command { get; }

    public SmtpReply Reply { get; }

    public int Code => Reply.Code;

    public EnhancedStatus? Status => Reply.Status;

    /// <summary>What became of each recipient, as far as it came to that; when all were refused, why each was.</summary>
    public IReadOnlyList<SmtpRecipientResult> Recipients { get; }

    /// <summary>We refused it ourselves, because of what the server does not offer.</summary>
    public bool IsLocal { get; }

    /// <summary>The name or password is wrong, as far as the server says: 535, RFC 4954 §6.</summary>
    public bool IsWrongPassword => Command == "AUTH" && Code == 535 && !IsLocal;

    /// <summary>A 4xx; of several recipients, at least one may be accepted later.</summary>
    public override bool IsTemporary => Reply.IsTemporary || Recipients.Any(r => r.Reply.IsTemporary);
}

/// <summary>
/// The dialogue broke: no connection, connection lost, time over, TLS failed, or the server said what no server may say.
/// </summary>
public sealed class SmtpProtocolException : SmtpException
{
    internal SmtpProtocolException(string message, Exception? inner = null, bool mayHaveBeenAccepted = false)
        : base(message, inner)
    {
        MessageMayHaveBeenAccepted = mayHaveBeenAccepted;
    }

    internal SmtpProtocolException(TlsFailedException e)
        : base(e.Message, e.InnerException) => Tls = e.Failure;

    internal SmtpProtocolException(TlsFailure failure)
        : base(failure.Explanation, null) => Tls = failure;

    /// <summary>
    /// The whole message had gone out and its reply was lost: the server may have it (RFC 1047). To send again then risks a
    /// duplicate, not to send risks a loss; keep the Message-ID the same and send again.
    /// </summary>
    public bool MessageMayHaveBeenAccepted { get; }

    /// <summary>Why there is no TLS with the server, when that is what failed.</summary>
    public TlsFailure? Tls { get; }

    /// <summary>True, since networks heal; but where TLS fails a person must change something, mostly.</summary>
    public override bool IsTemporary => Tls is null or { IsTemporary: true };
}
