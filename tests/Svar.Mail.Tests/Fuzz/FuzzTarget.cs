using System.Text;

namespace Svar.Mail.Tests.Fuzz;

/// <summary>
/// One of the ways by which bytes from outside come in.
/// </summary>
/// <param name="Share">Of the time of a run.</param>
/// <param name="Corpus">Sound inputs, of which broken ones are made.</param>
/// <param name="Words">What a reader of such input acts on.</param>
/// <param name="Read">Reads an input as a program does; lets the declared exceptions pass and throws on anything else.</param>
internal sealed record FuzzTarget(double Share, IReadOnlyList<byte[]> Corpus, IReadOnlyList<byte[]> Words, Action<byte[]> Read)
{
    public static byte[][] Bytes(params string[] words) => [.. words.Select(Encoding.Latin1.GetBytes)];
}
