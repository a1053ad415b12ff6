namespace Svar.ServiceLevels;

/// <summary>Response targets, and the clocks that measure them; knows no conversation.</summary>
internal static class ServiceLevelsRoom
{
    public static IServiceCollection AddServiceLevels(this IServiceCollection services) => services
        .AddSingleton<ServiceLevelDirectory>()
        .AddSingleton<ChangedLevels>()
        .AddSingleton<SaveTarget>()
        .AddSingleton<SaveHours>();
}
