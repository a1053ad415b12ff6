namespace Svar.Mail.Smtp;

/// <summary>
/// A message on its way from the wire to the receiver's sink. Once something is wrong with it the sink is given up, the rest
/// is read and dropped, and the refusal is the reply at its end, where a client listens for it.
/// </summary>
internal sealed class IncomingMessage(SmtpTransaction transaction, IMailSink sink, SmtpServerOptions options, CancellationToken cut) : IAsyncDisposable
{
    private readonly LineCheck? _lines = options.MaxTextLine > 0 || options.BareLineEndings == BareLineEndings.Refuse ? new(options) : null;
    private IMailSink? _sink = sink;
    private SmtpReply? _refusal;
    private long _size;

    public SmtpTransaction Transaction { get; } = transaction;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> piece)
    {
        if (_refusal is not null)
        {
            return default;
        }

        _size += piece.Length;
        if (options.MaxMessageSize > 0 && _size > options.MaxMessageSize)
        {
            return RefuseAsync(Replies.TooBig);
        }

        if (_lines?.Check(piece.Span) is { } refusal)
        {
            return RefuseAsync(refusal);
        }

        try
        {
            var write = _sink!.WriteAsync(piece, cut);
            return write.IsCompletedSuccessfully ? default : WrittenAsync(write);
        }
        catch (Exception e) when (!cut.IsCancellationRequested)
        {
            return FailAsync(e);
        }
    }

    private async ValueTask WrittenAsync(ValueTask write)
    {
        try
        {
            await write;
        }
        catch (Exception e) when (!cut.IsCancellationRequested)
        {
            await FailAsync(e);
        }
    }

    /// <summary>The reply to the message; in LMTP one per recipient.</summary>
    public async ValueTask<IReadOnlyList<SmtpReply>> CommitAsync()
    {
        if (_refusal is null && _lines?.CheckEnd() is { } refusal)
        {
            await RefuseAsync(refusal);
        }

        if (_refusal is null)
        {
            try
            {
                if (!options.IsLmtp)
                {
                    return [await _sink!.CommitAsync(cut)];
                }

                var replies = await _sink!.CommitEachAsync(Transaction.Recipients, cut);
                return replies.Count == Transaction.Recipients.Count
                    ? replies
                    : throw new InvalidOperationException("CommitEachAsync gave " + replies.Count + " replies for " + Transaction.Recipients.Count + " recipients");
            }
            catch (Exception e) when (!cut.IsCancellationRequested)
            {
                await FailAsync(e);
            }
        }

        // RFC 2033 §4.2: a reply for each accepted recipient, whatever happened
        return options.IsLmtp ? [.. Transaction.Recipients.Select(_ => _refusal!)] : [_refusal!];
    }

    private ValueTask FailAsync(Exception e)
    {
        options.OnFailure?.Invoke(e, Transaction.Peer);
        return RefuseAsync(SmtpReply.LocalError);
    }

    private ValueTask RefuseAsync(SmtpReply reply)
    {
        _refusal = reply;
        return DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_sink is not { } sink)
        {
            return;
        }

        _sink = null;
        try
        {
            await sink.DisposeAsync();
        }
        catch (Exception e)
        {
            options.OnFailure?.Invoke(e, Transaction.Peer);
        }
    }
}
