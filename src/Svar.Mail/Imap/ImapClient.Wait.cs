namespace Svar.Mail.Imap;

// Waiting for mail
public sealed partial class ImapClient
{
    /// <summary>How many of the messages that exist were there when the mailbox was opened or the last wait ended.</summary>
    private uint _awaited;

    /// <summary>
    /// Waits for mail in the open mailbox: true when the server has told of more messages since the last wait, or since the mailbox was
    /// opened, whatever has been done meanwhile; false when <paramref name="within"/> has passed. By IDLE (RFC 2177), renewed in time; a server without it is asked now and then.
    /// </summary>
    /// <remarks>
    /// Cancelled, it tells the server that the wait is over, and the client can be used on. A server that does not answer to that within
    /// <see cref="ImapClientOptions.LeaveWithin"/> has the connection given up, which the next command says.
    /// </remarks>
    public async Task<bool> WaitForMailAsync(TimeSpan within, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        DemandOpen();

        // Between commands the wait can be left at any time; a command is left by its end, for which the server is given a moment.
        using var leave = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        using var leaving = cancel.UnsafeRegister(_ => leave.CancelAfter(_options.LeaveWithin), null);
        var since = _time.GetTimestamp();
        try
        {
            while (_exists <= _awaited && _time.GetElapsedTime(since) is var passed && passed < within)
            {
                if (Can("IDLE"))
                {
                    await IdleAsync(Least(within - passed, _options.RenewIdleAfter), cancel, leave.Token);
                }
                else
                {
                    await Task.Delay(Least(within - passed, _options.AskAfter), _time, cancel);
                    await RunAsync("NOOP", "NOOP", leave.Token);
                }

                cancel.ThrowIfCancellationRequested();
            }

            return _exists > _awaited;
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancel);
        }
        finally
        {
            _awaited = cancel.IsCancellationRequested ? _awaited : _exists;
        }
    }

    /// <summary>Keeps the connection alive and hears what is new. NOOP, RFC 9051 §6.1.2.</summary>
    public Task NoopAsync(CancellationToken cancel = default) => RunAsync("NOOP", "NOOP", cancel);

    // idle = "IDLE" CRLF "DONE"        RFC 2177
    private async Task IdleAsync(TimeSpan within, CancellationToken cancel, CancellationToken leave)
    {
        var tag = await SendAsync("IDLE", leave);
        var (refused, _) = await ContinueAsync(tag, leave);
        if (refused is not null)
        {
            throw new ImapRefusedException("IDLE", refused);
        }

        var since = _time.GetTimestamp();
        while (_exists <= _awaited && within - _time.GetElapsedTime(since) is { Ticks: > 0 } left && await HearsAsync(left, cancel))
        {
            if (await AnswerAsync(tag, null, leave) is { } early)
            {
                Demand("IDLE", early);
                return; // QUIRK: servers end IDLE by themselves
            }

            if (Bye is { } bye)
            {
                throw Broken(new ImapProtocolException($"the server said goodbye: {bye}"));
            }
        }

        try
        {
            await _wire.WriteAsync("DONE\r\n"u8.ToArray(), leave);
        }
        catch (Exception e)
        {
            Broken(e);
            throw;
        }

        ImapStatus? status;
        while ((status = await AnswerAsync(tag, null, leave)) is null)
        {
        }

        Demand("IDLE", status);
    }

    /// <summary>Whether the server says something; not when it is silent for so long, or nobody waits any more.</summary>
    private async ValueTask<bool> HearsAsync(TimeSpan silence, CancellationToken cancel)
    {
        try
        {
            return await _wire.WaitAsync(silence, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e)
        {
            Broken(e);
            throw;
        }
    }

    private static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
