using System.Text;
using Svar.Mail.Smtp;

namespace Svar.Mail.Tests.Smtp;

public sealed class LimitTests
{
    private const string Open = "EHLO c\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<x@y.example>\r\nDATA\r\n";
    private const string TimedOut = "421 4.4.2 localhost timed out waiting for you\r\n";

    [Fact]
    public void A_command_line_that_is_too_long_is_read_to_its_end_and_refused_once()
    {
        var wire = new Wire(new SmtpServerOptions { MaxCommandLine = 512 });
        Assert.Equal("", wire.Say("NOOP " + new string('x', 5000)));
        Assert.Equal("", wire.Say(new string('x', 5000)));
        Assert.Equal("500 5.5.2 Line too long\r\n", wire.Say("\r\n"));
        Assert.Equal("250 2.0.0 Ok\r\n", wire.Say("NOOP " + new string('x', 505) + "\r\n"));
        Assert.Equal("500 5.5.2 Line too long\r\n", wire.Say("NOOP " + new string('x', 506) + "\r\n"));
    }

    [Fact]
    public void Text_lines_have_a_limit_only_when_one_is_set()
    {
        var inbox = new Inbox();
        var line = new string('x', 998) + "\r\n";
        var wire = new Wire(new SmtpServerOptions { MaxTextLine = 1000 }, inbox);
        wire.Say(Open);
        Assert.Equal("250 2.0.0 Accepted\r\n", wire.Say(line + line + ".\r\n"));
        wire.Say(Open);
        Assert.Equal("550 5.6.0 A line of the message is too long\r\n", wire.Say("x" + line + ".\r\n"));

        var generous = new Wire(receiver: inbox);
        generous.Say(Open);
        Assert.Equal("250 2.0.0 Accepted\r\n", generous.Say(new string('x', 3_000_000) + "\r\n.\r\n"));
    }

    [Fact]
    public void Too_many_errors_close_the_session_and_a_taken_message_forgives_them()
    {
        var wire = new Wire(new SmtpServerOptions { MaxErrors = 3 });
        wire.Say("FOO\r\nFOO\r\n");
        Assert.EndsWith("250 2.0.0 Accepted\r\n", wire.Say(Open + "hi\r\n.\r\n"), StringComparison.Ordinal);
        wire.Say("FOO\r\nFOO\r\n");
        Assert.False(wire.IsClosed);
        Assert.Equal("500 5.5.1 Command not recognised\r\n421 4.7.0 localhost too many errors\r\n", wire.Say("FOO\r\n"));
        Assert.True(wire.IsClosed);
    }

    [Theory]
    [InlineData("NOOP\r\n")]
    [InlineData("RSET\r\n")]
    [InlineData("VRFY x\r\n")]
    [InlineData("HELP\r\n")]
    [InlineData("EHLO c\r\n")]
    public void Commands_that_bring_no_message_nearer_are_free_for_a_while_only_and_a_taken_message_forgives_them(string idle)
    {
        var wire = new Wire(new SmtpServerOptions { MaxIdleCommands = 10, MaxErrors = 3 });
        wire.Say(string.Concat(Enumerable.Repeat(idle, 10)));
        Assert.EndsWith("250 2.0.0 Accepted\r\n", wire.Say(Open + "hi\r\n.\r\n"), StringComparison.Ordinal);
        wire.Say(string.Concat(Enumerable.Repeat(idle, 12)));
        Assert.False(wire.IsClosed);
        Assert.EndsWith("421 4.7.0 localhost too many errors\r\n", wire.Say(idle), StringComparison.Ordinal);
        Assert.True(wire.IsClosed);
    }

    [Fact]
    public void Connections_are_counted_per_address_and_per_IPv6_network()
    {
        var server = new SmtpServer(new SmtpServerOptions { MaxConnectionsPerAddress = 2, MaxConnections = 5 }, new Inbox(), new ManualTime());
        var first = new Wire(server, "192.0.2.1");
        Assert.False(new Wire(server, "::ffff:192.0.2.1").IsClosed);
        var third = new Wire(server, "192.0.2.1");
        Assert.Equal("421 4.7.0 localhost too many connections, try again later\r\n", third.Greeting);
        Assert.True(third.IsClosed);

        first.Say("QUIT\r\n");
        Assert.False(new Wire(server, "192.0.2.1").IsClosed);
        Assert.False(new Wire(server, "2001:db8::1").IsClosed);
        Assert.False(new Wire(server, "2001:db8::2").IsClosed);
        Assert.True(new Wire(server, "2001:db8::3").IsClosed);
        Assert.False(new Wire(server, "2001:db8:0:1::1").IsClosed);
        Assert.Equal(5, server.ConnectionCount);
        Assert.True(new Wire(server, "198.51.100.9").IsClosed);
    }

    [Fact]
    public void A_silent_client_is_told_and_closed()
    {
        var time = new ManualTime();
        var wire = new Wire(new SmtpServer(new SmtpServerOptions(), new Inbox(), time));
        Wire.Inline(() => time.Advance(TimeSpan.FromMinutes(4.9)));
        Assert.Equal("", wire.Read());
        Wire.Inline(() => time.Advance(TimeSpan.FromMinutes(0.2)));
        Assert.Equal(TimedOut, wire.Read());
        Assert.True(wire.IsClosed);
    }

    [Fact]
    public void A_byte_a_minute_does_not_keep_a_command_line_open()
    {
        var time = new ManualTime();
        var wire = new Wire(new SmtpServer(new SmtpServerOptions(), new Inbox(), time));
        var said = "";
        for (var minute = 0; minute < 6 && said.Length == 0; minute++)
        {
            said = wire.Say("x");
            Wire.Inline(() => time.Advance(TimeSpan.FromMinutes(1)));
            said += wire.Read();
        }

        Assert.Equal(TimedOut, said);
    }

    [Fact]
    public void A_byte_a_minute_does_not_keep_a_message_open()
    {
        var time = new ManualTime();
        var inbox = new Inbox();
        var wire = new Wire(new SmtpServer(new SmtpServerOptions(), inbox, time));
        wire.Say(Open);
        var minutes = 0;
        for (; minutes < 100 && !wire.IsClosed; minutes++)
        {
            wire.Say("x");
            Wire.Inline(() => time.Advance(TimeSpan.FromMinutes(1)));
        }

        Assert.Equal(30, minutes);
        Assert.Equal(TimedOut, wire.Read());
        Assert.Equal(1, inbox.Abandoned);
        Assert.Empty(inbox.Messages);
    }

    [Fact]
    public void A_session_has_an_end_however_busy_it_is()
    {
        var time = new ManualTime();
        var wire = new Wire(new SmtpServer(new SmtpServerOptions { SessionWithin = TimeSpan.FromMinutes(10) }, new Inbox(), time));
        var said = "";
        for (var i = 0; i < 11; i++)
        {
            said = wire.Say("NOOP\r\n");
            Wire.Inline(() => time.Advance(TimeSpan.FromMinutes(1)));
            said += wire.Read();
            if (wire.IsClosed)
            {
                break;
            }
        }

        Assert.Equal("250 2.0.0 Ok\r\n" + TimedOut, said);
    }

    [Fact]
    public void A_stopping_server_takes_the_message_under_way_and_then_says_goodbye()
    {
        using var stopping = new CancellationTokenSource();
        var inbox = new Inbox();
        var busy = new Wire(receiver: inbox, stopping: stopping.Token);
        var idle = new Wire(receiver: inbox, stopping: stopping.Token);
        busy.Say(Open);
        busy.Say("half");
        Wire.Inline(stopping.Cancel);

        Assert.Equal("421 4.3.2 mx.example is shutting down, try again later\r\n", idle.Read());
        Assert.True(idle.IsClosed);
        Assert.Equal("", busy.Read());
        Assert.Equal("250 2.0.0 Accepted\r\n421 4.3.2 mx.example is shutting down, try again later\r\n", busy.Say("done\r\n.\r\n"));
        Assert.Equal("halfdone\r\n", inbox.Messages[0].Text);
    }

    [Fact]
    public void A_large_message_passes_through_without_being_held()
    {
        var wire = new Wire(new SmtpServerOptions { MaxMessageSize = 0 }, new CountingReceiver());
        wire.Say(Open);
        var piece = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string('x', 98) + "\r\n", 200)));
        wire.Say(piece);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 3000; i++)
        {
            wire.Say(piece);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 3_000_000, $"60 MB passed through at the cost of {allocated} bytes allocated");
        Assert.Equal("250 2.0.0 60020000 bytes\r\n", wire.Say(".\r\n"));
    }

    private sealed class CountingReceiver : ISmtpReceiver
    {
        public ValueTask<SmtpReply> AcceptRecipientAsync(SmtpTransaction transaction, SmtpRecipient recipient, CancellationToken cancel) => new(SmtpReply.RecipientAccepted);

        public ValueTask<SmtpOpening> OpenAsync(SmtpTransaction transaction, CancellationToken cancel) => new(SmtpOpening.To(new Sink()));

        private sealed class Sink : IMailSink
        {
            private long _length;

            public ValueTask WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken cancel)
            {
                _length += piece.Length;
                return default;
            }

            public ValueTask<SmtpReply> CommitAsync(CancellationToken cancel) => new(new SmtpReply(250, "2.0.0", FormattableString.Invariant($"{_length} bytes")));

            public ValueTask DisposeAsync() => default;
        }
    }
}
