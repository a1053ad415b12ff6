namespace Svar.Demo;

/// <summary>One conversation while it is being planned: who, about what, and the turns it takes.</summary>
internal sealed class Matter
{
    public required string Key { get; set; }

    public required Issue Issue { get; init; }

    public required string Language { get; init; }

    public required DemoCustomer Customer { get; init; }

    public required DemoProduct Product { get; init; }

    public required DemoProduct Other { get; init; }

    public required Wording First { get; init; }

    public OrderDraft? Draft { get; init; }

    public string? Size { get; init; }

    public DemoPerson? Praised { get; init; }

    public string Code { get; init; } = "";

    public string Card { get; init; } = "";

    public long Balance { get; init; }

    public string Member { get; init; } = "";

    public int Points { get; init; }

    public string NewStreet { get; init; } = "";

    public string Kind => First.Value("kind") ?? Issue.Kind;

    public string Mood => First.Value("mood") ?? "calm";

    public DemoRemedy? Remedy { get; set; }

    public DemoRating? Rating { get; set; }

    public bool IsNeverAnswered { get; set; }

    public List<Turn> Turns { get; } = [];

    public int Mails => Turns.OfType<CustomerTurn>().Count();

    public DateTime Start => Turns[0].At;
}

/// <summary>What somebody does next in a conversation.</summary>
internal abstract record Turn(DateTime At);

/// <summary>The customer writes; <paramref name="Chases"/> when nobody has answered yet.</summary>
internal sealed record CustomerTurn(DateTime At, Wording Wording, bool Chases) : Turn(At);

internal sealed record AnswerTurn(DateTime At, DemoPerson Agent, Wording Wording, Then Then) : Turn(At);

internal sealed record NoteTurn(DateTime At, DemoPerson Agent, Wording Wording) : Turn(At);

/// <summary>A step without text.</summary>
internal sealed record QuietTurn(DateTime At, Func<DateTime, string, DemoStep> Step) : Turn(At);

/// <summary>A telephone call or a letter by post, written down by an agent.</summary>
internal sealed record LoggedTurn(DateTime At, DemoPerson Agent, Wording Wording, bool IsCall) : Turn(At);
