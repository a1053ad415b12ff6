namespace Svar.Bench;

/// <summary>Programs of others that a measurement runs.</summary>
internal static class Installed
{
    /// <summary>Where it is: along PATH, and where Debian puts servers. Throws with what to install when it is nowhere.</summary>
    public static string Find(string program, string package) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new UnusableException($"{program} is not installed: apt-get install {package}");
}
