using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace Svar.Mail.Smtp;

/// <summary>One connection as the transport sees it: its two pipes and its two ends.</summary>
public sealed record SmtpConnection(IDuplexPipe Transport, EndPoint? Remote = null, EndPoint? Local = null)
{
    /// <summary>
    /// Handed to the receiver's methods: give up now. Not for a client that has closed its sending side, which may still wait for our reply.
    /// </summary>
    public CancellationToken Cut { get; init; }
}

/// <summary>
/// An SMTP (RFC 5321) or LMTP (RFC 2033) server without a socket: hand it connections, from <see cref="SmtpListener"/> or from
/// Kestrel. Takes any number of connections at once.
/// </summary>
public sealed class SmtpServer
{
    private readonly Dictionary<IPAddress, int> _connections = [];
    private readonly Lock _lock = new();
    private int _total;

    public SmtpServer(SmtpServerOptions options, ISmtpReceiver receiver, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(receiver);
        options.Check();
        Options = options;
        Receiver = receiver;
        Time = time ?? TimeProvider.System;
        Greeting = new SmtpReply(220, null, $"{options.HostName} {(options.IsLmtp ? "LMTP" : "ESMTP")}");
        Farewell = new SmtpReply(221, "2.0.0", $"{options.HostName} closing connection");
        Stopping = new SmtpReply(421, "4.3.2", $"{options.HostName} is shutting down, try again later");
        TimedOut = new SmtpReply(421, "4.4.2", $"{options.HostName} timed out waiting for you");
        TooManyErrors = new SmtpReply(421, "4.7.0", $"{options.HostName} too many errors");
        TooManyConnections = new SmtpReply(421, "4.7.0", $"{options.HostName} too many connections, try again later");
    }

    public SmtpServerOptions Options { get; }

    /// <summary>Open sessions.</summary>
    public int ConnectionCount
    {
        get
        {
            lock (_lock)
            {
                return _total;
            }
        }
    }

    internal ISmtpReceiver Receiver { get; }

    internal TimeProvider Time { get; }

    internal SmtpReply Greeting { get; }

    internal SmtpReply Farewell { get; }

    internal SmtpReply Stopping { get; }

    internal SmtpReply TimedOut { get; }

    internal SmtpReply TooManyErrors { get; }

    internal SmtpReply TooManyConnections { get; }

    /// <summary>
    /// Runs one session to its end and completes both pipes. Never throws because of what the client did or because it went away.
    /// </summary>
    /// <param name="connection">The transport.</param>
    /// <param name="stopping">
    /// Ends the session politely: a message that is under way is still taken, then, or at once when none is, the client gets 421.
    /// To cut the session short, abort the transport.
    /// </param>
    public async Task RunAsync(SmtpConnection connection, CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var session = new SmtpSession(this, connection, stopping);
        await session.RunAsync();
    }

    /// <summary>Counts a connection in, or says that its address or the server has too many.</summary>
    internal bool TryEnter(IPAddress? address)
    {
        lock (_lock)
        {
            if (Options.MaxConnections > 0 && _total >= Options.MaxConnections)
            {
                return false;
            }

            if (address is not null && Options.MaxConnectionsPerAddress > 0)
            {
                var key = Prefix(address);
                var open = _connections.GetValueOrDefault(key);
                if (open >= Options.MaxConnectionsPerAddress)
                {
                    return false;
                }

                _connections[key] = open + 1;
            }

            _total++;
            return true;
        }
    }

    internal void Leave(IPAddress? address)
    {
        lock (_lock)
        {
            _total--;
            if (address is not null && _connections.TryGetValue(Prefix(address), out var open))
            {
                if (open <= 1)
                {
                    _connections.Remove(Prefix(address));
                }
                else
                {
                    _connections[Prefix(address)] = open - 1;
                }
            }
        }
    }

    // A single host commonly holds a whole IPv6 /64.
    private static IPAddress Prefix(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}
