using System.Net;
using System.Net.Sockets;
using System.Text;
using Svar.Mail.Sasl;
using Svar.Mail.Tls;

namespace Svar.Mail.Smtp;

// From nothing to a session that takes MAIL
public sealed partial class SmtpClient
{
    // RFC 5321 §4.5.3.1.4: without it an initial response goes out after the 334 (RFC 4954 §4)
    private const int MaxCommandLine = 512;

    /// <summary>Connects, secures and signs in. Sending does so by itself; this is for trying out a server.</summary>
    public async Task ConnectAsync(CancellationToken cancel = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_channel is not null)
        {
            return;
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var limit = new CancellationTokenSource(_options.ConnectWithin, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
            await socket.ConnectAsync(_options.Host, _options.Port, either.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            cancel.ThrowIfCancellationRequested();
            throw new SmtpProtocolException(FormattableString.Invariant($"no connection to {_options.Host} port {_options.Port}: {(e is SocketException ? e.Message : "time ran out")}"), e);
        }

        await ConnectAsync(new NetworkStream(socket, ownsSocket: true), cancel);
    }

    /// <summary>As <see cref="ConnectAsync(CancellationToken)"/>, over a transport of the caller's (a proxy, a test), which the client then owns.</summary>
    public async Task ConnectAsync(Stream transport, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        await CloseAsync();
        _outgoing.ResetWrittenCount();
        _needsReset = false;
        var channel = new SmtpChannel(transport, _time);
        _channel = channel;
        try
        {
            await OpenSessionAsync(channel, cancel);
        }
        catch
        {
            await CloseAsync();
            throw;
        }
    }

    private async ValueTask OpenSessionAsync(SmtpChannel channel, CancellationToken cancel)
    {
        if (_options.Security == SmtpSecurity.Implicit)
        {
            await channel.StartTlsAsync(_options.CertificateCheck(), _options.ConnectWithin, cancel);
            Demand("connect", await channel.ReadReplyAsync(_options.GreetingWithin, cancel));
        }
        else
        {
            Demand("connect", await channel.ReadClearGreetingAsync(_options.Host, _options.GreetingWithin, cancel));
        }

        Capabilities = await HelloAsync(channel, cancel);
        if (_options.Security is SmtpSecurity.StartTls or SmtpSecurity.StartTlsWhenOffered)
        {
            if (Capabilities.StartTls)
            {
                await StartTlsAsync(channel, cancel);
            }
            else if (_options.Security == SmtpSecurity.StartTls)
            {
                throw new SmtpProtocolException(TlsFailure.NotOffered(_options.Host, "nothing is sent"));
            }
        }

        if (_options.Credentials is { } credentials)
        {
            await SignInAsync(channel, credentials, cancel);
        }
    }

    // RFC 5321 §3.2: a server that does not know EHLO is asked by HELO
    private async ValueTask<SmtpCapabilities> HelloAsync(SmtpChannel channel, CancellationToken cancel)
    {
        var name = _options.LocalName ?? OwnName();
        var ehlo = await CommandAsync(channel, (_options.IsLmtp ? "LHLO " : "EHLO ") + name, _options.CommandWithin, cancel);
        if (ehlo.IsPositive)
        {
            return SmtpCapabilities.Read(ehlo);
        }

        if (_options.IsLmtp || !ehlo.IsPermanent)
        {
            throw new SmtpRefusedException(_options.IsLmtp ? "LHLO" : "EHLO", ehlo);
        }

        Demand("HELO", await CommandAsync(channel, "HELO " + name, _options.CommandWithin, cancel));
        return SmtpCapabilities.None;
    }

    private async ValueTask StartTlsAsync(SmtpChannel channel, CancellationToken cancel)
    {
        var reply = await CommandAsync(channel, "STARTTLS", _options.CommandWithin, cancel);
        if (!reply.IsPositive)
        {
            if (_options.Security == SmtpSecurity.StartTlsWhenOffered && reply.Code != 421)
            {
                return;
            }

            throw new SmtpRefusedException("STARTTLS", reply);
        }

        // What came behind the reply came in clear text and would be read as if TLS had carried it.
        if (channel.HasUnreadInput)
        {
            throw new SmtpProtocolException("the server, or someone between, sent more before the TLS handshake");
        }

        await channel.StartTlsAsync(_options.CertificateCheck(), _options.ConnectWithin, cancel);
        Capabilities = await HelloAsync(channel, cancel);
    }

    // auth-command = "AUTH" SP sasl-mech [ SP initial-response ]        RFC 4954 §4
    private async ValueTask SignInAsync(SmtpChannel channel, SaslCredentials credentials, CancellationToken cancel)
    {
        var isSecure = channel.Tls is not null;
        SaslExchange exchange;
        byte[]? initial;
        try
        {
            exchange = await SaslExchange.ChooseAsync(
                credentials, Capabilities.Mechanisms, isSecure || _options.AllowAuthInClear, _options.Host, _options.Port, cancel);
            initial = exchange.Start();
        }
        catch (SaslException e)
        {
            // RFC 4954 §4: what a server would have answered to a mechanism that it does not have
            throw Local("AUTH", 504, "5.5.4", "cannot sign in: " + e.Message + (!isSecure && Capabilities.StartTls ? "; the server may offer more after STARTTLS" : ""));
        }

        var command = "AUTH " + exchange.Mechanism;
        if (initial is not null)
        {
            var encoded = initial.Length == 0 ? "=" : Convert.ToBase64String(initial);
            if (command.Length + encoded.Length + 3 <= MaxCommandLine)
            {
                command += " " + encoded;
                initial = null;
            }
        }

        var reply = await CommandAsync(channel, command, _options.CommandWithin, cancel);
        try
        {
            while (reply.Code == 334)
            {
                var answer = initial ?? exchange.Answer(Challenge(reply));
                initial = null;
                reply = await CommandAsync(channel, Convert.ToBase64String(answer), _options.CommandWithin, cancel);
            }
        }
        catch (SaslException e)
        {
            throw new SmtpProtocolException("cannot sign in: " + e.Message, e);
        }

        if (!reply.IsPositive)
        {
            throw new SmtpRefusedException("AUTH", reply);
        }

        if (!exchange.IsServerProven)
        {
            throw new SmtpProtocolException("cannot sign in: the server did not prove that it knows the password");
        }
    }

    private static byte[] Challenge(SmtpReply reply)
    {
        try
        {
            return Convert.FromBase64String(reply.Text.Trim());
        }
        catch (FormatException)
        {
            // QUIRK: prompts of LOGIN come as plain text from some servers
            return Encoding.UTF8.GetBytes(reply.Text);
        }
    }

    private static void Demand(string command, SmtpReply reply)
    {
        if (!reply.IsPositive)
        {
            throw new SmtpRefusedException(command, reply);
        }
    }

    // RFC 5321 §4.1.4: without a name of its own a client gives its address
    private static string OwnName()
    {
        var name = Dns.GetHostName();
        return name.Length is > 0 and <= 255 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? name : "[127.0.0.1]";
    }
}
