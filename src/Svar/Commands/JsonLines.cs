using System.Text.Json;

namespace Svar.Commands;

/// <summary>NDJSON on stdout: UTF-8 whatever the terminal's encoding, gathered into large writes, which are made at the latest when it is disposed.</summary>
internal sealed class JsonLines : IAsyncDisposable
{
    private const int WriteAt = 64 * 1024;

    private readonly Stream _out = Console.OpenStandardOutput();
    private readonly MemoryStream _gathered = new();

    /// <param name="now">Write at once, for what somebody may be waiting to see.</param>
    public async Task WriteAsync(object value, CancellationToken cancel, bool now = false)
    {
        JsonSerializer.Serialize(_gathered, value, value.GetType(), Shared.Json);
        _gathered.WriteByte((byte)'\n');
        if (now || _gathered.Length >= WriteAt)
        {
            await FlushAsync(cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await FlushAsync(CancellationToken.None);
        await _gathered.DisposeAsync();
        await _out.DisposeAsync();
    }

    private async Task FlushAsync(CancellationToken cancel)
    {
        await _out.WriteAsync(_gathered.GetBuffer().AsMemory(0, (int)_gathered.Length), cancel);
        await _out.FlushAsync(cancel);
        _gathered.SetLength(0);
    }
}

/// <summary>How far long work has come, on stderr, when that is a terminal.</summary>
internal sealed class Progress(string what)
{
    private static readonly TimeSpan _every = TimeSpan.FromMilliseconds(200);
    private readonly bool _isShown = !Console.IsErrorRedirected;
    private long _shownAt = System.Diagnostics.Stopwatch.GetTimestamp();

    public void Show(long done)
    {
        if (_isShown && System.Diagnostics.Stopwatch.GetElapsedTime(_shownAt) > _every)
        {
            _shownAt = System.Diagnostics.Stopwatch.GetTimestamp();
            Console.Error.Write(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\r{done:N0} {what} "));
        }
    }

    public void End()
    {
        if (_isShown)
        {
            Console.Error.Write("\r\e[K");
        }
    }
}
