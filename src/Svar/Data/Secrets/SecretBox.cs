using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Svar.Data.Secrets;

/// <summary>
/// Encrypts what must not be read in the database or in a backup of it (AES-256-GCM, NIST SP 800-38D), by the
/// <see cref="MasterKey"/>. The purpose is bound in: what was made for one thing cannot be put in the place of another.
/// </summary>
internal sealed class SecretBox(MasterKey key)
{
    private const byte Format = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <param name="purpose">What it is for, such as <c>mailbox password 4711</c>; not secret.</param>
    public string Protect(string purpose, string secret) => Convert.ToBase64String(Protect(purpose, Encoding.UTF8.GetBytes(secret)));

    /// <exception cref="SecretUnreadableException">it was made by another master key or for another purpose, or it was changed.</exception>
    public string Unprotect(string purpose, string sealedSecret)
    {
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(sealedSecret);
        }
        catch (FormatException e)
        {
            throw new SecretUnreadableException(purpose, e);
        }

        return Encoding.UTF8.GetString(Unprotect(purpose, bytes));
    }

    public byte[] Protect(string purpose, ReadOnlySpan<byte> secret)
    {
        var made = new byte[1 + NonceLength + TagLength + secret.Length];
        made[0] = Format;
        RandomNumberGenerator.Fill(made.AsSpan(1, NonceLength));
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Encrypt(made.AsSpan(1, NonceLength), secret, made.AsSpan(1 + NonceLength + TagLength), made.AsSpan(1 + NonceLength, TagLength), Encoding.UTF8.GetBytes(purpose));
        return made;
    }

    /// <inheritdoc cref="Unprotect(string, string)"/>
    public byte[] Unprotect(string purpose, ReadOnlySpan<byte> sealedSecret) =>
        TryUnprotect(purpose, sealedSecret, out var secret, out var why) ? secret : throw new SecretUnreadableException(purpose, why);

    private bool TryUnprotect(string purpose, ReadOnlySpan<byte> made, [NotNullWhen(true)] out byte[]? secret, out Exception? why)
    {
        (secret, why) = (null, null);
        if (made.Length < 1 + NonceLength + TagLength || made[0] != Format)
        {
            return false;
        }

        var plain = new byte[made.Length - 1 - NonceLength - TagLength];
        try
        {
            using var aes = new AesGcm(key.Bytes, TagLength);
            aes.Decrypt(made.Slice(1, NonceLength), made[(1 + NonceLength + TagLength)..], made.Slice(1 + NonceLength, TagLength), plain, Encoding.UTF8.GetBytes(purpose));
        }
        catch (AuthenticationTagMismatchException e)
        {
            why = e;
            return false;
        }

        secret = plain;
        return true;
    }
}

/// <summary>A secret cannot be read: it was made by another master key or for another purpose, or it was changed.</summary>
internal sealed class SecretUnreadableException(string purpose, Exception? inner)
    : Exception($"The secret for '{purpose}' cannot be read: it was encrypted by another master key ({MasterKey.FileName} or {MasterKey.Variable}), or it was changed.", inner);
