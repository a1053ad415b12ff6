using Svar.Cluster;

namespace Svar.Desk.Live;

/// <summary>Hears who is where on other nodes, and ends what has run out.</summary>
internal sealed class PresenceLink(Presence presence, Nudges nudges, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _sweepEvery = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(HearAsync(stoppingToken), SweepAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task HearAsync(CancellationToken cancel)
    {
        using var nudged = nudges.Subscribe(NudgeTopic.Presence);
        await foreach (var nudge in nudged.Reader.ReadAllAsync(cancel))
        {
            presence.Heard(nudge);
        }
    }

    private async Task SweepAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(_sweepEvery, time);
        while (await timer.WaitForNextTickAsync(cancel))
        {
            presence.Sweep();
        }
    }
}
