namespace Svar.Web;

/// <summary>A main page of the desk, in its top bar.</summary>
public sealed record DeskLink(string Text, string Url, bool IsCurrent = false);
