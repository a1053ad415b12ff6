using Microsoft.EntityFrameworkCore;
using Svar.Customers;
using Svar.Data;
using Svar.ServiceLevels;

namespace Svar.Conversations;

/// <summary>
/// A conversation opened for a change: what happened to it so far, and its clocks. Each thing that happens is added,
/// and <see cref="Settle"/> computes the clocks anew from all of it; nothing else writes them.
/// </summary>
internal sealed class ConversationRecord
{
    /// <summary>From so many events on a conversation is long: a batch of mail does not read its history unless it has to.</summary>
    internal const int LongFrom = 500;

    private readonly SvarDb _db;
    private readonly Action<object> _add;
    private readonly List<ConversationEvent> _events;
    private readonly List<Promise> _promises;
    private readonly BrandServiceLevels _levels;
    private readonly string? _customerGroup;
    private bool _isWhole = true;

    private ConversationRecord(SvarDb db, Action<object> add, Conversation conversation, List<ConversationEvent> events, List<Promise> promises, BrandServiceLevels levels, string? customerGroup)
    {
        _db = db;
        _add = add;
        Conversation = conversation;
        _events = events;
        _promises = promises;
        _levels = levels;
        _customerGroup = customerGroup;
    }

    public Conversation Conversation { get; }

    /// <summary>What happened; of a long conversation that a batch has opened, only what happened since.</summary>
    public IReadOnlyList<ConversationEvent> Events => _events;

    /// <summary>Nothing has happened in it yet.</summary>
    public bool IsNew => _isWhole && _events.Count == 0;

    /// <summary>The conversation with this key among those that the running scope sees. New rows go to <paramref name="add"/>, else to the context.</summary>
    public static async Task<ConversationRecord?> OpenAsync(SvarDb db, ServiceLevelDirectory levels, long conversationId, CancellationToken cancel, Action<object>? add = null)
    {
        var conversation = await db.Set<Conversation>().FirstOrDefaultAsync(c => c.Id == conversationId, cancel);
        if (conversation is null)
        {
            return null;
        }

        var events = await db.Set<ConversationEvent>().AsNoTracking().Where(e => e.ConversationId == conversationId).OrderBy(e => e.Id).ToListAsync(cancel);
        var promises = await db.Set<Promise>().Where(p => p.ConversationId == conversationId).ToListAsync(cancel);
        var group = await db.Set<Customer>().Where(c => c.Id == conversation.CustomerId).Select(c => c.Group).FirstOrDefaultAsync(cancel);
        return new ConversationRecord(db, add ?? (row => db.Add(row)), conversation, events, promises, await levels.OfAsync(conversation.BrandId, cancel), group);
    }

    /// <summary>Several at once, those that there are; for a batch. The history of long ones is left for <see cref="SettleAfterCustomerAsync"/> to read.</summary>
    public static async Task<IReadOnlyList<ConversationRecord>> OpenManyAsync(
        SvarDb db, ServiceLevelDirectory levels, IReadOnlyCollection<long> conversationIds, Action<object> add, CancellationToken cancel)
    {
        if (conversationIds.Count == 0)
        {
            return [];
        }

        var conversations = await db.Set<Conversation>().Where(c => conversationIds.Contains(c.Id))
            .Join(db.Set<Customer>(), c => c.CustomerId, c => c.Id, (c, customer) => new
            {
                Conversation = c,
                customer.Group,
                IsLong = db.Set<ConversationEvent>().Where(e => e.ConversationId == c.Id).OrderBy(e => e.Id).Skip(LongFrom).Any(),
            })
            .ToListAsync(cancel);
        var shortOnes = conversations.Where(c => !c.IsLong).Select(c => c.Conversation.Id).ToList();
        var events = (await db.Set<ConversationEvent>().AsNoTracking().Where(e => shortOnes.Contains(e.ConversationId)).OrderBy(e => e.Id).ToListAsync(cancel))
            .ToLookup(e => e.ConversationId);
        var promises = (await db.Set<Promise>().Where(p => conversationIds.Contains(p.ConversationId)).ToListAsync(cancel)).ToLookup(p => p.ConversationId);
        var records = new List<ConversationRecord>(conversations.Count);
        foreach (var c in conversations)
        {
            var id = c.Conversation.Id;
            records.Add(new ConversationRecord(db, add, c.Conversation, [.. events[id]], [.. promises[id]], await levels.OfAsync(c.Conversation.BrandId, cancel), c.Group) { _isWhole = !c.IsLong });
        }

        return records;
    }

    /// <summary>A new conversation; it and what happens to it go to <paramref name="add"/>, else to the context.</summary>
    public static async Task<ConversationRecord> BeginAsync(
        SvarDb db, ServiceLevelDirectory levels, Conversation conversation, string? customerGroup, CancellationToken cancel, Action<object>? add = null)
    {
        add ??= row => db.Add(row);
        add(conversation);
        return new ConversationRecord(db, add, conversation, [], [], await levels.OfAsync(conversation.BrandId, cancel), customerGroup);
    }

    public ConversationEvent Happened(EventKind kind, DateTime at, long? staffId = null, long? messageId = null, string? detail = null)
    {
        var happened = new ConversationEvent
        {
            Id = _db.NextKey(),
            BrandId = Conversation.BrandId,
            ConversationId = Conversation.Id,
            At = at,
            Kind = kind,
            StaffId = staffId,
            MessageId = messageId,
            Detail = detail,
        };
        _events.Add(happened);
        _add(happened);
        Touch();
        return happened;
    }

    /// <summary>
    /// As <see cref="SettleAsync"/>, after the customer wrote. Of a long conversation in which we owed an answer before, nothing is read and nothing computed: the
    /// clocks run since the earliest unanswered message, and another one changes none of them.
    /// </summary>
    public Task SettleAfterCustomerAsync(DateTime now, bool wasOpen, CancellationToken cancel) =>
        !_isWhole && wasOpen && IsUnmovedByCustomer() ? Task.CompletedTask : SettleAsync(now, cancel);

    /// <summary>Computes the clocks from all that happened, also where it has not been read yet.</summary>
    public async Task SettleAsync(DateTime now, CancellationToken cancel)
    {
        if (!_isWhole)
        {
            // What happened in this batch is not in the table before its save.
            _events.InsertRange(0, await _db.Set<ConversationEvent>().AsNoTracking().Where(e => e.ConversationId == Conversation.Id).OrderBy(e => e.Id).ToListAsync(cancel));
            _isWhole = true;
        }

        Settle(now);
    }

    /// <summary>After a change of what is promised: whoever reads or writes the conversation meanwhile notices, when a clock moved.</summary>
    public async Task CountAnewAsync(DateTime now, CancellationToken cancel)
    {
        var had = _promises.Count;
        await SettleAsync(now, cancel);
        if (_promises.Count != had || _promises.Exists(p => _db.Entry(p).State is EntityState.Added or EntityState.Modified))
        {
            Touch();
        }
    }

    /// <summary>No clock would be started or set going by the customer's next message, see <see cref="PromiseClocks"/>.</summary>
    private bool IsUnmovedByCustomer()
    {
        var targets = _levels.TargetsFor((int)Conversation.Kind, (int)Conversation.Priority, _customerGroup);
        Promise? Of(ClockKind clock) => _promises.FirstOrDefault(p => p.Clock == clock);
        static bool Runs(Promise? promise) => promise is { MetAt: null, DueAt: not null };
        return (targets[ClockKind.First] is null || Of(ClockKind.First) is not null)
            && (targets[ClockKind.Next] is null || Runs(Of(ClockKind.Next)) || (Of(ClockKind.Next) is null && Runs(Of(ClockKind.First))))
            && (targets[ClockKind.Resolution] is null || Runs(Of(ClockKind.Resolution)));
    }

    /// <summary>A step that was taken back: its row goes.</summary>
    public void NeverHappened(ConversationEvent step)
    {
        _events.Remove(step);
        _db.Remove(step);
        Touch();
    }

    /// <summary>Computes the clocks from what happened until <paramref name="now"/>.</summary>
    public void Settle(DateTime now)
    {
        if (!_isWhole)
        {
            throw new InvalidOperationException("the history of this conversation has not been read");
        }

        var reading = Promises.Read(Conversation, _events, _levels, _customerGroup, now);
        foreach (var clock in reading.Clocks)
        {
            var promise = _promises.FirstOrDefault(p => p.Clock == clock.Clock);
            if (promise is null)
            {
                promise = Promises.New(Conversation, clock.Clock);
                _promises.Add(promise);
                _add(promise);
            }

            Promises.Put(promise, clock);
        }

        foreach (var gone in _promises.Where(p => reading.Clocks.All(c => c.Clock != p.Clock)).ToList())
        {
            _promises.Remove(gone);
            _db.Remove(gone);
        }

        Conversation.NextDueAt = Promises.NextDue(Conversation, reading);
    }

    /// <summary>Whoever read the conversation before this must notice, also when no field of it changes: the clocks are computed from events.</summary>
    private void Touch()
    {
        var entry = _db.Entry(Conversation);
        if (entry.State == EntityState.Unchanged)
        {
            entry.Property(c => c.LastMessageAt).IsModified = true;
        }
    }
}
