using System.Globalization;
using System.Text;

namespace Svar.Demo;

/// <summary>Invents the customers: names, addresses under .example, places, and the habits of their letters.</summary>
internal static class Townspeople
{
    public const int Count = 250;
    private const int WriteEnglish = 62;

    private static readonly (string Client, int Weight)[] _clients =
    [
        ("iphone", 23), ("gmail", 23), ("outlook", 11), ("outlook-mobile", 10), ("samsung", 9), ("applemail", 6),
        ("thunderbird", 5), ("yahoo", 4), ("proton", 4), ("webmail", 5),
    ];

    public static IReadOnlyList<DemoCustomer> Make(Draw draw)
    {
        var lists = ("\n" + WordingFile.Text("people.txt")).Split("\n# ").Skip(1)
            .ToDictionary(
                s => s[..s.IndexOf('\n', StringComparison.Ordinal)],
                s => s[s.IndexOf('\n', StringComparison.Ordinal)..].Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
                StringComparer.Ordinal);
        var names = Names(lists, draw);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var people = new List<DemoCustomer>(Count);
        var firms = lists["firms"].Select(f => (Domain: f.Split('|')[0], Name: f.Split('|')[1].Replace('~', ' '))).ToArray();
        foreach (var (first, last, language) in names)
        {
            var firm = language == "nb" && draw.Chance(.06) ? draw.Pick(firms) : default;
            var (street, postcode, town, country) = Place(lists, language, draw);
            people.Add(new DemoCustomer(
                people.Count + 1,
                first,
                last,
                Address(first, last, firm.Domain ?? draw.Pick(lists[language == "en" ? "domains en" : "domains"]), firm.Domain is not null, used, draw),
                language,
                street,
                postcode,
                town,
                country,
                country == "NO" ? "+47 " + draw.Pick(["400", "401", "900", "990"]) + " 00 " + draw.Token(3, "0123456789") : "+44 7700 900" + draw.Token(3, "0123456789"),
                firm.Domain is not null ? "firm" : draw.Chance(.32) ? "club" : null,
                Manner(language, firm.Name, draw)));
        }

        return people;
    }

    private static List<(string First, string Last, string Language)> Names(Dictionary<string, string[]> lists, Draw draw)
    {
        var first = new Deck<string>(lists["nb first"], draw);
        var last = new Deck<string>(lists["nb last"], draw);
        var names = new List<(string, string, string)>();
        void Add(string pair, string language) => names.Add((pair.Split('|')[0], pair.Split('|')[1].Replace('-', language == "en" ? ' ' : '-'), language));
        foreach (var pair in lists["nb foreign"])
        {
            Add(pair, "nb");
        }

        foreach (var pair in lists["en"].Take(WriteEnglish))
        {
            Add(pair, "en");
        }

        while (names.Count < Count)
        {
            names.Add((first.Deal(), last.Deal(), "nb"));
        }

        draw.Shuffle(names);
        return names;
    }

    private static (string Street, string Postcode, string Town, string Country) Place(Dictionary<string, string[]> lists, string language, Draw draw)
    {
        if (language == "en" && draw.Chance(.4))
        {
            var abroad = draw.Pick(lists["abroad"]).Replace('~', ' ').Split('|');
            return (abroad[3], abroad[0], abroad[1], abroad[2]);
        }

        var town = draw.Pick(lists["towns"]).Split('|');
        var street = draw.Pick(lists["streets"]).Replace('~', ' ') + " " + draw.Between(1, 88).ToString(CultureInfo.InvariantCulture) + (draw.Chance(.15) ? draw.Pick(["A", "B", "C"]) : "");
        return (street, town[0], town[1], "NO");
    }

    private static string Address(string first, string last, string domain, bool atWork, HashSet<string> used, Draw draw)
    {
        var (f, l) = (Ascii(first), Ascii(last));
        for (var attempt = 0; ; attempt++)
        {
            var number = draw.Between(1, 99).ToString("00", CultureInfo.InvariantCulture);
            var local = (atWork && attempt == 0 ? 0 : attempt > 1 ? 3 : draw.Next(6)) switch
            {
                0 => f + "." + l,
                1 => f[..1] + l,
                2 => f + l,
                3 => f + "." + l + number,
                4 => f + "_" + l[..1] + number,
                _ => l + "." + f,
            };
            if (used.Add(local + "@" + domain))
            {
                return local + "@" + domain;
            }
        }
    }

    private static DemoManner Manner(string language, string? company, Draw draw)
    {
        var roll = draw.Next(_clients.Sum(c => c.Weight));
        var client = _clients[0].Client;
        foreach (var (name, weight) in _clients)
        {
            if ((roll -= weight) < 0)
            {
                client = name;
                break;
            }
        }

        if (company is not null)
        {
            return new DemoManner("outlook", draw.Pick(["Hei,", "Hei!", "God dag,"]), draw.Pick(["Med vennlig hilsen", "Vennlig hilsen", "Mvh"]), false, false, company);
        }

        var (greetings, closings) = language == "en"
            ? (["Hi,", "Hi", "Hello,", "Hi there,", "Hello!", "Dear customer service,", "", "Hey,", "Dear Fjord & Fell,"],
                (string[])["Best regards,", "Best,", "Thanks,", "Kind regards,", "Regards,", "Cheers,", "", "Many thanks,", "All the best,"])
            : ((string[])["Hei,", "Hei!", "Hei", "Hei.", "God dag.", "Hallo!", "Heisann!", "", "Hei Fjord & Fell,", "Hei der,", "Til kundeservice."],
                (string[])["Mvh", "Hilsen", "Vennlig hilsen", "Med vennlig hilsen", "Mvh,", "Hilsen,", "", "Vh", "Beste hilsen"]);
        return new DemoManner(client, draw.Pick(greetings), draw.Pick(closings), draw.Chance(.5), draw.Chance(.07), null);
    }

    /// <summary>Norwegian letters as Norwegians write them in addresses; other accents dropped.</summary>
    private static string Ascii(string name)
    {
        var plain = new StringBuilder();
        foreach (var c in name.ToLowerInvariant().Replace("æ", "ae", StringComparison.Ordinal).Replace('ø', 'o').Replace("å", "a", StringComparison.Ordinal).Replace('ł', 'l').Replace('ı', 'i').Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c) || c == '-')
            {
                plain.Append(c);
            }
        }

        return plain.ToString();
    }
}
