using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Svar.Data;

namespace Svar.Web;

/// <summary>Takes the word of <see cref="WebOptions.TrustedProxies"/>.</summary>
internal static class TrustedProxies
{
    private const string Setting = $"{WebOptions.Section}:{nameof(WebOptions.TrustedProxies)}";

    public static void UseTrustedProxies(this WebApplication app)
    {
        var trusted = (app.Configuration.GetSection(WebOptions.Section).Get<WebOptions>() ?? new WebOptions()).TrustedProxies;
        if (trusted.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var one in trusted)
        {
            if (IPAddress.TryParse(one, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(one, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else
            {
                throw new BadSettingException(Setting, one, "an address such as 127.0.0.1, or a network such as 10.0.0.0/8");
            }
        }

        app.UseForwardedHeaders(options);
    }
}
