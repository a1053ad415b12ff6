namespace Svar.Mail.Smtp;

/// <summary>Looks for bare LF and CR and for lines that are too long, over pieces of any size.</summary>
internal sealed class LineCheck(SmtpServerOptions options)
{
    private readonly bool _refuseBare = options.BareLineEndings == BareLineEndings.Refuse;
    private long _length;
    private bool _afterCr;

    public SmtpReply? Check(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            if (_afterCr && piece[0] != '\n' && _refuseBare)
            {
                return Replies.BareLineEndings;
            }

            var at = piece.IndexOfAny((byte)'\r', (byte)'\n');
            var run = at < 0 ? piece.Length : at + 1;
            _length += run;
            if (options.MaxTextLine > 0 && _length > options.MaxTextLine)
            {
                return Replies.TextLineTooLong;
            }

            if (at < 0)
            {
                _afterCr = false;
                return null;
            }

            if (piece[at] == '\r')
            {
                _afterCr = true;
            }
            else if (_refuseBare && !(_afterCr && at == 0))
            {
                return Replies.BareLineEndings;
            }
            else
            {
                _length = _afterCr && at == 0 ? 0 : _length;
                _afterCr = false;
            }

            piece = piece[run..];
        }

        return null;
    }

    public SmtpReply? CheckEnd() => _afterCr && _refuseBare ? Replies.BareLineEndings : null;
}
