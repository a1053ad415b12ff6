using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Svar.ContactPage;
using Svar.Desk;
using Svar.Desk.Settings;
using Svar.Web;

namespace Svar.Tests.Web;

public sealed partial class TextsTests
{
    public static TheoryData<Type> Rooms => [typeof(WebTexts), typeof(ContactPageTexts), typeof(DeskTexts), typeof(SettingsTexts)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Every_text_is_there_in_both_languages_with_the_same_places_to_fill(Type room)
    {
        var english = Texts(room, "");
        var norwegian = Texts(room, "nb");
        Assert.NotEmpty(english);
        Assert.Equal(Listed(english.Keys), Listed(norwegian.Keys));
        Assert.All(english, pair =>
        {
            Assert.NotEqual("", norwegian[pair.Key].Trim(), StringComparer.Ordinal);
            Assert.Equal(Places(pair.Value), Places(norwegian[pair.Key]));
        });
    }

    [Fact]
    public void Every_text_that_a_component_names_exists()
    {
        var known = Rooms.SelectMany(r => Texts(((Type)r.Data), "").Keys).ToHashSet(StringComparer.Ordinal);
        var folders = new[] { "Web", "ContactPage", "Desk" }.Select(f => Path.Combine(Source(), f));
        var named = folders
            .SelectMany(f => Directory.EnumerateFiles(f, "*.razor", SearchOption.AllDirectories))
            .SelectMany(f => Named().Matches(File.ReadAllText(f)).Select(m => (File: Path.GetFileName(f), Key: m.Groups["key"].Value)))
            .ToList();
        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, n => !known.Contains(n.Key));
    }

    private static Dictionary<string, string> Texts(Type room, string culture)
    {
        var manager = new ResourceManager(room.FullName!, room.Assembly);
        using var set = manager.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false);
        return set!.Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);
    }

    private static string Places(string text) => Listed(Place().Matches(text).Select(m => m.Value));

    private static string Listed(IEnumerable<string> items) => string.Join('\n', items.Order(StringComparer.Ordinal));

    private static string Source()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Svar.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests are not run from within the source tree.");
        }

        return Path.Combine(folder.FullName, "src", "Svar");
    }

    [GeneratedRegex("""@?\b[TW]\["(?<key>[A-Za-z0-9.]+)"[\],]""", RegexOptions.None, 1000)]
    private static partial Regex Named();

    [GeneratedRegex("""\{\d[^}]*\}""", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
