namespace Svar.Mail.Messages;

/// <summary>A mailing list by its name and its identifier (RFC 2919 §2): the identifier stays the same for the list's whole life, wherever it is kept.</summary>
/// <param name="Id">Labels with dots between, such as <c>news.shop.example</c>, in ASCII and at most 255 characters; under a domain that is one's own.</param>
/// <param name="Name">For people, in any script; may be empty.</param>
public sealed record ListIdentifier(string Id, string Name = "");
