using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.BusinessHours;
using Svar.Conversations;
using Svar.Mailboxes;
using Svar.ServiceLevels;
using Svar.Tests.Accounts;

namespace Svar.Tests.Desk.Settings;

/// <summary>A real installation is set up in the browser: from nothing to a company that can be written to and promises an answer.</summary>
public class SettingsPagesTests
{
    private const string Fjord = "/desk/settings/companies/fjord";

    [Fact]
    public async Task A_company_is_made_with_what_it_needs_to_be_written_to()
    {
        await using var app = await DeskApp.StartAsync();
        using var admin = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(null, Role.Admin)));
        using var made = await admin.SubmitAsync("/desk/settings/new", "/desk/settings/new",
            ("name", "Nordlys Elektro"), ("country", "NO"), ("language", "nb"), ("both", "yes"), ("address", "Hjelp@Nordlys.example"), ("phone", "800 12 345"));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);

        var brand = await app.ReadAsync(db => db.Set<Brand>().Include(b => b.Phones).SingleAsync(b => b.Slug == "nordlys-elektro", DeskApp.Cancel));
        Assert.Equal(("Nordlys Elektro", "NE", "nb,en", "Europe/Oslo"), (brand.Name, brand.NumberPrefix, brand.Languages, brand.Zone));
        var phone = Assert.Single(brand.Phones);
        Assert.Equal(("+4780012345", "800 12 345", true), (phone.E164, phone.Shown, phone.IsTollFree));
        var mailbox = await app.ReadAsync(db => db.Set<Mailbox>().SingleAsync(m => m.BrandId == brand.Id, DeskApp.Cancel));
        Assert.Equal(("hjelp@nordlys.example", true), (mailbox.Address, mailbox.IsDefault));
        Assert.NotNull(await app.Get<MailboxDirectory>().FindAsync("hjelp@nordlys.example", DeskApp.Cancel));
        var levels = await app.Get<ServiceLevelDirectory>().OfAsync(brand.Id, DeskApp.Cancel);
        Assert.Equal("PT4H", levels.TargetsFor((int)ConversationKind.Question, (int)Priority.Normal, null).First!.Within.ToString());
        Assert.Empty(CeilingOutlook.Dates(levels.Hours, ResponseTarget.FirstAnswerCeiling, app.Now));

        var page = await admin.ReadAsync("/desk/settings?said=made");
        Assert.Contains("Nordlys Elektro", page, StringComparison.Ordinal);
        Assert.Contains("Your company can be written to.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_a_new_company_is_told_all_at_once_and_nothing_is_made()
    {
        await using var app = await DeskApp.StartAsync();
        using var admin = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(null, Role.Admin)));
        using var answer = await admin.SubmitAsync("/desk/settings/new", "/desk/settings/new",
            ("name", " "), ("country", "NO"), ("language", "nb"), ("address", "not an address"), ("phone", "123"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(DeskApp.Cancel);
        foreach (var field in new[] { "name", "address", "phone" })
        {
            Assert.Contains($"id=\"{field}-error\"", page, StringComparison.Ordinal);
        }

        // An address that is a mailbox of another company already leads there, and to one mailbox only.
        using var taken = await admin.SubmitAsync("/desk/settings/new", "/desk/settings/new",
            ("name", "Nordlys"), ("country", "NO"), ("language", "nb"), ("address", "help@fjord.example"), ("phone", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, taken.StatusCode);
        Assert.Equal(2, await app.ReadAsync(db => db.Set<Brand>().CountAsync(DeskApp.Cancel)));
    }

    [Fact]
    public async Task A_lead_of_one_company_changes_that_one_and_sees_no_other()
    {
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        var settings = await lead.ReadAsync("/desk/settings");
        Assert.Contains("Fjord &amp; Fell", settings, StringComparison.Ordinal);
        Assert.DoesNotContain("/companies/other", settings, StringComparison.Ordinal);
        Assert.DoesNotContain("/desk/settings/new", settings, StringComparison.Ordinal);
        foreach (var path in new[] { "", "/phones", "/hours", "/targets", "/mailboxes" })
        {
            using var other = await lead.GetAsync("/desk/settings/companies/other" + path);
            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        }

        using var more = await lead.GetAsync("/desk/settings/new");
        Assert.Equal(HttpStatusCode.Forbidden, more.StatusCode);
    }

    [Fact]
    public async Task A_company_that_somebody_changed_meanwhile_is_not_overwritten()
    {
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        using var saved = await lead.SubmitAsync(Fjord, Fjord, Company("Fjord og Fjell", version: 0));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        using var late = await lead.SubmitAsync(Fjord, Fjord, Company("Fell & Fjord", version: 0));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        var page = await late.Content.ReadAsStringAsync(DeskApp.Cancel);
        Assert.Equal("Fjord og Fjell", await NameAsync());
        Assert.Contains("name=\"version\" value=\"1\"", page, StringComparison.Ordinal);

        // Told of it, whoever saves once more means it.
        using var meant = await lead.SubmitAsync(Fjord, Fjord, Company("Fell & Fjord", version: 1));
        Assert.Equal(HttpStatusCode.Redirect, meant.StatusCode);
        Assert.Equal("Fell & Fjord", await NameAsync());
        Task<string> NameAsync() => app.ReadAsync(db => db.Set<Brand>().Where(b => b.Id == app.Fjord).Select(b => b.Name).SingleAsync(DeskApp.Cancel));
    }

    [Fact]
    public async Task A_lead_of_one_company_takes_neither_a_host_nor_an_address_in_anothers_domain()
    {
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        using var host = await lead.SubmitAsync(Fjord, Fjord, [("host", "desk.example"), .. Company("Fjord & Fell", version: 0)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, host.StatusCode);
        using var address = await lead.SubmitAsync(Fjord + "/mailboxes", Fjord + "/mailboxes", ("address", "boss@other.example"), ("sender", "Fjord"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, address.StatusCode);
        Assert.Contains("id=\"address-error\"", await address.Content.ReadAsStringAsync(DeskApp.Cancel), StringComparison.Ordinal);
        using var own = await lead.SubmitAsync(Fjord + "/mailboxes", Fjord + "/mailboxes", ("address", "boss@fjord.example"), ("sender", "Fjord"));
        Assert.Equal(HttpStatusCode.Redirect, own.StatusCode);
    }

    [Fact]
    public async Task Words_of_a_language_that_is_switched_off_stay()
    {
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        var id = await app.ReadAsync(db => db.Set<Mailbox>().Where(m => m.BrandId == app.Fjord).Select(m => m.Id).SingleAsync(DeskApp.Cancel));
        var edit = string.Create(CultureInfo.InvariantCulture, $"{Fjord}/mailboxes/{id}");
        using var both = await lead.SubmitAsync(edit, edit, ("address", "help@fjord.example"), ("sender", "Fjord"), ("signature-nb", "Kundeservice"), ("signature-en", "Customer service"));
        using var one = await lead.SubmitAsync(edit, edit, ("address", "help@fjord.example"), ("sender", "Fjord"), ("signature-nb", ""));
        Assert.Equal(HttpStatusCode.Redirect, one.StatusCode);
        var kept = await app.ReadAsync(db => db.Set<Mailbox>().AsNoTracking().SingleAsync(m => m.Id == id, DeskApp.Cancel));
        Assert.Equal(["en"], kept.Signature.Keys);
    }

    [Theory]
    [InlineData("slug", "other")]
    [InlineData("prefix", "OT")]
    [InlineData("prefix", "f")]
    [InlineData("zone", "Europe/Bergen")]
    [InlineData("primary", "red")]
    [InlineData("website", "fjord.example")]
    [InlineData("host", "https://fjord.example/")]
    public async Task What_cannot_be_said_of_a_company_is_told_at_its_field(string field, string value)
    {
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        using var answer = await lead.SubmitAsync(Fjord, Fjord, [(field, value), .. Company("Fjord & Fell", version: 0).Where(f => f.Item1 != field)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains($"id=\"{field}-error\"", await answer.Content.ReadAsStringAsync(DeskApp.Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_hours_and_targets_move_the_clocks_that_run()
    {
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        var allDay = HoursDetails.Days.Select(d => ($"mail-week-{WeeklyHours.NameOf(d)}", "0-24")).ToArray();
        using var hours = await lead.SubmitAsync(Fjord + "/hours", Fjord + "/hours/mail", allDay);
        Assert.Equal(HttpStatusCode.Redirect, hours.StatusCode);
        using var target = await lead.SubmitAsync(Fjord + "/targets", Fjord + "/targets", ("first-within", "4 h"), ("first-ceiling", "24 h"));
        Assert.Equal(HttpStatusCode.Redirect, target.StatusCode);

        var mail = await app.MailAsync("From: kari@example.no\nTo: help@fjord.example\nMessage-ID: <a@example.no>\nSubject: Jacket\n\nWhere is it?\n");
        var conversation = await app.ReadAsync(db => db.Set<Conversation>().SingleAsync(c => c.Id == mail.ConversationId, DeskApp.Cancel));
        var first = await DueAsync(app, conversation.Id);
        Assert.Equal(mail.ReceivedAt.AddHours(4), first);

        var id = await app.ReadAsync(db => db.Set<TargetRule>().Where(t => t.BrandId == app.Fjord).Select(t => t.Id).SingleAsync(DeskApp.Cancel));
        var edit = string.Create(CultureInfo.InvariantCulture, $"{Fjord}/targets/{id}");
        using var changed = await lead.SubmitAsync(edit, edit, ("first-within", "90 min"), ("first-ceiling", "24 h"));
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        await Walks.Waiting.ForAsync(async () => await DueAsync(app, conversation.Id) == first!.Value.AddMinutes(-150) ? "moved" : null, "the running clock to follow the new target");
    }

    [Fact]
    public async Task Hours_planned_for_a_day_to_come_hold_then_and_can_be_taken_back()
    {
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        var day = app.Now.AddDays(10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var planned = await lead.SubmitAsync(Fjord + "/hours", Fjord + "/hours/mail", ("mail-week-mon", "8-12 12.30-16"), ("mail-holidays", "NO"), ("mail-from", day));
        Assert.Equal(HttpStatusCode.Redirect, planned.StatusCode);
        var calendar = await app.ReadAsync(db => db.Set<Svar.BusinessHours.Calendar>().SingleAsync(c => c.BrandId == app.Fjord && c.Purpose == CalendarPurpose.Mail, DeskApp.Cancel));
        Assert.Equal("mon 08:00-12:00 12:30-16:00", calendar.Week);
        Assert.True(calendar.ValidFrom > app.Now);

        using var today = await lead.SubmitAsync(Fjord + "/hours", Fjord + "/hours/phone", ("phone-week-mon", "8-16"), ("phone-from", app.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Assert.Equal(HttpStatusCode.Redirect, today.StatusCode);
        using var past = await lead.SubmitAsync(Fjord + "/hours", Fjord + "/hours/mail", ("mail-week-mon", "8-16"), ("mail-from", "2001-01-01"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, past.StatusCode);
        using var back = await lead.SubmitAsync(Fjord + "/hours", string.Create(CultureInfo.InvariantCulture, $"{Fjord}/hours/planned/{calendar.Id}/remove"));
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Equal(0, await app.ReadAsync(db => db.Set<Svar.BusinessHours.Calendar>().CountAsync(c => c.BrandId == app.Fjord && c.Purpose == CalendarPurpose.Mail, DeskApp.Cancel)));
    }

    [Theory]
    [InlineData("mail-week-mon", "16-8")]
    [InlineData("mail-watch-sat", "10-12 11-13")]
    [InlineData("mail-week-tue", "all day")]
    [InlineData("mail-holiday-watch", "25-26")]
    [InlineData("mail-holidays", "XX")]
    [InlineData("mail-closed-on", "24.12.2026")]
    [InlineData("mail-open-on", "2026-02-30")]
    [InlineData("mail-from", "soon")]
    public async Task Hours_that_cannot_be_are_told_at_their_field(string field, string value)
    {
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        using var answer = await lead.SubmitAsync(Fjord + "/hours", Fjord + "/hours/mail", (field, value));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains($"id=\"{field}-error\"", await answer.Content.ReadAsStringAsync(DeskApp.Cancel), StringComparison.Ordinal);
        Assert.Equal(0, await app.ReadAsync(db => db.Set<Svar.BusinessHours.Calendar>().CountAsync(DeskApp.Cancel)));
    }

    [Fact]
    public async Task Mail_that_is_never_answered_cannot_be_set_and_a_telephone_that_is_never_can()
    {
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        using var mail = await lead.SubmitAsync(Fjord + "/hours", Fjord + "/hours/mail", ("mail-week-mon", " "), ("mail-holiday-watch", "10-12"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, mail.StatusCode);
        Assert.Contains("id=\"mail-week-mon-error\"", await mail.Content.ReadAsStringAsync(DeskApp.Cancel), StringComparison.Ordinal);
        using var phone = await lead.SubmitAsync(Fjord + "/hours", Fjord + "/hours/phone", ("phone-week-mon", ""));
        Assert.Equal(HttpStatusCode.Redirect, phone.StatusCode);
    }

    [Theory]
    [InlineData("first-within", "0 h")]
    [InlineData("first-within", "")]
    [InlineData("first-ceiling", "soon")]
    [InlineData("next-within", "-4 h")]
    [InlineData("reason", "")]
    public async Task Targets_that_cannot_be_are_told_at_their_field(string field, string value)
    {
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        (string, string)[] fields = [("first-within", "4 h"), ("first-ceiling", field == "reason" ? "3 d" : "24 h"), ("next-within", "8 h")];
        using var answer = await lead.SubmitAsync(Fjord + "/targets", Fjord + "/targets", [(field, value), .. fields.Where(f => f.Item1 != field)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains($"id=\"{field}-error\"", await answer.Content.ReadAsStringAsync(DeskApp.Cancel), StringComparison.Ordinal);
        Assert.Equal(0, await app.ReadAsync(db => db.Set<TargetRule>().CountAsync(DeskApp.Cancel)));
    }

    [Fact]
    public async Task The_target_for_all_stays_and_two_for_the_same_are_refused()
    {
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        (string, string)[] target = [("first-within", "4 h"), ("first-ceiling", "24 h")];
        using var first = await lead.SubmitAsync(Fjord + "/targets", Fjord + "/targets", target);
        using var again = await lead.SubmitAsync(Fjord + "/targets", Fjord + "/targets", target);
        using var urgent = await lead.SubmitAsync(Fjord + "/targets", Fjord + "/targets", [("priority", "urgent"), .. target]);
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (first.StatusCode, again.StatusCode, urgent.StatusCode));

        foreach (var rule in await app.ReadAsync(db => db.Set<TargetRule>().OrderBy(t => t.Priority).ToListAsync(DeskApp.Cancel)))
        {
            using var removed = await lead.SubmitAsync(Fjord + "/targets", string.Create(CultureInfo.InvariantCulture, $"{Fjord}/targets/{rule.Id}/remove"));
            Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        }

        var left = await app.ReadAsync(db => db.Set<TargetRule>().SingleAsync(DeskApp.Cancel));
        Assert.Null(left.Priority);
    }

    [Fact]
    public async Task A_mailbox_that_mail_came_to_keeps_its_address_and_one_default_is_left()
    {
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        await app.MailAsync("From: kari@example.no\nTo: help@fjord.example\nMessage-ID: <a@example.no>\nSubject: Jacket\n\nWhere is it?\n");
        var old = await app.ReadAsync(db => db.Set<Mailbox>().SingleAsync(m => m.BrandId == app.Fjord, DeskApp.Cancel));
        var edit = string.Create(CultureInfo.InvariantCulture, $"{Fjord}/mailboxes/{old.Id}");
        using var moved = await lead.SubmitAsync(edit, edit, ("address", "new@fjord.example"), ("sender", "Fjord"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, moved.StatusCode);
        using var signed = await lead.SubmitAsync(edit, edit, ("address", old.Address), ("sender", "Fjord"), ("signature-nb", "Fjord & Fell\nkundeservice"));
        Assert.Equal(HttpStatusCode.Redirect, signed.StatusCode);
        using var removed = await lead.SubmitAsync(edit, edit + "/remove");
        Assert.Contains("mailbox-used", removed.Headers.Location!.OriginalString, StringComparison.Ordinal);

        using var added = await lead.SubmitAsync(Fjord + "/mailboxes", Fjord + "/mailboxes", ("address", "retur@fjord.example"), ("sender", "Fjord retur"), ("default", "yes"));
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var both = await app.ReadAsync(db => db.Set<Mailbox>().AsNoTracking().Where(m => m.BrandId == app.Fjord).OrderBy(m => m.Id).ToListAsync(DeskApp.Cancel));
        Assert.Equal([("help@fjord.example", false), ("retur@fjord.example", true)], both.Select(m => (m.Address, m.IsDefault)));
        Assert.Equal("Fjord & Fell\nkundeservice", both[0].Signature["nb"]);
    }

    [Fact]
    public async Task Numbers_are_added_put_first_changed_and_removed()
    {
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        var path = Fjord + "/phones";
        foreach (var number in new[] { "800 12 345", "+46 8 123 456 78" })
        {
            using var added = await lead.SubmitAsync(path, path, ("number", number), ("free", "auto"), ("purpose-en", "Customer service"));
            Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        }

        using var twice = await lead.SubmitAsync(path, path, ("number", "+4780012345"), ("free", "auto"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.StatusCode);
        var phones = await PhonesAsync(app);
        Assert.Equal([("+4780012345", "800 12 345", true), ("+46812345678", "+46 8 123 456 78", false)], phones.Select(p => (p.E164, p.Shown, p.IsTollFree)));

        using var first = await lead.SubmitAsync(path, string.Create(CultureInfo.InvariantCulture, $"{path}/{phones[1].Id}/first"));
        Assert.Equal(["+46812345678", "+4780012345"], (await PhonesAsync(app)).Select(p => p.E164));
        using var removed = await lead.SubmitAsync(path, string.Create(CultureInfo.InvariantCulture, $"{path}/{phones[1].Id}/remove"));
        Assert.Equal("+4780012345", Assert.Single(await PhonesAsync(app)).E164);
    }

    [Fact]
    public async Task A_company_that_moves_takes_its_hours_along()
    {
        await using var app = await DeskApp.StartAsync();
        using var lead = await app.SignedInAsync(await app.StaffAsync("Ingrid", new Grant(app.Fjord, Role.Lead)));
        using var hours = await lead.SubmitAsync(Fjord + "/hours", Fjord + "/hours/mail", ("mail-week-mon", "8-16"));
        var day = app.Now.AddDays(10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var planned = await lead.SubmitAsync(Fjord + "/hours", Fjord + "/hours/mail", ("mail-week-mon", "9-15"), ("mail-from", day));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var moved = await lead.SubmitAsync(Fjord, Fjord, [("zone", "America/New_York"), .. Company("Fjord & Fell", version: 0).Where(f => f.Item1 != "zone")]);
        Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);

        var all = await app.ReadAsync(db => db.Set<Svar.BusinessHours.Calendar>().AsNoTracking().Where(c => c.BrandId == app.Fjord).OrderBy(c => c.ValidFrom).ToListAsync(DeskApp.Cancel));
        Assert.Equal(
            [("Europe/Oslo", "mon 08:00-16:00"), ("America/New_York", "mon 08:00-16:00"), ("America/New_York", "mon 09:00-15:00")],
            all.Select(c => (c.Zone, c.Week)));
        Assert.Equal(app.Now, all[1].ValidFrom);
    }

    private static Task<List<BrandPhone>> PhonesAsync(DeskApp app) =>
        app.ReadAsync(db => db.Set<BrandPhone>().AsNoTracking().Where(p => p.BrandId == app.Fjord).OrderBy(p => p.Order).ToListAsync(DeskApp.Cancel));

    private static Task<DateTime?> DueAsync(DeskApp app, long conversationId) => app.ReadAsync(async db =>
        (await db.Set<Promise>().AsNoTracking().FirstOrDefaultAsync(p => p.ConversationId == conversationId && p.Clock == ClockKind.First, DeskApp.Cancel))?.DueAt);

    private static (string, string)[] Company(string name, int version) =>
    [
        ("version", version.ToString(CultureInfo.InvariantCulture)), ("name", name), ("slug", "fjord"), ("prefix", "FF"), ("sector", "Shop"), ("country", "NO"), ("zone", "Europe/Oslo"),
        ("language", "nb"), ("primary", "#1f4e5f"), ("accent", "#b4532a"), ("post", "Strandgaten 1\n5013 Bergen"),
    ];
}
