using Svar.Mail.Imap;
using Svar.Mail.Tests.Smtp;
using static Svar.Mail.Tests.Imap.ImapDialogue;

namespace Svar.Mail.Tests.Imap;

/// <summary>No mail is slept through, and a wait that nobody wants any more leaves the connection whole.</summary>
public sealed class WaitingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("S * 4 EXISTS")]
    [InlineData("S * 1 EXPUNGE\nS * 3 EXISTS")]
    [InlineData("S * 4 EXISTS\nS * 1 EXPUNGE")]
    public Task Mail_that_came_while_others_were_fetched_is_not_waited_for(string told) => PlayOpenAsync(
        "IDLE",
        $$"""
        C A0002 UID FETCH 1 (UID FLAGS INTERNALDATE BODY.PEEK[])
        S * 1 FETCH (UID 1 FLAGS () BODY[] {3}
        S a
        S )
        {{told}}
        S A0002 OK done
        C A0003 IDLE
        S + idling
        S * 5 EXISTS
        C DONE
        S A0003 OK done
        """,
        async client =>
        {
            await FetchAsync(client, 1);
            Assert.True(await client.WaitForMailAsync(TimeSpan.FromMinutes(1), Cancel));
            Assert.True(await client.WaitForMailAsync(TimeSpan.FromMinutes(1), Cancel));
        });

    [Fact]
    public Task Messages_that_go_are_no_mail() => PlayOpenAsync(
        "IDLE",
        """
        C A0002 NOOP
        S * 3 EXPUNGE
        S * 1 EXPUNGE
        S A0002 OK done
        C A0003 IDLE
        S + idling
        S * 2 EXISTS
        C DONE
        S A0003 OK done
        """,
        async client =>
        {
            await client.NoopAsync(Cancel);
            Assert.True(await client.WaitForMailAsync(TimeSpan.FromMinutes(1), Cancel));
        });

    [Fact]
    public async Task A_wait_that_is_cancelled_is_ended_on_the_server_and_the_mail_told_meanwhile_is_not_forgotten()
    {
        using var enough = new CancellationTokenSource();
        var server = new ScriptedServer("""
            S * PREAUTH [CAPABILITY IMAP4rev1 IDLE] ready
            C A0001 SELECT "INBOX"
            S * 3 EXISTS
            S A0001 OK [READ-WRITE] done
            C A0002 IDLE
            S + idling
            wait
            C DONE
            S * 4 EXISTS
            S A0002 OK done
            C A0003 NOOP
            S A0003 OK done
            """);
        await using var client = await ImapClient.ConnectAsync(ImapDialects.ByPassword, server, cancel: Cancel);
        await client.SelectAsync("INBOX", cancel: Cancel);
        var waiting = client.WaitForMailAsync(TimeSpan.FromMinutes(10), enough.Token);
        await enough.CancelAsync();
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(enough.Token, cancelled.CancellationToken);
        await client.NoopAsync(Cancel);
        Assert.True(await client.WaitForMailAsync(TimeSpan.FromMinutes(1), Cancel));
        Assert.True(server.IsFinished);
    }

    [Fact]
    public async Task A_server_that_does_not_end_a_cancelled_wait_has_the_connection_given_up()
    {
        var time = new ManualTime();
        using var enough = new CancellationTokenSource();
        var server = new ScriptedServer("""
            S * PREAUTH [CAPABILITY IMAP4rev1 IDLE] ready
            C A0001 SELECT "INBOX"
            S * 3 EXISTS
            S A0001 OK [READ-WRITE] done
            C A0002 IDLE
            S + idling
            wait
            C DONE
            hang
            """);
        await using var client = await ImapClient.ConnectAsync(ImapDialects.ByPassword, server, time, Cancel);
        await client.SelectAsync("INBOX", cancel: Cancel);
        var waiting = client.WaitForMailAsync(TimeSpan.FromMinutes(10), enough.Token);
        await enough.CancelAsync();
        Assert.False(waiting.IsCompleted);
        time.Advance(ImapDialects.ByPassword.LeaveWithin);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        var next = await Assert.ThrowsAsync<ImapProtocolException>(() => client.NoopAsync(Cancel));
        Assert.Contains("connect anew: a command was cancelled before its answer was whole", next.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_server_that_says_goodbye_is_quoted() => PlayOpenAsync(
        "IDLE",
        "C A0002 IDLE\nS + idling\nS * BYE Autologout, idle for too long\nclose",
        async client =>
        {
            var gone = await Assert.ThrowsAsync<ImapProtocolException>(() => client.WaitForMailAsync(TimeSpan.FromMinutes(1), Cancel));
            Assert.Equal(("the server said goodbye: Autologout, idle for too long", true), (gone.Message, gone.IsTemporary));
        });

    [Fact]
    public Task A_fetch_that_was_left_says_so_at_the_next_command() => PlayOpenAsync(
        "",
        """
        C A0002 UID FETCH 1:2 (UID FLAGS INTERNALDATE BODY.PEEK[])
        S * 1 FETCH (UID 1 FLAGS () BODY[] {3}
        S a
        S )
        S A0002 OK done
        """,
        async client =>
        {
            await foreach (var message in client.FetchAsync([1, 2], Cancel))
            {
                break;
            }

            var next = await Assert.ThrowsAsync<ImapProtocolException>(() => client.NoopAsync(Cancel));
            Assert.Contains("a fetch was left before its last message was taken", next.Message, StringComparison.Ordinal);
        });
}
