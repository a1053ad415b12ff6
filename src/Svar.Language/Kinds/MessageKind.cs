namespace Svar.Language.Kinds;

/// <summary>What a customer's message is.</summary>
public enum MessageKind
{
    /// <summary>None of the others: a document that was asked for, a new address, an automatic reply.</summary>
    Other,

    /// <summary>Something went wrong.</summary>
    Complaint,

    /// <summary>Something went well.</summary>
    Compliment,

    /// <summary>The customer wants to know something.</summary>
    Question,

    /// <summary>The customer has an idea.</summary>
    Suggestion,
}

/// <param name="Kind">The likeliest kind.</param>
/// <param name="Confidence">From 0 to 1; below about 0.5 a person should look.</param>
public readonly record struct KindGuess(MessageKind Kind, double Confidence);
