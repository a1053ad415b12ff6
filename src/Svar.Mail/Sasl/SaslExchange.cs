namespace Svar.Mail.Sasl;

/// <summary>
/// The client's side of one authentication (RFC 4422), without the protocol around it: that carries the bytes, in base64 mostly.
/// </summary>
public abstract class SaslExchange
{
    /// <summary>As in the server's list: <c>SCRAM-SHA-256</c>.</summary>
    public abstract string Mechanism { get; }

    /// <summary>The initial response; null when the server speaks first.</summary>
    public abstract byte[]? Start();

    /// <summary>The response to a challenge.</summary>
    /// <exception cref="SaslException">The challenge is not what the mechanism allows here, or the server failed to prove itself.</exception>
    public abstract byte[] Answer(ReadOnlySpan<byte> challenge);

    /// <summary>
    /// Whether a success that the server announces now may be believed. False when the mechanism has the server prove that it knows
    /// the password and it has not done so: then it is someone else's server.
    /// </summary>
    public virtual bool IsServerProven => true;

    /// <summary>The best mechanism that both sides have.</summary>
    /// <param name="credentials">Whose password or token.</param>
    /// <param name="offered">The server's mechanisms, in any case.</param>
    /// <param name="isSecret">Nobody can listen: TLS, or the caller's decision that clear text is fine.</param>
    /// <param name="host">The server's name, which OAUTHBEARER tells.</param>
    /// <param name="port">The server's port.</param>
    /// <param name="cancel">Ends the wait for a token.</param>
    /// <exception cref="SaslException">None fits; says what would be needed.</exception>
    public static async ValueTask<SaslExchange> ChooseAsync(
        SaslCredentials credentials, IReadOnlyCollection<string> offered, bool isSecret, string host, int port, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(offered);
        string[] ours = credentials.Password is null ? ["OAUTHBEARER", "XOAUTH2"] : ["SCRAM-SHA-256", "PLAIN", "LOGIN"];
        var known = ours.Where(name => credentials.Mechanism is null || Same(name, credentials.Mechanism)).ToList();
        var shared = known.Where(name => offered.Any(other => Same(name, other))).ToList();
        var usable = shared.Find(name => isSecret || Same(name, "SCRAM-SHA-256"));
        if (usable is null)
        {
            throw new SaslException(
                shared.Count > 0 ? $"{string.Join(", ", shared)} would show the secret to every listener: sign in over TLS"
                : known.Count == 0 ? $"the mechanism {credentials.Mechanism} does not go with {(credentials.Password is null ? "an access token" : "a password")}"
                : $"the server offers {(offered.Count == 0 ? "no authentication" : string.Join(", ", offered))}; we have {string.Join(", ", known)}");
        }

        if (credentials.Password is { } password)
        {
            return usable switch
            {
                "SCRAM-SHA-256" => new ScramSha256(credentials.User, password),
                "PLAIN" => new PlainExchange(credentials.User, password),
                _ => new LoginExchange(credentials.User, password),
            };
        }

        var token = await credentials.Token!(cancel);
        if (token.Any(c => c is < ' ' or > '~'))
        {
            throw new SaslException("the access token holds a character that no token has");
        }

        return usable == "OAUTHBEARER"
            ? new OAuthBearerExchange(credentials.User, token, host, port)
            : new XOAuth2Exchange(credentials.User, token);
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}

/// <summary>An authentication that cannot go on; the message says why. A wrong password is not this: that the server says.</summary>
public sealed class SaslException(string message) : Exception(message);
