using System.Text;

namespace Svar.Mail.Sasl;

/// <summary>PLAIN, RFC 4616: name and password in one message.</summary>
internal sealed class PlainExchange(string user, string password) : SaslExchange
{
    public override string Mechanism => "PLAIN";

    public override byte[] Start() => SaslPlain.Write(user, password);

    public override byte[] Answer(ReadOnlySpan<byte> challenge) => throw new SaslException("PLAIN has one message, and the server asks for another");
}

/// <summary>LOGIN, which never became a standard (draft-murchison-sasl-login): the server asks for the name, then for the password.</summary>
internal sealed class LoginExchange(string user, string password) : SaslExchange
{
    private int _asked;

    public override string Mechanism => "LOGIN";

    public override byte[]? Start() => null;

    // QUIRK: the prompts read 'Username:' and 'Password:', or anything else; only their order is sure.
    public override byte[] Answer(ReadOnlySpan<byte> challenge) => _asked++ switch
    {
        0 => Encoding.UTF8.GetBytes(user),
        1 => Encoding.UTF8.GetBytes(password),
        _ => throw new SaslException("LOGIN has two messages, and the server asks for another"),
    };
}
