using System.Globalization;
using System.Text;

namespace Svar.Mail.Sasl;

/// <summary>OAUTHBEARER, RFC 7628: an access token.</summary>
internal sealed class OAuthBearerExchange(string user, string token, string host, int port) : SaslExchange
{
    public override string Mechanism => "OAUTHBEARER";

    // client-resp = gs2-header kvsep *kvpair kvsep; kvsep = %x01        RFC 7628 §3.1
    public override byte[] Start() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"n,a={user.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal)},\u0001host={host}\u0001port={port}\u0001auth=Bearer {token}\u0001\u0001"));

    // A failure comes as a challenge; a single ^A in answer to it lets the server end the exchange. RFC 7628 §3.2.3
    public override byte[] Answer(ReadOnlySpan<byte> challenge) => [1];
}

/// <summary>XOAUTH2, the form of Google and Microsoft before there was a standard.</summary>
internal sealed class XOAuth2Exchange(string user, string token) : SaslExchange
{
    public override string Mechanism => "XOAUTH2";

    // "user=" {User} ^A "auth=Bearer " {token} ^A ^A        https://developers.google.com/gmail/imap/xoauth2-protocol
    public override byte[] Start() => Encoding.UTF8.GetBytes($"user={user}\u0001auth=Bearer {token}\u0001\u0001");

    // A failure comes as a challenge with JSON; an empty response makes the server say so.
    public override byte[] Answer(ReadOnlySpan<byte> challenge) => [];
}
