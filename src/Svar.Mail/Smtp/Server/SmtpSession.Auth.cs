using Svar.Mail.Sasl;

namespace Svar.Mail.Smtp;

internal sealed partial class SmtpSession
{
    // RFC 4954 §4: responses may be longer than commands
    private const int MaxAuthLine = 12288;

    private bool IsAuthOffered =>
        _options.Authenticate is not null && _peer.AuthenticatedAs is null && (_peer.Tls is not null || _options.AllowAuthInClear);

    // auth-command = "AUTH" SP sasl-mech [ SP initial-response ] *( CRLF [ base64 ] ) [ CRLF cancel-response ] CRLF        RFC 4954 §8
    private ValueTask<SmtpReply?> AuthAsync(ReadOnlySpan<byte> argument)
    {
        if (_options.Authenticate is null)
        {
            return new(Replies.AuthUnavailable);
        }

        if (_peer.Helo.Length == 0)
        {
            return new(_options.IsLmtp ? Replies.LhloFirst : Replies.HeloFirst);
        }

        if (_peer.AuthenticatedAs is not null)
        {
            return new(Replies.AuthAlready);
        }

        if (_transaction is not null)
        {
            return new(Replies.AuthInTransaction);
        }

        if (!IsAuthOffered)
        {
            return new(Replies.AuthNeedsTls);
        }

        var end = argument.IndexOf((byte)' ');
        var mechanism = end < 0 ? argument : argument[..end];
        var initial = end < 0 ? null : argument[(end + 1)..].Trim((byte)' ').ToArray();
        return Is(mechanism, "PLAIN"u8) ? AuthPlainAsync(initial)
            : Is(mechanism, "LOGIN"u8) ? AuthLoginAsync(initial)
            : new(Replies.AuthMechanism);
    }

    private async ValueTask<SmtpReply?> AuthPlainAsync(byte[]? initial)
    {
        var (response, refusal) = initial is null ? await AskAsync(Replies.AskResponse) : Decode(initial);
        if (refusal is not null)
        {
            return refusal;
        }

        return SaslPlain.TryRead(response, out var actAs, out var user, out var password)
            ? await VerifyAsync(new SmtpCredentials(user, password, actAs, _peer))
            : Replies.AuthMalformed;
    }

    // LOGIN never became a standard (draft-murchison-sasl-login): name, then password, each in base64.
    private async ValueTask<SmtpReply?> AuthLoginAsync(byte[]? initial)
    {
        var (user, refusal) = initial is null ? await AskAsync(Replies.AskUser) : Decode(initial);
        if (refusal is not null)
        {
            return refusal;
        }

        (var password, refusal) = await AskAsync(Replies.AskPassword);
        if (refusal is not null)
        {
            return refusal;
        }

        return SaslPlain.TryText(user, out var name) && SaslPlain.TryText(password, out var secret)
            ? await VerifyAsync(new SmtpCredentials(name, secret, "", _peer))
            : Replies.AuthMalformed;
    }

    private async ValueTask<(byte[] Response, SmtpReply? Refusal)> AskAsync(SmtpReply challenge)
    {
        Write(challenge);
        var line = new byte[MaxAuthLine + 1];
        var length = await ReadLineAsync(line);
        return length switch
        {
            EndOfInput => throw new SessionEndedException(null),
            < 0 => ([], Replies.AuthMalformed),
            1 when line[0] == '*' => ([], Replies.AuthCancelled),
            _ => Decode(line.AsSpan(0, length)),
        };
    }

    // "=" stands for a response of no bytes        RFC 4954 §4
    private static (byte[] Response, SmtpReply? Refusal) Decode(ReadOnlySpan<byte> base64)
    {
        if (base64.SequenceEqual("="u8))
        {
            return ([], null);
        }

        var decoded = new byte[base64.Length];
        var status = System.Buffers.Text.Base64.DecodeFromUtf8(base64, decoded, out _, out var written);
        return status == System.Buffers.OperationStatus.Done ? (decoded[..written], null) : ([], Replies.AuthMalformed);
    }

    private async ValueTask<SmtpReply?> VerifyAsync(SmtpCredentials credentials)
    {
        await FlushAsync();
        try
        {
            _peer.AuthenticatedAs = await _options.Authenticate!(credentials, _cut);
        }
        catch (Exception e) when (!_cut.IsCancellationRequested)
        {
            Report(e);
            return Replies.AuthUnknown;
        }

        return _peer.AuthenticatedAs is null ? Replies.AuthFailed : Replies.AuthDone;
    }
}
