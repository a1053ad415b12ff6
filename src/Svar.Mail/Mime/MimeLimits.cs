namespace Svar.Mail.Mime;

/// <summary>Where reading stops to go deeper; past a limit the mail is still read, the rest kept as one opaque part, with a defect.</summary>
public sealed record MimeLimits
{
    /// <summary>The limits that apply when none are given.</summary>
    public static MimeLimits Default { get; } = new();

    /// <summary>Multiparts and messages inside each other. Real mail stays under 10; each level costs a comparison a line.</summary>
    public int MaxDepth { get; init; } = 50;

    /// <summary>Parts of one mail, all levels together. Digests of busy lists have some hundreds.</summary>
    public int MaxParts { get; init; } = 5_000;

    /// <summary>Header fields of one mail, all parts together; 16 bytes of memory each.</summary>
    public int MaxHeaders { get; init; } = 50_000;
}
