using System.Reflection;
using Svar.Data;
using Xunit.Sdk;
using Xunit.v3;

namespace Svar.Tests.Data;

/// <summary>Runs a room's test on SQLite and on PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BothEnginesAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [new TheoryDataRow(DatabaseEngine.Sqlite), new TheoryDataRow(DatabaseEngine.PostgreSql)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
