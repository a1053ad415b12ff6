using System.Collections.Concurrent;

namespace Svar.Desk.Live;

/// <param name="IsWriting">Typed within the last half minute.</param>
internal sealed record OtherPerson(string Name, bool IsWriting);

/// <summary>
/// Who is at which conversation, on this node. Kept in memory and for a minute or so: each open page says again that it
/// is there. It only helps people to see each other; what keeps two answers apart is the conversation's version.
/// </summary>
internal sealed class Presence(TimeProvider time)
{
    private static readonly TimeSpan _readingFor = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan _writingFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(long Conversation, long Staff), Seat> _seats = new();

    public void IsReading(long conversationId, long staffId, string name)
    {
        var now = time.GetUtcNow();
        _seats.AddOrUpdate((conversationId, staffId), _ => new Seat(name, now, default), (_, seat) => seat with { Name = name, SeenAt = now });
    }

    public void IsWriting(long conversationId, long staffId, string name)
    {
        var now = time.GetUtcNow();
        _seats[(conversationId, staffId)] = new Seat(name, now, now);
    }

    public void HasSent(long conversationId, long staffId) => _seats.TryRemove((conversationId, staffId), out _);

    public IReadOnlyList<OtherPerson> Others(long conversationId, long me)
    {
        var now = time.GetUtcNow();
        var others = new List<OtherPerson>();
        foreach (var (place, seat) in _seats)
        {
            if (now - seat.SeenAt > _readingFor)
            {
                _seats.TryRemove(KeyValuePair.Create(place, seat));
            }
            else if (place.Conversation == conversationId && place.Staff != me)
            {
                others.Add(new OtherPerson(seat.Name, now - seat.WroteAt < _writingFor));
            }
        }

        others.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return others;
    }

    private sealed record Seat(string Name, DateTimeOffset SeenAt, DateTimeOffset WroteAt);
}
