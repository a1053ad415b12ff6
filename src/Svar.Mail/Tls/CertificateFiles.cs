using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Svar.Mail.Tls;

/// <summary>
/// A certificate with its chain and key in PEM files that somebody renews now and then. They are looked at when a handshake asks, and
/// read again when they have changed; what cannot be read then (half a renewal) leaves the one before in use.
/// </summary>
/// <remarks>The chain is in the file after the certificate: RFC 8446 §4.4.2 has the sender's certificate first and each following one certify the one before.</remarks>
public sealed class CertificateFiles
{
    private readonly string _certificateFile;
    private readonly string _keyFile;
    private readonly Action<CertificateFileException>? _onUnreadable;
    private readonly Lock _reading = new();
    private Stamp _seen;
    private volatile SslServerAuthenticationOptions _options;

    /// <param name="certificateFile">The certificate first, its intermediates after it.</param>
    /// <param name="keyFile">Its key, not encrypted.</param>
    /// <param name="onUnreadable">Told once of each change that cannot be taken up. Must not throw.</param>
    /// <exception cref="CertificateFileException">they cannot be used as they are.</exception>
    public CertificateFiles(string certificateFile, string keyFile, Action<CertificateFileException>? onUnreadable = null)
    {
        (_certificateFile, _keyFile, _onUnreadable) = (certificateFile, keyFile, onUnreadable);
        _seen = Stamp.Of(certificateFile, keyFile);
        _options = Read();
    }

    /// <summary>The settings of a handshake now; the same instance as long as the files are the same.</summary>
    public SslServerAuthenticationOptions Options()
    {
        // Whoever comes while another reads is served what was there before.
        if (_reading.TryEnter())
        {
            try
            {
                TakeUp();
            }
            finally
            {
                _reading.Exit();
            }
        }

        return _options;
    }

    /// <summary>Throws when the files cannot be used as they are.</summary>
    /// <exception cref="CertificateFileException">says which of the two, and why.</exception>
    public static void Check(string certificateFile, string keyFile) => _ = new CertificateFiles(certificateFile, keyFile);

    private void TakeUp()
    {
        var now = Stamp.Of(_certificateFile, _keyFile);
        if (now == _seen)
        {
            return;
        }

        _seen = now;
        try
        {
            _options = Read();
        }
        catch (CertificateFileException e)
        {
            _onUnreadable?.Invoke(e);
        }
    }

    private SslServerAuthenticationOptions Read()
    {
        var chain = new X509Certificate2Collection();
        Try(isKey: false, () => chain.ImportFromPemFile(_certificateFile));
        if (chain.Count == 0)
        {
            throw new CertificateFileException(_certificateFile, isKey: false, "it holds no certificate");
        }

        X509Certificate2? certificate = null;
        Try(isKey: true, () => certificate = X509Certificate2.CreateFromPemFile(_certificateFile, _keyFile));
        chain[0].Dispose();
        chain.RemoveAt(0);
        return ServerTls.Serve(certificate!, chain)();
    }

    private void Try(bool isKey, Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CertificateFileException(isKey ? _keyFile : _certificateFile, isKey, e.Message.ReplaceLineEndings(" "), e);
        }
    }

    /// <summary>When the files that the names lead to now were written, through whatever links: renewals often turn a link.</summary>
    private readonly record struct Stamp(DateTime Certificate, long CertificateLength, DateTime Key, long KeyLength)
    {
        public static Stamp Of(string certificateFile, string keyFile)
        {
            var (certificate, certificateLength) = Of(certificateFile);
            var (key, keyLength) = Of(keyFile);
            return new Stamp(certificate, certificateLength, key, keyLength);
        }

        private static (DateTime Written, long Length) Of(string file)
        {
            try
            {
                using var handle = File.OpenHandle(file, share: FileShare.ReadWrite | FileShare.Delete);
                return (File.GetLastWriteTimeUtc(handle), RandomAccess.GetLength(handle));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return (default, -1);
            }
        }
    }
}

/// <summary>A certificate or key file that cannot be used.</summary>
public sealed class CertificateFileException(string file, bool isKey, string why, Exception? inner = null)
    : Exception($"'{file}' cannot be used as the {(isKey ? "key of the certificate" : "certificate")}: {why}", inner)
{
    /// <summary>Which of the two it is.</summary>
    public string File => file;

    /// <summary>The certificate may be good; its key is not, or is another one's.</summary>
    public bool IsKey => isKey;
}
