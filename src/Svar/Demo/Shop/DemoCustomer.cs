namespace Svar.Demo;

/// <summary>An invented person who buys and writes.</summary>
/// <param name="Language">What they write: <c>nb</c>, <c>nn</c>, <c>en</c>, <c>sv</c>, <c>de</c>.</param>
/// <param name="Group"><c>club</c>, <c>firm</c> or null.</param>
/// <param name="Manner">How they write: the mail program and small habits.</param>
public sealed record DemoCustomer(
    int Id,
    string FirstName,
    string LastName,
    string Email,
    string Language,
    string Street,
    string Postcode,
    string Town,
    string Country,
    string Phone,
    string? Group,
    DemoManner Manner)
{
    public string Name => FirstName + " " + LastName;
}

/// <summary>Habits of one writer.</summary>
/// <param name="Client">The mail program, such as <c>iphone</c> or <c>outlook</c>.</param>
/// <param name="Hurried">Begins sentences small and leaves the last full stop out.</param>
public sealed record DemoManner(string Client, string Greeting, string Closing, bool SignsWithFirstName, bool Hurried, string? Company);
