namespace Svar.Web.Controls;

/// <summary>What is wrong with one field, and what would be right; shown in the summary and at the field itself.</summary>
/// <param name="Field">The field's id, which is also its name in the form.</param>
public sealed record FieldError(string Field, string Message);

/// <summary>One thing that can be chosen in a <see cref="ChoiceField"/> or <see cref="SelectField"/>.</summary>
public sealed record Choice(string Value, string Text, string? Hint = null);

/// <summary>What a <see cref="Field"/> tells the control inside it.</summary>
/// <param name="DescribedBy">Ids of hint and error for <c>aria-describedby</c>; null when there is neither.</param>
public sealed record FieldFrame(string Id, string? DescribedBy, bool IsInvalid)
{
    /// <summary>For <c>aria-invalid</c>, which is left out where nothing is wrong.</summary>
    public string? Invalid => IsInvalid ? "true" : null;
}
