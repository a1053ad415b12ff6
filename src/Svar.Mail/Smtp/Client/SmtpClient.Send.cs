using System.Buffers;
using System.Globalization;
using System.Text;

namespace Svar.Mail.Smtp;

// One message over an open session
public sealed partial class SmtpClient
{
    // Commands sent before their replies are read: few enough that the replies fit into any TCP window (RFC 2920 §3.1).
    private const int MaxGroup = 50;
    private const int BlockSize = 64 * 1024;

    private async Task<SmtpSendResult> SendAsync(SmtpEnvelope envelope, SmtpContent content, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (envelope.Recipients.Count == 0)
        {
            throw new ArgumentException("the envelope has no recipients", nameof(envelope));
        }

        if (_isBusy)
        {
            throw new InvalidOperationException("this client is sending another message");
        }

        _isBusy = true;
        try
        {
            var facts = await content.FactsAsync(_options.MendLineEndings, cancel);
            var isReused = IsConnected;
            try
            {
                return await SendOnceAsync(envelope, content, facts, cancel);
            }
            catch (SmtpException e) when (isReused && IsStale(e))
            {
                // The server had closed the idle connection; the message has not been sent.
                return await SendOnceAsync(envelope, content, facts, cancel);
            }
        }
        finally
        {
            _isBusy = false;
        }
    }

    private static bool IsStale(SmtpException e) =>
        e is SmtpProtocolException { MessageMayHaveBeenAccepted: false, InnerException: IOException } or SmtpRefusedException { Code: 421, Command: "MAIL" or "RSET" };

    private async Task<SmtpSendResult> SendOnceAsync(SmtpEnvelope envelope, SmtpContent content, ContentFacts facts, CancellationToken cancel)
    {
        await ConnectAsync(cancel);
        var channel = _channel!;
        try
        {
            var transaction = Prepare(envelope, facts);
            if (_needsReset)
            {
                Demand("RSET", await CommandAsync(channel, "RSET", _options.CommandWithin, cancel));
            }

            _needsReset = true;
            var result = await RunAsync(channel, transaction, content, cancel);
            _needsReset = false;
            return result;
        }
        catch (SmtpRefusedException e) when (e.IsLocal || e.Code != 421)
        {
            throw;
        }
        catch
        {
            await CloseAsync();
            throw;
        }
    }

    private async ValueTask<SmtpSendResult> RunAsync(SmtpChannel channel, Transaction transaction, SmtpContent content, CancellationToken cancel)
    {
        var chunked = _options.Chunking == SmtpChunking.WhenOffered && Capabilities.Chunking;
        var data = await OpenTransactionAsync(channel, transaction, asksForData: !chunked, cancel);
        if (!chunked)
        {
            data ??= await CommandAsync(channel, "DATA", _options.DataWithin, cancel);
            if (!data.IsIntermediate)
            {
                throw new SmtpRefusedException("DATA", data, transaction.Results());
            }
        }

        var isOut = false;
        try
        {
            if (chunked)
            {
                await SendChunksAsync(channel, content, () => isOut = true, cancel);
            }
            else
            {
                await SendStuffedAsync(channel, content, () => isOut = true, cancel);
            }

            return await ReadOutcomeAsync(channel, transaction, cancel);
        }
        catch (SmtpProtocolException e)
        {
            throw new SmtpProtocolException(e.Message, isOut ? e : e.InnerException, mayHaveBeenAccepted: isOut);
        }
    }

    /// <summary>MAIL, RCPT and perhaps DATA, together if the server can. Returns the reply to DATA if it was asked.</summary>
    private async ValueTask<SmtpReply?> OpenTransactionAsync(SmtpChannel channel, Transaction transaction, bool asksForData, CancellationToken cancel)
    {
        var commands = transaction.Recipients.Where(r => r.Reply is null).Select(r => r.Command!).Prepend(transaction.MailCommand).ToList();
        var pipelines = Capabilities.Pipelining;
        var replies = new List<SmtpReply>(commands.Count);
        SmtpReply? data = null;
        while (replies.Count < commands.Count)
        {
            var group = pipelines ? Math.Min(MaxGroup, commands.Count - replies.Count) : 1;
            for (var i = 0; i < group; i++)
            {
                Queue(commands[replies.Count + i]);
            }

            // RFC 2920 §3.1: DATA may end a group
            var withData = pipelines && asksForData && replies.Count + group == commands.Count;
            if (withData)
            {
                Queue("DATA");
            }

            await SendQueuedAsync(channel, cancel);
            for (var i = 0; i < group; i++)
            {
                var reply = await channel.ReadReplyAsync(_options.CommandWithin, cancel);
                replies.Add(reply);
                if (reply.Code == 421 || (!pipelines && replies.Count == 1))
                {
                    Demand(replies.Count == 1 ? "MAIL" : "RCPT", reply);
                }
            }

            if (withData)
            {
                data = await channel.ReadReplyAsync(_options.DataWithin, cancel);
            }
        }

        var told = 0;
        foreach (var recipient in transaction.Recipients)
        {
            recipient.Reply ??= replies[++told];
        }

        var refused = !replies[0].IsPositive
            ? new SmtpRefusedException("MAIL", replies[0])
            : transaction.Recipients.TrueForAll(r => !r.IsAccepted)
                ? new SmtpRefusedException("RCPT", transaction.Recipients[0].Reply!, transaction.Results())
                : null;
        if (refused is null)
        {
            return data;
        }

        // RFC 2920 §3.1: a server that wants data though it took no recipient gets an empty message
        if (data is { IsIntermediate: true })
        {
            await CommandAsync(channel, ".", _options.AcceptWithin, cancel);
        }

        throw refused;
    }

    private async ValueTask SendStuffedAsync(SmtpChannel channel, SmtpContent content, Action goesOut, CancellationToken cancel)
    {
        var stuffer = new DotStuffer(stuffs: true, _options.MendLineEndings);
        await foreach (var piece in content.PiecesAsync(cancel))
        {
            for (var rest = piece; !rest.IsEmpty;)
            {
                var some = rest[..Math.Min(rest.Length, BlockSize)];
                stuffer.Write(some.Span, _outgoing);
                rest = rest[some.Length..];
                if (_outgoing.WrittenCount >= BlockSize)
                {
                    await SendBlockAsync(channel, cancel);
                }
            }
        }

        stuffer.Finish(_outgoing);
        goesOut();
        await SendBlockAsync(channel, cancel);
    }

    // bdat-cmd = "BDAT" SP chunk-size [ SP "LAST" ]        RFC 3030 §2
    private async ValueTask SendChunksAsync(SmtpChannel channel, SmtpContent content, Action goesOut, CancellationToken cancel)
    {
        var mender = new DotStuffer(stuffs: false, _options.MendLineEndings);
        var chunk = new ArrayBufferWriter<byte>(4096);
        await foreach (var piece in content.PiecesAsync(cancel))
        {
            for (var rest = piece; !rest.IsEmpty;)
            {
                var some = rest[..Math.Min(rest.Length, BlockSize)];
                mender.Write(some.Span, chunk);
                rest = rest[some.Length..];
                if (chunk.WrittenCount >= 4 * BlockSize)
                {
                    await SendChunkAsync(channel, chunk, "", cancel);
                    var reply = await channel.ReadReplyAsync(_options.AcceptWithin, cancel);
                    Demand("BDAT", reply);
                }
            }
        }

        mender.Finish(chunk);
        goesOut();
        await SendChunkAsync(channel, chunk, " LAST", cancel);
    }

    private async ValueTask SendChunkAsync(SmtpChannel channel, ArrayBufferWriter<byte> chunk, string mark, CancellationToken cancel)
    {
        Queue(string.Create(CultureInfo.InvariantCulture, $"BDAT {chunk.WrittenCount}{mark}"));
        _outgoing.Write(chunk.WrittenSpan);
        chunk.ResetWrittenCount();
        await SendBlockAsync(channel, cancel);
    }

    /// <summary>Sends what is queued. A server that hangs up while we send has mostly said why.</summary>
    private async ValueTask SendBlockAsync(SmtpChannel channel, CancellationToken cancel)
    {
        try
        {
            await SendQueuedAsync(channel, cancel);
        }
        catch (SmtpProtocolException e) when (e.InnerException is IOException)
        {
            SmtpReply reply;
            try
            {
                reply = await channel.ReadReplyAsync(_options.QuitWithin, cancel);
            }
            catch (SmtpProtocolException)
            {
                throw e;
            }

            throw reply.IsTemporary || reply.IsPermanent ? new SmtpRefusedException(".", reply) : e;
        }
    }

    // LMTP: a reply per accepted recipient, in order        RFC 2033 §4.2
    private async ValueTask<SmtpSendResult> ReadOutcomeAsync(SmtpChannel channel, Transaction transaction, CancellationToken cancel)
    {
        SmtpReply? last = null;
        foreach (var recipient in transaction.Recipients.Where(r => r.IsAccepted))
        {
            if (last is null || _options.IsLmtp)
            {
                last = await channel.ReadReplyAsync(_options.AcceptWithin, cancel);
            }

            recipient.Reply = last;
        }

        var results = transaction.Results();
        return results.Any(r => r.IsAccepted)
            ? new SmtpSendResult(results.First(r => r.IsAccepted).Reply, results)
            : throw new SmtpRefusedException(".", last!, results);
    }
}
