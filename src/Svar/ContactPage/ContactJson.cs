using System.Text.Json.Nodes;
using Svar.Brands;
using Svar.BusinessHours;
using Svar.Reports;

namespace Svar.ContactPage;

/// <summary>The contact page's facts as <c>/contact.json</c> gives them.</summary>
/// <param name="OpenNow">Whether the telephone is answered now; null when the brand gives no hours.</param>
/// <param name="OpensAt">When it is closed: the next opening.</param>
/// <param name="Hours">The telephone's ordinary week in local time: <c>{"mon":[["08:00","16:00"]],…,"sun":[]}</c>.</param>
/// <param name="MailHours">The week in which mail is answered, watch included; what the promise counts.</param>
internal sealed record ContactJson(
    string Brand,
    IReadOnlyList<ContactJson.Phone> Phones,
    string? Email,
    bool? OpenNow,
    DateTime? OpensAt,
    JsonObject? Hours,
    int? PhoneWaitMinutes,
    ContactJson.MeasuredPromise Promise,
    JsonObject? MailHours)
{
    public static ContactJson Of(Brand brand, ContactFacts facts, DateTime now)
    {
        var opening = ContactPageOfBrand.Opening(facts, now);
        return new ContactJson(
            brand.Name,
            [.. ContactPageOfBrand.Phones(brand).Select(p => new Phone(p.Shown, p.E164, p.Purpose, p.IsTollFree))],
            facts.Mailbox?.Address,
            opening?.IsOpen,
            opening?.OpensAt,
            facts.PhoneHours is null ? null : WeeklyHoursJson.Write(facts.PhoneHours.At(now).Week),
            ContactPageOfBrand.Wait(brand, now)?.Minutes,
            facts.Measured is { } measured
                ? new MeasuredPromise(true, Math.Round(measured.Median.TotalMinutes, 1), Math.Round(measured.Within24H, 4), PromiseMeasure.Days)
                : new MeasuredPromise(false, null, null, PromiseMeasure.Days),
            ContactPage.MailHours.WeekOf(facts.Levels.Hours.At(now)) is { OpenDays: > 0 } week ? WeeklyHoursJson.Write(week) : null);
    }

    /// <param name="Number">As the country writes it.</param>
    internal sealed record Phone(string Number, string E164, string? Purpose, bool TollFree);

    /// <param name="MedianMinutes">Null until there are enough answers to measure; a target is never given here.</param>
    /// <param name="Within24h">Share 0…1; null likewise.</param>
    internal sealed record MeasuredPromise(bool Measured, double? MedianMinutes, double? Within24h, int Days);
}
