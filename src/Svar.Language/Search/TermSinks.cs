using System.Buffers;
using System.Text;

namespace Svar.Language.Search;

/// <summary>Where the analysis writes its terms.</summary>
internal interface ITermSink
{
    void Write(scoped ReadOnlySpan<char> term);
}

internal readonly struct TextSink(StringBuilder to) : ITermSink
{
    public void Write(scoped ReadOnlySpan<char> term) => to.Append(term).Append(' ');
}

internal readonly struct BufferSink(IBufferWriter<char> to) : ITermSink
{
    public void Write(scoped ReadOnlySpan<char> term)
    {
        var room = to.GetSpan(term.Length + 1);
        term.CopyTo(room);
        room[term.Length] = ' ';
        to.Advance(term.Length + 1);
    }
}

internal readonly struct SetSink(HashSet<string>.AlternateLookup<ReadOnlySpan<char>> to) : ITermSink
{
    public void Write(scoped ReadOnlySpan<char> term) => to.Add(term);
}
