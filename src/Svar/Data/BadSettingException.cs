namespace Svar.Data;

/// <summary>A setting that cannot be used. Its message is the one line that stops the start.</summary>
public sealed class BadSettingException(string key, string? value, string wanted, Exception? inner = null)
    : Exception($"setting '{key}' is '{value}'; it should be {wanted}", inner);
