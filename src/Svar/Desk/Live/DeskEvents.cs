using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Svar.Brands;
using Svar.Cluster;
using Svar.Conversations;
using Svar.Data;

namespace Svar.Desk.Live;

/// <summary>A conversation that changed, or (<paramref name="IsPresence"/>) at which somebody came or went: open pages may want to show it.</summary>
internal sealed record ConversationNews(long BrandId, string Number, bool IsPresence = false);

/// <summary>
/// Tells open desks what happens. Nudges name keys; they are gathered for a moment and looked up once for all desks of
/// this node, however many are open.
/// </summary>
internal sealed class DeskEvents(SvarDatabase database, Nudges nudges, Presence presence, TimeProvider time, ILogger<DeskEvents> log) : BackgroundService
{
    private static readonly TimeSpan _together = TimeSpan.FromMilliseconds(150);

    private readonly ConcurrentDictionary<Listener, byte> _listeners = new();

    public Listener Listen()
    {
        var listener = new Listener(this);
        _listeners[listener] = 0;
        return listener;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var nudged = nudges.Subscribe(NudgeTopic.Conversation);
        try
        {
            await Task.WhenAll(
                TellAsync(nudged.Reader, nudge => nudge.Id, _together, isPresence: false, stoppingToken),
                TellAsync(presence.Changes, change => change.ConversationId, TimeSpan.Zero, isPresence: true, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task TellAsync<T>(ChannelReader<T> changes, Func<T, long> idOf, TimeSpan together, bool isPresence, CancellationToken cancel)
    {
        while (await changes.WaitToReadAsync(cancel))
        {
            await Task.Delay(together, time, cancel);
            var ids = new HashSet<long>();
            while (changes.TryRead(out var change))
            {
                ids.Add(idOf(change));
            }

            if (!_listeners.IsEmpty)
            {
                await TellAsync([.. ids], isPresence, cancel);
            }
        }
    }

    private async Task TellAsync(List<long> ids, bool isPresence, CancellationToken cancel)
    {
        List<ConversationNews> news;
        try
        {
            await using var db = database.CreateDbContext();
            var found = await db.Set<Conversation>().Where(c => ids.Contains(c.Id))
                .Join(db.Set<Brand>(), c => c.BrandId, b => b.Id, (c, b) => new { c.BrandId, c.Number, b.NumberPrefix }).ToListAsync(cancel);
            news = found.ConvertAll(f => new ConversationNews(f.BrandId, Conversation.Reference(f.NumberPrefix, f.Number), isPresence));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "Open desks were not told of {Count} changes; they see them when they next look", ids.Count);
            return;
        }

        foreach (var (listener, _) in _listeners)
        {
            news.ForEach(listener.Offer);
        }
    }

    /// <summary>What one browser has still to be told; when it is slow the oldest are dropped.</summary>
    internal sealed class Listener(DeskEvents events) : IDisposable
    {
        private readonly Channel<ConversationNews> _channel = System.Threading.Channels.Channel.CreateBounded<ConversationNews>(
            new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

        public ChannelReader<ConversationNews> Reader => _channel.Reader;

        public void Offer(ConversationNews news) => _channel.Writer.TryWrite(news);

        public void Dispose() => events._listeners.TryRemove(this, out _);
    }
}
