using System.Buffers;
using System.Text;

namespace Svar.Mail.Smtp;

/// <summary>
/// Sends messages to one SMTP or LMTP server over one connection, which opens with the first message and stays open for
/// the next. One message at a time; several connections are several clients.
/// </summary>
/// <remarks>
/// Every failure is an <see cref="SmtpException"/>: <see cref="SmtpRefusedException"/> when the server said no,
/// <see cref="SmtpProtocolException"/> when the dialogue broke. After either the client is fit for the next message.
/// </remarks>
public sealed partial class SmtpClient : IAsyncDisposable
{
    private readonly SmtpClientOptions _options;
    private readonly TimeProvider _time;
    private readonly ArrayBufferWriter<byte> _outgoing = new(4096);
    private SmtpChannel? _channel;
    private bool _needsReset;
    private bool _isBusy;
    private bool _isDisposed;

    public SmtpClient(SmtpClientOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time ?? TimeProvider.System;
        options.Check();
    }

    public bool IsConnected => _channel is not null;

    /// <summary>What the server offers; nothing before the first connection.</summary>
    public SmtpCapabilities Capabilities { get; private set; } = SmtpCapabilities.None;

    /// <summary>Null without TLS.</summary>
    public SmtpTlsInfo? Tls => _channel?.Tls;

    /// <summary>Sends a message that lies in memory.</summary>
    /// <returns>At least one recipient was accepted; who was not is in the result.</returns>
    /// <exception cref="SmtpException">No recipient gets it, unless <see cref="SmtpProtocolException.MessageMayHaveBeenAccepted"/>.</exception>
    public Task<SmtpSendResult> SendAsync(SmtpEnvelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancel = default) =>
        SendAsync(envelope, SmtpContent.Of(new ReadOnlySequence<byte>(message)), cancel);

    /// <inheritdoc cref="SendAsync(SmtpEnvelope, ReadOnlyMemory{byte}, CancellationToken)"/>
    public Task<SmtpSendResult> SendAsync(SmtpEnvelope envelope, ReadOnlySequence<byte> message, CancellationToken cancel = default) =>
        SendAsync(envelope, SmtpContent.Of(message), cancel);

    /// <summary>Sends a message from a seekable stream, from its position on, without holding it in memory.</summary>
    /// <inheritdoc cref="SendAsync(SmtpEnvelope, ReadOnlyMemory{byte}, CancellationToken)"/>
    public Task<SmtpSendResult> SendAsync(SmtpEnvelope envelope, Stream message, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SendAsync(envelope, SmtpContent.Of(message), cancel);
    }

    /// <summary>Says goodbye and closes. Never fails: whoever quits has nothing left to lose.</summary>
    public async Task QuitAsync(CancellationToken cancel = default)
    {
        if (_channel is { } channel)
        {
            try
            {
                await CommandAsync(channel, "QUIT", _options.QuitWithin, cancel);
            }
            catch (Exception e) when (e is SmtpException or OperationCanceledException)
            {
                // the server closed first
            }

            await CloseAsync();
        }
    }

    /// <summary>Closes the connection without a word; call <see cref="QuitAsync"/> first to be polite.</summary>
    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return CloseAsync();
    }

    private async ValueTask CloseAsync()
    {
        if (_channel is { } channel)
        {
            _channel = null;
            try
            {
                await channel.DisposeAsync();
            }
            catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // it was broken already
            }
        }
    }

    private async ValueTask<SmtpReply> CommandAsync(SmtpChannel channel, string command, TimeSpan within, CancellationToken cancel)
    {
        Queue(command);
        await SendQueuedAsync(channel, cancel);
        return await channel.ReadReplyAsync(within, cancel);
    }

    private void Queue(string command)
    {
        Encoding.UTF8.GetBytes(command.AsSpan(), _outgoing);
        _outgoing.Write("\r\n"u8);
    }

    private async ValueTask SendQueuedAsync(SmtpChannel channel, CancellationToken cancel)
    {
        try
        {
            await channel.WriteAsync(_outgoing.WrittenMemory, _options.BlockWithin, cancel);
        }
        finally
        {
            _outgoing.ResetWrittenCount();
        }
    }
}
