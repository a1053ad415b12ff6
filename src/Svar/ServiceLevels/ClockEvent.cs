namespace Svar.ServiceLevels;

public enum ClockEventKind
{
    /// <summary>A message of the customer.</summary>
    Customer,

    /// <summary>The mail server accepted a personal answer by an agent. An undone send is never in the list.</summary>
    Answer,

    /// <summary>An automatic receipt, an out-of-office: no clock hears it.</summary>
    Receipt,

    /// <summary>A note among staff: no clock hears it.</summary>
    Note,

    /// <summary>We wait for the customer.</summary>
    Wait,

    Resolve,

    Reopen,

    /// <summary>An answer was refused for good or bounced: from now on it is as if it had never been sent.</summary>
    Bounce,
}

/// <summary>
/// Something that happened to a conversation, at a UTC instant. <paramref name="Answer"/> is the key of the answer, on an
/// <see cref="ClockEventKind.Answer"/> and on the <see cref="ClockEventKind.Bounce"/> of it; a bounce without key is that of the
/// latest answer before it.
/// </summary>
public readonly record struct ClockEvent(DateTime At, ClockEventKind Kind, long? Answer = null);
