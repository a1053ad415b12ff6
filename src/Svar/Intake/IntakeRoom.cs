using Svar.Cluster;
using Svar.Intake.Reading;

namespace Svar.Intake;

/// <summary>What an arriving mail is, and where it goes.</summary>
internal static class IntakeRoom
{
    public static IServiceCollection AddIntake(this IServiceCollection services) => services
        .AddSingleton<BrandFactsDirectory>()
        .AddSingleton<WriteReceipt>()
        .AddSingleton<PlaceMail>()
        .AddSingleton<TakeInMail>()
        .AddSingleton<IDuty>(services => services.GetRequiredService<TakeInMail>());
}
