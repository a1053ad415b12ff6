using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Svar.Web;

namespace Svar.Tests.Web;

public sealed class WebRoomTests
{
    private static readonly PublicBrand Brand = new("Fjord & Fell", BrandColours.From("#12424a", "#12424a"), ["nb", "en"]);

    [Theory]
    [InlineData("public.css")]
    [InlineData("desk.css")]
    public async Task Style_sheets_arrive_whole_in_production_from_the_build_output(string name)
    {
        await using var host = await PageHost.StartAsync();
        var url = WebAssets.Embedded.Href(name)!;
        var (answer, plain) = await host.FetchAsync(url);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/css", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.InRange(plain.Length, 5_000, 40_000);

        var (small, packed) = await host.FetchAsync(url, "gzip;q=0.5, br");
        Assert.Equal("br", Assert.Single(small.Content.Headers.ContentEncoding));
        Assert.Equal(plain, Unpack(packed));
    }

    [Fact]
    public async Task An_asset_of_another_version_is_asked_for_again_and_an_unknown_one_is_not_found()
    {
        await using var host = await PageHost.StartAsync();
        var (old, _) = await host.FetchAsync("/assets/public.css?v=0123456789ab");
        Assert.True(old.Headers.CacheControl!.NoCache);
        var (none, _) = await host.FetchAsync("/assets/..%2Fsvar.dll");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task People_get_a_page_that_says_what_was_kept_and_programs_a_problem_document()
    {
        await using var host = await PageHost.StartAsync(brand: Brand);
        var (answer, html) = await host.BrowseAsync("/nowhere", "en");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no such page", html, StringComparison.Ordinal);
        Assert.Contains("Fjord &amp; Fell", html, StringComparison.Ordinal);
        var (_, bare) = await host.FetchAsync("/nowhere");
        Assert.Empty(bare);
        var (problem, api) = await host.BrowseAsync("/api/v1/nowhere");
        Assert.Equal("application/problem+json", problem.Content.Headers.ContentType?.MediaType);
        Assert.Contains("/openapi/v1.json", api, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "https 203.0.113.9")]
    [InlineData("127.0.0.0/8", "https 203.0.113.9")]
    [InlineData("10.0.0.0/8", "http 127.0.0.1")]
    [InlineData(null, "http 127.0.0.1")]
    public async Task Only_a_trusted_proxy_says_who_called(string? trusted, string expected)
    {
        (string, string)[] settings = trusted is null ? [] : [("Web:TrustedProxies:0", trusted)];
        await using var host = await PageHost.StartAsync(e => e.MapGet("/who", (HttpContext c) => $"{c.Request.Scheme} {c.Connection.RemoteIpAddress}"), null, settings);
        var (_, body) = await host.FetchAsync("/who", forwardedFor: "203.0.113.9");
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(body));
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_stops_the_start() =>
        Assert.Contains("Web:TrustedProxies", (await Assert.ThrowsAsync<Svar.Data.BadSettingException>(() => PageHost.StartAsync(null, null, ("Web:TrustedProxies:0", "nginx")))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_fault_of_ours_shows_a_reference_and_no_stack()
    {
        await using var host = await PageHost.StartAsync(e => e.MapGet("/fault", IResult () => throw new InvalidOperationException("secret detail")), Brand);
        var (answer, html) = await host.BrowseAsync("/fault", "nb");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("En feil hos oss", html, StringComparison.Ordinal);
        Assert.Contains("<code>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", html, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_chosen_in_the_address_is_remembered()
    {
        await using var host = await PageHost.StartAsync(brand: Brand);
        var (answer, html) = await host.BrowseAsync("/nowhere?lang=en", "nb");
        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("lang=en;", cookie, StringComparison.Ordinal);
        var (_, later) = await host.BrowseAsync("/nowhere", "nb", "lang=en");
        Assert.Contains("<html lang=\"en\">", later, StringComparison.Ordinal);
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var source = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var target = new MemoryStream();
        source.CopyTo(target);
        return target.ToArray();
    }
}
