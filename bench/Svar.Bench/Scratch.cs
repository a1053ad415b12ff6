namespace Svar.Bench;

/// <summary>A folder for one measurement, on the disk that is measured; gone afterwards.</summary>
internal sealed class Scratch : IDisposable
{
    public Scratch(string? within) =>
        Folder = within is null ? Directory.CreateTempSubdirectory("svar-bench-").FullName : Directory.CreateDirectory(System.IO.Path.Combine(within, Guid.NewGuid().ToString("N")[..8])).FullName;

    public string Folder { get; }

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
