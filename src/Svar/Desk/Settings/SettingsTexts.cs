namespace Svar.Desk.Settings;

/// <summary>Names the texts of the settings for <c>IStringLocalizer</c>.</summary>
public sealed class SettingsTexts;
