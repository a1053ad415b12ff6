namespace Svar.Data;

/// <summary>Why a use case did not do what was asked. Each has an HTTP status and a sentence for people.</summary>
internal enum RefusalKind
{
    /// <summary>There is none, or none that the asker may see.</summary>
    NotFound,

    /// <summary>The asker may see it and not do this.</summary>
    NotAllowed,

    /// <summary>Somebody changed it meanwhile, or it is in a state in which this cannot be done.</summary>
    Conflict,

    /// <summary>What was given is wrong: <see cref="Refusal.Field"/> says where.</summary>
    Invalid,
}

/// <param name="Field">The field that is wrong, as the caller knows it; null when it is not about one.</param>
/// <param name="Why">What is wrong and what would be right.</param>
internal sealed record Refusal(RefusalKind Kind, string Why, string? Field = null)
{
    public static Refusal NotFound(string what) => new(RefusalKind.NotFound, what);
    public static Refusal NotAllowed(string what) => new(RefusalKind.NotAllowed, what);
    public static Refusal Conflict(string what) => new(RefusalKind.Conflict, what);
    public static Refusal Invalid(string field, string why) => new(RefusalKind.Invalid, why, field);
}

internal interface IOutcome
{
    bool IsDone { get; }
}

/// <summary>What a use case made, or why it did not.</summary>
internal readonly struct Outcome<T> : IOutcome
{
    private readonly T? _value;

    private Outcome(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    public Refusal? Refusal { get; }
    public bool IsDone => Refusal is null;
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"refused: {Refusal.Why}");

    public static implicit operator Outcome<T>(T value) => new(value, null);
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
