namespace Svar.Web;

/// <summary>Section <c>Web</c>.</summary>
internal sealed record WebOptions
{
    public const string Section = "Web";

    /// <summary>Addresses or networks of the proxies in front, whose word on who called, by which scheme and host, is taken. Nobody else's is: anyone can write such a header.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];
}
