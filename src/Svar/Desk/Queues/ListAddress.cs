namespace Svar.Desk.Queues;

/// <summary>Which list stands on the desk: a queue, or what a search finds. It goes along in the address of every conversation opened from it.</summary>
internal sealed record ListAddress(Queue Queue, string? Search = null)
{
    private const string Home = "/desk";

    public string Url => Home + Query;

    private QueryString Query => Search is { } search ? QueryString.Create("q", search) : QueryString.Create("queue", Queue.Slug());

    public static ListAddress Of(string? queue, string? search) =>
        new(QueueRules.Read(queue) ?? Queue.Mine, string.IsNullOrWhiteSpace(search) ? null : search.Trim());

    /// <summary>The list beside which a form was sent: the address of its page.</summary>
    public static ListAddress OfPage(HttpRequest request)
    {
        var page = request.Headers["HX-Current-URL"].FirstOrDefault() ?? request.Headers.Referer.FirstOrDefault();
        if (!Uri.TryCreate(page, UriKind.Absolute, out var url))
        {
            return Of(null, null);
        }

        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(url.Query);
        return Of(query.GetValueOrDefault("queue"), query.GetValueOrDefault("q"));
    }

    public string More(string cursor) => Home + Query.Add("after", cursor);

    public string Conversation(string number, params ReadOnlySpan<(string Name, string Value)> also)
    {
        var query = Query;
        foreach (var (name, value) in also)
        {
            query = query.Add(name, value);
        }

        return ConversationPath(number) + query;
    }

    public static string ConversationPath(string number) => Home + "/conversations/" + Uri.EscapeDataString(number);
}
