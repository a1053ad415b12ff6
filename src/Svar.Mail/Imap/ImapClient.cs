using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Svar.Mail.Sasl;
using Svar.Mail.Tls;

namespace Svar.Mail.Imap;

/// <summary>
/// Reads mailboxes on an IMAP server (RFC 9051, and RFC 3501 with servers that know little more). One connection, one thing at
/// a time. After an <see cref="ImapProtocolException"/> it is of no use; after an <see cref="ImapRefusedException"/> it goes on.
/// </summary>
public sealed partial class ImapClient : IAsyncDisposable
{
    private readonly ImapClientOptions _options;
    private readonly TimeProvider _time;
    private readonly ImapWire _wire;
    private HashSet<string> _capabilities = new(StringComparer.OrdinalIgnoreCase);
    private int _commands;
    private string? _ended;
    private bool _isDisposed;
    private bool _isFetching;

    private ImapClient(ImapClientOptions options, Stream transport, TimeProvider time) =>
        (_options, _time, _wire) = (options, time, new ImapWire(transport, options.AnswerWithin, time));

    /// <summary>What the server can do, as it says after sign-in.</summary>
    public IReadOnlyCollection<string> Capabilities => _capabilities;

    /// <summary>The mailbox that is open; null when none is.</summary>
    public ImapSelected? Selected { get; private set; }

    /// <summary>Words that the server wants a person to read (RFC 9051 §7.1 ALERT).</summary>
    public string? Alert { get; private set; }

    /// <summary>What the server calls itself (ID, RFC 2971); null when it does not say.</summary>
    public string? ServerName { get; private set; }

    public bool IsSecure => _wire.IsSecure;

    /// <summary>Connects, secures and signs in.</summary>
    public static async Task<ImapClient> ConnectAsync(ImapClientOptions options, TimeProvider? time = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        try
        {
            using var limit = new CancellationTokenSource(options.ConnectWithin, time ?? TimeProvider.System);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
            await socket.ConnectAsync(options.Host, options.Port, either.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            cancel.ThrowIfCancellationRequested();
            throw new ImapProtocolException(FormattableString.Invariant($"no connection to {options.Host} port {options.Port}: {(e is SocketException ? e.Message : "time ran out")}"), e);
        }

        return await ConnectAsync(options, new NetworkStream(socket, ownsSocket: true), time, cancel);
    }

    /// <summary>As the other, over a transport of the caller's (a proxy, a test), which the client then owns.</summary>
    public static async Task<ImapClient> ConnectAsync(ImapClientOptions options, Stream transport, TimeProvider? time = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(transport);
        options.Check();
        var client = new ImapClient(options, transport, time ?? TimeProvider.System);
        try
        {
            await client.OpenAsync(cancel);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Says goodbye and closes; a connection that is lost already is closed all the same.</summary>
    public async Task LogoutAsync(CancellationToken cancel = default)
    {
        try
        {
            if (_ended is null && Bye is null && !_isDisposed && !_isFetching)
            {
                await RunAsync("LOGOUT", "LOGOUT", cancel);
            }
        }
        catch (ImapException)
        {
            // it is gone already
        }

        await DisposeAsync();
    }

    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return _wire.DisposeAsync();
    }

    private async Task OpenAsync(CancellationToken cancel)
    {
        if (_options.Security == ImapSecurity.Implicit)
        {
            await _wire.StartTlsAsync(_options.CertificateCheck(), _options.ConnectWithin, cancel);
        }
        else
        {
            await _wire.AwaitClearGreetingAsync(_options.Host, _options.ConnectWithin, cancel);
        }

        var greeting = await GreetingAsync(cancel);
        await LearnAsync(greeting, cancel);
        if (_options.Security is ImapSecurity.StartTls or ImapSecurity.StartTlsWhenOffered)
        {
            await StartTlsAsync(greeting, cancel);
        }

        if (greeting.Kind != "PREAUTH")
        {
            await LearnAsync(await SignInAsync(cancel), cancel);
        }

        if (_options.ClientName is { } name && _capabilities.Contains("ID"))
        {
            await RunAsync("ID", $"ID (\"name\" {Quote(name)})", cancel);
        }
    }

    private async Task<ImapStatus> GreetingAsync(CancellationToken cancel)
    {
        var first = await _wire.NextAsync(cancel);
        var second = await _wire.NextAsync(cancel);
        if (!first.Is("*") || !ImapStatus.IsKind(second.Text))
        {
            throw new ImapProtocolException($"{_options.Host} does not greet as an IMAP server does");
        }

        var greeting = ImapStatus.Read(second.Text, await _wire.RestOfLineAsync(cancel));
        return greeting.IsOk ? greeting : throw new ImapRefusedException("connect", greeting);
    }

    private async Task StartTlsAsync(ImapStatus greeting, CancellationToken cancel)
    {
        if (greeting.Kind == "PREAUTH" || !_capabilities.Contains("STARTTLS"))
        {
            // PREAUTH in clear text would keep TLS from ever beginning: RFC 9051 §11.1
            if (_options.Security == ImapSecurity.StartTls)
            {
                throw new ImapProtocolException(TlsFailure.NotOffered(_options.Host, "nobody signs in"));
            }

            return;
        }

        await RunAsync("STARTTLS", "STARTTLS", cancel);

        // What came behind the answer came in clear text and would be read as if TLS had carried it.
        if (_wire.HasUnreadInput)
        {
            throw new ImapProtocolException("the server, or someone between, sent more before the TLS handshake");
        }

        await _wire.StartTlsAsync(_options.CertificateCheck(), _options.ConnectWithin, cancel);
        _capabilities.Clear();
        await RunAsync("CAPABILITY", "CAPABILITY", cancel);
    }

    // What the server can do comes with its greeting and its answer to sign-in, or is asked for.
    private async Task LearnAsync(ImapStatus status, CancellationToken cancel)
    {
        if (status.Code != "CAPABILITY")
        {
            await RunAsync("CAPABILITY", "CAPABILITY", cancel);
        }
        else
        {
            _capabilities = new HashSet<string>(status.Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
        }
    }

    // "AUTHENTICATE" SP auth-type [SP initial-resp], RFC 9051 §6.2.2; LOGIN where there is no mechanism, §6.2.3
    private async Task<ImapStatus> SignInAsync(CancellationToken cancel)
    {
        var isSecret = _wire.IsSecure || _options.AllowAuthInClear;
        var offered = _capabilities.Where(c => c.StartsWith("AUTH=", StringComparison.OrdinalIgnoreCase)).Select(c => c[5..]).ToList();
        SaslExchange exchange;
        try
        {
            exchange = await SaslExchange.ChooseAsync(_options.Credentials, offered, isSecret, _options.Host, _options.Port, cancel);
        }
        catch (SaslException e)
        {
            if (_options.Credentials is { Password: { } password, Mechanism: null } && isSecret && !_capabilities.Contains("LOGINDISABLED"))
            {
                return await RunAsync("LOGIN", $"LOGIN {Text(_options.Credentials.User)} {Text(password)}", cancel);
            }

            var more = !_wire.IsSecure && _capabilities.Contains("STARTTLS") ? "; the server may offer more after STARTTLS" : "";
            throw new ImapRefusedException("AUTHENTICATE", ImapRefusal.NoMechanism, $"cannot sign in: {e.Message}{more}");
        }

        try
        {
            return await AuthenticateAsync(exchange, cancel);
        }
        catch (SaslException e)
        {
            throw new ImapProtocolException("cannot sign in: " + e.Message, e);
        }
    }

    private async Task<ImapStatus> AuthenticateAsync(SaslExchange exchange, CancellationToken cancel)
    {
        var initial = exchange.Start();
        var command = "AUTHENTICATE " + exchange.Mechanism;
        if (initial is not null && Can("SASL-IR"))
        {
            command += " " + (initial.Length == 0 ? "=" : Convert.ToBase64String(initial));
            initial = null;
        }

        var tag = await SendAsync(command, cancel);
        while (true)
        {
            var (status, challenge) = await ContinueAsync(tag, cancel);
            if (status is not null)
            {
                Demand("AUTHENTICATE", status);
                return exchange.IsServerProven ? status : throw new ImapProtocolException("cannot sign in: the server did not prove that it knows the password");
            }

            var answer = initial ?? exchange.Answer(Challenge(challenge!));
            initial = null;
            await _wire.WriteAsync(Encoding.ASCII.GetBytes(Convert.ToBase64String(answer) + "\r\n"), cancel);
        }
    }

    private static byte[] Challenge(string text)
    {
        try
        {
            return Convert.FromBase64String(text.Trim());
        }
        catch (FormatException)
        {
            // QUIRK: prompts of LOGIN come as plain text from some servers
            return Encoding.UTF8.GetBytes(text);
        }
    }

    // RFC 9051 appendix E: what were extensions to servers of RFC 3501 is part of IMAP4rev2, and need not be named there.
    private static readonly string[] _partsOfRev2 = ["ENABLE", "ESEARCH", "IDLE", "LIST-EXTENDED", "LITERAL-", "MOVE", "SASL-IR", "SPECIAL-USE", "UIDPLUS", "UNSELECT"];

    private bool Can(string extension) =>
        _capabilities.Contains(extension) || (_capabilities.Contains("IMAP4rev2") && _partsOfRev2.Contains(extension, StringComparer.Ordinal));

    private string CurrentTag => "A" + _commands.ToString("D4", CultureInfo.InvariantCulture);

    private string NextTag()
    {
        _commands++;
        return CurrentTag;
    }

    private static void Demand(string command, ImapStatus status)
    {
        if (!status.IsOk)
        {
            throw new ImapRefusedException(command, status);
        }
    }
}
