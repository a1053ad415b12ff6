using System.Globalization;
using System.Text;

namespace Svar.Commands;

/// <summary>Files named on the command line; '-' is stdin.</summary>
internal static class InputFiles
{
    private const int MostBytes = 0x7FFF_FFC7;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<byte[]> BytesAsync(string name, CancellationToken cancel)
    {
        if (name != "-")
        {
            return Bytes(name);
        }

        await using var input = Console.OpenStandardInput();
        using var all = new MemoryStream();
        await input.CopyToAsync(all, cancel);
        return all.ToArray();
    }

    public static byte[] Bytes(string name)
    {
        try
        {
            return new FileInfo(name) is { Exists: true, Length: > MostBytes and var length }
                ? throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"'{name}' has {length:N0} bytes, and at most {MostBytes:N0} can be read at once: split it"))
                : File.ReadAllBytes(name);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new BadInputException($"cannot read '{name}': name a file that exists and may be read", e);
        }
    }

    /// <summary>Before anything is done: a file that is not there is told while all can still be put right.</summary>
    public static void MustExist(IEnumerable<string> names)
    {
        if (names.FirstOrDefault(name => name != "-" && !File.Exists(name)) is not { } missing)
        {
            return;
        }

        throw new BadInputException(
            Directory.Exists(missing) ? $"'{missing}' is a folder: name the files in it"
            : missing.StartsWith("--", StringComparison.Ordinal) ? $"'{missing}' is no option here, and no file"
            : $"cannot read '{missing}': name a file that exists and may be read");
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
