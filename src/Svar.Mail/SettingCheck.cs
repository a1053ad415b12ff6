namespace Svar.Mail;

/// <summary>What clients and servers say of a setting that cannot be.</summary>
internal static class SettingCheck
{
    public static void Demand(bool good, string name, object value, string right)
    {
        if (!good)
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} is {value}; it must be {right}"), name);
        }
    }

    /// <summary>Goes into commands and into TLS as it stands.</summary>
    public static void Host(string? host) =>
        Demand(!string.IsNullOrEmpty(host) && !host.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)), nameof(host), $"'{host}'", "a host name or an address");
}
