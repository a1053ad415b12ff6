using Svar.ServiceLevels;
namespace Svar.Tests.ServiceLevels;
public sealed class ClockFileTests
{
    [Fact]
    public void Try()
    {
        Assert.Skip(ClockFile.Explain("""
{"zone":"Europe/Oslo","hours":{"mon":[["08:00","12:00"],["12:30","16:00"]],"tue":[["08:00","12:00"],["12:30","16:00"]],"wed":[["08:00","16:00"]],"thu":[["08:00","16:00"]],"fri":[["08:00","16:00"]],"sun":[["01:00","04:00"]]},"holidays":["2026-12-25"],"now":"2026-10-28T12:00:00Z",
 "targets":{"first":{"within":"PT4H","ceiling":"PT24H"},"next":{"within":"PT8H"},"resolution":{"within":"P5D"}},
 "events":[{"at":"2026-10-23T13:10:00Z","kind":"customer"},{"at":"2026-10-26T08:10:00Z","kind":"answer"},{"at":"2026-10-27T08:10:00Z","kind":"customer"}]}
"""));
    }
}
