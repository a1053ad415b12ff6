using System.Buffers.Text;

namespace Svar.Mail.Smtp;

// DATA and BDAT
internal sealed partial class SmtpSession
{
    private static readonly byte[] _carriageReturn = "\r"u8.ToArray();

    // The message that BDAT commands build up, null between messages.
    private IncomingMessage? _chunks;

    // data = "DATA" CRLF        RFC 5321 §4.1.1.4
    private ValueTask<SmtpReply?> DataAsync(ReadOnlySpan<byte> argument) => argument.IsEmpty ? ReceiveDataAsync() : new(Replies.NoArgument);

    private async ValueTask<SmtpReply?> ReceiveDataAsync()
    {
        if (RefuseContent() is { } refusal)
        {
            return refusal;
        }

        if (_options.RequireTurns && HasBufferedInput())
        {
            throw new SessionEndedException(Replies.OutOfTurn);
        }

        var transaction = _transaction!;
        var opening = await OpenAsync(transaction);
        if (opening.Sink is null)
        {
            _transaction = null;
            return opening.Refusal ?? SmtpReply.LocalError;
        }

        await using var message = new IncomingMessage(transaction, opening.Sink, _options, _cut);
        Write(Replies.StartData);
        await ReadStuffedAsync(message);
        _transaction = null;
        return await FinishAsync(message);
    }

    private SmtpReply? RefuseContent() =>
        _transaction is null ? Replies.MailFirst : _transaction.Accepted.Count == 0 ? Replies.NoRecipients : null;

    private async ValueTask<SmtpOpening> OpenAsync(SmtpTransaction transaction)
    {
        try
        {
            return await _server.Receiver.OpenAsync(transaction, _cut);
        }
        catch (Exception e) when (!_cut.IsCancellationRequested)
        {
            Report(e);
            return SmtpOpening.Refuse(SmtpReply.LocalError);
        }
    }

    private async ValueTask ReadStuffedAsync(IncomingMessage message)
    {
        var start = _timer.Now;
        var unstuffer = new DotUnstuffer();
        while (!unstuffer.IsComplete)
        {
            var read = await ReadMessageBytesAsync(start);
            long done = 0;
            foreach (var segment in read.Buffer)
            {
                var rest = segment;
                while (!rest.IsEmpty && !unstuffer.IsComplete)
                {
                    var used = unstuffer.Next(rest.Span, out var content, out var heldCr);
                    if (heldCr)
                    {
                        await message.WriteAsync(_carriageReturn);
                    }

                    var kept = rest[content];
                    if (!kept.IsEmpty)
                    {
                        await message.WriteAsync(kept);
                    }

                    rest = rest[used..];
                    done += used;
                }
            }

            _in.AdvanceTo(read.Buffer.GetPosition(done));
            if (read.IsCompleted && !unstuffer.IsComplete)
            {
                throw new SessionEndedException(null);
            }
        }
    }

    // In SMTP the one reply, in LMTP all but the last are written here.
    private async ValueTask<SmtpReply?> FinishAsync(IncomingMessage message)
    {
        var replies = await message.CommitAsync();
        for (var i = 0; i < replies.Count - 1; i++)
        {
            Write(replies[i]);
            await FlushIfLargeAsync();
        }

        if (replies[^1].IsPositive)
        {
            (_errors, _idleCommands) = (0, 0);
        }

        return replies[^1];
    }

    // bdat-cmd = "BDAT" SP chunk-size [ SP end-marker ] CRLF; chunk-size = 1*DIGIT; end-marker = "LAST"        RFC 3030 §2
    private ValueTask<SmtpReply?> BdatAsync(ReadOnlySpan<byte> argument)
    {
        var end = argument.IndexOf((byte)' ');
        var digits = end < 0 ? argument : argument[..end];
        var isLast = end >= 0 && Is(argument[(end + 1)..].Trim((byte)' '), "LAST"u8);
        if (!Utf8Parser.TryParse(digits, out long size, out var parsed) || parsed != digits.Length || size < 0 || digits[0] == '+' || (end >= 0 && !isLast))
        {
            // How many bytes follow is unknown, so what follows cannot be told from commands.
            throw new SessionEndedException(Replies.BdatSyntax);
        }

        return ReceiveChunkAsync(size, isLast);
    }

    private async ValueTask<SmtpReply?> ReceiveChunkAsync(long size, bool isLast)
    {
        var refusal = _chunks is null ? RefuseContent() : null;
        if (refusal is null && _chunks is null)
        {
            var opening = await OpenAsync(_transaction!);
            if (opening.Sink is null)
            {
                refusal = opening.Refusal ?? SmtpReply.LocalError;
                _transaction = null;
            }
            else
            {
                _chunks = new IncomingMessage(_transaction!, opening.Sink, _options, _cut);
            }
        }

        // RFC 3030 §2: the chunk follows its command whatever we think of it
        await ReadChunkAsync(size, _chunks);
        if (refusal is not null)
        {
            return refusal;
        }

        if (!isLast)
        {
            return Replies.Ok;
        }

        var message = _chunks!;
        var reply = await FinishAsync(message);
        await GiveUpChunksAsync();
        _transaction = null;
        return reply;
    }

    private async ValueTask ReadChunkAsync(long size, IncomingMessage? message)
    {
        var start = _timer.Now;
        while (size > 0)
        {
            var read = await ReadMessageBytesAsync(start);
            var taken = read.Buffer.Slice(0, Math.Min(size, read.Buffer.Length));
            if (message is not null)
            {
                foreach (var segment in taken)
                {
                    await message.WriteAsync(segment);
                }
            }

            size -= taken.Length;
            _in.AdvanceTo(taken.End);
            if (read.IsCompleted && size > 0)
            {
                throw new SessionEndedException(null);
            }
        }
    }

    private async ValueTask GiveUpChunksAsync()
    {
        if (_chunks is { } chunks)
        {
            _chunks = null;
            await chunks.DisposeAsync();
        }
    }
}
