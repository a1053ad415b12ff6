using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;

namespace Svar.Accounts;

/// <summary>The e-mail address of an account, as a person types it.</summary>
internal static class EmailAddress
{
    /// <summary>A bare address (RFC 5321 §4.1.2) without a display name; what is around it is cut off.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out string? address)
    {
        address = text?.Trim();
        if (address is { Length: > 2 and <= Staff.LongestEmail }
            && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c) || c >= '\uFFF0')
            && MailAddress.TryCreate(address, out var read) && read.Address == address)
        {
            return true;
        }

        address = null;
        return false;
    }

    /// <summary>Under which an account is found; something that is no address finds none.</summary>
    public static string Key(string? text) => TryRead(text, out var address) ? Staff.NormalisedEmail(address) : "";
}
