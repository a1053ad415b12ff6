namespace Svar.Mail.Sasl;

/// <summary>Who signs in at a mail server, and by what. Never prints its secret.</summary>
public sealed class SaslCredentials
{
    private SaslCredentials(string user, string? password, Func<CancellationToken, ValueTask<string>>? token, string? mechanism)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);

        // RFC 4616 §2, RFC 7628 §3.1: a zero octet or ^A ends a name on the wire; what follows would be read as something else.
        if (user.Any(char.IsControl))
        {
            throw new ArgumentException("a user name holds no control characters", nameof(user));
        }

        if (password is not null && password.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("a password holds no zero character", nameof(password));
        }

        (User, Password, Token, Mechanism) = (user, password, token, mechanism);
    }

    public string User { get; }

    /// <summary>Set, only this mechanism is used; else the best that both sides have.</summary>
    public string? Mechanism { get; }

    internal string? Password { get; }

    internal Func<CancellationToken, ValueTask<string>>? Token { get; }

    /// <summary>A password, for SCRAM-SHA-256, PLAIN or LOGIN.</summary>
    public static SaslCredentials ByPassword(string user, string password, string? mechanism = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(password);
        return new SaslCredentials(user, password, null, mechanism);
    }

    /// <summary>An OAuth 2.0 access token, for OAUTHBEARER or XOAUTH2. Asked for at each sign-in, since tokens live an hour.</summary>
    public static SaslCredentials ByToken(string user, Func<CancellationToken, ValueTask<string>> token, string? mechanism = null)
    {
        ArgumentNullException.ThrowIfNull(token);
        return new SaslCredentials(user, null, token, mechanism);
    }

    public override string ToString() => User + (Password is null ? " by token" : " by password");
}
