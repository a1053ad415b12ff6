namespace Svar.Demo;

/// <summary>Repeatable chance.</summary>
internal sealed class Draw(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>0 up to, not including, <paramref name="below"/>.</summary>
    public int Next(int below) => _random.Next(below);

    /// <summary>Both ends included.</summary>
    public int Between(int from, int to) => _random.Next(from, to + 1);

    public double Share() => _random.NextDouble();

    public bool Chance(double share) => _random.NextDouble() < share;

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    public double Normal(double mean, double deviation)
    {
        var (u, v) = (1 - _random.NextDouble(), _random.NextDouble());
        return mean + (deviation * Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v));
    }

    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = _random.Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Characters as mail programs use in ids and boundaries.</summary>
    public string Token(int length, string alphabet = "abcdefghijkmnpqrstuvwxyz23456789")
    {
        var token = new char[length];
        for (var i = 0; i < length; i++)
        {
            token[i] = alphabet[_random.Next(alphabet.Length)];
        }

        return new string(token);
    }
}

/// <summary>Cards in random order; none comes a second time before all that fit have come once.</summary>
internal sealed class Deck<T>(IReadOnlyList<T> cards, Draw draw)
    where T : class
{
    private readonly List<T> _left = [];

    public T Deal() => Deal(static _ => true) ?? throw new InvalidOperationException("an empty deck of " + typeof(T).Name);

    public T? Deal(Func<T, bool> fits)
    {
        for (var round = 0; round < 2; round++)
        {
            var at = _left.FindIndex(card => fits(card));
            if (at >= 0)
            {
                var card = _left[at];
                _left.RemoveAt(at);
                return card;
            }

            var fresh = cards.Where(fits).ToList();
            draw.Shuffle(fresh);
            _left.AddRange(fresh);
        }

        return null;
    }
}
