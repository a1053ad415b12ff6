using Svar.Web;
using Svar.Web.Controls;

namespace Svar.ContactPage;

/// <summary>The plain form: what it says beside the fields, what was entered, and what is wrong with it.</summary>
/// <param name="FormToken">One-time: the same form sent twice is one message.</param>
/// <param name="Action">Where the form is posted, as <c>multipart/form-data</c>.</param>
public sealed record WriteModel(
    PublicBrand Brand,
    DateTime Now,
    TimeZoneInfo Zone,
    string Action,
    string FormToken,
    WriteValues Values,
    IReadOnlyList<FieldError> Errors,
    DateTime? DueIfSentNow,
    ContactPhone? Phone,
    PhoneOpening? Opening,
    int MaxFilesMegabytes,
    MailHours? MailHours = null);

/// <summary>The fields by the names they have in the form (<see cref="WriteField"/>).</summary>
public sealed record WriteValues(string? Name = null, string? Email = null, string? Order = null, string? About = null, string? Message = null);

/// <summary>Names of the form's fields; errors refer to them.</summary>
public static class WriteField
{
    public const string Name = "name";
    public const string Email = "email";
    public const string Order = "order";

    /// <summary>One of <c>question complaint compliment suggestion</c>, or nothing.</summary>
    public const string About = "about";
    public const string Message = "message";
    public const string Files = "files";
    public const string FormToken = "formToken";

    /// <summary>Out of sight: whoever fills it in is a robot.</summary>
    public const string Trap = "website";
}

/// <summary>What a customer is told once the message is on disk.</summary>
/// <param name="Number">The reference, <c>FF-1042</c>; null when it is given later, by the receipt.</param>
/// <param name="CaseUrl">Their own page about it.</param>
/// <param name="HasReceipt">A receipt goes to them by mail.</param>
public sealed record SentModel(
    PublicBrand Brand,
    DateTime Now,
    TimeZoneInfo Zone,
    string? Number,
    DateTime? DueAt,
    string Email,
    string? CaseUrl = null,
    bool HasReceipt = true);
