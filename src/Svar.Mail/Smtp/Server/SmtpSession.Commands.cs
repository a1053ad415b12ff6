using System.Text;

namespace Svar.Mail.Smtp;

// Which command a line is. A null reply says that the command has written its own.
internal sealed partial class SmtpSession
{
    // command = verb [SP argument] CRLF; verbs are case-insensitive        RFC 5321 §2.4
    private ValueTask<SmtpReply?> RunCommandAsync(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf((byte)' ');
        var verb = end < 0 ? line : line[..end];
        var argument = end < 0 ? [] : line[(end + 1)..].Trim((byte)' ');
        if (_chunks is not null && !Is(verb, "BDAT"u8) && !Is(verb, "RSET"u8) && !Is(verb, "NOOP"u8) && !Is(verb, "QUIT"u8))
        {
            return new(Replies.ChunksOpen);
        }

        return verb.Length switch
        {
            4 when Is(verb, "MAIL"u8) => MailAsync(argument),
            4 when Is(verb, "RCPT"u8) => RcptAsync(argument),
            4 when Is(verb, "DATA"u8) => DataAsync(argument),
            4 when Is(verb, "BDAT"u8) => BdatAsync(argument),
            4 when Is(verb, "RSET"u8) => ResetAsync(argument),
            4 when Is(verb, "QUIT"u8) => new(Quit()),
            4 when Is(verb, "EHLO"u8) => new(Idle(Hello(argument, isExtended: true, isLmtp: false))),
            4 when Is(verb, "HELO"u8) => new(Idle(Hello(argument, isExtended: false, isLmtp: false))),
            4 when Is(verb, "LHLO"u8) => new(Idle(Hello(argument, isExtended: true, isLmtp: true))),
            4 when Is(verb, "AUTH"u8) => AuthAsync(argument),
            4 when Is(verb, "NOOP"u8) => new(Idle(Replies.Ok)),
            4 when Is(verb, "VRFY"u8) => new(Idle(Replies.CannotVerify)),
            4 when Is(verb, "EXPN"u8) => new(Idle(Replies.NotImplemented)),
            4 when Is(verb, "HELP"u8) => new(Idle(Replies.Help)),
            8 when Is(verb, "STARTTLS"u8) => StartTlsAsync(argument),
            7 when Is(verb, "XCLIENT"u8) => new(XClient(argument)),
            _ => new(Unknown(verb)),
        };
    }

    private static bool Is(ReadOnlySpan<byte> verb, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(verb, name);

    // "RSET" CRLF        RFC 5321 §4.1.1.5
    private async ValueTask<SmtpReply?> ResetTransactionAsync()
    {
        await GiveUpChunksAsync();
        _transaction = null;
        return Replies.Ok;
    }

    private ValueTask<SmtpReply?> ResetAsync(ReadOnlySpan<byte> argument)
    {
        _idleCommands++;
        return argument.IsEmpty ? ResetTransactionAsync() : new(Replies.NoArgument);
    }

    /// <summary>Counts a command that brings no message nearer.</summary>
    private SmtpReply? Idle(SmtpReply? reply)
    {
        _idleCommands++;
        return reply;
    }

    // "QUIT" CRLF        RFC 5321 §4.1.1.10
    private SmtpReply Quit()
    {
        _isClosing = true;
        return _server.Farewell;
    }

    // A browser that is made to post here would otherwise have its body read as commands.
    private SmtpReply Unknown(ReadOnlySpan<byte> verb)
    {
        if (Is(verb, "GET"u8) || Is(verb, "POST"u8) || Is(verb, "PUT"u8) || Is(verb, "HEAD"u8) || Is(verb, "CONNECT"u8) || Is(verb, "OPTIONS"u8))
        {
            _isClosing = true;
            return Replies.NotHttp;
        }

        return Replies.UnknownCommand;
    }
}
