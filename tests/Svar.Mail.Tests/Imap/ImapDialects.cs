using Svar.Mail.Imap;
using Svar.Mail.Sasl;

namespace Svar.Mail.Tests.Imap;

/// <summary>
/// How well-known servers speak, written from what they document of themselves: in each the client signs in, fetches two mails (UID 5 and 7) and says
/// goodbye.
/// </summary>
internal static class ImapDialects
{
    public static readonly ImapClientOptions ByPassword = new()
    {
        Host = "imap.example",
        Port = 993,
        Security = ImapSecurity.None,
        AllowAuthInClear = true,
        Credentials = SaslCredentials.ByPassword("anna@shop.example", "pass"),
    };

    private static readonly ImapClientOptions _byToken = ByPassword with { Credentials = SaslCredentials.ByToken("anna@shop.example", _ => ValueTask.FromResult("token")) };

    public static readonly IReadOnlyDictionary<string, (ImapClientOptions Options, string Script)> All = new Dictionary<string, (ImapClientOptions Options, string Script)>(StringComparer.Ordinal)
    {
        ["Dovecot"] = (ByPassword,
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
            C A0005 UID FETCH 5,7 (UID FLAGS INTERNALDATE BODY.PEEK[])
            S * 1 FETCH (UID 5 FLAGS () INTERNALDATE "17-Jul-2026 02:44:25 +0200" BODY[] {20}
            S Subject: en
            S
            S Hei
            S )
            S * 2 FETCH (UID 7 FLAGS (\Seen) INTERNALDATE " 7-Aug-2026 12:00:00 -0700" BODY[] {15}
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
            C A0007 UID FETCH 5,7 (UID FLAGS INTERNALDATE BODY.PEEK[])
            S * 1 FETCH (UID 5 FLAGS () INTERNALDATE "17-Jul-2026 02:44:25 +0200" BODY[] {20}
            S Subject: en
            S
            S Hei
            S )
            S * 2 FETCH (UID 7 INTERNALDATE " 7-Aug-2026 12:00:00 -0700" BODY[] {15}
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
            C A0007 UID FETCH 5,7 (UID FLAGS INTERNALDATE BODY.PEEK[])
            S * 1 FETCH (BODY[] {20}
            S Subject: en
            S
            S Hei
            S  FLAGS () UID 5 INTERNALDATE "17-Jul-2026 02:44:25 +0200")
            S * 2 FETCH (BODY[] {15}
            S Subject: to
            S
            S  FLAGS (\Seen) UID 7 INTERNALDATE " 7-Aug-2026 12:00:00 -0700")
            S A0007 OK FETCH completed.
            C A0008 LOGOUT
            S * BYE Microsoft Exchange Server IMAP4 server signing off.
            S A0008 OK LOGOUT completed.
            """),
        ["Exchange without SASL-IR"] = (ByPassword,
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
            C A0006 UID FETCH 5,7 (UID FLAGS INTERNALDATE BODY.PEEK[])
            S * 1 FETCH (BODY[] {20}
            S Subject: en
            S
            S Hei
            S  UID 5 FLAGS () INTERNALDATE "17-Jul-2026 02:44:25 +0200")
            S * 2 FETCH (FLAGS (\Seen) UID 6)
            S * 2 FETCH (BODY[] {15}
            S Subject: to
            S
            S  UID 7 FLAGS (\Seen) INTERNALDATE " 7-Aug-2026 12:00:00 -0700")
            S A0006 OK FETCH completed.
            C A0007 LOGOUT
            S * BYE Microsoft Exchange Server IMAP4 server signing off.
            S A0007 OK LOGOUT completed.
            """),
        ["Courier"] = (ByPassword,
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
            C A0005 UID FETCH 5,7 (UID FLAGS INTERNALDATE BODY.PEEK[])
            S * 1 FETCH (UID 5 FLAGS (\Recent) INTERNALDATE "17-Jul-2026 02:44:25 +0200" BODY[] {20}
            S Subject: en
            S
            S Hei
            S )
            S * 3 EXISTS
            S * 2 FETCH (UID 7 FLAGS (\Seen) INTERNALDATE " 7-Aug-2026 12:00:00 -0700" BODY[] {15}
            S Subject: to
            S
            S )
            S A0005 OK FETCH completed.
            C A0006 LOGOUT
            S * BYE Courier-IMAP server shutting down
            S A0006 OK LOGOUT completed
            """),
        ["Cyrus"] = (ByPassword,
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
            C A0005 UID FETCH 5,7 (UID FLAGS INTERNALDATE BODY.PEEK[])
            S * 1 FETCH (FLAGS () UID 5 INTERNALDATE "17-Jul-2026 02:44:25 +0200" BODY[] {20}
            S Subject: en
            S
            S Hei
            S )
            S * 2 FETCH (FLAGS (\Seen) UID 7 INTERNALDATE " 7-Aug-2026 12:00:00 -0700" BODY[] {15}
            S Subject: to
            S
            S )
            S A0005 OK Completed (0.000 sec)
            C A0006 LOGOUT
            S * BYE LOGOUT received
            S A0006 OK Completed
            """),
        ["Yahoo"] = (ByPassword,
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
            C A0006 UID FETCH 5:7 (UID FLAGS INTERNALDATE BODY.PEEK[])
            S * 1 FETCH (UID 5 FLAGS () INTERNALDATE "17-Jul-2026 02:44:25 +0200" BODY[] {20}
            S Subject: en
            S
            S Hei
            S )
            S * 2 FETCH (UID 6 FLAGS () INTERNALDATE " 7-Aug-2026 12:00:00 -0700" BODY[] NIL)
            S * 3 FETCH (UID 7 FLAGS (\Seen) INTERNALDATE " 7-Aug-2026 12:00:00 -0700" BODY[] {15}
            S Subject: to
            S
            S )
            S A0006 OK UID FETCH completed
            C A0007 LOGOUT
            S * BYE IMAP4rev1 Server logging out
            S A0007 OK LOGOUT completed
            """),
        ["iCloud"] = (ByPassword,
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
            C A0005 UID FETCH 5,7 (UID FLAGS INTERNALDATE BODY.PEEK[])
            S * 1 FETCH (UID 5 FLAGS () INTERNALDATE "17-Jul-2026 02:44:25 +0200" BODY[] {20}
            S Subject: en
            S
            S Hei
            S )
            S * 2 FETCH (UID 7 FLAGS (\Seen) INTERNALDATE " 7-Aug-2026 12:00:00 -0700" BODY[] "Subject: to\\x")
            S A0005 OK Completed
            C A0006 LOGOUT
            S * BYE LOGOUT received
            S A0006 OK Completed
            """),
        ["IONOS"] = (ByPassword,
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
            C A0006 UID FETCH 5,7 (UID FLAGS INTERNALDATE BODY.PEEK[])
            S * 1 FETCH (UID 5 FLAGS () INTERNALDATE "17-Jul-2026 02:44:25 +0200" BODY[] {20}
            S Subject: en
            S
            S Hei
            S )
            S * OK Still here
            S * 2 FETCH (UID 7 FLAGS (\Seen) INTERNALDATE " 7-Aug-2026 12:00:00 -0700" BODY[] {15}
            S Subject: to
            S
            S )
            S A0006 OK FETCH completed
            C A0007 LOGOUT
            S * BYE Server logging out
            S A0007 OK LOGOUT completed
            """),
        ["Zoho"] = (ByPassword,
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
            C A0007 UID FETCH 5,7 (UID FLAGS INTERNALDATE BODY.PEEK[])
            S * 1 FETCH (UID 5 FLAGS () INTERNALDATE "17-Jul-2026 02:44:25 +0200" BODY[] {20}
            S Subject: en
            S
            S Hei
            S )
            S * 2 FETCH (UID 7 FLAGS (\Seen) INTERNALDATE " 7-Aug-2026 12:00:00 -0700" BODY[] {15}
            S Subject: to
            S
            S )
            S A0007 OK Success
            C A0008 LOGOUT
            S * BYE Server logging out
            S A0008 OK LOGOUT completed
            """),
    };
}
