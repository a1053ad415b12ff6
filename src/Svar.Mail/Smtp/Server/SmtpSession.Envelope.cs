using System.Buffers.Text;
using System.Text;

namespace Svar.Mail.Smtp;

// MAIL and RCPT
internal sealed partial class SmtpSession
{
    // mail = "MAIL FROM:" Reverse-path [ SP Mail-parameters ] CRLF        RFC 5321 §4.1.1.2
    private ValueTask<SmtpReply?> MailAsync(ReadOnlySpan<byte> argument)
    {
        if (_peer.Helo.Length == 0)
        {
            return new(_options.IsLmtp ? Replies.LhloFirst : Replies.HeloFirst);
        }

        if (_options.RequireAuth && _peer.AuthenticatedAs is null)
        {
            return new(Replies.AuthRequired);
        }

        if (_transaction is not null)
        {
            return new(Replies.NestedMail);
        }

        if (argument.Length < 5 || !Ascii.EqualsIgnoreCase(argument[..5], "FROM:"u8))
        {
            return new(Replies.MailSyntax);
        }

        var grammar = new SmtpGrammar(argument[5..]);
        if (!grammar.TryReversePath(out var sender))
        {
            return new(Replies.BadSender);
        }

        if (MailParameters(ref grammar, out var size, out var isEightBit, out var isUtf8) is { } refusal)
        {
            return new(refusal);
        }

        if (!isUtf8 && !sender.IsAscii)
        {
            return new(Replies.NeedsSmtpUtf8);
        }

        return BeginTransactionAsync(new SmtpTransaction(_peer, sender, _server.Time.GetUtcNow())
        {
            DeclaredSize = size,
            IsEightBit = isEightBit,
            IsUtf8 = isUtf8,
        });
    }

    // Mail-parameters = esmtp-param *( SP esmtp-param )
    // SIZE=1*20DIGIT (RFC 1870 §3), BODY=7BIT|8BITMIME (RFC 6152 §2), SMTPUTF8 (RFC 6531 §3.4), AUTH=mailbox|<> (RFC 4954 §5)
    private SmtpReply? MailParameters(ref SmtpGrammar grammar, out long? size, out bool isEightBit, out bool isUtf8)
    {
        (size, isEightBit, isUtf8) = (null, false, false);
        grammar.SkipSpaces();
        while (!grammar.AtEnd)
        {
            if (!grammar.TryParameter(out var keyword, out var value))
            {
                return Replies.BadParameter;
            }

            if (Is(keyword, "SIZE"u8))
            {
                if (value.Length is 0 or > 20 || value.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                {
                    return Replies.BadParameter;
                }

                size = Utf8Parser.TryParse(value, out long declared, out _) ? declared : long.MaxValue;
                if (_options.MaxMessageSize > 0 && size > _options.MaxMessageSize)
                {
                    return Replies.TooBig;
                }
            }
            else if (Is(keyword, "BODY"u8))
            {
                isEightBit = Is(value, "8BITMIME"u8);
                if (!isEightBit && !Is(value, "7BIT"u8))
                {
                    return Replies.BadParameter;
                }
            }
            else if (Is(keyword, "SMTPUTF8"u8) && value.IsEmpty)
            {
                isUtf8 = true;
            }
            else if (!Is(keyword, "AUTH"u8) || _options.Authenticate is null)
            {
                return Replies.UnknownParameter;
            }

            grammar.SkipSpaces();
        }

        return null;
    }

    private async ValueTask<SmtpReply?> BeginTransactionAsync(SmtpTransaction transaction)
    {
        SmtpReply reply;
        try
        {
            reply = await _server.Receiver.AcceptSenderAsync(transaction, _cut);
        }
        catch (Exception e) when (!_cut.IsCancellationRequested)
        {
            Report(e);
            return SmtpReply.LocalError;
        }

        if (reply.IsPositive)
        {
            _transaction = transaction;
        }

        return reply;
    }

    // rcpt = "RCPT TO:" ( "<Postmaster@" Domain ">" / "<Postmaster>" / Forward-path ) [ SP Rcpt-parameters ] CRLF
    // RFC 5321 §4.1.1.3; no extension offered here defines a parameter of RCPT
    private ValueTask<SmtpReply?> RcptAsync(ReadOnlySpan<byte> argument)
    {
        if (_transaction is null)
        {
            return new(Replies.MailFirst);
        }

        if (argument.Length < 3 || !Ascii.EqualsIgnoreCase(argument[..3], "TO:"u8))
        {
            return new(Replies.RcptSyntax);
        }

        var grammar = new SmtpGrammar(argument[3..]);
        if (!grammar.TryForwardPath(out var path))
        {
            return new(Replies.BadRecipient);
        }

        grammar.SkipSpaces();
        if (!grammar.AtEnd)
        {
            return new(grammar.TryParameter(out _, out _) ? Replies.UnknownParameter : Replies.BadParameter);
        }

        if (!_transaction.IsUtf8 && !path.IsAscii)
        {
            return new(Replies.NeedsSmtpUtf8);
        }

        return _transaction.Accepted.Count >= _options.MaxRecipients
            ? new(Replies.TooManyRecipients)
            : AddRecipientAsync(_transaction, new SmtpRecipient(path));
    }

    private async ValueTask<SmtpReply?> AddRecipientAsync(SmtpTransaction transaction, SmtpRecipient recipient)
    {
        await FlushIfLargeAsync();
        SmtpReply reply;
        try
        {
            reply = await _server.Receiver.AcceptRecipientAsync(transaction, recipient, _cut);
        }
        catch (Exception e) when (!_cut.IsCancellationRequested)
        {
            Report(e);
            return SmtpReply.LocalError;
        }

        if (reply.IsPositive)
        {
            transaction.Accepted.Add(recipient);
        }

        return reply;
    }
}
