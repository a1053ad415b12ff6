namespace Svar.Mail.Tls;

/// <summary>Why there is no TLS with a server.</summary>
public enum TlsFault
{
    /// <summary>The server's certificate is not accepted: see <see cref="TlsFailure.Certificate"/> and <see cref="TlsFailure.Faults"/>.</summary>
    Certificate = 1,

    /// <summary>The port speaks in clear text where a handshake was begun: STARTTLS may be right, or another port.</summary>
    NotSpoken,

    /// <summary>The port waits for a handshake where clear text was spoken: TLS from the first byte would be right.</summary>
    Expected,

    /// <summary>TLS is demanded by STARTTLS, which the server does not offer.</summary>
    NotOffered,

    /// <summary>Both speak TLS and do not come together: no version or cipher in common, or the handshake broke.</summary>
    Handshake,
}

/// <summary>What is wrong with a certificate; several may be.</summary>
[Flags]
public enum CertificateFaults
{
    None = 0,

    /// <summary>It is for other hosts.</summary>
    OtherName = 1,

    /// <summary>No authority that is trusted here vouches for it.</summary>
    UnknownAuthority = 2,
    NotYetValid = 4,

    /// <summary>Its time is over, or that of one that vouches for it.</summary>
    Expired = 8,

    /// <summary>Another one is pinned.</summary>
    NotPinned = 16,

    /// <summary>The server showed none.</summary>
    Missing = 32,

    /// <summary>Its chain is bad in another way; the explanation names it.</summary>
    BadChain = 64,
}

/// <summary>A TLS that did not come about.</summary>
/// <param name="Explanation">In English, with the facts.</param>
public sealed record TlsFailure(TlsFault Fault, string Explanation)
{
    /// <summary>The certificate that was not accepted; null when it did not come to that.</summary>
    public ServerCertificate? Certificate { get; init; }

    public CertificateFaults Faults { get; init; }

    /// <summary>Only a handshake may go better by itself; all else waits for a person to change a setting, here or there.</summary>
    public bool IsTemporary => Fault == TlsFault.Handshake;

    internal static TlsFailure NotOffered(string host, string consequence) =>
        new(TlsFault.NotOffered, $"{host} does not offer STARTTLS, and without TLS {consequence}");
}

/// <summary>Becomes the exception of the protocol that wanted TLS.</summary>
internal sealed class TlsFailedException(TlsFailure failure, Exception? inner = null) : Exception(failure.Explanation, inner)
{
    public TlsFailure Failure { get; } = failure;
}
