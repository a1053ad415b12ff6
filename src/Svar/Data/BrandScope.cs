namespace Svar.Data;

/// <summary>
/// Which brands' rows the running piece of work can see. Work that has not said sees none: a web request is given what
/// its caller may see; verbs, mail that comes in and background work say at their beginning that they see every brand.
/// The scope flows with the call, so that no query can forget it; what may be <em>done</em> to a row is another question, asked of <c>Accounts</c>.
/// </summary>
internal sealed class BrandScope
{
    private static readonly AsyncLocal<BrandScope?> _current = new();

    public static readonly BrandScope All = new(everything: true, []);
    public static readonly BrandScope None = new(everything: false, []);

    private BrandScope(bool everything, IReadOnlyList<long> brands)
    {
        IsEverything = everything;
        Brands = brands;
    }

    public static BrandScope Current => _current.Value ?? None;

    public bool IsEverything { get; }

    /// <summary>Empty when <see cref="IsEverything"/>.</summary>
    public IReadOnlyList<long> Brands { get; }

    public static BrandScope Of(params IReadOnlyList<long> brands) => new(everything: false, brands);

    /// <summary>Holds from here to the end of the calling asynchronous method, and in all that it calls.</summary>
    public static void Enter(BrandScope scope) => _current.Value = scope;

    /// <summary>Like <see cref="Enter"/>, and puts the former scope back when disposed.</summary>
    public static IDisposable Use(BrandScope scope)
    {
        var former = _current.Value;
        _current.Value = scope;
        return new Restore(former);
    }

    private sealed class Restore(BrandScope? former) : IDisposable
    {
        public void Dispose() => _current.Value = former;
    }
}
