namespace Svar.Demo;

/// <summary>A thing the shop sells. <paramref name="PriceMinor"/> is in øre; <paramref name="Sizes"/> is empty where there is one size.</summary>
public sealed record DemoProduct(
    string Sku,
    string Type,
    string NameNb,
    string NameEn,
    string CategoryNb,
    string CategoryEn,
    long PriceMinor,
    IReadOnlyList<string> Sizes,
    DemoGuide? Guide)
{
    public const string Currency = "NOK";

    public string Name(string language) => language == "en" ? NameEn : NameNb;
}

/// <summary>A way through a fault, step by step, in both languages; each step ends in the question whether it helped.</summary>
public sealed record DemoGuide(string Slug, string TitleNb, string TitleEn, IReadOnlyList<DemoGuideStep> StepsNb, IReadOnlyList<DemoGuideStep> StepsEn);

/// <summary>One step: a heading and Markdown.</summary>
public sealed record DemoGuideStep(string Title, string Body);
