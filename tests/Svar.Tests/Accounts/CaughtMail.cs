using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.Data;

namespace Svar.Tests.Accounts;

internal sealed record Caught(string To, string Language, string Subject, string Text)
{
    /// <summary>Path and query of the link in it.</summary>
    public string Link => new Uri(Regex.Match(Text, @"https?://\S+", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Value).PathAndQuery;

    public string Key => Link.Split("key=")[1];
}

/// <summary>The outbox of these tests.</summary>
internal sealed class CaughtMail : IAccountMail
{
    public List<Caught> All { get; } = [];

    public Caught Last => All[^1];

    public Task SendAsync(SvarDb db, string to, string name, string language, string subject, string text, CancellationToken cancel)
    {
        All.Add(new Caught(to, language, subject, text));
        return Task.CompletedTask;
    }
}

internal sealed class AllBrands : IBrandNames
{
    public async Task<IReadOnlyList<BrandName>> ListAsync(SvarDb db, CancellationToken cancel) =>
        await db.Set<Brand>().OrderBy(b => b.Id).Select(b => new BrandName(b.Id, b.Name, b.Zone)).ToListAsync(cancel);
}
