namespace Svar.ContactPage;

/// <summary>The public pages of a brand.</summary>
internal static class ContactPageRoom
{
    public static IServiceCollection AddContactPage(this IServiceCollection services) => services;

    public static void MapContactPage(this IEndpointRouteBuilder endpoints) => ArgumentNullException.ThrowIfNull(endpoints);
}
