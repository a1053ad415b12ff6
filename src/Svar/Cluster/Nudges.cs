using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Svar.Cluster;

/// <summary>What a nudge is about.</summary>
internal enum NudgeTopic
{
    /// <summary>A mail is waiting for Intake.</summary>
    Received = 1,

    /// <summary>A mail is waiting to be sent.</summary>
    Outbox = 2,

    /// <summary>A conversation changed: open pages may want to show it.</summary>
    Conversation = 3,

    /// <summary>Mailboxes, hours, targets or brands were changed: what was read of them is read again.</summary>
    Settings = 4,

    /// <summary>Somebody is at a conversation, writes there, or has left it: who and which in the detail.</summary>
    Presence = 5,
}

/// <summary>'Look again': ids only, never content. A nudge may be lost or come twice; whoever waits for one also looks by the clock.</summary>
/// <param name="Detail">Further ids, where a topic has them; no blanks.</param>
internal readonly record struct Nudge(NudgeTopic Topic, long BrandId, long Id, string Detail = "");

/// <summary>Carries nudges between the parts of this process and, on PostgreSQL, between nodes.</summary>
internal sealed class Nudges
{
    private const int Held = 256;

    private readonly ConcurrentDictionary<Subscription, NudgeTopic?> _subscriptions = new();

    /// <summary>Set by the node's link to the others; called for each nudge of this process.</summary>
    public Action<Nudge>? ToOtherNodes { get; set; }

    public void Publish(Nudge nudge)
    {
        Deliver(nudge);
        ToOtherNodes?.Invoke(nudge);
    }

    /// <summary>A nudge that came from another node.</summary>
    public void Deliver(Nudge nudge)
    {
        foreach (var (subscription, topic) in _subscriptions)
        {
            if (topic is null || topic == nudge.Topic)
            {
                subscription.Offer(nudge);
            }
        }
    }

    /// <summary>Nudges of one topic, or of all, from now on. When the reader is slow the oldest are dropped.</summary>
    public Subscription Subscribe(NudgeTopic? topic = null)
    {
        var subscription = new Subscription(this);
        _subscriptions[subscription] = topic;
        return subscription;
    }

    internal sealed class Subscription(Nudges nudges) : IDisposable
    {
        private readonly Channel<Nudge> _channel = Channel.CreateBounded<Nudge>(
            new BoundedChannelOptions(Held) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

        public ChannelReader<Nudge> Reader => _channel.Reader;

        public void Offer(Nudge nudge) => _channel.Writer.TryWrite(nudge);

        /// <summary>Until there is a nudge, or <paramref name="atMost"/> has passed; what is waiting is taken away.</summary>
        public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancel)
        {
            using var limit = new CancellationTokenSource(atMost, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
            try
            {
                await _channel.Reader.WaitToReadAsync(either.Token);
                while (_channel.Reader.TryRead(out _))
                {
                }
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
            }
        }

        public void Dispose() => nudges._subscriptions.TryRemove(this, out _);
    }
}
