using System.Text;

namespace Svar.Mail.Imap;

/// <summary>Names of mailboxes as they travel: modified UTF-7, RFC 3501 §5.1.3.</summary>
internal static class ImapFolderName
{
    public static string Encode(string name)
    {
        var encoded = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length;)
        {
            if (name[i] is >= ' ' and <= '~')
            {
                encoded.Append(name[i] == '&' ? "&-" : name[i].ToString());
                i++;
                continue;
            }

            var start = i;
            while (i < name.Length && name[i] is < ' ' or > '~')
            {
                i++;
            }

            var base64 = Convert.ToBase64String(Encoding.BigEndianUnicode.GetBytes(name[start..i])).TrimEnd('=').Replace('/', ',');
            encoded.Append('&').Append(base64).Append('-');
        }

        return encoded.ToString();
    }

    /// <summary>A name that is not well encoded is given as it came: it may be UTF-8, or simply hold an ampersand.</summary>
    public static string Decode(string encoded)
    {
        var name = new StringBuilder(encoded.Length);
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] != '&')
            {
                name.Append(encoded[i]);
                continue;
            }

            var end = encoded.IndexOf('-', i);
            if (end < 0)
            {
                return encoded;
            }

            if (end == i + 1)
            {
                name.Append('&');
                i = end;
                continue;
            }

            var base64 = encoded[(i + 1)..end].Replace(',', '/');
            var bytes = new byte[base64.Length];
            if (!Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out var length) || length % 2 != 0)
            {
                return encoded;
            }

            name.Append(Encoding.BigEndianUnicode.GetString(bytes, 0, length));
            i = end;
        }

        return name.ToString();
    }
}
