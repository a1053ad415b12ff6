namespace Svar.Mail.Smtp;

/// <summary>The fixed replies of a session, made once. Codes: RFC 5321 §4.2.3; statuses: RFC 3463, RFC 5248.</summary>
internal static class Replies
{
    public static readonly SmtpReply Ok = new(250, "2.0.0", "Ok");
    public static readonly SmtpReply StartData = new(354, null, "End data with <CR><LF>.<CR><LF>");
    public static readonly SmtpReply ReadyForTls = new(220, "2.0.0", "Ready to start TLS");
    public static readonly SmtpReply CannotVerify = new(252, "2.1.5", "Cannot verify, send a message and see");
    public static readonly SmtpReply Help = new(214, "2.0.0", "See RFC 5321");

    public static readonly SmtpReply UnknownCommand = new(500, "5.5.1", "Command not recognised");
    public static readonly SmtpReply LineTooLong = new(500, "5.5.2", "Line too long");
    public static readonly SmtpReply BareLineFeed = new(500, "5.5.2", "A line ends with CR and LF, and has neither inside");
    public static readonly SmtpReply NotImplemented = new(502, "5.5.1", "Command not implemented");
    public static readonly SmtpReply NoArgument = new(501, "5.5.4", "The command takes no argument");
    public static readonly SmtpReply NeedsName = new(501, "5.5.4", "Say your host name");
    public static readonly SmtpReply HeloFirst = new(503, "5.5.1", "Say EHLO or HELO first");
    public static readonly SmtpReply LhloFirst = new(503, "5.5.1", "Say LHLO first");
    public static readonly SmtpReply SayLhlo = new(500, "5.5.1", "This is LMTP, say LHLO");
    public static readonly SmtpReply NestedMail = new(503, "5.5.1", "A transaction is already open");
    public static readonly SmtpReply MailFirst = new(503, "5.5.1", "Say MAIL first");
    public static readonly SmtpReply ChunksOpen = new(503, "5.5.1", "A message by BDAT is under way, end or RSET it first");
    public static readonly SmtpReply NoRecipients = new(554, "5.5.1", "No valid recipients");
    public static readonly SmtpReply OutOfTurn = new(554, "5.5.1", "You spoke before your turn");

    public static readonly SmtpReply MailSyntax = new(501, "5.5.4", "Syntax: MAIL FROM:<address> [parameters]");
    public static readonly SmtpReply RcptSyntax = new(501, "5.5.4", "Syntax: RCPT TO:<address>");
    public static readonly SmtpReply BadSender = new(501, "5.1.7", "Bad sender address syntax");
    public static readonly SmtpReply BadRecipient = new(501, "5.1.3", "Bad recipient address syntax");
    public static readonly SmtpReply NeedsSmtpUtf8 = new(553, "5.6.7", "The address needs SMTPUTF8 in the MAIL command");
    public static readonly SmtpReply UnknownParameter = new(555, "5.5.4", "Parameter not recognised");
    public static readonly SmtpReply BadParameter = new(501, "5.5.4", "Bad value of a parameter");
    public static readonly SmtpReply TooManyRecipients = new(452, "4.5.3", "Too many recipients, send the rest in another transaction");
    public static readonly SmtpReply TooBig = new(552, "5.3.4", "Message too big");
    public static readonly SmtpReply BareLineEndings = new(550, "5.5.2", "Bare <LF> or <CR> in the message");
    public static readonly SmtpReply TextLineTooLong = new(550, "5.6.0", "A line of the message is too long");
    public static readonly SmtpReply BdatSyntax = new(501, "5.5.4", "Syntax: BDAT size [LAST]");

    public static readonly SmtpReply TlsUnavailable = new(502, "5.5.1", "TLS is not available");
    public static readonly SmtpReply TlsAlready = new(503, "5.5.1", "TLS is already in use");
    public static readonly SmtpReply BytesBeforeTls = new(554, "5.5.1", "Commands were sent between STARTTLS and the TLS handshake");

    public static readonly SmtpReply AuthUnavailable = new(502, "5.5.1", "Authentication is not available");
    public static readonly SmtpReply AuthAlready = new(503, "5.5.1", "Already authenticated");
    public static readonly SmtpReply AuthInTransaction = new(503, "5.5.1", "Not inside a transaction");
    public static readonly SmtpReply AuthNeedsTls = new(538, "5.7.11", "Encryption required, say STARTTLS first");
    public static readonly SmtpReply AuthRequired = new(530, "5.7.0", "Authentication required");
    public static readonly SmtpReply AuthMechanism = new(504, "5.5.4", "Mechanism not supported");
    public static readonly SmtpReply AuthMalformed = new(501, "5.5.2", "Cannot read the response");
    public static readonly SmtpReply AuthCancelled = new(501, "5.7.0", "Authentication cancelled");
    public static readonly SmtpReply AuthFailed = new(535, "5.7.8", "Wrong name or password");
    public static readonly SmtpReply AuthUnknown = new(454, "4.7.0", "Authentication is not possible now, try again later");
    public static readonly SmtpReply AuthDone = new(235, "2.7.0", "Authenticated");
    public static readonly SmtpReply AskUser = new(334, null, "VXNlcm5hbWU6");
    public static readonly SmtpReply AskPassword = new(334, null, "UGFzc3dvcmQ6");
    public static readonly SmtpReply AskResponse = new(334, null, "");

    public static readonly SmtpReply XClientForbidden = new(550, "5.7.1", "XCLIENT is not for you");
    public static readonly SmtpReply XClientSyntax = new(501, "5.5.4", "Bad XCLIENT attribute");
    public static readonly SmtpReply ProxyHeaderBad = new(421, "4.3.0", "A PROXY header was expected here");
    public static readonly SmtpReply NotHttp = new(554, "5.5.1", "This is SMTP");
}
