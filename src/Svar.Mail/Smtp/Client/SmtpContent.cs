using System.Buffers;
using System.Runtime.CompilerServices;

namespace Svar.Mail.Smtp;

/// <summary>A message to send, which is read twice: to know what it needs of the server, and to send it.</summary>
internal abstract class SmtpContent
{
    public abstract IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync(CancellationToken cancel);

    public async ValueTask<ContentFacts> FactsAsync(bool mends, CancellationToken cancel)
    {
        var facts = new ContentFacts(mends);
        await foreach (var piece in PiecesAsync(cancel))
        {
            facts.Add(piece.Span);
        }

        return facts;
    }

    public static SmtpContent Of(ReadOnlySequence<byte> bytes) => new InMemory(bytes);

    public static SmtpContent Of(Stream stream) => stream.CanSeek
        ? new Seekable(stream)
        : throw new ArgumentException("the stream must be seekable: a message is read twice", nameof(stream));

    private sealed class InMemory(ReadOnlySequence<byte> bytes) : SmtpContent
    {
        public override async IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync([EnumeratorCancellation] CancellationToken cancel)
        {
            foreach (var piece in bytes)
            {
                yield return piece;
            }

            await Task.CompletedTask;
        }
    }

    private sealed class Seekable(Stream stream) : SmtpContent
    {
        private readonly long _start = stream.Position;

        public override async IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync([EnumeratorCancellation] CancellationToken cancel)
        {
            stream.Position = _start;
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
            {
                yield return buffer.AsMemory(0, read);
            }
        }
    }
}
