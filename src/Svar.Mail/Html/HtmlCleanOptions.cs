namespace Svar.Mail.Html;

/// <summary>How a mail's HTML is to be cleaned.</summary>
public sealed record HtmlCleanOptions
{
    /// <summary>The options that <see cref="HtmlCleaner"/> uses when none are given: no picture but those written out in the mail itself.</summary>
    public static HtmlCleanOptions Default { get; } = new();

    /// <summary>
    /// Where the part with this content id (RFC 2392, without 'cid:') can be fetched, or null when there is none. What it answers is
    /// written as the picture's address unjudged.
    /// </summary>
    public Func<string, string?>? ContentId { get; init; }

    /// <summary>
    /// Where a remote picture may be loaded from instead (a proxy), or null to block it. Without this every remote picture is blocked: it
    /// becomes an <c>img</c> without source, its address in <c>data-blocked-src</c>.
    /// </summary>
    public Func<string, string?>? RemoteImage { get; init; }

    /// <summary>Typography by style attributes and style sheets; without it only the elements' own remain. Default true.</summary>
    public bool KeepsStyles { get; init; } = true;

    /// <summary>Characters that are read; the rest is left out. Default 4,000,000, which takes well under a second.</summary>
    public int Limit { get; init; } = 4_000_000;

    /// <summary>Longest picture written out in the mail as a data: address, in characters. Default 1,000,000.</summary>
    public int LongestDataImage { get; init; } = 1_000_000;
}

/// <summary>A cleaned mail: a fragment that may be put into any element of a page.</summary>
/// <param name="Html">The fragment.</param>
/// <param name="BlockedImages">Remote pictures that became placeholders.</param>
/// <param name="RemovedTrackers">Remote pictures of a point or two in size, which are there to report that the mail was opened. They leave no placeholder.</param>
public sealed record CleanedHtml(string Html, int BlockedImages, int RemovedTrackers);
