using Svar.Mail.Imap;
using Svar.Mail.Tests.Smtp;
using static Svar.Mail.Tests.Imap.ImapDialogue;

namespace Svar.Mail.Tests.Imap;

/// <summary>Servers that say less, more or other than most: nothing is passed over in silence.</summary>
public sealed class OddServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("S * ESEARCH (TAG \"A0002\") UID ALL 2:3,7", "2 3 7")]
    [InlineData("S * ESEARCH (TAG \"A0002\") UID MIN 2 COUNT 3 ALL 7,3:2 MODSEQ 917162500", "2 3 7")]
    [InlineData("S * ESEARCH (TAG \"A0001\") UID ALL 9\nS * ESEARCH (TAG \"A0002\") UID ALL 2", "2")]
    [InlineData("S * ESEARCH (TAG \"A0002\") UID", "")]
    [InlineData("S * ESEARCH UID ALL 4294967295", "4294967295")]
    [InlineData("S * SEARCH", "")]
    [InlineData("S * SEARCH 7 3 3 (MODSEQ 4)\nS * SEARCH 2", "2 3 7")]
    [InlineData("S * ESEARCH (TAG \"A0002\") UID X-NEW (1 (2 3)) ALL 5", "5")]
    public Task What_was_found_is_read_in_the_old_form_and_in_the_new(string answer, string uids) => PlayOpenAsync(
        "",
        $"C A0002 UID SEARCH UID 1:*\n{answer}\nS A0002 OK done",
        async client => Assert.Equal(uids, string.Join(' ', await client.SearchAsync(1, Cancel))));

    [Theory]
    [InlineData("S A0002 OK done")]
    [InlineData("S * ESEARCH (TAG \"A0001\") UID ALL 9\nS A0002 OK done")]
    [InlineData("S * ESEARCH (TAG \"A0002\") ALL 1:3\nS A0002 OK done")]
    [InlineData("S * ESEARCH (TAG \"A0002\") UID ALL 1:*\nS A0002 OK done")]
    [InlineData("S * ESEARCH (TAG \"A0002\") UID ALL 0\nS A0002 OK done")]
    [InlineData("S * ESEARCH (TAG \"A0002\") UID ALL 1:4294967295\nS A0002 OK done")]
    public Task An_answer_that_does_not_tell_what_was_found_is_no_answer(string answer) => PlayOpenAsync(
        "",
        $"C A0002 UID SEARCH UID 1:*\n{answer}",
        async client =>
        {
            await Assert.ThrowsAsync<ImapProtocolException>(() => client.SearchAsync(1, Cancel));
            await Assert.ThrowsAsync<ImapProtocolException>(() => client.NoopAsync(Cancel));
        },
        mayEndEarly: true);

    [Fact]
    public Task In_an_empty_mailbox_silence_means_none() => PlayAsync(
        "",
        """
        C A0001 SELECT "INBOX"
        S * 0 EXISTS
        S A0001 OK done
        C A0002 UID SEARCH UID 1:*
        S A0002 OK done
        """,
        async client =>
        {
            await client.SelectAsync("INBOX", cancel: Cancel);
            Assert.Empty(await client.SearchAsync(1, Cancel));
        });

    [Fact]
    public Task All_is_not_expunged_when_the_server_does_not_say_what_is_marked() => PlayOpenAsync(
        "",
        """
        C A0002 UID STORE 2 +FLAGS.SILENT (\Deleted)
        S A0002 OK done
        C A0003 UID SEARCH DELETED
        S A0003 OK done
        """,
        client => Assert.ThrowsAsync<ImapProtocolException>(() => client.DeleteAsync([2], Cancel)));

    [Fact]
    public async Task A_server_of_the_second_revision_alone_needs_no_extensions_and_names_mailboxes_in_UTF_8()
    {
        var server = new ScriptedServer("""
            S * PREAUTH [CAPABILITY IMAP4rev2] ready
            C A0001 LIST "" "*" RETURN (SPECIAL-USE)
            S * LIST (\Sent) "/" "Sendte årets"
            S * LIST () "/" "R&D-"
            S A0001 OK done
            C A0002 SELECT {13+}
            C Sendte årets
            S * 3 EXISTS
            S * OK [UIDVALIDITY 3] valid
            S A0002 OK [READ-WRITE] done
            C A0003 UID SEARCH UID 1:*
            S * ESEARCH (TAG "A0003") UID ALL 1:3
            S A0003 OK done
            C A0004 UID MOVE 1 "R&D-"
            S * 1 EXPUNGE
            S A0004 OK done
            C A0005 IDLE
            S + idling
            S * 3 EXISTS
            C DONE
            S A0005 OK done
            """);
        await using var client = await ImapClient.ConnectAsync(ImapDialects.ByPassword, server, cancel: Cancel);
        Assert.Equal(["Sendte årets", "R&D-"], (await client.ListAsync(Cancel)).Select(f => f.Name));
        await client.SelectAsync("Sendte årets", cancel: Cancel);
        Assert.Equal([1u, 2, 3], await client.SearchAsync(1, Cancel));
        await client.MoveAsync([1], "R&D-", Cancel);
        Assert.True(await client.WaitForMailAsync(TimeSpan.FromMinutes(1), Cancel));
        Assert.True(server.IsFinished);
    }

    [Theory]
    [InlineData("S * OK [UIDVALIDITY 3] valid", true)]
    [InlineData("S * OK [UIDVALIDITY 0] none", false)]
    [InlineData("S * OK [UIDVALIDITY 3] valid\nS * NO [UIDNOTSTICKY] Non-persistent UIDs", false)]
    [InlineData("S * OK no more is said", false)]
    [InlineData("S * OK [UIDVALIDITY 3] of the one before\nS * OK [CLOSED] closed", false)]
    public Task Whether_UIDs_may_be_kept_is_told(string said, bool isLasting) => PlayAsync(
        "",
        $"C A0001 SELECT \"INBOX\"\nS * 1 EXISTS\n{said}\nS A0001 OK [READ-WRITE] done",
        async client => Assert.Equal(isLasting, (await client.SelectAsync("INBOX", cancel: Cancel)).HasLastingUids));

    [Theory]
    [InlineData("$a[b")]
    [InlineData("NonJunk[")]
    [InlineData("BODYx[[")]
    [InlineData("[]")]
    public Task A_keyword_may_hold_brackets(string keyword) => PlayOpenAsync(
        "",
        $$"""
        C A0002 UID FETCH 1:2 (UID FLAGS INTERNALDATE BODY.PEEK[])
        S * 1 FETCH (BODY[HEADER.FIELDS (SUBJECT "a b")]<0> NIL UID 1 FLAGS ({{keyword}} \Seen) INTERNALDATE NIL BODY[] {3}
        S a
        S )
        S * 2 FETCH (UID 2 FLAGS ({{keyword}}) INTERNALDATE "soon" body[] {3}
        S b
        S )
        S A0002 OK done
        """,
        async client =>
        {
            var flags = new List<string>();
            await foreach (var message in client.FetchAsync([1, 2], Cancel))
            {
                flags.AddRange(message.Flags);
                Assert.Null(message.ArrivedAt);
            }

            Assert.Equal([keyword, "\\Seen", keyword], flags);
        });

    [Fact]
    public Task What_is_not_handed_over_does_not_come_and_a_refused_fetch_leaves_the_connection_as_it_was() => PlayOpenAsync(
        "",
        """
        C A0002 UID FETCH 1:3 (UID FLAGS INTERNALDATE BODY.PEEK[])
        S * 1 FETCH (UID 1 FLAGS () BODY[] {3}
        S a
        S )
        S * 2 FETCH (UID 2 FLAGS () BODY[] NIL)
        S * 3 FETCH (UID 3 FLAGS ())
        S A0002 OK done
        C A0003 UID FETCH 1:2 (UID FLAGS INTERNALDATE BODY.PEEK[])
        S * 1 FETCH (UID 1 FLAGS () BODY[] {3}
        S a
        S )
        S A0003 NO Some of the requested messages could not be fetched
        C A0004 NOOP
        S A0004 OK done
        """,
        async client =>
        {
            Assert.Equal([(1u, "a\r\n")], await FetchAsync(client, 1, 2, 3));
            var refused = await Assert.ThrowsAsync<ImapRefusedException>(() => FetchAsync(client, 1, 2));
            Assert.Equal(("UID FETCH", ImapRefusal.Other, false), (refused.Command, refused.Reason, refused.IsTemporary));
            await client.NoopAsync(Cancel);
        });

    [Fact]
    public Task A_message_is_refused_by_its_size_before_its_bytes_come_and_its_header_can_be_had() => PlayOpenAsync(
        "",
        """
        C A0002 UID FETCH 1:3 (UID FLAGS INTERNALDATE RFC822.SIZE)
        S * 1 FETCH (UID 1 RFC822.SIZE 9000000000 INTERNALDATE "17-Jul-2026 02:44:25 +0200" FLAGS (\Seen))
        S * 9 FETCH (UID 9 RFC822.SIZE 5 FLAGS ())
        S * 2 FETCH (FLAGS ())
        S * 3 FETCH (RFC822.SIZE 3 UID 3)
        S A0002 OK done
        C A0003 UID FETCH 1 (UID FLAGS INTERNALDATE BODY.PEEK[HEADER])
        S * 1 FETCH (UID 1 BODY[HEADER] {15}
        S Subject: en
        S
        S )
        S A0003 OK done
        C A0004 UID FETCH 1,3 (UID FLAGS INTERNALDATE BODY.PEEK[])
        S * 1 FETCH (UID 1 BODY[] {12}
        S ..........
        S  FLAGS ())
        S * 3 FETCH (UID 3 BODY[] {3}
        S c
        S )
        S A0004 OK done
        """,
        async client =>
        {
            var facts = await client.FactsAsync([3, 2, 1], Cancel);
            Assert.Equal([(1u, 9_000_000_000), (3u, 3L)], facts.Select(f => (f.Uid, f.Size)));
            Assert.Equal((new DateTimeOffset(2026, 7, 17, 2, 44, 25, TimeSpan.FromHours(2)), "\\Seen"), (facts[0].ArrivedAt, facts[0].Flags[0]));

            await foreach (var header in client.FetchHeadersAsync([1], Cancel))
            {
                using var bytes = new MemoryStream();
                await header.CopyToAsync(bytes, Cancel);
                Assert.Equal("Subject: en\r\n\r\n"u8, bytes.ToArray());
            }

            var sizes = new List<long>();
            await foreach (var message in client.FetchAsync([1, 3], Cancel))
            {
                sizes.Add(message.Size);
                if (message.Size < 10)
                {
                    await message.CopyToAsync(Stream.Null, Cancel);
                }
            }

            Assert.Equal([12L, 3L], sizes);
        });

    [Fact]
    public Task A_mailbox_must_be_open_and_open_for_changes() => PlayAsync(
        "",
        """
        C A0001 EXAMINE "INBOX"
        S * 1 EXISTS
        S A0001 OK [READ-ONLY] done
        C A0002 SELECT "INBOX"
        S * 1 EXISTS
        S A0002 OK [READ-ONLY] done
        """,
        async client =>
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => client.SearchAsync(1, Cancel));
            await Assert.ThrowsAsync<InvalidOperationException>(() => FetchAsync(client, 1));
            await Assert.ThrowsAsync<InvalidOperationException>(() => client.StoreAsync([1], ["\\Seen"], cancel: Cancel));
            await Assert.ThrowsAsync<InvalidOperationException>(() => client.WaitForMailAsync(TimeSpan.FromSeconds(1), Cancel));
            await client.SelectAsync("INBOX", readOnly: true, Cancel);
            await Assert.ThrowsAsync<InvalidOperationException>(() => client.StoreAsync([1], ["\\Seen"], cancel: Cancel));
            await Assert.ThrowsAsync<InvalidOperationException>(() => client.DeleteAsync([1], Cancel));
            await client.SelectAsync("INBOX", cancel: Cancel);
            var refused = await Assert.ThrowsAsync<ImapRefusedException>(() => client.MoveAsync([1], "Arkiv", Cancel));
            Assert.Equal((ImapRefusal.ReadOnly, true, false), (refused.Reason, refused.IsLocal, refused.IsTemporary));
        });

    [Theory]
    [InlineData("\\Seen)\r\nX1 DELETE INBOX.old")]
    [InlineData("a b")]
    [InlineData("a)")]
    [InlineData("")]
    [InlineData("\\")]
    [InlineData("\\*")]
    [InlineData("a]")]
    [InlineData("{3}")]
    [InlineData("\u0001")]
    [InlineData("å")]
    public Task What_is_no_flag_is_not_sent(string flag) => PlayOpenAsync("", "C A0002 NOOP\nS A0002 OK done", async client =>
    {
        await Assert.ThrowsAsync<ArgumentException>(() => client.StoreAsync([1], ["\\Seen", flag], cancel: Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => client.AppendAsync("INBOX", "x"u8.ToArray(), [flag], Cancel));
        await client.NoopAsync(Cancel);
    });

    [Theory]
    [InlineData("Svar\r\nX1 DELETE INBOX")]
    [InlineData("Svår")]
    [InlineData("")]
    public Task A_name_that_breaks_out_of_its_command_is_no_setting(string name) => Assert.ThrowsAsync<ArgumentException>(
        () => ImapClient.ConnectAsync(ImapDialects.ByPassword with { ClientName = name }, new ScriptedServer(""), cancel: Cancel));

    [Theory]
    [InlineData("NO [AUTHENTICATIONFAILED] no", ImapRefusal.WrongPassword)]
    [InlineData("NO no", ImapRefusal.WrongPassword)]
    [InlineData("NO [AUTHORIZATIONFAILED] no", ImapRefusal.NotAuthorized)]
    [InlineData("NO [EXPIRED] no", ImapRefusal.PasswordExpired)]
    [InlineData("NO [PRIVACYREQUIRED] no", ImapRefusal.TlsRequired)]
    [InlineData("NO [CONTACTADMIN] no", ImapRefusal.AdministratorNeeded)]
    [InlineData("NO [UNAVAILABLE] no", ImapRefusal.NotNow)]
    [InlineData("BAD what", ImapRefusal.Other)]
    public async Task Why_nobody_could_sign_in_is_told_apart(string answer, ImapRefusal reason)
    {
        var server = new ScriptedServer($"S * OK [CAPABILITY IMAP4rev1] ready\nC A0001 LOGIN \"anna@shop.example\" \"pass\"\nS A0001 {answer}");
        var refused = await Assert.ThrowsAsync<ImapRefusedException>(() => ImapClient.ConnectAsync(ImapDialects.ByPassword, server, cancel: Cancel));
        Assert.Equal((reason, reason == ImapRefusal.WrongPassword, reason == ImapRefusal.NotNow), (refused.Reason, refused.IsWrongPassword, refused.IsTemporary));
    }

    [Fact]
    public async Task A_server_that_offers_no_sign_in_before_STARTTLS_is_named_as_that()
    {
        var refused = await Assert.ThrowsAsync<ImapRefusedException>(
            () => ImapClient.ConnectAsync(ImapDialects.ByPassword, new ScriptedServer("S * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready"), cancel: Cancel));
        Assert.Equal((ImapRefusal.NoMechanism, false), (refused.Reason, refused.IsTemporary));
        Assert.EndsWith("the server may offer more after STARTTLS", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_usual_port_goes_with_the_security()
    {
        var implicitly = new ImapClientOptions { Host = "imap.example", Credentials = ImapDialects.ByPassword.Credentials };
        Assert.Equal([993, 143, 1143], ((ImapClientOptions[])[implicitly, implicitly with { Security = ImapSecurity.StartTls }, implicitly with { Security = ImapSecurity.StartTls, Port = 1143 }]).Select(o => o.Port));
    }
}
