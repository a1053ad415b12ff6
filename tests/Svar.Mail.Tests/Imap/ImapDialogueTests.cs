using System.Text;
using Svar.Mail.Imap;
using Svar.Mail.Sasl;
using Svar.Mail.Tests.Smtp;

namespace Svar.Mail.Tests.Imap;

/// <summary>The client against the dialects of well-known servers, each answer whole and a byte at a time.</summary>
public sealed class ImapDialogueTests
{
    private static readonly ImapClientOptions _byPassword = new()
    {
        Host = "imap.example",
        Security = ImapSecurity.None,
        AllowAuthInClear = true,
        Credentials = SaslCredentials.ByPassword("anna@shop.example", "pass"),
    };

    private static readonly ImapClientOptions _byToken = _byPassword with { Credentials = SaslCredentials.ByToken("anna@shop.example", _ => ValueTask.FromResult("token")) };

    /// <summary>name, who signs in, dialogue; each fetches all there is from UID 1 on and says goodbye.</summary>
    public static TheoryData<string, bool> Dialects()
    {
        var data = new TheoryData<string, bool>();
        foreach (var name in _dialects.Keys)
        {
            data.Add(name, false);
            data.Add(name, true);
        }

        return data;
    }

    private static readonly Dictionary<string, (ImapClientOptions Options, string Script)> _dialects = new(StringComparer.Ordinal)
    {
        ["Dovecot"] = (_byPassword,
            """
            S * OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ AUTH=PLAIN AUTH=LOGIN] Dovecot (Debian) ready.
            C A0001 AUTHENTICATE PLAIN AGFubmFAc2hvcC5leGFtcGxlAHBhc3M=
            S A0001 OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT THREAD=REFERENCES MULTIAPPEND URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE SNIPPET=FUZZY PREVIEW=FUZZY SPECIAL-USE LITERAL+ NOTIFY] Logged in
            C A0002 ID ("name" "Svar")
            S * ID ("name" "Dovecot")
            S A0002 OK ID completed (0.001 + 0.000 secs).
            C A0003 SELECT "INBOX"
            S * FLAGS (\Answered \Flagged \Deleted \Seen \Draft)
            S * OK [PERMANENTFLAGS (\Answered \Flagged \Deleted \Seen \Draft \*)] Flags permitted.
            S * 2 EXISTS
            S * 0 RECENT
            S * OK [UNSEEN 1] First unseen.
            S * OK [UIDVALIDITY 1700000000] UIDs valid
            S * OK [UIDNEXT 8] Predicted next UID
            S * OK [HIGHESTMODSEQ 12] Highest
            S A0003 OK [READ-WRITE] Select completed (0.001 + 0.000 secs).
            C A0004 UID SEARCH UID 1:*
            S * SEARCH 5 7
            S A0004 OK Search completed (0.001 + 0.000 secs).
            C A0005 UID FETCH 5,7 (UID FLAGS BODY.PEEK[])
            S * 1 FETCH (UID 5 FLAGS () BODY[] {20}
            S Subject: en
            S
            S Hei
            S )
            S * 2 FETCH (UID 7 FLAGS (\Seen) BODY[] {15}
            S Subject: to
            S
            S )
            S A0005 OK Fetch completed (0.001 + 0.000 secs).
            C A0006 LOGOUT
            S * BYE Logging out
            S A0006 OK Logout completed (0.001 + 0.000 secs).
            """),
        ["Gmail"] = (_byToken,
            """
            S * OK Gimap ready for requests from 192.0.2.1 a1mb12345
            C A0001 CAPABILITY
            S * CAPABILITY IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 XYZZY SASL-IR AUTH=XOAUTH2 AUTH=PLAIN AUTH=PLAIN-CLIENTTOKEN AUTH=OAUTHBEARER
            S A0001 OK Thats all she wrote! a1mb12345
            C A0002 AUTHENTICATE OAUTHBEARER bixhPWFubmFAc2hvcC5leGFtcGxlLAFob3N0PWltYXAuZXhhbXBsZQFwb3J0PTk5MwFhdXRoPUJlYXJlciB0b2tlbgEB
            S * CAPABILITY IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS COMPRESS=DEFLATE ENABLE MOVE CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS LITERAL- SPECIAL-USE APPENDLIMIT=35651584
            S A0002 OK anna@shop.example authenticated (Success)
            C A0003 CAPABILITY
            S * CAPABILITY IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS COMPRESS=DEFLATE ENABLE MOVE CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS LITERAL- SPECIAL-USE APPENDLIMIT=35651584
            S A0003 OK Success
            C A0004 ID ("name" "Svar")
            S * ID ("name" "GImap" "vendor" "Google, Inc." "support-url" "https://support.google.com/mail" "remote-host" "192.0.2.1")
            S A0004 OK Success
            C A0005 SELECT "INBOX"
            S * FLAGS (\Answered \Flagged \Draft \Deleted \Seen $NotPhishing $Phishing)
            S * OK [PERMANENTFLAGS (\Answered \Flagged \Draft \Deleted \Seen $NotPhishing $Phishing \*)] Flags permitted.
            S * OK [UIDVALIDITY 1] UIDs valid.
            S * 2 EXISTS
            S * 0 RECENT
            S * OK [UIDNEXT 8] Predicted next UID.
            S * OK [HIGHESTMODSEQ 998877]
            S A0005 OK [READ-WRITE] INBOX selected. (Success)
            C A0006 UID SEARCH UID 1:*
            S * SEARCH 5 7
            S A0006 OK SEARCH completed (Success)
            C A0007 UID FETCH 5,7 (UID FLAGS BODY.PEEK[])
            S * 1 FETCH (UID 5 FLAGS () BODY[] {20}
            S Subject: en
            S
            S Hei
            S )
            S * 2 FETCH (UID 7 BODY[] {15}
            S Subject: to
            S
            S  FLAGS (\Seen))
            S A0007 OK Success
            C A0008 LOGOUT
            S * BYE LOGOUT Requested
            S A0008 OK 73 good day (Success)
            """),
        ["Microsoft 365"] = (_byToken,
            """
            S * OK The Microsoft Exchange IMAP4 service is ready. [QQBNADQAUABSADAAMQBDAEEAMAAxADAAMQA=]
            C A0001 CAPABILITY
            S * CAPABILITY IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+
            S A0001 OK CAPABILITY completed.
            C A0002 AUTHENTICATE XOAUTH2 dXNlcj1hbm5hQHNob3AuZXhhbXBsZQFhdXRoPUJlYXJlciB0b2tlbgEB
            S A0002 OK AUTHENTICATE completed.
            C A0003 CAPABILITY
            S * CAPABILITY IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT CLIENTACCESSRULES CLIENTNETWORKPRESENCELOCATION BACKENDAUTHENTICATE CHILDREN IDLE NAMESPACE LITERAL+
            S A0003 OK CAPABILITY completed.
            C A0004 ID ("name" "Svar")
            S * ID ("name" "Microsoft.Exchange.Imap4.Imap4Server" "version" "15.20")
            S A0004 OK ID completed
            C A0005 SELECT "INBOX"
            S * 2 EXISTS
            S * 0 RECENT
            S * FLAGS (\Seen \Answered \Flagged \Deleted \Draft $MDNSent)
            S * OK [PERMANENTFLAGS (\Seen \Answered \Flagged \Deleted \Draft $MDNSent)] Permanent flags
            S * OK [UNSEEN 1] Is the first unseen message
            S * OK [UIDVALIDITY 14] UIDVALIDITY value
            S * OK [UIDNEXT 8] The next unique identifier value
            S A0005 OK [READ-WRITE] SELECT completed.
            C A0006 UID SEARCH UID 1:*
            S * SEARCH 5 7
            S A0006 OK SEARCH completed.
            C A0007 UID FETCH 5,7 (UID FLAGS BODY.PEEK[])
            S * 1 FETCH (BODY[] {20}
            S Subject: en
            S
            S Hei
            S  FLAGS () UID 5)
            S * 2 FETCH (BODY[] {15}
            S Subject: to
            S
            S  FLAGS (\Seen) UID 7)
            S A0007 OK FETCH completed.
            C A0008 LOGOUT
            S * BYE Microsoft Exchange Server IMAP4 server signing off.
            S A0008 OK LOGOUT completed.
            """),
        ["Exchange without SASL-IR"] = (_byPassword,
            """
            S * OK The Microsoft Exchange IMAP4 service is ready.
            C A0001 CAPABILITY
            S * CAPABILITY IMAP4 IMAP4rev1 AUTH=NTLM AUTH=GSSAPI AUTH=PLAIN CHILDREN IDLE NAMESPACE LITERAL+
            S A0001 OK CAPABILITY completed.
            C A0002 AUTHENTICATE PLAIN
            S +
            C AGFubmFAc2hvcC5leGFtcGxlAHBhc3M=
            S A0002 OK AUTHENTICATE completed.
            C A0003 CAPABILITY
            S * CAPABILITY IMAP4 IMAP4rev1 CHILDREN IDLE NAMESPACE LITERAL+
            S A0003 OK CAPABILITY completed.
            C A0004 SELECT "INBOX"
            S * 2 EXISTS
            S * OK [UIDVALIDITY 14] UIDVALIDITY value
            S * OK [UIDNEXT 8] The next unique identifier value
            S A0004 OK [READ-WRITE] SELECT completed.
            C A0005 UID SEARCH UID 1:*
            S * SEARCH 7 5
            S A0005 OK SEARCH completed.
            C A0006 UID FETCH 5,7 (UID FLAGS BODY.PEEK[])
            S * 1 FETCH (BODY[] {20}
            S Subject: en
            S
            S Hei
            S  UID 5 FLAGS ())
            S * 2 FETCH (FLAGS (\Seen) UID 6)
            S * 2 FETCH (BODY[] {15}
            S Subject: to
            S
            S  UID 7 FLAGS (\Seen))
            S A0006 OK FETCH completed.
            C A0007 LOGOUT
            S * BYE Microsoft Exchange Server IMAP4 server signing off.
            S A0007 OK LOGOUT completed.
            """),
        ["Courier"] = (_byPassword,
            """
            S * OK [CAPABILITY IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE ACL ACL2=UNION] Courier-IMAP ready.
            C A0001 LOGIN "anna@shop.example" "pass"
            S A0001 OK LOGIN Ok.
            C A0002 CAPABILITY
            S * CAPABILITY IMAP4rev1 UIDPLUS CHILDREN NAMESPACE SORT QUOTA IDLE
            S A0002 OK CAPABILITY completed
            C A0003 SELECT "INBOX"
            S * FLAGS (\Draft \Answered \Flagged \Deleted \Seen \Recent)
            S * OK [PERMANENTFLAGS (\* \Draft \Answered \Flagged \Deleted \Seen)] Limited
            S * 2 EXISTS
            S * 1 RECENT
            S * OK [UIDVALIDITY 1254] Ok
            S * OK [MYRIGHTS "acdilrsw"] ACL
            S A0003 OK [READ-WRITE] Ok
            C A0004 UID SEARCH UID 1:*
            S * SEARCH 5 7
            S A0004 OK SEARCH done.
            C A0005 UID FETCH 5,7 (UID FLAGS BODY.PEEK[])
            S * 1 FETCH (UID 5 FLAGS (\Recent) BODY[] {20}
            S Subject: en
            S
            S Hei
            S )
            S * 3 EXISTS
            S * 2 FETCH (UID 7 FLAGS (\Seen) BODY[] {15}
            S Subject: to
            S
            S )
            S A0005 OK FETCH completed.
            C A0006 LOGOUT
            S * BYE Courier-IMAP server shutting down
            S A0006 OK LOGOUT completed
            """),
        ["Cyrus"] = (_byPassword,
            """
            S * OK [CAPABILITY IMAP4rev1 LITERAL+ ID ENABLE AUTH=SCRAM-SHA-1 AUTH=PLAIN SASL-IR] mail Cyrus IMAP 3.6 server ready
            C A0001 AUTHENTICATE PLAIN AGFubmFAc2hvcC5leGFtcGxlAHBhc3M=
            S A0001 OK [CAPABILITY IMAP4rev1 LITERAL+ ID ENABLE ACL ANNOTATE-EXPERIMENT-1 BINARY CATENATE CHILDREN CONDSTORE CREATE-SPECIAL-USE ESEARCH ESORT IDLE LIST-EXTENDED LIST-MYRIGHTS LIST-STATUS MAILBOX-REFERRALS METADATA MOVE MULTIAPPEND NAMESPACE OBJECTID PREVIEW QRESYNC SPECIAL-USE UIDPLUS UNSELECT WITHIN DIGEST=SHA1 LOGINDISABLED] Success (no protection) SESSIONID=<mail-1-2>
            C A0002 ID ("name" "Svar")
            S * ID ("name" "Cyrus IMAPD" "version" "3.6" "vendor" "Project Cyrus" "support-url" NIL)
            S A0002 OK Completed
            C A0003 SELECT "INBOX"
            S * 2 EXISTS
            S * 0 RECENT
            S * FLAGS (\Answered \Flagged \Draft \Deleted \Seen $MDNSent)
            S * OK [PERMANENTFLAGS (\Answered \Flagged \Draft \Deleted \Seen $MDNSent \*)] Ok
            S * OK [UIDVALIDITY 1600000001] Ok
            S * OK [UIDNEXT 8] Ok
            S * OK [HIGHESTMODSEQ 40] Ok
            S * OK [MAILBOXID (w1b2)] Ok
            S * OK [URLMECH INTERNAL] Ok
            S * OK [ANNOTATIONS 65536] Ok
            S A0003 OK [READ-WRITE] Completed
            C A0004 UID SEARCH UID 1:*
            S * SEARCH 5 7 (MODSEQ 40)
            S A0004 OK Completed (2 msgs in 0.000 secs)
            C A0005 UID FETCH 5,7 (UID FLAGS BODY.PEEK[])
            S * 1 FETCH (FLAGS () UID 5 BODY[] {20}
            S Subject: en
            S
            S Hei
            S )
            S * 2 FETCH (FLAGS (\Seen) UID 7 BODY[] {15}
            S Subject: to
            S
            S )
            S A0005 OK Completed (0.000 sec)
            C A0006 LOGOUT
            S * BYE LOGOUT received
            S A0006 OK Completed
            """),
        ["Yahoo"] = (_byPassword,
            """
            S * OK [CAPABILITY IMAP4rev1 ID MOVE NAMESPACE XYMHIGHESTMODSEQ UIDPLUS LITERAL+ CHILDREN X-MSG-EXT UNSELECT OBJECTID SASL-IR AUTH=PLAIN AUTH=XOAUTH2 AUTH=OAUTHBEARER] IMAP4rev1 Hello
            C A0001 AUTHENTICATE PLAIN AGFubmFAc2hvcC5leGFtcGxlAHBhc3M=
            S A0001 OK AUTHENTICATE completed
            C A0002 CAPABILITY
            S * CAPABILITY IMAP4rev1 ID MOVE NAMESPACE XYMHIGHESTMODSEQ UIDPLUS LITERAL+ CHILDREN X-MSG-EXT UNSELECT OBJECTID
            S A0002 OK CAPABILITY completed
            C A0003 ID ("name" "Svar")
            S * ID ("vendor" "Yahoo! Inc." "support-url" "https://help.yahoo.com/" "host" "imap.mail.example")
            S A0003 OK ID completed
            C A0004 SELECT "INBOX"
            S * 2 EXISTS
            S * 0 RECENT
            S * OK [UIDVALIDITY 1] UIDs valid
            S * OK [UIDNEXT 8] Predicted next UID
            S * FLAGS (\Answered \Deleted \Draft \Flagged \Seen $Forwarded $Junk $NotJunk)
            S * OK [PERMANENTFLAGS (\Answered \Deleted \Draft \Flagged \Seen $Forwarded $Junk $NotJunk)] Permanent flags
            S * OK [HIGHESTMODSEQ 13]
            S A0004 OK [READ-WRITE] SELECT completed; now in selected state
            C A0005 UID SEARCH UID 1:*
            S * SEARCH 5 6 7
            S A0005 OK UID SEARCH completed
            C A0006 UID FETCH 5:7 (UID FLAGS BODY.PEEK[])
            S * 1 FETCH (UID 5 FLAGS () BODY[] {20}
            S Subject: en
            S
            S Hei
            S )
            S * 2 FETCH (UID 6 FLAGS () BODY[] NIL)
            S * 3 FETCH (UID 7 FLAGS (\Seen) BODY[] {15}
            S Subject: to
            S
            S )
            S A0006 OK UID FETCH completed
            C A0007 LOGOUT
            S * BYE IMAP4rev1 Server logging out
            S A0007 OK LOGOUT completed
            """),
        ["iCloud"] = (_byPassword,
            """
            S * OK [CAPABILITY XAPPLEPUSHSERVICE IMAP4 IMAP4rev1 SASL-IR AUTH=ATOKEN AUTH=PTOKEN AUTH=ATOKEN2 AUTH=PTOKEN2 AUTH=PLAIN] (2300B45) pd-imapgw
            C A0001 AUTHENTICATE PLAIN AGFubmFAc2hvcC5leGFtcGxlAHBhc3M=
            S A0001 OK [CAPABILITY XAPPLEPUSHSERVICE IMAP4 IMAP4rev1 ACL QUOTA LITERAL+ NAMESPACE UIDPLUS CHILDREN BINARY UNSELECT SORT CATENATE URLAUTH LANGUAGE ESEARCH ESORT THREAD=ORDEREDSUBJECT THREAD=REFERENCES CONTEXT=SORT CONTEXT=SEARCH WITHIN SASL-IR SEARCHRES XSENDER X-NETSCAPE XSERVERINFO X-SUN-SORT ANNOTATE-EXPERIMENT-1 X-UNAUTHENTICATE X-SUN-IMAP X-ANNOTATEMORE XUM1 ID IDLE] User anna logged in
            C A0002 ID ("name" "Svar")
            S * ID NIL
            S A0002 OK Completed
            C A0003 SELECT "INBOX"
            S * FLAGS (\Answered \Flagged \Draft \Deleted \Seen $Forwarded)
            S * OK [PERMANENTFLAGS (\Answered \Flagged \Draft \Deleted \Seen $Forwarded \*)]
            S * 2 EXISTS
            S * 0 RECENT
            S * OK [UNSEEN 1]
            S * OK [UIDVALIDITY 1380000000]
            S * OK [UIDNEXT 8]
            S A0003 OK [READ-WRITE] Completed
            C A0004 UID SEARCH UID 1:*
            S * ESEARCH (TAG "A0004") UID ALL 5
            S * SEARCH 5 7
            S A0004 OK Completed
            C A0005 UID FETCH 5,7 (UID FLAGS BODY.PEEK[])
            S * 1 FETCH (UID 5 FLAGS () BODY[] {20}
            S Subject: en
            S
            S Hei
            S )
            S * 2 FETCH (UID 7 FLAGS (\Seen) BODY[] "Subject: to\\x")
            S A0005 OK Completed
            C A0006 LOGOUT
            S * BYE LOGOUT received
            S A0006 OK Completed
            """),
        ["IONOS"] = (_byPassword,
            """
            S * OK [CAPABILITY IMAP4rev1 CHILDREN ENABLE ID IDLE LIST-EXTENDED LIST-STATUS LITERAL- MOVE NAMESPACE SASL-IR SORT SPECIAL-USE THREAD=ORDEREDSUBJECT UIDPLUS UNSELECT WITHIN AUTH=LOGIN AUTH=PLAIN] IMAP server ready H mieue001 1-2 IMAP-1
            C A0001 AUTHENTICATE PLAIN AGFubmFAc2hvcC5leGFtcGxlAHBhc3M=
            S A0001 OK Authenticated
            C A0002 CAPABILITY
            S * CAPABILITY IMAP4rev1 CHILDREN ENABLE ID IDLE LIST-EXTENDED LIST-STATUS LITERAL- MOVE NAMESPACE SORT SPECIAL-USE UIDPLUS UNSELECT WITHIN
            S A0002 OK CAPABILITY completed
            C A0003 ID ("name" "Svar")
            S * ID ("name" "imap" "vendor" "1&1")
            S A0003 OK ID completed
            C A0004 SELECT "INBOX"
            S * FLAGS (\Answered \Flagged \Deleted \Draft \Seen)
            S * OK [PERMANENTFLAGS (\Answered \Flagged \Deleted \Draft \Seen \*)] Unlimited
            S * 2 EXISTS
            S * 0 RECENT
            S * OK [UIDNEXT 8] Predicted next UID
            S * OK [UIDVALIDITY 1188] UIDs valid
            S A0004 OK [READ-WRITE] SELECT completed
            C A0005 UID SEARCH UID 1:*
            S * SEARCH 5 7
            S A0005 OK SEARCH completed
            C A0006 UID FETCH 5,7 (UID FLAGS BODY.PEEK[])
            S * 1 FETCH (UID 5 FLAGS () BODY[] {20}
            S Subject: en
            S
            S Hei
            S )
            S * OK Still here
            S * 2 FETCH (UID 7 FLAGS (\Seen) BODY[] {15}
            S Subject: to
            S
            S )
            S A0006 OK FETCH completed
            C A0007 LOGOUT
            S * BYE Server logging out
            S A0007 OK LOGOUT completed
            """),
        ["Zoho"] = (_byPassword,
            """
            S * OK IMAP4 Server (Zoho Mail IMAP4rev1 Server version 1.0)
            C A0001 CAPABILITY
            S * CAPABILITY IMAP4rev1 UNSELECT CHILDREN XLIST NAMESPACE IDLE MOVE ID AUTH=PLAIN SASL-IR UIDPLUS ESEARCH LIST-EXTENDED WITHIN LITERAL- APPENDLIMIT=20971520
            S A0001 OK CAPABILITY completed
            C A0002 AUTHENTICATE PLAIN AGFubmFAc2hvcC5leGFtcGxlAHBhc3M=
            S A0002 OK Success
            C A0003 CAPABILITY
            S * CAPABILITY IMAP4rev1 UNSELECT CHILDREN XLIST NAMESPACE IDLE MOVE ID UIDPLUS ESEARCH LIST-EXTENDED WITHIN LITERAL-
            S A0003 OK CAPABILITY completed
            C A0004 ID ("name" "Svar")
            S * ID ("vendor" "Zoho Mail" "name" "ZMail")
            S A0004 OK ID completed
            C A0005 SELECT "INBOX"
            S * 2 EXISTS
            S * 0 RECENT
            S * FLAGS (\Answered \Flagged \Deleted \Seen \Draft)
            S * OK [UIDVALIDITY 1] UID Validity
            S * OK [UIDNEXT 8] Next UID
            S A0005 OK [READ-WRITE] INBOX selected (Success)
            C A0006 UID SEARCH UID 1:*
            S * SEARCH 5 7
            S A0006 OK Success
            C A0007 UID FETCH 5,7 (UID FLAGS BODY.PEEK[])
            S * 1 FETCH (UID 5 FLAGS () BODY[] {20}
            S Subject: en
            S
            S Hei
            S )
            S * 2 FETCH (UID 7 FLAGS (\Seen) BODY[] {15}
            S Subject: to
            S
            S )
            S A0007 OK Success
            C A0008 LOGOUT
            S * BYE Server logging out
            S A0008 OK LOGOUT completed
            """),
    };

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Every_dialect_gives_its_mails(string name, bool bytewise)
    {
        var (options, script) = _dialects[name];
        var server = new ScriptedServer(script, bytewise);
        var client = await ImapClient.ConnectAsync(options, server, cancel: Cancel);
        var selected = await client.SelectAsync("INBOX", cancel: Cancel);
        Assert.True(selected.UidValidity > 0);
        Assert.Equal(2u, selected.Exists);
        Assert.False(selected.IsReadOnly);

        var mails = new List<(uint Uid, string Text, bool IsSeen)>();
        await foreach (var message in client.FetchAsync(await client.SearchAsync(1, Cancel), Cancel))
        {
            using var bytes = new MemoryStream();
            await message.CopyToAsync(bytes, Cancel);
            Assert.Equal(message.Size, bytes.Length);
            mails.Add((message.Uid, Encoding.UTF8.GetString(bytes.ToArray()), message.Flags.Contains("\\Seen")));
        }

        Assert.Equal([5u, 7u], mails.Select(m => m.Uid));
        Assert.Equal("Subject: en\r\n\r\nHei\r\n", mails[0].Text);
        Assert.StartsWith("Subject: to", mails[1].Text, StringComparison.Ordinal);
        Assert.Equal([false, true], mails.Select(m => m.IsSeen));
        await client.LogoutAsync(Cancel);
        Assert.True(server.IsFinished, "the client stopped before the end of the dialogue");
    }

    private const string SignedIn =
        """
        S * PREAUTH [CAPABILITY IMAP4rev1{0}] ready

        """;

    [Theory]
    [InlineData("MOVE",
        """
        C A0001 UID MOVE 3:4,9 "Svar/Tatt imot"
        S * OK [COPYUID 1 3:4,9 1:3] Moved
        S * 3 EXPUNGE
        S A0001 OK done
        """)]
    [InlineData("UIDPLUS",
        """
        C A0001 UID COPY 3:4,9 "Svar/Tatt imot"
        S A0001 OK done
        C A0002 UID STORE 3:4,9 +FLAGS.SILENT (\Deleted)
        S A0002 OK done
        C A0003 UID EXPUNGE 3:4,9
        S A0003 OK done
        """)]
    [InlineData("",
        """
        C A0001 UID COPY 3:4,9 "Svar/Tatt imot"
        S A0001 OK done
        C A0002 UID STORE 3:4,9 +FLAGS.SILENT (\Deleted)
        S A0002 OK done
        C A0003 UID SEARCH DELETED
        S * SEARCH 3 4 9
        S A0003 OK done
        C A0004 EXPUNGE
        S * 3 EXPUNGE
        S A0004 OK done
        """)]
    [InlineData("",
        """
        C A0001 UID COPY 3:4,9 "Svar/Tatt imot"
        S A0001 OK done
        C A0002 UID STORE 3:4,9 +FLAGS.SILENT (\Deleted)
        S A0002 OK done
        C A0003 UID SEARCH DELETED
        S * SEARCH 2 3 4 9
        S A0003 OK done
        """)]
    public async Task Mails_are_moved_by_what_the_server_can_and_nobody_elses_are_expunged(string capability, string script) =>
        await PlayAsync(capability, script, client => client.MoveAsync([9, 4, 3], "Svar/Tatt imot", Cancel));

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
            ImapClient.ConnectAsync(_byPassword with { Credentials = SaslCredentials.ByPassword("anna@shop.example", "blåbær") }, server, cancel: Cancel));
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
    [InlineData("S * OK [CAPABILITY IMAP4rev1 LOGINDISABLED] ready", null, true)]
    [InlineData("S * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\nC A0001 AUTHENTICATE PLAIN AGFubmFAc2hvcC5leGFtcGxlAHBhc3M=\nS A0001 NO [UNAVAILABLE] later", "AUTHENTICATE", true)]
    [InlineData("S * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\nC A0001 AUTHENTICATE PLAIN AGFubmFAc2hvcC5leGFtcGxlAHBhc3M=\nS A0001 NO Invalid credentials (Failure)", "AUTHENTICATE", false)]
    public async Task What_fails_at_sign_in_says_whether_to_try_again(string script, string? refused, bool isTemporary)
    {
        var failure = await Assert.ThrowsAnyAsync<ImapException>(() => ImapClient.ConnectAsync(_byPassword, new ScriptedServer(script), cancel: Cancel));
        Assert.Equal(refused, (failure as ImapRefusedException)?.Command);
        Assert.Equal(isTemporary || refused == "connect", failure.IsTemporary || refused == "connect");
    }

    [Fact]
    public async Task Without_STARTTLS_nobody_signs_in_where_it_is_demanded() => Assert.Contains(
        "STARTTLS",
        (await Assert.ThrowsAsync<ImapProtocolException>(() => ImapClient.ConnectAsync(_byPassword with { Security = ImapSecurity.StartTls }, new ScriptedServer("S * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready"), cancel: Cancel))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task What_comes_before_the_handshake_is_not_believed() => await Assert.ThrowsAsync<ImapProtocolException>(() => ImapClient.ConnectAsync(
        _byPassword with { Security = ImapSecurity.StartTls },
        new ScriptedServer("S * OK [CAPABILITY IMAP4rev1 STARTTLS] ready\nC A0001 STARTTLS\nS A0001 OK begin\nS * CAPABILITY IMAP4rev1 AUTH=PLAIN"),
        cancel: Cancel));

    [Theory]
    [InlineData("S * 1 FETCH (UID 5 FLAGS () BODY[] {18}\nS Subject: en\nclose")]
    [InlineData("S * 1 FETCH (UID 5 FLAGS () BODY[] {99999999999999999999}\nclose")]
    [InlineData("S * 1 FETCH UID 5\nclose")]
    [InlineData("S * 1 FETCH (UID 5 FLAGS (\nclose")]
    [InlineData("S B0007 OK done\nclose")]
    [InlineData("S A0001 MAYBE\nclose")]
    public async Task Nonsense_is_an_exception_of_the_protocol_and_ends_the_use_of_the_client(string answer)
    {
        var client = await ImapClient.ConnectAsync(_byPassword, new ScriptedServer(SignedIn.Replace("{0}", "", StringComparison.Ordinal) + "C A0001 UID FETCH 5 (UID FLAGS BODY.PEEK[])\n" + answer), cancel: Cancel);
        await Assert.ThrowsAsync<ImapProtocolException>(async () =>
        {
            await foreach (var message in client.FetchAsync([5], Cancel))
            {
                await message.CopyToAsync(Stream.Null, Cancel);
            }
        });
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.NoopAsync(Cancel));
    }

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

    private static async Task PlayAsync(string capabilities, string script, Func<ImapClient, Task> play)
    {
        foreach (var bytewise in new[] { false, true })
        {
            var server = new ScriptedServer(SignedIn.Replace("{0}", capabilities.Length > 0 ? " " + capabilities.Trim() : "", StringComparison.Ordinal) + script, bytewise);
            await using var client = await ImapClient.ConnectAsync(_byPassword, server, cancel: Cancel);
            await play(client);
            Assert.True(server.IsFinished, "the client stopped before the end of the dialogue");
        }
    }
}
