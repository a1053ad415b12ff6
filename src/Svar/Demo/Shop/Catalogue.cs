using System.Globalization;

namespace Svar.Demo;

/// <summary>The products and how one speaks of them, read from the embedded lists.</summary>
internal sealed class Catalogue
{
    private readonly Dictionary<string, string[]> _types;

    private Catalogue(IReadOnlyList<DemoProduct> products, Dictionary<string, string[]> types)
    {
        Products = products;
        _types = types;
    }

    public IReadOnlyList<DemoProduct> Products { get; }

    public static Catalogue Read()
    {
        var types = Rows("types.txt").ToDictionary(row => row[0], StringComparer.Ordinal);
        var guides = Guides.Read();
        var products = Rows("products.txt").Select(row => new DemoProduct(
            row[0],
            row[1],
            row[2],
            row[3],
            types[row[1]][8],
            types[row[1]][9],
            long.Parse(row[4], CultureInfo.InvariantCulture) * 100,
            row[5].Split(',', StringSplitOptions.RemoveEmptyEntries),
            guides.GetValueOrDefault(row[1])));
        return new Catalogue(products.ToList(), types);
    }

    /// <summary>With its article: 'et telt', 'a tent'.</summary>
    public string A(DemoProduct product, string language) => _types[product.Type][language == "en" ? 5 : 1];

    public string Noun(DemoProduct product, string language) => _types[product.Type][language == "en" ? 6 : 2];

    public string The(DemoProduct product, string language) => language == "en" ? "the " + _types[product.Type][6] : _types[product.Type][3];

    public string It(DemoProduct product, string language) => _types[product.Type][language == "en" ? 7 : 4];

    public bool IsPlural(DemoProduct product) => _types[product.Type][7] == "they";

    /// <summary>Name with its article: 'en Stormur skalljakke', 'et Skavl 2 tunneltelt', 'a pair of Tova wool mittens'.</summary>
    public string AProduct(DemoProduct product, string language) => (language, IsPlural(product), IsNeuter(product)) switch
    {
        ("en", true, _) => "a pair of ",
        ("en", _, _) => "aeiouAEIO".Contains(product.NameEn[0], StringComparison.Ordinal) ? "an " : "a ",
        (_, true, _) => product.Type == "longjohns" ? "en " : "et par ",
        (_, _, true) => "et ",
        _ => "en ",
    } + product.Name(language);

    /// <summary>The same, new.</summary>
    public string ANew(DemoProduct product, string language) => (language, IsPlural(product), IsNeuter(product)) switch
    {
        ("en", true, _) => "a new pair of ",
        ("en", _, _) => "a new ",
        (_, true, _) => product.Type is "longjohns" or "trousers" ? "en ny " : "et par nye ",
        (_, _, true) => "et nytt ",
        _ => "en ny ",
    } + product.Name(language);

    private bool IsNeuter(DemoProduct product) => _types[product.Type][4] == "det";

    private static IEnumerable<string[]> Rows(string file) => WordingFile.Text(file)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line[0] != '#')
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries));
}
