namespace Svar.Mail.Smtp;

/// <summary>
/// Undoes dot-stuffing (RFC 5321 §4.5.2) in a stream of pieces of any size, and finds the end of the data: CRLF.CRLF and nothing
/// else. LF.LF, LF.CRLF, CR.CR and the like are content, which is what makes smuggling fail: what another server takes
/// for one message is never two here.
/// </summary>
/// <remarks>
/// A line begins after CRLF only, so a dot after a bare LF stays where it is. Nothing is held back but a dot at the
/// start of a line, and a CR after such a dot.
/// </remarks>
internal struct DotUnstuffer
{
    private State _state;

    public DotUnstuffer() => _state = State.LineStart;

    private enum State
    {
        Text,
        Cr,
        LineStart,
        Dot,
        DotCr,
        Complete,
    }

    public readonly bool IsComplete => _state == State.Complete;

    /// <summary>
    /// Looks at the start of <paramref name="input"/>, which is not empty. Returns how many bytes are done with; of these,
    /// <paramref name="content"/> is to be kept, preceded by a CR held back earlier if <paramref name="heldCr"/>.
    /// </summary>
    public int Next(ReadOnlySpan<byte> input, out Range content, out bool heldCr)
    {
        var start = 0;
        heldCr = false;
        switch (_state)
        {
            case State.LineStart when input[0] == '.':
                _state = State.Dot;
                content = 0..0;
                return 1;

            // the dot is dropped; unless CRLF follows, the rest of the line is content
            case State.Dot when input[0] == '\r':
                _state = State.DotCr;
                content = 0..0;
                return 1;

            case State.DotCr when input[0] == '\n':
                _state = State.Complete;
                content = 0..0;
                return 1;

            case State.DotCr:
                heldCr = true;
                break;

            case State.Cr when input[0] == '\n':
                if (input.Length == 1)
                {
                    _state = State.LineStart;
                    content = 0..1;
                    return 1;
                }

                if (input[1] == '.')
                {
                    _state = State.Dot;
                    content = 0..1;
                    return 2;
                }

                start = 1;
                break;
        }

        var found = input[start..].IndexOf("\r\n."u8);
        if (found >= 0)
        {
            var dot = start + found + 2;
            _state = State.Dot;
            content = ..dot;
            return dot + 1;
        }

        _state = input[^1] == '\r' ? State.Cr
            : input.EndsWith("\r\n"u8) ? State.LineStart
            : State.Text;
        content = ..input.Length;
        return input.Length;
    }
}
