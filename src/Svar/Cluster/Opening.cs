namespace Svar.Cluster;

/// <summary>
/// What goes on by itself (duties, sending, mail at the door) waits for this. Open from the start, but in the demo,
/// which serves its pages while its month is still being played.
/// </summary>
internal sealed class Opening
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Opening()
    {
    }

    public static Opening AtOnce()
    {
        var opening = new Opening();
        opening.Open();
        return opening;
    }

    public static Opening Later() => new();

    public bool IsOpen => _open.Task.IsCompleted;

    public void Open() => _open.TrySetResult();

    public Task WaitAsync(CancellationToken cancel) => _open.Task.WaitAsync(cancel);
}
