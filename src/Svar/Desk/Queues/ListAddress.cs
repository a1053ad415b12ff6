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

    /// <summary>The page itself from which a form was sent, after something was done to a row of its list.</summary>
    public static string Page(HttpRequest request, params ReadOnlySpan<(string Name, string Value)> also)
    {
        var at = OfPage(request);
        var path = Uri.TryCreate(request.Headers["HX-Current-URL"].FirstOrDefault(), UriKind.Absolute, out var url)
            && url.AbsolutePath.StartsWith(Home + "/conversations/", StringComparison.Ordinal) ? url.AbsolutePath : Home;
        return path + With(at.Query, also);
    }

    public string More(string cursor) => Home + Query.Add("after", cursor);

    public string Conversation(string number, params ReadOnlySpan<(string Name, string Value)> also) => ConversationPath(number) + With(Query, also);

    private static QueryString With(QueryString query, ReadOnlySpan<(string Name, string Value)> also)
    {
        foreach (var (name, value) in also)
        {
            query = query.Add(name, value);
        }

        return query;
    }

    public static string ConversationPath(string number) => Home + "/conversations/" + Uri.EscapeDataString(number);
}
