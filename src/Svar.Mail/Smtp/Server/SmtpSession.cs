using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Svar.Mail.Smtp;

/// <summary>
/// One session: reads a line, answers it, until the client quits, is lost or must go. The commands stand in the
/// other files of this class. Only one thread is in here at a time, but for the timer and the stop request, which do
/// no more than wake a pending read.
/// </summary>
internal sealed partial class SmtpSession : IAsyncDisposable
{
    private readonly SmtpServer _server;
    private readonly SmtpServerOptions _options;
    private readonly IDuplexPipe _transport;
    private readonly CancellationToken _stopping;
    private readonly SmtpPeer _peer = new();
    private readonly CancellationToken _cut;
    private readonly SessionTimer _timer;
    private readonly byte[] _line;
    private PipeReader _in;
    private PipeWriter _out;
    private IPAddress? _clientAddress;
    private IPAddress? _countedAddress;
    private bool _isCounted;
    private SslStream? _tls;
    private SmtpTransaction? _transaction;
    private int _unflushed;
    private int _errors;
    private int _idleCommands;
    private bool _isClosing;

    public SmtpSession(SmtpServer server, SmtpConnection connection, CancellationToken stopping)
    {
        _server = server;
        _options = server.Options;
        _transport = connection.Transport;
        _in = _transport.Input;
        _out = _transport.Output;
        _stopping = stopping;
        _cut = connection.Cut;
        _line = new byte[_options.MaxCommandLine];
        _timer = new SessionTimer(server.Time, _options.SessionWithin, Wake);
        _peer.IsLmtp = _options.IsLmtp;
        if (connection.Remote is IPEndPoint remote)
        {
            _clientAddress = Unmapped(remote.Address);
            (_peer.Address, _peer.Port) = (_clientAddress, remote.Port);
        }

        if (connection.Local is IPEndPoint local)
        {
            _peer.Local = new IPEndPoint(Unmapped(local.Address), local.Port);
        }
    }

    public async Task RunAsync()
    {
        await using var stop = _stopping.Register(WakeBetweenCommands);
        try
        {
            if (IsTrusted(_options.ProxiesTrusted))
            {
                await ReadProxyHeaderAsync();
            }

            _countedAddress = _clientAddress;
            _isCounted = _server.TryEnter(_countedAddress);
            if (!_isCounted)
            {
                throw new SessionEndedException(_server.TooManyConnections);
            }

            if (_options.IsTlsImplicit)
            {
                await StartTlsHandshakeAsync();
            }

            await ConverseAsync();
        }
        catch (SessionEndedException ended)
        {
            await SayLastAsync(ended.LastWords);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or AuthenticationException
            or ObjectDisposedException or System.ComponentModel.Win32Exception)
        {
            // the transport is gone, the session is cut, or the client cannot speak TLS; either way nobody is left to tell
        }
        catch (Exception e)
        {
            Report(e);
            await SayLastAsync(SmtpReply.LocalError);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await GiveUpChunksAsync();
        if (_isCounted)
        {
            _server.Leave(_countedAddress);
        }

        await CompleteAsync();
        _timer.Dispose();
    }

    private async ValueTask ConverseAsync()
    {
        if (_options.RequireTurns && HasBufferedInput())
        {
            throw new SessionEndedException(Replies.OutOfTurn);
        }

        Write(_server.Greeting);
        while (!_isClosing)
        {
            var length = await ReadLineAsync(_line);
            if (length == EndOfInput)
            {
                break;
            }

            var reply = length switch
            {
                LineTooLong => Replies.LineTooLong,
                LineNotEndedByCrLf => Replies.BareLineFeed,
                _ => await RunCommandAsync(_line.AsSpan(0, length)),
            };
            if (reply is not null)
            {
                Write(reply);
                CountErrors(reply);
                await FlushIfLargeAsync();
            }
        }

        await FlushAsync();
    }

    private void CountErrors(SmtpReply reply)
    {
        if (_idleCommands > _options.MaxIdleCommands)
        {
            _idleCommands = _options.MaxIdleCommands;
            _errors += reply.IsPermanent ? 0 : 1;
        }

        _errors += reply.IsPermanent ? 1 : 0;
        if (_errors >= _options.MaxErrors)
        {
            throw new SessionEndedException(_server.TooManyErrors);
        }
    }

    private bool IsTrusted(IReadOnlyList<IPNetwork> networks)
    {
        foreach (var network in networks)
        {
            if (_clientAddress is not null && network.Contains(_clientAddress))
            {
                return true;
            }
        }

        return false;
    }

    private void Report(Exception e) => _options.OnFailure?.Invoke(e, _peer);

    private async ValueTask SayLastAsync(SmtpReply? reply)
    {
        try
        {
            if (reply is not null)
            {
                Write(reply);
            }

            await FlushAsync();
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException
            or InvalidOperationException or SessionEndedException)
        {
            // the client went before it could be told
        }
    }

    private async ValueTask CompleteAsync()
    {
        try
        {
            if (_tls is not null)
            {
                await _tls.ShutdownAsync().WaitAsync(_options.HandshakeWithin, _server.Time);
                await _in.CompleteAsync();
                await _out.CompleteAsync();
                await _tls.DisposeAsync();
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException
            or InvalidOperationException or TimeoutException)
        {
            // no close_notify to a client that is gone
        }

        await _transport.Input.CompleteAsync();
        await _transport.Output.CompleteAsync();
    }

    private static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}

/// <summary>Ends a session from any depth; <see cref="LastWords"/> go to the client, if it still listens.</summary>
internal sealed class SessionEndedException(SmtpReply? lastWords) : Exception
{
    public SmtpReply? LastWords { get; } = lastWords;
}
