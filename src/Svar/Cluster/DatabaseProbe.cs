using System.Diagnostics;
using System.Globalization;
using Svar.Data;

namespace Svar.Cluster;

/// <summary>The database answers, and is of this program's version.</summary>
internal sealed class DatabaseProbe(SvarDatabase database) : IProbe
{
    public string Name => "database";

    public async Task<ProbeAnswer> AskAsync(CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await Versions.RequireCurrentAsync(database, cancel);
        }
        catch (BadSettingException e)
        {
            return new ProbeAnswer(false, e.Message);
        }

        return new ProbeAnswer(true, string.Create(CultureInfo.InvariantCulture, $"answered in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0.0} ms"));
    }
}
