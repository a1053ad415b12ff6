using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Svar.Mail.Sasl;

/// <summary>
/// SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding: the password never crosses the network, and the server
/// proves that it knows it too.
/// </summary>
internal sealed class ScramSha256(string user, string password, string? nonce = null) : SaslExchange
{
    // RFC 7677 §4 asks for at least 4096; the upper bound keeps a hostile server from making us compute for hours.
    private const int MinIterations = 4096;
    private const int MaxIterations = 2_000_000;

    private readonly string _nonce = nonce ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
    private string _clientFirstBare = "";
    private byte[]? _serverSignature;
    private bool _isServerProven;

    public override string Mechanism => "SCRAM-SHA-256";

    public override bool IsServerProven => _isServerProven;

    // client-first-message = gs2-header client-first-message-bare; gs2-header = "n,,"        RFC 5802 §7
    public override byte[] Start()
    {
        var name = SaslPrep.Prepare(user).Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);
        _clientFirstBare = $"n={name},r={_nonce}";
        return Encoding.UTF8.GetBytes("n,," + _clientFirstBare);
    }

    public override byte[] Answer(ReadOnlySpan<byte> challenge)
    {
        var message = Encoding.UTF8.GetString(challenge);
        if (_serverSignature is null)
        {
            return AnswerFirst(message);
        }

        CheckFinal(message);
        return [];
    }

    // server-first-message = [reserved-mext ","] nonce "," salt "," iteration-count ["," extensions]
    private byte[] AnswerFirst(string serverFirst)
    {
        var parts = serverFirst.Split(',');
        if (parts.Length < 3 || !TryValue(parts[0], 'r', out var nonce) || !TryValue(parts[1], 's', out var salt64) || !TryValue(parts[2], 'i', out var count)
            || !TryBase64(salt64, out var salt) || salt.Length == 0 || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations))
        {
            throw new SaslException("the server's first SCRAM message cannot be read");
        }

        if (!nonce.StartsWith(_nonce, StringComparison.Ordinal) || nonce.Length == _nonce.Length)
        {
            throw new SaslException("the server's SCRAM nonce does not continue ours");
        }

        if (iterations is < MinIterations or > MaxIterations)
        {
            throw new SaslException(string.Create(CultureInfo.InvariantCulture, $"the server wants {iterations} SCRAM iterations; {MinIterations} to {MaxIterations} are acceptable"));
        }

        // RFC 5802 §3; "biws" is the gs2-header in base64
        var withoutProof = $"c=biws,r={nonce}";
        var authMessage = Encoding.UTF8.GetBytes($"{_clientFirstBare},{serverFirst},{withoutProof}");
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(SaslPrep.Prepare(password)), salt, iterations, HashAlgorithmName.SHA256, 32);
        var clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        var proof = HMACSHA256.HashData(SHA256.HashData(clientKey), authMessage);
        for (var i = 0; i < proof.Length; i++)
        {
            proof[i] ^= clientKey[i];
        }

        _serverSignature = HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), authMessage);
        return Encoding.UTF8.GetBytes($"{withoutProof},p={Convert.ToBase64String(proof)}");
    }

    // server-final-message = ( "e=" server-error-value / "v=" base64 ) ["," extensions]
    private void CheckFinal(string serverFinal)
    {
        var first = serverFinal.Split(',')[0];
        if (TryValue(first, 'e', out var error))
        {
            throw new SaslException("the server refused the SCRAM proof: " + error);
        }

        if (!TryValue(first, 'v', out var verifier) || !TryBase64(verifier, out var signature) || !CryptographicOperations.FixedTimeEquals(signature, _serverSignature))
        {
            throw new SaslException("the server could not prove that it knows the password: it is not the server it says it is");
        }

        _isServerProven = true;
    }

    private static bool TryValue(string part, char name, out string value)
    {
        var has = part.Length > 2 && part[0] == name && part[1] == '=';
        value = has ? part[2..] : "";
        return has;
    }

    private static bool TryBase64(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        var good = Convert.TryFromBase64String(text, bytes, out var length);
        Array.Resize(ref bytes, good ? length : 0);
        return good;
    }
}
