namespace Svar.Bench;

/// <summary>The mails of a folder, also of those below it: the same in the same order each time.</summary>
internal static class MailFiles
{
    public static async Task<List<byte[]>> ReadAsync(DirectoryInfo folder, CancellationToken cancel)
    {
        var mails = new List<byte[]>();
        if (folder.Exists)
        {
            foreach (var file in folder.EnumerateFiles("*.eml", SearchOption.AllDirectories).Where(f => f.Length > 0).OrderBy(f => f.FullName, StringComparer.Ordinal))
            {
                mails.Add(await File.ReadAllBytesAsync(file.FullName, cancel));
            }
        }

        return mails.Count > 0 ? mails : throw new UnusableException($"no .eml files in {folder.FullName}");
    }
}
