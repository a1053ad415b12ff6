namespace Svar.Mail.Smtp;

/// <summary>One mail transaction: MAIL, RCPT and what was declared of the message. RFC 5321 §3.3.</summary>
public sealed class SmtpTransaction
{
    internal SmtpTransaction(SmtpPeer peer, SmtpPath sender, DateTimeOffset startedAt)
    {
        Peer = peer;
        Sender = sender;
        StartedAt = startedAt;
    }

    public SmtpPeer Peer { get; }

    public SmtpPath Sender { get; }

    /// <summary>Those accepted so far, in order; never empty when the message comes.</summary>
    public IReadOnlyList<SmtpRecipient> Recipients => Accepted;

    /// <summary>The SIZE the client declared (RFC 1870): an estimate, not a promise.</summary>
    public long? DeclaredSize { get; internal init; }

    /// <summary>BODY=8BITMIME was declared (RFC 6152). The bytes may be 8-bit without it, and are kept.</summary>
    public bool IsEightBit { get; internal init; }

    /// <summary>SMTPUTF8 was declared: addresses and headers may hold UTF-8 (RFC 6531).</summary>
    public bool IsUtf8 { get; internal init; }

    public DateTimeOffset StartedAt { get; }

    /// <summary>The protocol for a trace header (RFC 3848, RFC 6531 §4.3): SMTP, ESMTP, ESMTPSA, UTF8SMTPS, LMTP, …</summary>
    public string Protocol => Peer.ProtocolFor(IsUtf8);

    /// <summary>Free for the receiver's use.</summary>
    public object? Tag { get; set; }

    internal List<SmtpRecipient> Accepted { get; } = [];
}

/// <summary>A recipient of the envelope.</summary>
public sealed class SmtpRecipient(SmtpPath path)
{
    public SmtpPath Path { get; } = path;

    /// <summary>Free for the receiver's use: what AcceptRecipientAsync looked up need not be looked up again.</summary>
    public object? Tag { get; set; }
}
