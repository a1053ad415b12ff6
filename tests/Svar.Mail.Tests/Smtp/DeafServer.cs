namespace Svar.Mail.Tests.Smtp;

/// <summary>Says what it has to say, in pieces, whatever it is told; then it has gone.</summary>
internal sealed class DeafServer(byte[] says, int piece) : MemoryStream(says)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;
}
