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

    private static IEnumerable<string[]> Rows(string file) => WordingFile.Text(file)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line[0] != '#')
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries));
}
