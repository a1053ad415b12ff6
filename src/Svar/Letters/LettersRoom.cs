namespace Svar.Letters;

/// <summary>Letters that people write by a page of ours rather than by their own mail program.</summary>
internal static class LettersRoom
{
    public static IServiceCollection AddLetters(this IServiceCollection services) => services.AddSingleton<SentLetters>();
}
