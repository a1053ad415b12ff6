using System.Security.Cryptography;

namespace Svar.Data.Secrets;

/// <summary>
/// The 32 bytes by which everything secret in the database is encrypted. They lie outside it: in <c>master.key</c> of the
/// data folder, made at the first start and readable by its owner alone, or in the environment. Whoever loses them loses
/// mailbox passwords and sessions, and no mail.
/// </summary>
internal sealed class MasterKey
{
    public const string FileName = "master.key";
    public const string Variable = "SVAR_MASTER_KEY";
    public const int Length = 32;

    private const int MostTries = 2000;
    private static readonly TimeSpan _claimHolds = TimeSpan.FromSeconds(10);

    private const string Wanted = "32 bytes in base64 or hexadecimal, such as 'openssl rand -base64 32' prints";

    private readonly byte[] _bytes;

    private MasterKey(byte[] bytes) => _bytes = bytes;

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The key of this installation; makes one when there is none yet.</summary>
    /// <param name="fromEnvironment">Value of <see cref="Variable"/>; it goes before the file.</param>
    public static MasterKey Open(string dataFolder, string? fromEnvironment)
    {
        if (!string.IsNullOrWhiteSpace(fromEnvironment))
        {
            return new MasterKey(Read(fromEnvironment) ?? throw new BadSettingException(Variable, "(not shown)", Wanted));
        }

        var file = Path.Combine(dataFolder, FileName);
        if (!File.Exists(file))
        {
            Make(dataFolder, file);
        }

        return new MasterKey(Read(File.ReadAllText(file)) ?? throw new BadSettingException(FileName, file, Wanted));
    }

    private static byte[]? Read(string text)
    {
        text = text.Trim();
        try
        {
            var bytes = text.Length == 2 * Length ? Convert.FromHexString(text) : Convert.FromBase64String(text);
            return bytes.Length == Length ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // Of several that start together one makes it, and the others wait for it: a move that does not overwrite is no such decision on Unix, where
    // it looks first and renames then.
    private static void Make(string dataFolder, string file)
    {
        Directory.CreateDirectory(dataFolder);
        var claim = file + ".claim";
        for (var tries = 0; !File.Exists(file); tries++)
        {
            using var mine = Claim(claim, tries);
            if (mine is not null && !File.Exists(file))
            {
                Write(file);
            }
        }
    }

    /// <summary>Null when another has it; then some milliseconds have passed, for a file of another process tells nobody that it is there.</summary>
    private static FileStream? Claim(string claim, int tries)
    {
        try
        {
            return new FileStream(claim, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException) when (tries < MostTries)
        {
            if (File.Exists(claim) && DateTime.UtcNow - File.GetLastWriteTimeUtc(claim) > _claimHolds)
            {
                File.Delete(claim); // of a process that was killed
            }

            Thread.Sleep(10);
            return null;
        }
    }

    // Whole and on disk under another name first: a key cut short would be no key.
    private static void Write(string file)
    {
        var made = file + "." + Guid.NewGuid().ToString("N");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(made, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)) + "\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(made, file, overwrite: false);
    }
}
