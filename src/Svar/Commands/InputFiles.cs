using System.Text;

namespace Svar.Commands;

/// <summary>Files named on the command line; '-' is stdin.</summary>
internal static class InputFiles
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<byte[]> BytesAsync(string name, CancellationToken cancel)
    {
        if (name == "-")
        {
            await using var input = Console.OpenStandardInput();
            using var all = new MemoryStream();
            await input.CopyToAsync(all, cancel);
            return all.ToArray();
        }

        try
        {
            return await File.ReadAllBytesAsync(name, cancel);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new BadInputException($"cannot read '{name}': name a file that exists and may be read", e);
        }
    }

    public static async Task<string> TextAsync(string name, CancellationToken cancel)
    {
        var bytes = await BytesAsync(name, cancel);
        try
        {
            return _strict.GetString(bytes).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException e)
        {
            throw new BadInputException($"'{name}' is not UTF-8 at byte {e.Index}", e);
        }
    }
}
