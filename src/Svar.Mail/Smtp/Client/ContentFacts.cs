using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Svar.Mail.Smtp;

/// <summary>What must be known of a message before it is sent, gathered in one pass over pieces of any size.</summary>
internal sealed class ContentFacts(bool mends)
{
    // A header beyond this is judged by its beginning.
    private const int MaxHeader = 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _eightBitHeader = new();
    private bool _inHeader = true;
    private bool _afterCr;
    private bool _lineIsEmpty = true;
    private bool _endsWithLineEnd = true;
    private long _mended;
    private long _length;

    /// <summary>Octets as they will be counted by the server: line endings mended, no dots stuffed (RFC 1870 §3).</summary>
    public long Size => _length + _mended + (_afterCr && mends ? 1 : _endsWithLineEnd ? 0 : 2);

    public bool HasEightBit { get; private set; }

    /// <summary>The header holds UTF-8 as it stands (RFC 6532), not as encoded words.</summary>
    public bool HasUtf8Header => _eightBitHeader.WrittenCount > 0 && Utf8.IsValid(_eightBitHeader.WrittenSpan);

    public void Add(ReadOnlySpan<byte> piece)
    {
        _length += piece.Length;
        if (!Ascii.IsValid(piece))
        {
            HasEightBit = true;
        }

        while (!piece.IsEmpty)
        {
            var at = piece.IndexOfAny((byte)'\r', (byte)'\n');
            var line = at < 0 ? piece : piece[..at];
            if (_afterCr && (at != 0 || piece[0] != '\n'))
            {
                // a bare CR becomes CRLF
                _afterCr = false;
                _mended += mends ? 1 : 0;
                EndLine();
            }

            if (!line.IsEmpty)
            {
                _lineIsEmpty = false;
                _endsWithLineEnd = false;
                if (_inHeader && !Ascii.IsValid(line) && _eightBitHeader.WrittenCount < MaxHeader)
                {
                    _eightBitHeader.Write(line);
                }
            }

            if (at < 0)
            {
                return;
            }

            if (piece[at] == '\r')
            {
                _afterCr = true;
                _endsWithLineEnd = false;
            }
            else
            {
                _mended += mends && !_afterCr ? 1 : 0;
                _endsWithLineEnd = mends || _afterCr;
                _afterCr = false;
                EndLine();
            }

            piece = piece[(at + 1)..];
        }
    }

    private void EndLine()
    {
        _inHeader &= !_lineIsEmpty;
        _lineIsEmpty = true;
    }
}
