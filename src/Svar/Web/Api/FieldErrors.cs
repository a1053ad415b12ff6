namespace Svar.Web.Api;

/// <summary>What is wrong with the fields of a call: all of them are told in one answer, the first one of each field.</summary>
internal sealed class FieldErrors
{
    private readonly List<(string Field, string Why)> _found = [];

    public bool IsEmpty => _found.Count == 0;

    /// <summary>422 with every field; null when nothing is wrong.</summary>
    public IResult? Problem => IsEmpty ? null : Problems.Invalid(_found);

    public void Add(string field, string why)
    {
        if (!_found.Exists(f => f.Field == field))
        {
            _found.Add((field, why));
        }
    }

    /// <summary>Adds what is not so.</summary>
    public void Require(bool isSo, string field, string why)
    {
        if (!isSo)
        {
            Add(field, why);
        }
    }
}
