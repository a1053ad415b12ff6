namespace Svar.ContactPage;

/// <summary>Names the texts of this room for <c>IStringLocalizer</c>.</summary>
public sealed class ContactPageTexts;
