namespace Svar.Language.Detection;

/// <summary>Counts letters by script; many scripts belong to one language, as far as customer mail goes.</summary>
internal struct ScriptCounts
{
    private int _letters;
    private int _han;
    private int _kana;
    private int _own;
    private string? _language;

    public void Add(char c)
    {
        if (c < '\u0370')
        {
            _letters++;
            return;
        }

        var language = LanguageOf(c);
        switch (language)
        {
            case null:
                _letters++;
                break;
            case "zh":
                _han++;
                break;
            case "ja":
                _kana++;
                break;
            case var one when one == _language:
                _own++;
                break;
            default:
                // a majority vote: the script that more than half of the letters have stays
                if (_own == 0)
                {
                    _language = language;
                    _own = 1;
                }
                else
                {
                    _own--;
                }

                break;
        }
    }

    /// <summary>The language whose script most letters have, or null for Latin, Cyrillic, Arabic and a mixture.</summary>
    public readonly LanguageGuess? Guess()
    {
        // an ideograph is about a word, not a letter
        var east = 3 * (_han + _kana);
        if (east > 0 && east >= _letters && _han + _kana >= _own)
        {
            return new(_kana * 10 > _han ? "ja" : "zh", (double)east / (east + _letters + _own));
        }

        return _own > _letters ? new(_language!, (double)_own / (_own + _letters)) : null;
    }

    private static string? LanguageOf(char c) => c switch
    {
        (>= '\u0370' and <= '\u03FF') or (>= '\u1F00' and <= '\u1FFF') => "el",
        >= '\u0531' and <= '\u058F' => "hy",
        >= '\u0590' and <= '\u05FF' => "he",
        >= '\u0900' and <= '\u097F' => "hi",
        >= '\u0980' and <= '\u09FF' => "bn",
        >= '\u0A00' and <= '\u0A7F' => "pa",
        >= '\u0A80' and <= '\u0AFF' => "gu",
        >= '\u0B80' and <= '\u0BFF' => "ta",
        >= '\u0C00' and <= '\u0C7F' => "te",
        >= '\u0C80' and <= '\u0CFF' => "kn",
        >= '\u0D00' and <= '\u0D7F' => "ml",
        >= '\u0D80' and <= '\u0DFF' => "si",
        >= '\u0E00' and <= '\u0E7F' => "th",
        >= '\u0E80' and <= '\u0EFF' => "lo",
        >= '\u1000' and <= '\u109F' => "my",
        >= '\u10A0' and <= '\u10FF' => "ka",
        >= '\u1200' and <= '\u139F' => "am",
        >= '\u1780' and <= '\u17FF' => "km",
        >= '\u3040' and <= '\u30FF' => "ja",
        (>= '\u1100' and <= '\u11FF') or (>= '\uAC00' and <= '\uD7AF') => "ko",
        (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') => "zh",
        _ => null,
    };
}
