using System.Text;
using System.Text.Unicode;

namespace Svar.Mail.Sasl;

/// <summary>The message of PLAIN (RFC 4616), which every server and client can write and read.</summary>
public static class SaslPlain
{
    /// <summary>The response that gives name and password; <paramref name="actAs"/> is mostly empty.</summary>
    public static byte[] Write(string user, string password, string actAs = "")
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(actAs);
        return Encoding.UTF8.GetBytes($"{actAs}\0{user}\0{password}");
    }

    // message = [authzid] UTF8NUL authcid UTF8NUL passwd        RFC 4616 §2
    public static bool TryRead(ReadOnlySpan<byte> message, out string actAs, out string user, out string password)
    {
        actAs = user = password = "";
        var first = message.IndexOf((byte)0);
        if (first < 0)
        {
            return false;
        }

        var rest = message[(first + 1)..];
        var second = rest.IndexOf((byte)0);
        return second > 0
            && TryText(message[..first], out actAs)
            && TryText(rest[..second], out user)
            && TryText(rest[(second + 1)..], out password)
            && password.Length > 0;
    }

    internal static bool TryText(ReadOnlySpan<byte> bytes, out string text)
    {
        var good = Utf8.IsValid(bytes) && !bytes.Contains((byte)0);
        text = good ? Encoding.UTF8.GetString(bytes) : "";
        return good;
    }
}
