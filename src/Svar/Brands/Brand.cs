using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Data;

namespace Svar.Brands;

/// <summary>What a company sells decides which statutory rights its customers have.</summary>
internal enum Sector
{
    Shop = 1,
    Telecom = 2,
    Travel = 3,
    Bank = 4,
    Craft = 5,
    Digital = 6,
}

/// <summary>A company as its customers see it: its name, languages, public address, telephone, post and look.</summary>
internal sealed class Brand : IVersioned
{
    public long Id { get; init; }

    /// <summary>In URLs: <c>/b/{slug}</c>. Unique.</summary>
    public required string Slug { get; set; }
    public required string Name { get; set; }
    public Sector Sector { get; set; } = Sector.Shop;

    /// <summary>ISO 3166-1 alpha-2: whose law, holidays and way of writing numbers apply.</summary>
    public string Country { get; set; } = "NO";

    /// <summary>IANA zone of the brand's clock.</summary>
    public string Zone { get; set; } = "Europe/Oslo";

    /// <summary>ISO 639-1, comma-separated, the default first.</summary>
    public string Languages { get; set; } = "nb,en";

    /// <summary>The host name at which the brand's pages stand, such as <c>hjelp.fjordogfell.example</c>; null: at <c>/b/{slug}</c>.</summary>
    public string? PublicHost { get; set; }

    /// <summary>Base of links in mails, such as <c>https://hjelp.fjordogfell.example</c>.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Before the number of a conversation: <c>FF</c> of <c>FF-1042</c>. Unique.</summary>
    public required string NumberPrefix { get; set; }

    /// <summary>The company's own web site.</summary>
    public string? WebSite { get; set; }
    public string? PostAddress { get; set; }
    public string? VisitAddress { get; set; }

    /// <summary>A line under the name on the contact page.</summary>
    public Texts Tagline { get; set; } = [];

    /// <summary>Two colours of its look, <c>#rrggbb</c>.</summary>
    public string PrimaryColour { get; set; } = "#1f4e5f";
    public string AccentColour { get; set; } = "#b4532a";

    /// <summary>A small SVG or data address; null: the name in letters.</summary>
    public string? Logo { get; set; }

    /// <summary>How long callers wait just now, as last told, and when that was.</summary>
    public int? PhoneWaitMinutes { get; set; }
    public DateTime? PhoneWaitAt { get; set; }
    public int Version { get; set; }

    public List<BrandPhone> Phones { get; init; } = [];

    public IReadOnlyList<string> LanguageList => Languages.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    public string DefaultLanguage => LanguageList is [var first, ..] ? first : "en";

    internal sealed class Map : IEntityTypeConfiguration<Brand>
    {
        public void Configure(EntityTypeBuilder<Brand> builder)
        {
            builder.Property(b => b.Id).ValueGeneratedNever();
            builder.HasIndex(b => b.Slug).IsUnique();
            builder.HasIndex(b => b.NumberPrefix).IsUnique();
            builder.HasIndex(b => b.PublicHost).IsUnique();
            builder.HasMany(b => b.Phones).WithOne().HasForeignKey(p => p.BrandId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>A telephone number on the contact page.</summary>
internal sealed class BrandPhone : IBrandOwned
{
    public long Id { get; init; }
    public long BrandId { get; init; }

    /// <summary>ITU-T E.164: <c>+4780000123</c>.</summary>
    public required string E164 { get; set; }

    /// <summary>As the country writes it: <c>800 00 123</c>.</summary>
    public required string Shown { get; set; }
    public bool IsTollFree { get; set; }

    /// <summary>What it is for: 'Customer service', 'From abroad'.</summary>
    public Texts Purpose { get; set; } = [];

    /// <summary>What a call costs, in words; empty: nothing is said.</summary>
    public Texts Cost { get; set; } = [];
    public int Order { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<BrandPhone>
    {
        public void Configure(EntityTypeBuilder<BrandPhone> builder)
        {
            builder.Property(p => p.Id).ValueGeneratedNever();
            builder.HasIndex(p => p.BrandId);
        }
    }
}
