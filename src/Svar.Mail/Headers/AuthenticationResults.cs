namespace Svar.Mail.Headers;

/// <summary>One method's outcome in an Authentication-Results field (RFC 8601 §2.2).</summary>
/// <param name="Method">In lower case: <c>spf dkim dmarc arc auth iprev</c>, …</param>
/// <param name="Result">In lower case: <c>pass fail softfail neutral none temperror permerror policy</c>, …</param>
/// <param name="Reason">In the server's words; null when none is given.</param>
/// <param name="Properties">What was looked at, such as <c>smtp.mailfrom</c> and <c>header.d</c>.</param>
public sealed record AuthenticationResult(string Method, string Result, string? Reason, IReadOnlyDictionary<string, string> Properties);

/// <summary>
/// What a server on the way found out about a mail (RFC 8601). Anybody can write such a field: only one whose <see cref="Server"/> is
/// known to be our own, and which stands above what strangers wrote, says anything.
/// </summary>
/// <param name="Server">The authserv-id: who says so.</param>
public sealed record AuthenticationResults(string Server, IReadOnlyList<AuthenticationResult> Results)
{
    private const int MostResults = 100;

    /// <summary>The first outcome of a method; null when it was not tried.</summary>
    public AuthenticationResult? Of(string method) => Results.FirstOrDefault(r => r.Method.Equals(method, StringComparison.OrdinalIgnoreCase));

    // authres-payload = [CFWS] authserv-id [CFWS authres-version] (no-result / 1*resinfo); resinfo = ";" methodspec [reasonspec] *propspec
    /// <summary>Null when not even the server can be read.</summary>
    public static AuthenticationResults? Parse(string? value)
    {
        if (value is null)
        {
            return null;
        }

        var statements = Words(value);
        if (statements.Count == 0 || statements[0].Count == 0 || statements[0][0].Contains('=', StringComparison.Ordinal))
        {
            return null;
        }

        var results = new List<AuthenticationResult>();
        foreach (var words in statements.Skip(1).Take(MostResults))
        {
            if (words.Count > 0 && Pair(words[0]) is { } method)
            {
                var pairs = words.Skip(1).Select(Pair).OfType<(string Name, string Value)>().ToList();
                var properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                foreach (var (name, said) in pairs.Where(p => p.Name.Contains('.', StringComparison.Ordinal)))
                {
                    properties.TryAdd(name.ToLowerInvariant(), said);
                }

                // A version may stand behind the method: "dkim/1"
                results.Add(new AuthenticationResult(
                    method.Name.Split('/')[0].ToLowerInvariant(), method.Value.ToLowerInvariant(), pairs.Find(p => p.Name.Equals("reason", StringComparison.OrdinalIgnoreCase)).Value, properties));
            }
        }

        return new AuthenticationResults(statements[0][0], results);
    }

    private static (string Name, string Value)? Pair(string word)
    {
        var at = word.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && at < word.Length - 1 ? (word[..at], word[(at + 1)..]) : null;
    }

    /// <summary>Statements parted by semicolons, each its words: comments are gone, quotes are off, and what stands around an equals sign is one word.</summary>
    private static List<List<string>> Words(string value)
    {
        var statements = new List<List<string>> { new() };
        var word = new System.Text.StringBuilder();
        var depth = 0;
        var isQuoted = false;
        void End()
        {
            if (word.Length > 0)
            {
                statements[^1].Add(word.ToString());
                word.Clear();
            }
        }

        for (var i = 0; i < value.Length && statements.Count <= MostResults + 1; i++)
        {
            var c = value[i];
            if (c == '\\' && (isQuoted || depth > 0) && i + 1 < value.Length)
            {
                i++;
                if (isQuoted)
                {
                    word.Append(value[i]);
                }
            }
            else if (isQuoted)
            {
                isQuoted = c != '"';
                if (isQuoted)
                {
                    word.Append(c);
                }
            }
            else if (depth > 0 || c == '(')
            {
                depth += c switch { '(' => 1, ')' => -1, _ => 0 };
            }
            else if (c == '"')
            {
                isQuoted = true;
            }
            else if (c == ';')
            {
                End();
                statements.Add([]);
            }
            else if (!char.IsWhiteSpace(c))
            {
                word.Append(c);
            }
            else
            {
                while (i + 1 < value.Length && char.IsWhiteSpace(value[i + 1]))
                {
                    i++;
                }

                var isAroundEquals = (word.Length > 0 && word[^1] == '=') || (i + 1 < value.Length && value[i + 1] == '=');
                if (!isAroundEquals)
                {
                    End();
                }
            }
        }

        End();
        return statements;
    }
}
