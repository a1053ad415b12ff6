using System.IO.Compression;
using System.Numerics;
using System.Text;

namespace Svar.Language.Detection;

/// <summary>
/// How much a string of letters speaks for each language: an eighth of a natural logarithm of its
/// probability there over a floor, weighted by the string's length. Read once from
/// <c>languages.bin</c>, which <c>scripts/language/build.py</c> makes.
/// </summary>
internal sealed class LanguageTable
{
    public const int MaxLength = 4;

    /// <summary>Languages are padded to this number, so that a row is one vector.</summary>
    public const int RowLength = 32;

    /// <summary>Evidence of a natural logarithm's worth, in a row's units.</summary>
    public const int Unit = 8;

    // Single letters and pairs repeat what longer strings say; a whole word says more than its parts.
    private static readonly double[] Weights = [0.2, 0.5, 1, 1, 4];

    // a slot holds 32 bits of its key's hash and the row's number, so that a look-up touches one place;
    // 0 is empty
    private readonly ulong[] _slots;
    private readonly byte[] _rows;
    private readonly int _shift;

    private LanguageTable(byte[] file)
    {
        var reader = new LineReader(file);
        Languages = reader.Line().Split(' ');
        var counts = reader.Line().Split(' ').Select(count => int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var total = counts.Sum();
        var texts = new string[total];
        for (var row = 0; row < total; row++)
        {
            texts[row] = reader.Line();
        }

        var size = (int)BitOperations.RoundUpToPowerOf2((uint)total * 2);
        _shift = 64 - BitOperations.Log2((uint)size);
        _slots = new ulong[size];
        _rows = new byte[(total + 1) * RowLength];
        var languagesAt = reader.At;
        var stepsAt = languagesAt + (4 * total);
        var section = 0;
        for (int row = 0, left = counts[0]; row < total; row++, left--)
        {
            while (left == 0)
            {
                left = counts[++section];
            }

            for (var language = 0; language < Languages.Length; language++)
            {
                if ((file[languagesAt + (language / 8 * total) + row] >> (language % 8) & 1) != 0)
                {
                    _rows[((row + 1) * RowLength) + language] = (byte)Math.Min(255, Math.Round(file[stepsAt++] * Weights[section]));
                }
            }

            Add(section < MaxLength ? KeyOf(texts[row]) : WordKey(texts[row]), (uint)(row + 1));
        }
    }

    public static LanguageTable Instance { get; } = Load();

    public string[] Languages { get; }

    public int IndexOf(string language) => Array.IndexOf(Languages, language);

    /// <summary>The key of up to four characters; the next one is had by shifting it by 16 bits and adding a character.</summary>
    public static ulong KeyOf(ReadOnlySpan<char> text)
    {
        var key = 0UL;
        foreach (var c in text)
        {
            key = (key << 16) | c;
        }

        return key;
    }

    /// <summary>FNV-1a over UTF-16 units, apart from the keys of short strings by its highest bit.</summary>
    public static ulong WordKey(ReadOnlySpan<char> word)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var c in word)
        {
            hash = (hash ^ c) * 0x100000001b3UL;
        }

        return hash | 1UL << 63;
    }

    /// <summary>What the string says; empty when it is not in the table.</summary>
    public ReadOnlySpan<byte> Find(ulong key)
    {
        var hash = Hash(key);
        var mask = _slots.Length - 1;
        for (var slot = (int)(hash >> _shift); ; slot = (slot + 1) & mask)
        {
            var entry = _slots[slot];
            if (entry == 0)
            {
                return [];
            }

            if ((uint)(entry >> 32) == (uint)hash)
            {
                return _rows.AsSpan((int)(uint)entry * RowLength, RowLength);
            }
        }
    }

    // two rounds of multiplication, so that both ends of the product depend on the whole key
    private static ulong Hash(ulong key)
    {
        key *= 0x9E3779B97F4A7C15UL;
        key ^= key >> 32;
        return key * 0xD6E8FEB86659FD93UL;
    }

    private void Add(ulong key, uint row)
    {
        var hash = Hash(key);
        var slot = (int)(hash >> _shift);
        while (_slots[slot] != 0)
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        _slots[slot] = (ulong)(uint)hash << 32 | row;
    }

    private static LanguageTable Load()
    {
        using var resource = typeof(LanguageTable).Assembly.GetManifestResourceStream("Svar.Language.Detection.languages.bin")
            ?? throw new InvalidOperationException("languages.bin is not embedded in Svar.Language");
        using var unpacked = new GZipStream(resource, CompressionMode.Decompress);
        using var file = new MemoryStream();
        unpacked.CopyTo(file);
        return new(file.ToArray());
    }

    private sealed class LineReader(byte[] file)
    {
        public int At { get; private set; }

        public string Line()
        {
            var end = Array.IndexOf(file, (byte)'\n', At);
            var line = Encoding.UTF8.GetString(file, At, end - At);
            At = end + 1;
            return line;
        }
    }
}
