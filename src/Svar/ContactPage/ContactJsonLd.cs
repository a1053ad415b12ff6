using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Svar.ContactPage;

/// <summary>The page's facts for machines: Organization with ContactPoint and OpeningHoursSpecification (schema.org).</summary>
public static class ContactJsonLd
{
    /// <summary>JSON that is safe inside a script element: the default encoder escapes <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c>.</summary>
    public static string Of(ContactPageModel model)
    {
        var languages = model.Brand.Languages;
        var points = new JsonArray();
        foreach (var phone in model.Phones)
        {
            var point = Point(languages, "customer service");
            point["telephone"] = phone.E164;
            point["description"] = phone.Purpose;
            point["contactOption"] = phone.IsTollFree ? "https://schema.org/TollFree" : null;
            point["hoursAvailable"] = Hours(model.Hours);
            points.Add(point);
        }

        if (model.Email is not null)
        {
            var point = Point(languages, "customer service");
            point["email"] = model.Email;
            point["hoursAvailable"] = Hours(model.MailHours?.Week ?? []);
            points.Add(point);
        }

        var organisation = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Organization",
            ["name"] = model.Brand.Name,
            ["url"] = model.Brand.HomeUrl,
            ["contactPoint"] = points,
        };
        return JsonSerializer.Serialize(WithoutNulls(organisation));
    }

    private static JsonObject Point(IReadOnlyList<string> languages, string type) => new()
    {
        ["@type"] = "ContactPoint",
        ["contactType"] = type,
        ["availableLanguage"] = new JsonArray([.. languages.Select(l => (JsonNode)l)]),
    };

    private static JsonArray Hours(IReadOnlyList<OpeningDay> week)
    {
        var specifications = week
            .SelectMany(d => d.Intervals.Select(i => (d.Day, Interval: i)))
            .GroupBy(x => x.Interval, x => x.Day)
            .Select(g => (JsonNode)new JsonObject
            {
                ["@type"] = "OpeningHoursSpecification",
                ["dayOfWeek"] = new JsonArray([.. g.Select(day => (JsonNode)$"https://schema.org/{day}")]),
                ["opens"] = g.Key.From.ToString("HH:mm", CultureInfo.InvariantCulture),
                ["closes"] = g.Key.To == TimeOnly.MinValue ? "23:59" : g.Key.To.ToString("HH:mm", CultureInfo.InvariantCulture),
            });
        return [.. specifications];
    }

    private static JsonObject WithoutNulls(JsonObject node)
    {
        foreach (var (name, value) in node.ToList())
        {
            if (value is null)
            {
                node.Remove(name);
            }
            else
            {
                foreach (var child in value is JsonArray array ? array.OfType<JsonObject>().ToList() : value is JsonObject one ? [one] : [])
                {
                    WithoutNulls(child);
                }
            }
        }

        return node;
    }
}
