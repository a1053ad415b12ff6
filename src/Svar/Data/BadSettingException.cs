namespace Svar.Data;

/// <summary>A setting that cannot be used. Its message is the one line that stops the start.</summary>
/// <param name="wanted">What would be right.</param>
/// <param name="where">Where the value stands, such as 'in svar.json'; null where that is plain.</param>
public sealed class BadSettingException(string key, string? value, string wanted, Exception? inner = null, string? where = null)
    : Exception(where is null ? $"{key} is '{value}'; it should be {wanted}" : $"{key} is {(value is null ? "null" : $"'{value}'")} ({where}): {wanted} is needed", inner)
{
    public string Key => key;

    /// <summary>The same, saying where the value stands.</summary>
    public BadSettingException At(string place) => new(key, value, wanted, this, place);
}
