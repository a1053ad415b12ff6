using Svar.Mail.Html;
using Svar.Mail.Replies;

namespace Svar.Mail.Tests.Replies;

/// <summary>
/// Replies in tables that anybody can add a case to: headings over quotations (Headings.txt), signatures (Signatures.txt), and whole
/// letters whose lines are marked with what they are (Letters.txt, LettersHtml.txt).
/// </summary>
public class OwnReplyTests(ITestOutputHelper output)
{
    private const string Words = "Mine egne ord.\nTo linjer av dem.";
    private const string Old = "Gamle ord.\n\nFlere gamle ord.";

    [Fact]
    public void A_heading_is_told_from_the_words_above_it()
    {
        var misses = new List<string>();
        var cases = Paragraphs("Replies/Headings.txt");
        var count = 0;
        foreach (var one in cases)
        {
            var weak = one.StartsWith("~ ", StringComparison.Ordinal);
            var heading = weak ? one[2..] : one;
            var marked = string.Join('\n', Old.Split('\n').Select(static l => "> " + l));
            string[] below = weak ? [$"{heading}\n{marked}"] : [$"{heading}\n{marked}", $"{heading}\n\n{marked}", $"{heading}\n\n{Old}"];
            foreach (var text in below)
            {
                count++;
                var parts = ReplyText.Split($"{Words}\n\n{text}\n");
                ReplyTextTests.AssertCovers(parts);
                if (parts.Reply.Trim() != Words || parts.Signature.Length > 0)
                {
                    misses.Add($"{text}\n    -> {Show(parts)}");
                    break;
                }
            }
        }

        Report(misses, cases.Count);
    }

    [Fact]
    public void A_signature_is_told_from_the_words_above_it()
    {
        var misses = new List<string>();
        var cases = Paragraphs("Replies/Signatures.txt");
        foreach (var signature in cases)
        {
            foreach (var below in (ReadOnlySpan<string>)["", "\n\nOn Thu, 4 Jan 2024 at 13:37, Post <post@shop.example> wrote:\n\n> Old words.\n"])
            {
                var parts = ReplyText.Split($"{Words}\n\n{signature}{below}");
                ReplyTextTests.AssertCovers(parts);
                if (parts.Reply.Trim() != Words || parts.Signature.Trim() != signature.Trim())
                {
                    misses.Add($"{signature}\n    -> {Show(parts)}");
                    break;
                }
            }
        }

        Report(misses, cases.Count);
    }

    [Fact]
    public void Every_line_of_a_letter_is_what_it_is()
    {
        var misses = new List<string>();
        var letters = Tables.Blocks("Replies/Letters.txt").ToList();
        foreach (var (title, marked) in letters)
        {
            var lines = marked.TrimEnd('\n').Split('\n').Select(static l => l.IndexOf(' ', StringComparison.Ordinal) is > 0 and var cut ? (Kinds: l[..cut], Text: l[(cut + 1)..]) : (Kinds: l, Text: "")).ToList();
            var text = string.Join('\n', lines.Select(static l => l.Text));
            var parts = ReplyText.Split(text);
            ReplyTextTests.AssertCovers(parts);
            var at = 0;
            foreach (var line in lines)
            {
                var kind = parts.Parts.FirstOrDefault(p => p.From <= at && at < p.To).Kind.ToString()[..1];
                if (!string.IsNullOrWhiteSpace(line.Text) && !line.Kinds.Split('/').Contains(kind))
                {
                    misses.Add($"{title}: '{line.Text}' taken for {kind}");
                    break;
                }

                at += line.Text.Length + 1;
            }
        }

        Report(misses, letters.Count);
    }

    [Fact]
    public void Every_element_of_an_html_letter_is_what_it_is()
    {
        var misses = new List<string>();
        var letters = Tables.Blocks("Replies/LettersHtml.txt").ToList();
        foreach (var (title, marked) in letters)
        {
            var lines = marked.TrimEnd('\n').Split('\n');
            var parts = ReplyHtml.Split(string.Join('\n', lines.Select(static l => l[2..])));
            var reply = Bare(parts.Reply);
            var quoted = Bare(parts.Quoted);
            foreach (var line in lines)
            {
                var words = Bare(line[2..]);
                var (home, other) = line[0] == 'Q' ? (quoted, reply) : (reply, quoted);
                if (line[0] != ' ' && (!home.Contains(words, StringComparison.Ordinal) || other.Contains(words, StringComparison.Ordinal)))
                {
                    misses.Add($"{title}: '{line}'");
                    break;
                }
            }
        }

        Report(misses, letters.Count);
    }

    private static string Bare(string html) => string.Concat(HtmlText.ToText(html).Where(char.IsLetterOrDigit));

    private static string Show(ReplyParts parts) =>
        string.Join(" ", parts.Parts.Select(p => $"[{p.Kind}] {parts.Text[p.From..p.To].Replace("\n", "\\n", StringComparison.Ordinal)}"));

    private static List<string> Paragraphs(string file) => string.Join('\n', Tables.All(file)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(static p => p.Trim('\n')).ToList();

    private void Report(List<string> misses, int of)
    {
        misses.ForEach(output.WriteLine);
        output.WriteLine($"{of - misses.Count} of {of}");
        Assert.True(misses.Count == 0, $"{misses.Count} of {of} wrong:\n{string.Join('\n', misses)}");
    }
}
