namespace Svar.Cluster;

/// <summary>Something that must be well for this node to take requests. Rooms register theirs; <c>/health/ready</c> asks them all.</summary>
internal interface IProbe
{
    /// <summary>Unique, in lower case.</summary>
    string Name { get; }

    /// <summary>Throws when it cannot even be asked; that counts as not well.</summary>
    Task<ProbeAnswer> AskAsync(CancellationToken cancel);
}

/// <param name="Detail">What was found, for an operator; no secret and no address of a customer.</param>
internal readonly record struct ProbeAnswer(bool IsWell, string Detail);

/// <summary>Numbers of a room for <c>/metrics</c>.</summary>
internal interface IFigures
{
    /// <summary>Over all brands. Asked every few seconds: each number costs an index, not a table.</summary>
    Task<IReadOnlyList<Figure>> ReadAsync(CancellationToken cancel);
}

/// <param name="Name">As in OpenMetrics, without the suffix of a counter: <c>svar_mail_received</c>.</param>
/// <param name="IsCounter">Only ever rises.</param>
internal readonly record struct Figure(string Name, string Help, double Value, bool IsCounter = false);
