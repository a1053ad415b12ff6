using System.Buffers;

namespace Svar.Mail.Smtp;

/// <summary>
/// Makes content fit for the wire, over pieces of any size: mends line endings if asked to, and doubles a dot at the start of a line
/// for DATA (RFC 5321 §4.5.2). What comes out ends with CRLF.
/// </summary>
internal struct DotStuffer(bool stuffs, bool mends)
{
    private static readonly SearchValues<byte> _lineEnds = SearchValues.Create("\r\n"u8);

    private bool _atLineStart = true;
    private bool _afterCr;

    public void Write(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        while (!input.IsEmpty)
        {
            if (_afterCr)
            {
                _afterCr = false;
                if (input[0] == '\n')
                {
                    output.Write("\n"u8);
                    _atLineStart = true;
                    input = input[1..];
                    continue;
                }

                // the CR before was bare
                if (mends)
                {
                    output.Write("\n"u8);
                    _atLineStart = true;
                }
            }

            if (_atLineStart && stuffs && input[0] == '.')
            {
                output.Write("."u8);
            }

            _atLineStart = false;
            var at = input.IndexOfAny(_lineEnds);
            if (at < 0)
            {
                output.Write(input);
                return;
            }

            if (input[at] == '\r')
            {
                output.Write(input[..(at + 1)]);
                _afterCr = true;
            }
            else if (mends)
            {
                output.Write(input[..at]);
                output.Write("\r\n"u8);
                _atLineStart = true;
            }
            else
            {
                output.Write(input[..(at + 1)]);
            }

            input = input[(at + 1)..];
        }
    }

    /// <summary>Ends the last line if it has no end, and the data if it is stuffed.</summary>
    public void Finish(IBufferWriter<byte> output)
    {
        if (_afterCr && mends)
        {
            output.Write("\n"u8);
            _atLineStart = true;
        }

        if (!_atLineStart)
        {
            output.Write("\r\n"u8);
        }

        if (stuffs)
        {
            output.Write(".\r\n"u8);
        }
    }
}
