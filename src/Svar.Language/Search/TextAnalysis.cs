using System.Buffers;
using System.Text;
using Svar.Language.Stemming;

namespace Svar.Language.Search;

/// <summary>
/// Turns text into the terms it is found by. One analysis feeds SQLite's FTS5 and PostgreSQL's
/// <c>tsvector</c>, so that both find the same set.
/// </summary>
/// <remarks>
/// A word is written as its folded form (<see cref="Folding"/>) and, when it differs, its folded stem
/// in the language of the text. A query's word is looked for in its folded form and its stems in the
/// query's language, Norwegian and English: query and text meet although one guess at the language
/// was wrong, and exactly written words meet always. Of a name in pieces (<c>FF-1042</c>,
/// <c>kari@example.com</c>) the pieces and the whole without its punctuation are written, and a query
/// looks for the whole.
/// </remarks>
public static class TextAnalysis
{
    /// <summary>Changes whenever the same text would give other terms: rows indexed under another version are indexed anew.</summary>
    public const int Version = 1;

    /// <summary>Characters of a word that count; the rest is passed over.</summary>
    public const int MaxWordLength = 64;

    /// <summary>Characters of a text that are read.</summary>
    public const int MaxTextLength = 1 << 20;

    private const int MaxQueryTerms = 32;

    /// <summary>Appends the terms, each with a blank after it. Language: ISO 639-1, or null or <c>und</c> when unknown.</summary>
    public static void AppendIndexText(StringBuilder to, ReadOnlySpan<char> text, string? language)
    {
        ArgumentNullException.ThrowIfNull(to);
        Analyse(new TextSink(to), text, language);
    }

    /// <inheritdoc cref="AppendIndexText(StringBuilder, ReadOnlySpan{char}, string?)"/>
    public static void AppendIndexText(IBufferWriter<char> to, ReadOnlySpan<char> text, string? language)
    {
        ArgumentNullException.ThrowIfNull(to);
        Analyse(new BufferSink(to), text, language);
    }

    /// <summary>The different terms of a text, in ordinal order, as <c>array_to_tsvector</c> takes them.</summary>
    public static IReadOnlyList<string> Terms(ReadOnlySpan<char> text, string? language)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        Analyse(new SetSink(terms.GetAlternateLookup<ReadOnlySpan<char>>()), text, language);
        return [.. terms.Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// What a customer or agent searches for, at most 32 words. The last word is a prefix when nothing
    /// follows it, not even a blank.
    /// </summary>
    public static IReadOnlyList<QueryTerm> QueryTerms(string text, string? language)
    {
        ArgumentNullException.ThrowIfNull(text);
        var terms = new List<QueryTerm>();
        var stemmers = Stemmers(language).Concat(Stemmers(null)).Distinct().ToArray();
        var reader = new WordReader(Limit(text), stackalloc char[MaxWordLength]);
        var name = new StringBuilder();
        while (terms.Count < MaxQueryTerms && reader.Read())
        {
            var forms = Forms(reader, stemmers);
            if (forms.Count == 0)
            {
                continue;
            }

            if (reader.IsJoined && terms.Count > 0 && name.Length + forms[0].Length <= MaxWordLength)
            {
                forms = [name.Append(forms[0]).ToString()];
                terms[^1] = new(forms, reader.EndsText);
                continue;
            }

            name.Clear().Append(forms[0]);
            var isPrefix = reader.EndsText && (!reader.IsUnspaced || reader.Word.Length == 1);
            terms.Add(new(forms, isPrefix));
        }

        return terms.DistinctBy(term => (term.Forms[0], term.IsPrefix)).ToList();
    }

    private static ReadOnlySpan<char> Limit(ReadOnlySpan<char> text) => text.Length > MaxTextLength ? text[..MaxTextLength] : text;

    private static Stemmer[] Stemmers(string? language) =>
        language is null or "" or "und" ? [Stemmer.For("nb")!, Stemmer.For("en")!]
        : Stemmer.For(language) is { } stemmer ? [stemmer]
        : [];

    private static List<string> Forms(in WordReader reader, Stemmer[] stemmers)
    {
        Span<char> buffer = stackalloc char[(MaxWordLength * 2) + 8];
        Span<char> stem = stackalloc char[(MaxWordLength * 2) + 8];
        var forms = new List<string>();
        Add(buffer[..Folding.Fold(reader.Word, buffer)], forms);
        if (forms.Count == 0 || reader.HasDigit || reader.IsUnspaced)
        {
            return forms;
        }

        foreach (var stemmer in stemmers)
        {
            var length = stemmer.Stem(reader.Word, stem);
            Add(buffer[..Folding.Fold(stem[..length], buffer)], forms);
        }

        Add(buffer[..Folding.FoldBare(reader.Word, buffer)], forms);
        return forms;

        static void Add(ReadOnlySpan<char> form, List<string> forms)
        {
            if (form.Length == 0)
            {
                return;
            }

            foreach (var other in forms)
            {
                if (form.SequenceEqual(other))
                {
                    return;
                }
            }

            forms.Add(form.ToString());
        }
    }

    private static void Analyse<TSink>(TSink sink, ReadOnlySpan<char> text, string? language)
        where TSink : struct, ITermSink, allows ref struct
    {
        const int Room = (MaxWordLength * 2) + 8;
        Span<char> folded = stackalloc char[Room];
        Span<char> stem = stackalloc char[Room];
        Span<char> foldedStem = stackalloc char[Room];
        Span<char> name = stackalloc char[MaxWordLength];
        var nameLength = 0;
        var pieces = 0;
        var stemmers = Stemmers(language);
        var reader = new WordReader(Limit(text), stackalloc char[MaxWordLength]);
        while (reader.Read())
        {
            if (!reader.IsJoined)
            {
                WriteName(sink, name[..nameLength], pieces);
                nameLength = pieces = 0;
            }

            var length = Folding.Fold(reader.Word, folded);
            var form = folded[..length];
            if (form.Length == 0)
            {
                continue;
            }

            sink.Write(form);
            pieces++;
            nameLength = form.TryCopyTo(name[nameLength..]) ? nameLength + form.Length : MaxWordLength;
            if (reader.HasDigit || reader.IsUnspaced)
            {
                continue;
            }

            foreach (var stemmer in stemmers)
            {
                var stemLength = stemmer.Stem(reader.Word, stem);
                stemLength = Folding.Fold(stem[..stemLength], foldedStem);
                if (stemLength > 0 && !foldedStem[..stemLength].SequenceEqual(form))
                {
                    sink.Write(foldedStem[..stemLength]);
                }
            }

            var bareLength = Folding.FoldBare(reader.Word, foldedStem);
            if (bareLength > 0)
            {
                sink.Write(foldedStem[..bareLength]);
            }
        }

        WriteName(sink, name[..nameLength], pieces);
    }

    private static void WriteName<TSink>(TSink sink, ReadOnlySpan<char> name, int pieces)
        where TSink : struct, ITermSink, allows ref struct
    {
        if (pieces > 1 && name.Length < MaxWordLength)
        {
            sink.Write(name);
        }
    }
}
