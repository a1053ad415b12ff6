namespace Svar.Reports;

/// <summary>What was measured of the answers, for staff and for the public.</summary>
internal static class ReportsRoom
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services.AddSingleton<PromiseMeasure>();
}
