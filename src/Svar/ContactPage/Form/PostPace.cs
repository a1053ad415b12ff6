using System.Collections.Concurrent;

namespace Svar.ContactPage.Form;

/// <summary>
/// How fast one address may send letters: some at once, more of them slowly. Who is far ahead of the pace is told to
/// wait; nobody's letter is thrown away.
/// </summary>
internal sealed class PostPace(TimeProvider time)
{
    /// <summary>So many letters pass at once: a family, an office, a proxy.</summary>
    public const int AtOnce = 10;

    /// <summary>Each further one takes so long.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Nobody is kept waiting for longer.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private const int MostPlaces = 20_000;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _next = new(StringComparer.Ordinal);

    /// <summary>How long this letter has to wait; null when that would be too long.</summary>
    public TimeSpan? Take(string place)
    {
        var now = time.GetUtcNow();
        var earliest = now - (Interval * (AtOnce - 1));
        while (true)
        {
            var isKnown = _next.TryGetValue(place, out var next);
            var mine = isKnown && next > earliest ? next : earliest;
            var wait = mine > now ? mine - now : TimeSpan.Zero;
            if (wait > LongestWait)
            {
                return null;
            }

            if (isKnown ? _next.TryUpdate(place, mine + Interval, next) : _next.TryAdd(place, mine + Interval))
            {
                Forget(earliest);
                return wait;
            }
        }
    }

    private void Forget(DateTimeOffset earliest)
    {
        if (_next.Count <= MostPlaces)
        {
            return;
        }

        foreach (var (place, next) in _next)
        {
            if (next <= earliest)
            {
                _next.TryRemove(KeyValuePair.Create(place, next));
            }
        }
    }
}
