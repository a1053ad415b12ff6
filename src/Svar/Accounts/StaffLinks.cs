using Microsoft.Extensions.Localization;
using Svar.Web;

namespace Svar.Accounts;

/// <summary>The links at the top of every page for staff, whichever room it is of.</summary>
internal static class StaffLinks
{
    /// <param name="path">Of the page that is shown; its link is marked.</param>
    public static IReadOnlyList<DeskLink> Of(Asker asker, string path, IStringLocalizer<AccountsTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(texts);
        DeskLink Link(string text, string url) => new(texts[text], url, url == path);
        List<DeskLink> links = [Link("Links.Desk", "/desk")];
        if (asker.MaySomewhere(Act.AnswerConversations))
        {
            links.Add(Link("Links.New", "/desk/new"));
        }

        links.Add(Link("Links.SetAside", "/desk/set-aside"));
        return links;
    }
}
