namespace Svar.Desk;

/// <summary>Where staff work.</summary>
internal static class DeskRoom
{
    public static IServiceCollection AddDesk(this IServiceCollection services) => services;

    public static void MapDesk(this IEndpointRouteBuilder endpoints) => ArgumentNullException.ThrowIfNull(endpoints);
}
