namespace Svar.Cluster;

/// <summary>What ties the processes of one installation together: duties that one node does, and nudges to all.</summary>
internal static class ClusterRoom
{
    public static IServiceCollection AddCluster(this IServiceCollection services) => services
        .AddSingleton(Opening.AtOnce())
        .AddSingleton<Nudges>()
        .AddSingleton<IProbe, DatabaseProbe>()
        .AddHostedService<NodeLink>()
        .AddHostedService<DutyRunner>();
}
