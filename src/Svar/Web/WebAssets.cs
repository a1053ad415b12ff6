using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Svar.Web;

/// <summary>
/// The style sheets and scripts that the build embedded (Web/Client.targets), each addressed by a hash of its bytes so that a
/// browser may keep it for ever. A script is missing when the build found no Node: ask <see cref="Href"/>, which then is null.
/// </summary>
public sealed class WebAssets
{
    private const string Prefix = "assets/";
    private readonly FrozenDictionary<string, Asset> _assets;

    private WebAssets(IEnumerable<Asset> assets) => _assets = assets.ToFrozenDictionary(a => a.Name, StringComparer.Ordinal);

    /// <summary>What was embedded in this assembly.</summary>
    public static WebAssets Embedded { get; } = Load();

    /// <summary>Address with version, or null when the build had nothing to make it with.</summary>
    public string? Href(string name) =>
        _assets.TryGetValue(name, out var asset) ? "/assets/" + name + "?v=" + asset.Version : null;

    /// <summary>Serves <c>/assets/{name}</c>: for ever when the version in the query is the present one, else to be asked again.</summary>
    public void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/assets/{name}", [HttpMethods.Get, HttpMethods.Head], Serve).AllowAnonymous().ExcludeFromDescription();

    private IResult Serve(string name, HttpContext context)
    {
        if (!_assets.TryGetValue(name, out var asset))
        {
            return TypedResults.NotFound();
        }

        var headers = context.Response.Headers;
        headers.CacheControl = context.Request.Query["v"] == asset.Version ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        var compressed = Accepts(context.Request, "br") ? asset.Brotli.Value : null;
        if (compressed is not null)
        {
            headers.ContentEncoding = "br";
        }

        var tag = new EntityTagHeaderValue('"' + asset.Version + (compressed is null ? "" : "-br") + '"');
        return TypedResults.Bytes(compressed ?? asset.Bytes, asset.ContentType, entityTag: tag);
    }

    // RFC 9110 §12.5.3: a coding with q=0 is refused.
    private static bool Accepts(HttpRequest request, string coding) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted)
        && accepted.Any(a => a.Value.Equals(coding, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0);

    private static WebAssets Load()
    {
        var assembly = typeof(WebAssets).Assembly;
        var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal));
        return new WebAssets(names.Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return new Asset(name[Prefix.Length..], bytes);
        }));
    }

    private sealed class Asset(string name, byte[] bytes)
    {
        public string Name => name;

        public byte[] Bytes => bytes;

        public string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];

        public string ContentType => name.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";

        public Lazy<byte[]> Brotli { get; } = new(() => Compress(bytes));

        private static byte[] Compress(byte[] bytes)
        {
            using var target = new MemoryStream();
            using (var brotli = new BrotliStream(target, CompressionLevel.SmallestSize))
            {
                brotli.Write(bytes);
            }

            return target.ToArray();
        }
    }
}
