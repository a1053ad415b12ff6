using System.Globalization;
using System.Threading.Channels;
using Svar.Cluster;

namespace Svar.Desk.Live;

/// <summary>What a page says of who sits at it.</summary>
internal enum PresenceState
{
    /// <summary>The page was closed, or shows something else.</summary>
    Gone = 0,

    /// <summary>Also while writing: it does not end that.</summary>
    Reading = 1,
    Writing = 2,

    /// <summary>The text was sent, or emptied.</summary>
    NotWriting = 3,
}

internal sealed record OtherPerson(long StaffId, bool IsWriting);

/// <summary>A conversation at which somebody came, went, or began or ceased to write.</summary>
internal readonly record struct PresenceChange(long BrandId, long ConversationId);

/// <summary>
/// Who is at which conversation. Each node holds all of it in memory, told by the others' nudges, and each seat for a
/// short while: an open page says again that it is there. It only helps people to see each other; what keeps two
/// answers apart is the conversation's version.
/// </summary>
internal sealed class Presence(Nudges nudges, TimeProvider time)
{
    /// <summary>Two of the page's sayings may be lost.</summary>
    public static readonly TimeSpan ReadingFor = TimeSpan.FromSeconds(50);

    /// <summary>After the last key; a page says so every three seconds while keys are pressed.</summary>
    public static readonly TimeSpan WritingFor = TimeSpan.FromSeconds(12);

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Dictionary<long, Seat>> _seats = [];
    private readonly Channel<PresenceChange> _changes = Channel.CreateBounded<PresenceChange>(
        new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>What open pages of this node have to be told.</summary>
    public ChannelReader<PresenceChange> Changes => _changes.Reader;

    public void Is(PresenceState state, long brandId, long conversationId, long staffId)
    {
        Put(state, brandId, conversationId, staffId);
        nudges.Publish(new Nudge(NudgeTopic.Presence, brandId, conversationId, string.Create(CultureInfo.InvariantCulture, $"{staffId}:{(int)state}")));
    }

    /// <summary>The same, said to another node; heard again on the one that said it, it changes nothing.</summary>
    public void Heard(Nudge nudge)
    {
        if (nudge.Detail.Split(':') is [var staff, var said]
            && long.TryParse(staff, NumberStyles.None, CultureInfo.InvariantCulture, out var staffId)
            && Enum.TryParse<PresenceState>(said, out var state) && Enum.IsDefined(state))
        {
            Put(state, nudge.BrandId, nudge.Id, staffId);
        }
    }

    public IReadOnlyList<OtherPerson> Others(long conversationId, long me)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            return _seats.TryGetValue(conversationId, out var seats)
                ? [.. seats.Where(s => s.Key != me && s.Value.Shows(now) != PresenceState.Gone).OrderBy(s => s.Key).Select(s => new OtherPerson(s.Key, s.Value.Shows(now) == PresenceState.Writing))]
                : [];
        }
    }

    /// <summary>Ends what has run out.</summary>
    public void Sweep()
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            foreach (var (conversation, seats) in _seats)
            {
                foreach (var (staff, seat) in seats)
                {
                    Show(conversation, staff, seat, now);
                }

                if (seats.Count == 0)
                {
                    _seats.Remove(conversation);
                }
            }
        }
    }

    private void Put(PresenceState state, long brandId, long conversationId, long staffId)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (!_seats.TryGetValue(conversationId, out var seats))
            {
                if (state == PresenceState.Gone)
                {
                    return;
                }

                _seats[conversationId] = seats = [];
            }

            var seat = seats.GetValueOrDefault(staffId) ?? new Seat(brandId, default, default, PresenceState.Gone);
            seats[staffId] = seat = seat with
            {
                SeenAt = state == PresenceState.Gone ? default : now,
                WroteAt = state switch { PresenceState.Writing => now, PresenceState.Reading => seat.WroteAt, _ => default },
            };
            Show(conversationId, staffId, seat, now);
        }
    }

    private void Show(long conversation, long staff, Seat seat, DateTimeOffset now)
    {
        var shows = seat.Shows(now);
        if (shows == PresenceState.Gone)
        {
            _seats[conversation].Remove(staff);
        }
        else if (shows != seat.Shown)
        {
            _seats[conversation][staff] = seat with { Shown = shows };
        }

        if (shows != seat.Shown)
        {
            _changes.Writer.TryWrite(new PresenceChange(seat.BrandId, conversation));
        }
    }

    /// <param name="Shown">What was told last.</param>
    private sealed record Seat(long BrandId, DateTimeOffset SeenAt, DateTimeOffset WroteAt, PresenceState Shown)
    {
        public PresenceState Shows(DateTimeOffset now) =>
            now - SeenAt >= ReadingFor ? PresenceState.Gone : now - WroteAt < WritingFor ? PresenceState.Writing : PresenceState.Reading;
    }
}
