using System.Text;
using Svar.Mail.Imap;
using Svar.Mail.Sasl;
using Svar.Mail.Tests.Smtp;
using static Svar.Mail.Tests.Imap.ImapDialogue;

namespace Svar.Mail.Tests.Imap;

/// <summary>The client against the dialects of well-known servers, each answer whole and a byte at a time.</summary>
public sealed class ImapDialogueTests
{
    /// <summary>name, who signs in, dialogue; each fetches all there is from UID 1 on and says goodbye.</summary>
    public static TheoryData<string, bool> Dialects()
    {
        var data = new TheoryData<string, bool>();
        foreach (var name in ImapDialects.All.Keys)
        {
            data.Add(name, false);
            data.Add(name, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Every_dialect_gives_its_mails(string name, bool bytewise)
    {
        var (options, script) = ImapDialects.All[name];
        var server = new ScriptedServer(script, bytewise);
        var client = await ImapClient.ConnectAsync(options, server, cancel: Cancel);
        var selected = await client.SelectAsync("INBOX", cancel: Cancel);
        Assert.True(selected.HasLastingUids);
        Assert.Equal(2u, selected.Exists);
        Assert.False(selected.IsReadOnly);

        var mails = new List<(uint Uid, string Text, bool IsSeen)>();
        await foreach (var message in client.FetchAsync(await client.SearchAsync(1, Cancel), Cancel))
        {
            using var bytes = new MemoryStream();
            await message.CopyToAsync(bytes, Cancel);
            Assert.Equal(message.Size, bytes.Length);
            Assert.Equal(
                message.Uid == 5 ? new DateTimeOffset(2026, 7, 17, 2, 44, 25, TimeSpan.FromHours(2)) : new DateTimeOffset(2026, 8, 7, 12, 0, 0, TimeSpan.FromHours(-7)),
                message.ArrivedAt);
            mails.Add((message.Uid, Encoding.UTF8.GetString(bytes.ToArray()), message.Flags.Contains("\\Seen")));
        }

        Assert.Equal([5u, 7u], mails.Select(m => m.Uid));
        Assert.Equal("Subject: en\r\n\r\nHei\r\n", mails[0].Text);
        Assert.StartsWith("Subject: to", mails[1].Text, StringComparison.Ordinal);
        Assert.Equal([false, true], mails.Select(m => m.IsSeen));
        await client.LogoutAsync(Cancel);
        Assert.True(server.IsFinished, "the client stopped before the end of the dialogue");
    }

    [Theory]
    [InlineData("MOVE",
        """
        C A0002 UID MOVE 3:4,9 "Svar/Tatt imot"
        S * OK [COPYUID 1 3:4,9 1:3] Moved
        S * 3 EXPUNGE
        S A0002 OK done
        """)]
    [InlineData("UIDPLUS",
        """
        C A0002 UID COPY 3:4,9 "Svar/Tatt imot"
        S A0002 OK done
        C A0003 UID STORE 3:4,9 +FLAGS.SILENT (\Deleted)
        S A0003 OK done
        C A0004 UID EXPUNGE 3:4,9
        S A0004 OK done
        """)]
    [InlineData("",
        """
        C A0002 UID COPY 3:4,9 "Svar/Tatt imot"
        S A0002 OK done
        C A0003 UID STORE 3:4,9 +FLAGS.SILENT (\Deleted)
        S A0003 OK done
        C A0004 UID SEARCH DELETED
        S * SEARCH 3 4 9
        S A0004 OK done
        C A0005 EXPUNGE
        S * 3 EXPUNGE
        S A0005 OK done
        """)]
    [InlineData("",
        """
        C A0002 UID COPY 3:4,9 "Svar/Tatt imot"
        S A0002 OK done
        C A0003 UID STORE 3:4,9 +FLAGS.SILENT (\Deleted)
        S A0003 OK done
        C A0004 UID SEARCH DELETED
        S * SEARCH 2 3 4 9
        S A0004 OK done
        """)]
    public async Task Mails_are_moved_by_what_the_server_can_and_nobody_elses_are_expunged(string capability, string script) =>
        await PlayOpenAsync(capability, script, client => client.MoveAsync([9, 4, 3], "Svar/Tatt imot", Cancel));

    [Fact]
    public async Task Names_and_secrets_that_do_not_fit_in_quotes_go_out_as_literals_and_folders_in_modified_UTF_7()
    {
        await PlayAsync("", """
            C A0001 LIST "" "*"
            S * LIST (\HasNoChildren) "/" INBOX
            S * LIST (\HasNoChildren \Sent) "/" "Sendte &AOU-rets &2D3eAA-"
            S * LIST (\Noselect) "." {5}
            S Arkiv
            S * LIST () NIL "a&-b"
            S A0001 OK done
            C A0002 SELECT "Sendte &AOU-rets &2D3eAA-"
            S A0002 NO [NONEXISTENT] Mailbox does not exist
            """, async client =>
        {
            var folders = await client.ListAsync(Cancel);
            Assert.Equal(["INBOX", "Sendte årets 😀", "Arkiv", "a&b"], folders.Select(f => f.Name));
            Assert.True(folders[1].Has("\\sent"));
            Assert.False(folders[2].CanSelect);
            Assert.Equal(['/', '/', '.', null], folders.Select(f => f.Separator));
            var refused = await Assert.ThrowsAsync<ImapRefusedException>(() => client.SelectAsync("Sendte årets 😀", cancel: Cancel));
            Assert.Equal("NONEXISTENT", refused.Code);
            Assert.False(refused.IsTemporary);
        });

        var server = new ScriptedServer("""
            S * OK [CAPABILITY IMAP4rev1] ready
            C A0001 LOGIN "anna@shop.example" {7}
            S + go on
            C blåbær
            S A0001 NO [AUTHENTICATIONFAILED] Authentication failed.
            """.Replace("{7}", "{8}", StringComparison.Ordinal));
        var wrong = await Assert.ThrowsAsync<ImapRefusedException>(() =>
            ImapClient.ConnectAsync(ImapDialects.ByPassword with { Credentials = SaslCredentials.ByPassword("anna@shop.example", "blåbær") }, server, cancel: Cancel));
        Assert.True(wrong.IsWrongPassword);
    }

    [Fact]
    public async Task An_answer_is_put_among_the_sent_mail() => await PlayAsync(" UIDPLUS", """
        C A0001 APPEND "Sent" (\Seen) {9}
        S + ready
        C Hei på
        C
        S A0001 OK [APPENDUID 38505 3955] APPEND completed
        """, async client => Assert.Equal(3955u, await client.AppendAsync("Sent", Encoding.UTF8.GetBytes("Hei på\r\n"), ["\\Seen"], Cancel)));

    [Fact]
    public async Task Waiting_ends_when_mail_comes_whatever_else_is_said_meanwhile() => await PlayAsync(" IDLE", """
        C A0001 SELECT "INBOX"
        S * 2 EXISTS
        S * OK [UIDVALIDITY 3] valid
        S A0001 OK [READ-ONLY] done
        C A0002 IDLE
        S + idling
        S * OK Still here
        S * 1 FETCH (FLAGS (\Seen))
        S * 2 EXPUNGE
        S * 2 EXISTS
        S * 3 EXISTS
        C DONE
        S * 3 FETCH (FLAGS (\Recent))
        S A0002 OK IDLE terminated
        """, async client =>
    {
        Assert.True((await client.SelectAsync("INBOX", cancel: Cancel)).IsReadOnly);
        Assert.True(await client.WaitForMailAsync(TimeSpan.FromMinutes(1), Cancel));
        Assert.Equal(3u, client.Exists);
    });

    [Theory]
    [InlineData("S * BYE Too many connections\nclose", "connect", true)]
    [InlineData("S 220 mx.example ESMTP\nclose", null, true)]
    [InlineData("S * OK [CAPABILITY IMAP4rev1 LOGINDISABLED] ready", "AUTHENTICATE", false)]
    [InlineData("S * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\nC A0001 AUTHENTICATE PLAIN AGFubmFAc2hvcC5leGFtcGxlAHBhc3M=\nS A0001 NO [UNAVAILABLE] later", "AUTHENTICATE", true)]
    [InlineData("S * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\nC A0001 AUTHENTICATE PLAIN AGFubmFAc2hvcC5leGFtcGxlAHBhc3M=\nS A0001 NO Invalid credentials (Failure)", "AUTHENTICATE", false)]
    public async Task What_fails_at_sign_in_says_whether_to_try_again(string script, string? refused, bool isTemporary)
    {
        var failure = await Assert.ThrowsAnyAsync<ImapException>(() => ImapClient.ConnectAsync(ImapDialects.ByPassword, new ScriptedServer(script), cancel: Cancel));
        Assert.Equal(refused, (failure as ImapRefusedException)?.Command);
        Assert.Equal(isTemporary, failure.IsTemporary);
    }

    [Fact]
    public async Task Without_STARTTLS_nobody_signs_in_where_it_is_demanded() => Assert.Contains(
        "STARTTLS",
        (await Assert.ThrowsAsync<ImapProtocolException>(() => ImapClient.ConnectAsync(ImapDialects.ByPassword with { Security = ImapSecurity.StartTls }, new ScriptedServer("S * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready"), cancel: Cancel))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task What_comes_before_the_handshake_is_not_believed() => await Assert.ThrowsAsync<ImapProtocolException>(() => ImapClient.ConnectAsync(
        ImapDialects.ByPassword with { Security = ImapSecurity.StartTls },
        new ScriptedServer("S * OK [CAPABILITY IMAP4rev1 STARTTLS] ready\nC A0001 STARTTLS\nS A0001 OK begin\nS * CAPABILITY IMAP4rev1 AUTH=PLAIN"),
        cancel: Cancel));

    [Theory]
    [InlineData("S * 1 FETCH (UID 5 FLAGS () BODY[] {18}\nS Subject: en\nclose")]
    [InlineData("S * 1 FETCH (UID 5 FLAGS () BODY[] {99999999999999999999}\nclose")]
    [InlineData("S * 1 FETCH UID 5\nclose")]
    [InlineData("S * 1 FETCH (UID 5 FLAGS (\nclose")]
    [InlineData("S * 1 FETCH ({2}\nS )\nclose")]
    [InlineData("S B0007 OK done\nclose")]
    [InlineData("S A0002 MAYBE\nclose")]
    public Task Nonsense_is_an_exception_of_the_protocol_and_the_next_command_says_that_the_connection_is_lost(string answer) =>
        PlayOpenAsync("", $"C A0002 UID FETCH 5 (UID FLAGS INTERNALDATE BODY.PEEK[])\n{answer}", async client =>
        {
            var broken = await Assert.ThrowsAsync<ImapProtocolException>(() => FetchAsync(client, 5));
            var next = await Assert.ThrowsAsync<ImapProtocolException>(() => client.NoopAsync(Cancel));
            Assert.Equal("the connection is of no use any more, connect anew: " + broken.Message, next.Message);
            await client.DisposeAsync();
            await Assert.ThrowsAsync<ObjectDisposedException>(() => client.NoopAsync(Cancel));
        });

    [Fact]
    public void Sets_are_short_and_name_each_once()
    {
        Assert.Equal(["1:3,5,7:8"], UidSet.Of([8, 3, 1, 2, 5, 7, 3, 0]));
        Assert.Empty(UidSet.Of([]));
        var many = UidSet.Of(Enumerable.Range(1, 10_000).Select(i => (uint)i * 2)).ToList();
        Assert.All(many, set => Assert.InRange(set.Length, 1, 4100));
        Assert.Equal(10_000, many.Sum(set => set.Split(',').Length));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
