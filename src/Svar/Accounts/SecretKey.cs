using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Svar.Accounts;

/// <summary>
/// The random part of links and tokens: 32 letters and digits, 190 bits. With so much chance in it, a plain SHA-256
/// is enough to keep; a slow hash is for what people think up themselves.
/// </summary>
internal static class SecretKey
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int Length = 32;

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public static bool IsPlausible([NotNullWhen(true)] string? key) => key is { Length: >= Length and <= 2 * Length } && key.All(char.IsAscii);
}
