namespace Svar.Data;

/// <summary>A row that belongs to one brand. The brand filter of <see cref="SvarDb"/> applies to every such entity.</summary>
internal interface IBrandOwned
{
    long BrandId { get; }
}

/// <summary>
/// A row with a version that every change raises: two people who change the same row at once are told apart,
/// and the second one decides again on what the first one saved.
/// </summary>
internal interface IVersioned
{
    int Version { get; set; }
}
