namespace Svar.Mail.Tests.Fuzz;

/// <summary>
/// Makes broken input out of sound input: bits flipped, stretches cut, doubled, moved, repeated without end or taken from another sample, words put in
/// that parsers act on. The same seed gives the same inputs.
/// </summary>
internal sealed class Mutator(IReadOnlyList<byte[]> corpus, IReadOnlyList<byte[]> words, int seed)
{
    /// <summary>What a repetition may grow an input to: a header of ten megabytes, a million parts, nesting 10,000 deep.</summary>
    private const int Largest = 10_000_000;

    /// <summary>One input in so many is made large: each costs as much as hundreds of the others.</summary>
    private const int OneIsLarge = 4000;

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var bytes = new List<byte>(Pick(corpus));
        for (var changes = _random.Next(1, 6); changes > 0; changes--)
        {
            Change(bytes);
        }

        if (_random.Next(OneIsLarge) == 0)
        {
            RepeatWithoutEnd(bytes);
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, 1 << _random.Next(12));
        switch (_random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(_random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 3:
                var other = Pick(corpus);
                var from = _random.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, 1 << _random.Next(12))).ToArray());
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 6:
                bytes.InsertRange(at, Repeated(Pick(words), _random.Next(10) == 0 ? _random.Next(200) : 1));
                break;
            default:
                bytes.InsertRange(at, Pick(words));
                break;
        }
    }

    private void RepeatWithoutEnd(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count + 1);
        var one = _random.Next(2) == 0 || at == bytes.Count ? Pick(words) : [.. bytes.GetRange(at, Math.Min(bytes.Count - at, _random.Next(1, 100)))];
        bytes.InsertRange(at, Repeated(one, (1 << _random.Next(10, 24)) / one.Length));
        if (bytes.Count > Largest)
        {
            bytes.RemoveRange(Largest, bytes.Count - Largest);
        }
    }

    private static byte[] Repeated(byte[] one, int times)
    {
        var all = new byte[one.Length * times];
        for (var i = 0; i < times; i++)
        {
            one.CopyTo(all, i * one.Length);
        }

        return all;
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
