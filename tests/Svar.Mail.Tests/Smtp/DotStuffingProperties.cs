using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Svar.Mail.Smtp;

namespace Svar.Mail.Tests.Smtp;

public sealed class DotStuffingProperties
{
    // Bytes that matter here are frequent, and cuts fall anywhere.
    private static readonly Arbitrary<(byte[] Content, int[] Cuts)> _anything = Arb.From(
        from content in Gen.ArrayOf(Gen.Elements("\r\n.\r\n.\r\n.ax\0\u00e5".Select(c => (byte)c).ToArray()))
        from cuts in Gen.ArrayOf(Gen.Choose(1, 7))
        select (content, cuts));

    [Fact]
    public void Unstuffing_undoes_stuffing_for_any_bytes_in_any_pieces() => Prop.ForAll(_anything, x =>
    {
        var stuffed = Stuff(x.Content, x.Cuts, stuffs: true, mends: false);
        var (content, rest) = Unstuff([.. stuffed, .. "QUIT\r\n"u8], x.Cuts);
        return content.SequenceEqual(Ended(x.Content)) && rest.SequenceEqual("QUIT\r\n"u8);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Pieces_make_no_difference() => Prop.ForAll(_anything, x =>
    {
        var whole = Unstuff([.. x.Content, .. "\r\n.\r\n"u8], []);
        var cut = Unstuff([.. x.Content, .. "\r\n.\r\n"u8], x.Cuts);
        return whole.Content.SequenceEqual(cut.Content) && whole.After.SequenceEqual(cut.After);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Unstuffing_agrees_with_a_plain_reading_of_the_rule() => Prop.ForAll(_anything, x =>
    {
        byte[] data = [.. x.Content, .. "\r\n.\r\n"u8];
        var (content, rest) = Unstuff(data, x.Cuts);
        var (plainContent, plainRest) = PlainReading(data);
        return content.SequenceEqual(plainContent) && rest.SequenceEqual(plainRest);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Mended_content_has_no_bare_CR_or_LF_and_the_size_that_was_declared() => Prop.ForAll(_anything, x =>
    {
        foreach (var mends in (bool[])[true, false])
        {
            var facts = new ContentFacts(mends);
            foreach (var piece in Pieces(x.Content, x.Cuts))
            {
                facts.Add(piece.Span);
            }

            var sent = Stuff(x.Content, x.Cuts, stuffs: false, mends);
            var text = Encoding.Latin1.GetString(sent);
            if (facts.Size != sent.Length || (mends && text.Replace("\r\n", "", StringComparison.Ordinal).AsSpan().ContainsAny('\r', '\n')))
            {
                return false;
            }
        }

        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void A_reference_case()
    {
        Assert.Equal("a\r\n..b\r\n\r\n...\r\n.\r\n", Encoding.Latin1.GetString(Stuff(Encoding.Latin1.GetBytes("a\n.b\r\r\n.."), [], stuffs: true, mends: true)));
        Assert.Equal(".\r\n", Encoding.Latin1.GetString(Stuff([], [], stuffs: true, mends: true)));
    }

    // RFC 5321 §4.5.2, a line at a time: the line "." ends the data, else a leading dot goes.
    private static (byte[] Content, byte[] After) PlainReading(byte[] data)
    {
        var text = Encoding.Latin1.GetString(data);
        var content = new StringBuilder();
        var at = 0;
        while (true)
        {
            var end = text.IndexOf("\r\n", at, StringComparison.Ordinal);
            var line = text[at..end];
            at = end + 2;
            if (line == ".")
            {
                return (Encoding.Latin1.GetBytes(content.ToString()), Encoding.Latin1.GetBytes(text[at..]));
            }

            content.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }
    }

    private static byte[] Ended(byte[] content) => content.Length == 0 || content.AsSpan().EndsWith("\r\n"u8) ? content : [.. content, .. "\r\n"u8];

    private static byte[] Stuff(byte[] content, int[] cuts, bool stuffs, bool mends)
    {
        var output = new ArrayBufferWriter<byte>();
        var stuffer = new DotStuffer(stuffs, mends);
        foreach (var piece in Pieces(content, cuts))
        {
            stuffer.Write(piece.Span, output);
        }

        stuffer.Finish(output);
        return output.WrittenSpan.ToArray();
    }

    private static (byte[] Content, byte[] After) Unstuff(byte[] data, int[] cuts)
    {
        var content = new List<byte>();
        var unstuffer = new DotUnstuffer();
        var done = 0;
        foreach (var piece in Pieces(data, cuts))
        {
            var rest = piece.Span;
            while (!rest.IsEmpty && !unstuffer.IsComplete)
            {
                var used = unstuffer.Next(rest, out var kept, out var heldCr);
                if (heldCr)
                {
                    content.Add((byte)'\r');
                }

                content.AddRange(rest[kept].ToArray());
                rest = rest[used..];
                done += used;
            }
        }

        Assert.True(unstuffer.IsComplete);
        return ([.. content], data[done..]);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(byte[] bytes, int[] cuts)
    {
        var at = 0;
        for (var i = 0; at < bytes.Length; i++)
        {
            var length = cuts.Length == 0 ? bytes.Length : Math.Min(cuts[i % cuts.Length], bytes.Length - at);
            yield return bytes.AsMemory(at, length);
            at += length;
        }
    }
}
