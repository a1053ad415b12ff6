namespace Svar.Web;

/// <summary>Names the texts of this room (WebTexts.resx, WebTexts.nb.resx) for <c>IStringLocalizer</c>.</summary>
public sealed class WebTexts;
