namespace Svar.Demo;

/// <summary>Somebody who works at the shop.</summary>
/// <param name="Role"><c>lead</c> or <c>agent</c>.</param>
/// <param name="Channel">What they do first: <c>email</c> or <c>phone</c>.</param>
public sealed record DemoPerson(string Key, string Name, string Email, string Role, string Channel, string TitleNb, string TitleEn)
{
    public string FirstName => Name[..Name.IndexOf(' ', StringComparison.Ordinal)];
}

/// <summary>The four.</summary>
public static class DemoPeople
{
    public static DemoPerson Ingrid { get; } = new("ingrid", "Ingrid Solheim", "ingrid.solheim@fjordogfell.example", "lead", "email", "Leder for kundeservice", "Head of customer service");

    public static DemoPerson Anna { get; } = new("anna", "Anna Berg", "anna.berg@fjordogfell.example", "agent", "email", "Kundeservice, e-post", "Customer service, e-mail");

    public static DemoPerson Jonas { get; } = new("jonas", "Jonas Lie", "jonas.lie@fjordogfell.example", "agent", "email", "Kundeservice, e-post", "Customer service, e-mail");

    public static DemoPerson Per { get; } = new("per", "Per Dahl", "per.dahl@fjordogfell.example", "agent", "phone", "Kundeservice, telefon", "Customer service, phone");

    public static IReadOnlyList<DemoPerson> All { get; } = [Ingrid, Anna, Jonas, Per];
}
