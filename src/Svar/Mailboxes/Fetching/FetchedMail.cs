using Svar.Mail.Addresses;
using Svar.Mail.Messages;
using Svar.Mailboxes.Contents;

namespace Svar.Mailboxes.Fetching;

/// <summary>Takes a mail from the server into the spool as it streams, and keeps its head to see for which of our addresses it came.</summary>
internal sealed class FetchedMail(ContentSpool spool) : Stream
{
    private const int LongestHead = 64 * 1024;

    // Headers by which servers and forwarders keep the envelope, before what the writer put into the mail.
    private static readonly string[] _envelopeHeaders = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To"];

    private readonly MemoryStream _head = new();
    private MailMessage? _parsed;

    private MailMessage Head => _parsed ??= MailMessage.Parse(_head.ToArray());

    /// <summary>From Return-Path, which the last server before us wrote (RFC 5321 §4.4); null when it is not there.</summary>
    public string? EnvelopeFrom => Head.Headers.Text("Return-Path") is { } path ? path.Trim().Trim('<', '>').Trim() : null;

    /// <summary>The addresses that it may have come for, the surest first.</summary>
    public IEnumerable<string> Recipients() =>
        _envelopeHeaders.Select(name => Head.Headers.Text(name)?.Trim().Trim('<', '>') ?? "").Where(a => a.Contains('@', StringComparison.Ordinal))
            .Concat(Head.To.Concat(Head.Cc).Select(a => a.AsciiAddress));

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => spool.Length;

    public override long Position
    {
        get => spool.Length;
        set => throw new NotSupportedException();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_head.Length < LongestHead)
        {
            _head.Write(buffer.Span[..(int)Math.Min(buffer.Length, LongestHead - _head.Length)]);
        }

        return spool.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
