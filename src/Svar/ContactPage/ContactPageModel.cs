using Microsoft.AspNetCore.Components;
using Svar.Web;

namespace Svar.ContactPage;

/// <summary>All that the contact page shows, already in the reader's language. Instants are UTC, shown in the brand's <paramref name="Zone"/>.</summary>
/// <param name="Phones">The main number first; none is allowed, and then the page begins with the answers.</param>
/// <param name="Questions">Most asked first; five to ten.</param>
/// <param name="SearchUrl">Where <c>?q=</c> is answered; null hides the search.</param>
/// <param name="Doors">Only the tools this brand has.</param>
/// <param name="WriteUrl">Null when letters cannot be taken: then the section on writing is left out.</param>
/// <param name="Hours">Monday to Sunday, of the telephone; empty when the brand gives none.</param>
/// <param name="MailHours">Those that the promise counts.</param>
public sealed record ContactPageModel(
    PublicBrand Brand,
    DateTime Now,
    TimeZoneInfo Zone,
    IReadOnlyList<ContactPhone> Phones,
    PhoneOpening? Opening,
    PhoneWait? Wait,
    IReadOnlyList<TopQuestion> Questions,
    string? SearchUrl,
    string? AllQuestionsUrl,
    IReadOnlyList<ToolDoor> Doors,
    string? WriteUrl,
    AnswerPromise? Promise,
    string? Email,
    IReadOnlyList<OpeningDay> Hours,
    IReadOnlyList<string> PostAddress,
    IReadOnlyList<Shop> Shops,
    IReadOnlyList<ChannelLink> Links,
    string? Tagline = null,
    MailHours? MailHours = null);

/// <param name="E164"><c>+4780012345</c>.</param>
/// <param name="Shown">As the country writes it: <c>800 12 345</c>.</param>
/// <param name="Purpose">What this number is for; null for the main number.</param>
/// <param name="Cost">What a call costs, when it is not free and the brand says so.</param>
public sealed record ContactPhone(string E164, string Shown, bool IsTollFree, string? Purpose = null, string? Cost = null)
{
    /// <summary><c>+47 55 00 01 23</c>; null for a toll-free number, which other countries do not reach.</summary>
    public string? FromAbroad => IsTollFree ? null : PhoneTexts.International(E164, Shown);
}

/// <param name="ClosesAt">When open: until when.</param>
/// <param name="OpensAt">When closed: next opening; null when none is in sight.</param>
public sealed record PhoneOpening(bool IsOpen, DateTime? ClosesAt, DateTime? OpensAt);

/// <summary>How long callers wait, as last said by staff; an old figure is no figure and is not given to the page.</summary>
public sealed record PhoneWait(int Minutes, DateTime MeasuredAt);

/// <param name="Answer">Cleaned HTML of the answer, or its first part.</param>
/// <param name="Url">The whole article, when <paramref name="Answer"/> is only a part; else null.</param>
public sealed record TopQuestion(string Question, MarkupString Answer, string? Url = null);

public enum Tool
{
    Track,
    Return,
    Support,
}

public sealed record ToolDoor(Tool Tool, string Url);

/// <summary>The public promise. A figure is only called measured when there are enough answers behind it; else the target is shown, and called a target.</summary>
/// <param name="Length">The median when measured, else the target.</param>
/// <param name="Within24H">Share 0…1, when measured.</param>
/// <param name="DueIfSentNow">The clock time that a message sent now would be promised.</param>
/// <param name="Url">The page that explains the figure.</param>
/// <param name="CountsOpenHours">The target counts open hours only.</param>
public sealed record AnswerPromise(
    bool IsMeasured, TimeSpan Length, double? Within24H, int Days, DateTime? DueIfSentNow, string? Url = null, bool CountsOpenHours = false);

/// <summary>The open intervals of a day of the week; none means closed.</summary>
public sealed record OpeningDay(DayOfWeek Day, IReadOnlyList<OpenInterval> Intervals);

public sealed record OpenInterval(TimeOnly From, TimeOnly To);

public sealed record Shop(string Name, IReadOnlyList<string> Lines, string? MapUrl = null);

public sealed record ChannelLink(string Text, string Url);

/// <summary>A brand to choose, where several share a host.</summary>
public sealed record BrandLink(string Name, string Url);
