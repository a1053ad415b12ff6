namespace Svar.Commands;

/// <summary>
/// Where staff reach the desk of the program that last served a data folder: verbs beside it print links, and do not
/// know with which <c>--urls</c> it was started.
/// </summary>
internal static class ServedAddress
{
    private const string FileName = "address";

    public static void Keep(string dataFolder, string deskUrl) => File.WriteAllText(Path.Combine(dataFolder, FileName), deskUrl + "\n");

    /// <summary>Null when nothing has served the folder, or the file holds no address.</summary>
    public static string? Of(string dataFolder)
    {
        var file = Path.Combine(dataFolder, FileName);
        return File.Exists(file) && Uri.TryCreate(File.ReadAllText(file).Trim(), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url.GetLeftPart(UriPartial.Authority) : null;
    }
}
