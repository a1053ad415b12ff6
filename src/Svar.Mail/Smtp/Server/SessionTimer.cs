namespace Svar.Mail.Smtp;

/// <summary>
/// One timer for all waits of a session. A wait may last as long as it was given and never past the end of the session's
/// own time; when that is over, the session is woken and finds <see cref="HasExpired"/>.
/// </summary>
internal sealed class SessionTimer : IDisposable
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly TimeSpan _total;
    private readonly Action _wake;
    private readonly ITimer _timer;
    private volatile bool _isWaiting;
    private volatile bool _hasExpired;

    public SessionTimer(TimeProvider time, TimeSpan total, Action wake)
    {
        _time = time;
        _total = total;
        _wake = wake;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((SessionTimer)state!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool HasExpired => _hasExpired;

    public bool IsSessionOver => _time.GetElapsedTime(_start) >= _total;

    public long Now => _time.GetTimestamp();

    public TimeSpan Since(long start) => _time.GetElapsedTime(start);

    public void Start(TimeSpan within)
    {
        var left = _total - _time.GetElapsedTime(_start);
        var due = within < left ? within : left;
        _isWaiting = true;
        _timer.Change(due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public void Stop()
    {
        _isWaiting = false;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void Expire()
    {
        if (_isWaiting)
        {
            _hasExpired = true;
            _wake();
        }
    }
}
