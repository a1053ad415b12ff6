using System.Security.Cryptography;
using System.Text;

namespace Svar.Conversations;

/// <summary>A short key of a Message-ID for look-up; the header itself decides.</summary>
internal static class MessageIdHash
{
    /// <summary>0 for an id that says nothing.</summary>
    public static long Of(string messageId)
    {
        if (messageId.Length == 0)
        {
            return 0;
        }

        Span<byte> sum = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(messageId), sum);
        var hash = BitConverter.ToInt64(sum);
        return hash == 0 ? 1 : hash;
    }
}
