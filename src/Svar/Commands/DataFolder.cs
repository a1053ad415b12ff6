using Svar.Data.Settings;

namespace Svar.Commands;

/// <summary>The folder that <c>--data</c> names.</summary>
internal static class DataFolder
{
    /// <summary>Makes it when it is not there, and sees that it can be written in.</summary>
    public static void Open(string folder)
    {
        if (File.Exists(folder))
        {
            throw new BadSettingsException($"--data '{folder}' is a file: name a folder");
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadSettingsException($"--data '{folder}': this folder is not there and cannot be made; name one in a folder that the user Svar runs as may write in", e);
        }

        try
        {
            using var tried = new FileStream(Path.Combine(folder, "." + Guid.NewGuid().ToString("N")), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException or FileNotFoundException || (e is IOException && !IsFull(e)))
        {
            throw new BadSettingsException($"--data '{folder}': nothing can be written in this folder; name one that the user Svar runs as may write in", e);
        }
    }

    // A full disk is no wrong setting: what is there can be served, and mail that comes waits with its senders.
    private static bool IsFull(Exception e) => (e.HResult & 0xFFFF) is 28 or 112 or 122;
}
