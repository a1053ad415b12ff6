using Microsoft.AspNetCore.WebUtilities;

namespace Svar.ContactPage.Form;

/// <summary>A file as it was posted: in memory while it is small, else in a temporary file that is gone when this is disposed.</summary>
/// <param name="name">As the sender's browser gave it; may hold a path, or anything.</param>
/// <param name="folder">Where large files lie.</param>
internal sealed class PostedFile(string name, string folder) : IAsyncDisposable
{
    private const int InMemory = 64 * 1024;

    private readonly FileBufferingWriteStream _bytes = new(InMemory, tempFileDirectoryAccessor: () => Directory.CreateDirectory(folder).FullName);

    public string Name => name;

    public long Length { get; private set; }

    /// <exception cref="BadHttpRequestException">there is no room for it (503).</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        try
        {
            await _bytes.WriteAsync(bytes, cancel);
            Length += bytes.Length;
        }
        catch (IOException e)
        {
            throw new BadHttpRequestException("There is no room for the file now.", StatusCodes.Status503ServiceUnavailable, e);
        }
    }

    /// <summary>All the bytes. Can be asked for once.</summary>
    public async Task<byte[]> ReadAsync(CancellationToken cancel)
    {
        var whole = new byte[Length];
        using var stream = new MemoryStream(whole);
        await _bytes.DrainBufferAsync(stream, cancel);
        return whole;
    }

    public ValueTask DisposeAsync() => _bytes.DisposeAsync();
}
