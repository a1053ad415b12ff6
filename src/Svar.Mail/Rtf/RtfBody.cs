using System.Text;
using Svar.Mail.Mime;

namespace Svar.Mail.Rtf;

/// <summary>
/// The words of a mail out of its RTF. RTF that a program has made of HTML holds that HTML, which is taken out of it again
/// ([MS-OXRTFEX]); of all other RTF the plain text is left.
/// </summary>
/// <param name="Words">HTML as its sender wrote it, not cleaned, or plain text with lines ended by <c>\n</c>.</param>
internal sealed record RtfBody(string Words, bool IsHtml)
{
    /// <summary>Null when it is no RTF, or there are no words in it.</summary>
    public static RtfBody? Read(ReadOnlySpan<byte> rtf)
    {
        if (!rtf.StartsWith("{\\rtf"u8))
        {
            return null;
        }

        var reader = new Reader(rtf);
        reader.Run();
        return string.IsNullOrWhiteSpace(reader.Words) ? null : new(reader.Words, reader.IsHtml);
    }

    /// <summary>What holds until the end of a group.</summary>
    private record struct Group
    {
        public bool IsSkipped { get; set; }

        /// <summary>Between \htmlrtf and \htmlrtf0: what programs show that do not know of the HTML.</summary>
        public bool IsForRtf { get; set; }

        public bool IsHtmlTag { get; set; }

        public bool IsFontTable { get; set; }

        public int CodePage { get; set; }

        /// <summary>Characters to leave out after \u, by the last \uc.</summary>
        public int Fallback { get; set; }
    }

    private ref struct Reader(ReadOnlySpan<byte> rtf)
    {
        private const int Deepest = 1000;
        private readonly StringBuilder _words = new();
        private readonly Stack<Group> _outer = new();
        private readonly List<byte> _bytes = [];
        private readonly Dictionary<int, int> _fonts = [];
        private RtfTokenizer _tokens = new(rtf);
        private Group _group = new() { CodePage = 1252, Fallback = 1 };
        private int _tooDeep;
        private int _ansi = 1252;
        private int _font;
        private int _defaultFont;
        private int _toSkip;
        private bool _afterOpen;
        private bool _afterStar;

        public bool IsHtml { get; private set; }

        public readonly string Words => _words.ToString();

        public void Run()
        {
            while (true)
            {
                var token = _tokens.Next();
                if (token.Kind != RtfTokenKind.Byte)
                {
                    Flush();
                }

                switch (token.Kind)
                {
                    case RtfTokenKind.End:
                        return;
                    case RtfTokenKind.Open:
                        Open();
                        continue;
                    case RtfTokenKind.Close:
                        Close();
                        break;
                    case RtfTokenKind.Byte:
                        TakeByte(token.Value);
                        break;
                    case RtfTokenKind.Symbol:
                        if (token.Value == '*' && _afterOpen)
                        {
                            _afterStar = true;
                            continue;
                        }

                        Symbol(token.Value);
                        break;
                    case RtfTokenKind.Word:
                        Word(token);
                        break;
                }

                _afterOpen = _afterStar = false;
            }
        }

        private void Open()
        {
            if (_outer.Count < Deepest)
            {
                _outer.Push(_group);
            }
            else
            {
                _tooDeep++;
            }

            _afterOpen = true;
            _afterStar = false;
            _toSkip = 0;
        }

        private void Close()
        {
            _toSkip = 0;
            if (_tooDeep > 0)
            {
                _tooDeep--;
            }
            else if (_outer.TryPop(out var outer))
            {
                _group = outer;
            }
        }

        private void TakeByte(byte value)
        {
            if (_toSkip > 0)
            {
                _toSkip--;
            }
            else if (IsShown)
            {
                _bytes.Add(value);
            }
        }

        private readonly bool IsShown => !_group.IsSkipped && !_group.IsFontTable && (_group.IsHtmlTag || !(IsHtml && _group.IsForRtf));

        /// <summary>Bytes wait for each other, since a character may be two of them.</summary>
        private readonly void Flush()
        {
            if (_bytes.Count > 0)
            {
                var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes);
                if (bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0 && _group.CodePage is 1252 or 1250 or 1251)
                {
                    foreach (var b in bytes)
                    {
                        _words.Append((char)b);
                    }
                }
                else
                {
                    var charset = _group.CodePage is > 0 and <= 65535 ? Charset.ByCodePage(_group.CodePage) : null;
                    _words.Append((charset ?? Charset.Windows1252).Encoding.GetString(bytes));
                }

                _bytes.Clear();
            }
        }

        private void Show(string text)
        {
            if (_toSkip > 0)
            {
                _toSkip--;
            }
            else if (IsShown)
            {
                _words.Append(text);
            }
        }

        private void Symbol(byte symbol)
        {
            switch ((char)symbol)
            {
                case '\\' or '{' or '}':
                    TakeByte(symbol);
                    break;
                case '~':
                    Show(IsHtml ? "&nbsp;" : "\u00A0");
                    break;
                case '_':
                    Show(IsHtml ? "&shy;" : "\u2011");
                    break;
                case '\r' or '\n':
                    Show("\n");
                    break;
            }
        }

        private void Word(RtfToken token)
        {
            Span<char> letters = stackalloc char[RtfTokenizer.LongestWord];
            ReadOnlySpan<char> word = letters[..Encoding.ASCII.GetChars(token.Word, letters)];
            switch (word)
            {
                case "fromhtml":
                    IsHtml = token.Number is not 0;
                    break;
                case "ansicpg":
                    _ansi = _group.CodePage = token.Number ?? 1252;
                    break;
                case "deff":
                    _defaultFont = token.Number ?? 0;
                    break;
                case "uc":
                    _group.Fallback = Math.Clamp(token.Number ?? 1, 0, 100);
                    break;
                case "u":
                    Show(((char)unchecked((ushort)(token.Number ?? 0))).ToString());
                    _toSkip = _group.Fallback;
                    break;
                case "bin":
                    _tokens.Skip(token.Number ?? 0);
                    break;
                case "htmltag":
                    _group.IsHtmlTag = _afterStar && IsHtml;
                    _group.IsSkipped |= !IsHtml;
                    _group.CodePage = _ansi;
                    break;
                case "htmlrtf":
                    _group.IsForRtf = token.Number is not 0;
                    break;
                case "fonttbl":
                    _group.IsFontTable = true;
                    break;
                case "f":
                    Font(token.Number ?? 0);
                    break;
                case "plain":
                    Font(_defaultFont);
                    break;
                case "fcharset" when _group.IsFontTable:
                    _fonts[_font] = RtfCharsets.CodePage(token.Number ?? 0, _ansi);
                    break;
                case "colortbl" or "stylesheet" or "info" or "pict" or "object" or "header" or "footer" or "headerl" or "headerr" or "footerl" or "footerr" or "fldinst" or "pntext" or "filetbl" or "listtext":
                    _group.IsSkipped = true;
                    break;
                default:
                    if (_afterStar)
                    {
                        // a destination that we do not know, and that says it may be left out
                        _group.IsSkipped = true;
                    }
                    else if (RtfCharsets.Character(word, IsHtml) is { } text)
                    {
                        Show(text);
                    }

                    break;
            }
        }

        private void Font(int number)
        {
            _font = number;
            if (!_group.IsFontTable && !_group.IsHtmlTag)
            {
                _group.CodePage = _fonts.GetValueOrDefault(number, _ansi);
            }
        }
    }
}
