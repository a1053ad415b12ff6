using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Svar.Mail.Mime;

namespace Svar.Mail.Headers;

/// <summary>Dates of header fields (RFC 5322 §3.3 and §4.3), and the many other ways in which programs write them.</summary>
public static class MailDate
{
    private const int Unknown = int.MinValue;

    private static readonly SearchValues<byte> _tokenEnds = SearchValues.Create(" \t\r\n,;(\""u8);

    private static readonly string[] _months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    // hours east of Greenwich; RFC 5322 §4.3 and the names that are seen in mail
    private static readonly Dictionary<string, int> _zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = 0,
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["Z"] = 0,
        ["WET"] = 0,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
        ["AKST"] = -9,
        ["AKDT"] = -8,
        ["HST"] = -10,
        ["AST"] = -4,
        ["ADT"] = -3,
        ["BRT"] = -3,
        ["BST"] = 1,
        ["CET"] = 1,
        ["MET"] = 1,
        ["MEZ"] = 1,
        ["WEST"] = 1,
        ["CEST"] = 2,
        ["MEST"] = 2,
        ["MESZ"] = 2,
        ["EET"] = 2,
        ["EEST"] = 3,
        ["MSK"] = 3,
        ["MSD"] = 4,
        ["SAST"] = 2,
        ["SGT"] = 8,
        ["HKT"] = 8,
        ["JST"] = 9,
        ["KST"] = 9,
        ["AEST"] = 10,
        ["AEDT"] = 11,
        ["NZST"] = 12,
        ["NZDT"] = 13,
    };

    /// <summary>
    /// The instant with the sender's own offset; null when no day, month and year can be found. A missing time
    /// is midnight, a zone that is missing, unknown or beyond 14 hours is UTC.
    /// </summary>
    public static DateTimeOffset? Parse(ReadOnlySpan<byte> value) => Parse(value, defects: null, at: 0);

    /// <summary>As RFC 5322 wants it: <c>Fri, 4 May 2001 14:05:44 +0200</c>.</summary>
    public static string Format(DateTimeOffset date)
    {
        var offset = date.Offset;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{date:ddd, d MMM yyyy HH:mm:ss} {(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs(offset.Hours):00}{Math.Abs(offset.Minutes):00}");
    }

    internal static DateTimeOffset? Parse(ReadOnlySpan<byte> value, DefectList? defects, int at)
    {
        var found = new Pieces { Day = Unknown, Month = Unknown, Year = Unknown, Hour = Unknown, Offset = Unknown };
        if (value.Length > 500)
        {
            value = value[..500];
        }

        while (NextToken(ref value) is { IsEmpty: false } token)
        {
            found.Add(token);
        }

        if (found.Day == Unknown || found.Month == Unknown || found.Year == Unknown)
        {
            defects?.Add("date not readable", at);
            return null;
        }

        if (found.Hour == Unknown)
        {
            defects?.Add("date without time", at);
            found.Hour = 0;
        }

        if (found.Offset == Unknown)
        {
            defects?.Add("date without a zone that is known, read as UTC", at);
            found.Offset = 0;
        }

        // RFC 5322 §4.3: two digits are 1950…2049, three are added to 1900
        if (found.Year < 1000)
        {
            found.Year += found.Year < 50 ? 2000 : 1900;
        }

        if (Math.Abs(found.Offset) > 14 * 60)
        {
            // the day is known all the same
            defects?.Add("date with a zone that does not exist, read as UTC", at);
            found.Offset = 0;
        }

        // QUIRK: "24:00", "24:30": the night after that day
        var isDayAfter = found.Hour == 24;
        if (isDayAfter)
        {
            defects?.Add("date with an hour of 24, read as the day after", at);
            found.Hour = 0;
        }

        found.Second = Math.Min(found.Second, 59);
        if (found.Year > 9998 || found.Month is < 1 or > 12 || found.Day < 1 || found.Day > DateTime.DaysInMonth(found.Year, found.Month)
            || found.Hour is < 0 or > 23 || found.Minute > 59)
        {
            defects?.Add("date that does not exist", at);
            return null;
        }

        return new DateTimeOffset(found.Year, found.Month, found.Day, found.Hour, found.Minute, found.Second, TimeSpan.FromMinutes(found.Offset)).AddDays(isDayAfter ? 1 : 0);
    }

    /// <summary>The next run without white space, commas and comments; empty at the end.</summary>
    private static ReadOnlySpan<byte> NextToken(ref ReadOnlySpan<byte> rest)
    {
        while (true)
        {
            rest = rest.TrimStart(" \t\r\n,;\""u8);
            if (rest.IsEmpty || rest[0] != '(')
            {
                break;
            }

            var close = rest.IndexOf((byte)')');
            rest = close < 0 ? default : rest[(close + 1)..];
        }

        var end = rest.IndexOfAny(_tokenEnds);
        var token = end < 0 ? rest : rest[..end];
        rest = rest[token.Length..];
        return token;
    }

    private ref struct Pieces
    {
        public int Day;
        public int Month;
        public int Year;
        public int Hour;
        public int Minute;
        public int Second;
        public int Offset;

        public void Add(scoped ReadOnlySpan<byte> token)
        {
            if (Hour == Unknown && (token.Contains((byte)':') || (token.Count((byte)'.') == 2 && Day != Unknown && Year != Unknown)))
            {
                AddTimeOrIso(token);
                return;
            }

            // 'GMT+0200', 'UTC-5'
            if (token.Length > 3 && (Ascii7.StartsWith(token, "GMT"u8) || Ascii7.StartsWith(token, "UTC"u8)) && token[3] is (byte)'+' or (byte)'-')
            {
                token = token[3..];
            }

            if (token[0] is (byte)'+' or (byte)'-' && Hour != Unknown)
            {
                AddOffset(token);
            }
            else if (token.IndexOfAny((byte)'-', (byte)'/', (byte)'.') > 0 && AddDate(token))
            {
                // '2-Jan-2006', '2020-01-02', '02.01.2020'
            }
            else if (IsLetter(token[0]))
            {
                AddWord(token);
            }
            else if (Utf8Parser.TryParse(token, out int number, out var used) && number >= 0)
            {
                // '1st', '2nd'
                AddNumber(number, used);
            }
        }

        private void AddNumber(int number, int digits)
        {
            if (Day == Unknown && digits <= 2 && number is >= 1 and <= 31)
            {
                Day = number;
            }
            else if (Year == Unknown && number <= 9999)
            {
                Year = number;
            }
            else if (Hour != Unknown && Offset == Unknown && digits == 4)
            {
                // QUIRK: the sign of the zone is missing
                Offset = (number / 100 * 60) + (number % 100);
            }
        }

        private void AddWord(scoped ReadOnlySpan<byte> word)
        {
            Span<char> text = stackalloc char[Math.Min(word.Length, 12)];
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = (char)word[i];
            }

            if (text.Length >= 3 && MonthOf(text) is > 0 and var month && Month == Unknown)
            {
                Month = month;
            }
            else if (Hour != Unknown && text is ['a' or 'A' or 'p' or 'P', 'm' or 'M'] && Hour <= 12)
            {
                Hour = (Hour % 12) + ((text[0] | 0x20) == 'p' ? 12 : 0);
            }
            else if (Hour != Unknown && Offset == Unknown)
            {
                if (_zones.TryGetValue(text.ToString(), out var hours))
                {
                    Offset = hours * 60;
                }
                else if (text.Length == 1 && text[0] is not ('j' or 'J'))
                {
                    // RFC 5322 §4.3: military zones were used with the sign wrong, so they say nothing
                    Offset = 0;
                }
            }
        }

        /// <summary>English names by three letters, and those of other languages that are seen in mail.</summary>
        private static int MonthOf(scoped ReadOnlySpan<char> word)
        {
            for (var i = 0; i < 12; i++)
            {
                if (word.StartsWith(_months[i], StringComparison.OrdinalIgnoreCase))
                {
                    return i + 1;
                }
            }

            return word.StartsWith("mai", StringComparison.OrdinalIgnoreCase) ? 5
                : word.StartsWith("okt", StringComparison.OrdinalIgnoreCase) ? 10
                : word.StartsWith("des", StringComparison.OrdinalIgnoreCase) || word.StartsWith("dez", StringComparison.OrdinalIgnoreCase) ? 12
                : 0;
        }

        private bool AddDate(scoped ReadOnlySpan<byte> token)
        {
            if (Day != Unknown || !IsLetterOrDigit(token[^1]))
            {
                return false;
            }

            var first = token.IndexOfAny((byte)'-', (byte)'/', (byte)'.');
            var separator = token[first];
            var second = token[(first + 1)..].IndexOf(separator);
            if (second < 1)
            {
                return false;
            }

            second += first + 1;
            var a = token[..first];
            var b = token[(first + 1)..second];
            var c = token[(second + 1)..];
            if (!Utf8Parser.TryParse(a, out int one, out _) || !Utf8Parser.TryParse(c, out int three, out _) || one < 0 || three < 0)
            {
                return false;
            }

            if (!Utf8Parser.TryParse(b, out int two, out _))
            {
                Span<char> name = stackalloc char[Math.Min(b.Length, 12)];
                for (var i = 0; i < name.Length; i++)
                {
                    name[i] = (char)b[i];
                }

                two = name.Length >= 3 ? MonthOf(name) : 0;
            }

            (Year, Month, Day) = a.Length == 4 ? (one, two, three) : separator == '/' && two > 12 ? (three, one, two) : (three, two, one);
            return true;
        }

        private void AddTimeOrIso(scoped ReadOnlySpan<byte> token)
        {
            // RFC 3339: '2020-01-02T10:11:12Z'
            var t = token.IndexOfAny((byte)'T', (byte)'t');
            if (t == 10 && token[4] == '-' && AddDate(token[..10]))
            {
                token = token[11..];
            }

            var zone = token.IndexOfAny("+-Zz"u8);
            var time = zone > 0 ? token[..zone] : token;
            if (!TakeNumber(ref time, out Hour))
            {
                Hour = Unknown;
                return;
            }

            if (TakeNumber(ref time, out Minute))
            {
                TakeNumber(ref time, out Second);
            }

            if (zone > 0)
            {
                if (token[zone] is (byte)'Z' or (byte)'z')
                {
                    Offset = 0;
                }
                else
                {
                    AddOffset(token[zone..]);
                }
            }
            else if (token.Length > 2 && (token[^1] | 0x20) == 'm' && (token[^2] | 0x20) is 'a' or 'p' && Hour <= 12)
            {
                Hour = (Hour % 12) + ((token[^2] | 0x20) == 'p' ? 12 : 0);
            }
        }

        private static bool TakeNumber(scoped ref ReadOnlySpan<byte> rest, out int number)
        {
            number = 0;
            rest = rest.TrimStart(":."u8);
            if (!Utf8Parser.TryParse(rest, out int read, out var used) || read < 0)
            {
                return false;
            }

            number = read;
            rest = rest[used..];
            return true;
        }

        private void AddOffset(scoped ReadOnlySpan<byte> token)
        {
            var sign = token[0] == '-' ? -1 : 1;
            token = token[1..];
            if (!Utf8Parser.TryParse(token, out int number, out var used) || number < 0 || Offset != Unknown)
            {
                return;
            }

            var minutes = used <= 2 ? number * 60 : ((number / 100) * 60) + (number % 100);
            if (used < token.Length && token[used] == ':' && Utf8Parser.TryParse(token[(used + 1)..], out int more, out _) && more is >= 0 and < 60)
            {
                minutes = (number * 60) + more;
            }

            Offset = used <= 4 ? sign * minutes : Unknown;
        }

        private static bool IsLetter(byte b) => (uint)((b | 0x20) - 'a') < 26;

        private static bool IsLetterOrDigit(byte b) => IsLetter(b) || (uint)(b - '0') < 10;
    }
}
