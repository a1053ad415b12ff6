using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Svar.Accounts;
using Svar.Accounts.Links;
using Svar.Accounts.People;
using Svar.Accounts.Tokens;

namespace Svar.Tests.Accounts;

public class AccountPagesTests
{
    [Fact]
    public async Task From_the_first_link_to_an_agent_at_the_desk()
    {
        await using var app = await AccountsApp.StartAsync();
        using var anna = app.NewBrowser();
        var first = new Uri((await app.House.Get<FirstAccount>().OfferAsync(AccountsHouse.Cancel))!).PathAndQuery;
        var made = await anna.SubmitAsync(
            first, "/accounts/first",
            ("key", first.Split("key=")[1]), ("email", "anna@example.com"), ("name", "Anna Berg"), ("language", "nb"), ("password", AccountsHouse.Password));
        Assert.Equal("/desk/settings", made.Headers.Location?.ToString());
        Assert.Equal("desk of Anna Berg", await anna.ReadAsync("/desk"));
        Assert.Equal(HttpStatusCode.Gone, (await anna.GetAsync(first)).StatusCode);

        var invited = await anna.SubmitAsync(
            "/desk/settings/accounts", "/desk/settings/accounts/invite",
            ("email", "per@example.com"), ("name", "Per Vik"), ("language", "nb"), ($"role-{app.House.Fjord}", "Agent"));
        Assert.Equal("/desk/settings/accounts?said=invited", invited.Headers.Location?.ToString());
        var list = WebUtility.HtmlDecode(await anna.ReadAsync("/desk/settings/accounts?said=invited"));
        Assert.Contains("Invitasjonen er på vei.", list, StringComparison.Ordinal);
        Assert.Contains("Saksbehandler: Fjord & Fell", list, StringComparison.Ordinal);

        using var per = app.NewBrowser();
        var mail = app.House.Mail.Last;
        var accepted = await per.SubmitAsync(
            mail.Link, "/accounts/invitation", ("key", mail.Key), ("name", "Per Vik"), ("language", "nb"), ("password", "my very own password"));
        Assert.Equal("/desk", accepted.Headers.Location?.ToString());
        Assert.Equal("desk of Per Vik", await per.ReadAsync("/desk"));
        Assert.Equal(HttpStatusCode.Forbidden, (await per.GetAsync("/desk/settings/accounts")).StatusCode);
        var log = WebUtility.HtmlDecode(await anna.ReadAsync("/desk/settings/audit"));
        Assert.Contains("tok imot invitasjonen", log, StringComparison.Ordinal);
        Assert.DoesNotContain("What.", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_in_leads_back_to_where_one_was_going_and_nowhere_else()
    {
        await using var app = await AccountsApp.StartAsync();
        await app.House.StaffAsync("Anna", new Grant(null, Role.Admin));
        using var browser = app.NewBrowser();
        var sent = await browser.GetAsync("/desk/settings/audit?before=5");
        Assert.Equal("/accounts/sign-in?returnUrl=%2Fdesk%2Fsettings%2Faudit%3Fbefore%3D5", sent.Headers.Location?.ToString().Replace(sent.RequestMessage!.RequestUri!.GetLeftPart(UriPartial.Authority), "", StringComparison.Ordinal));

        var back = await browser.SubmitAsync(
            sent.Headers.Location!.ToString(), "/accounts/sign-in",
            ("email", "anna@example.com"), ("password", AccountsHouse.Password), ("returnUrl", "/desk/settings/audit?before=5"));
        Assert.Equal("/desk/settings/audit?before=5", back.Headers.Location?.ToString());
        using var other = app.NewBrowser();
        var evil = await other.SubmitAsync(
            "/accounts/sign-in", "/accounts/sign-in", ("email", "anna@example.com"), ("password", AccountsHouse.Password), ("returnUrl", "//evil.example"));
        Assert.Equal("/desk", evil.Headers.Location?.ToString());
    }

    [Fact]
    public async Task The_answer_to_a_wrong_password_tells_no_stranger_who_has_an_account()
    {
        await using var app = await AccountsApp.StartAsync();
        await app.House.StaffAsync("Anna", new Grant(null, Role.Admin));
        var answers = new List<string>();
        foreach (var email in new[] { "anna@example.com", "nope@example.com" })
        {
            using var browser = app.NewBrowser();
            using var answer = await browser.SignInAsync(email, "wrong");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            answers.Add(Without(await answer.Content.ReadAsStringAsync(AccountsHouse.Cancel), email));
        }

        Assert.Equal(answers[0], answers[1]);
        answers.Clear();
        foreach (var email in new[] { "anna@example.com", "nope@example.com" })
        {
            using var browser = app.NewBrowser();
            using var answer = await browser.SubmitAsync("/accounts/forgotten", "/accounts/forgotten", ("email", email));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            answers.Add(Without(await answer.Content.ReadAsStringAsync(AccountsHouse.Cancel), email));
        }

        Assert.Equal(answers[0], answers[1]);
        Assert.Single(app.House.Mail.All);
    }

    [Fact]
    public async Task A_reset_link_is_refused_the_second_time_and_ends_other_sessions()
    {
        await using var app = await AccountsApp.StartAsync();
        await app.House.StaffAsync("Anna", new Grant(null, Role.Admin));
        using var before = await app.SignedInAsync("Anna");
        using var browser = app.NewBrowser();
        await browser.SubmitAsync("/accounts/forgotten", "/accounts/forgotten", ("email", "anna@example.com"));
        var mail = app.House.Mail.Last;

        using var done = await browser.SubmitAsync(mail.Link, "/accounts/reset", ("key", mail.Key), ("password", "another long password"));
        Assert.Equal("/desk", done.Headers.Location?.ToString());
        Assert.Equal("desk of Anna", await browser.ReadAsync("/desk"));
        using var again = await browser.SubmitAsync("/accounts/forgotten", "/accounts/reset", ("key", mail.Key), ("password", "yet another password"));
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await before.GetAsync("/desk")).StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_is_refused_and_changes_nothing()
    {
        await using var app = await AccountsApp.StartAsync();
        await app.House.StaffAsync("Anna", new Grant(null, Role.Admin));
        using var browser = await app.SignedInAsync("Anna");
        string[] actions =
        [
            "/accounts/sign-in", "/accounts/sign-out", "/accounts/first", "/accounts/invitation", "/accounts/reset", "/accounts/forgotten",
            "/desk/profile", "/desk/profile/password", "/desk/profile/sign-out-everywhere", "/desk/profile/tokens", "/desk/profile/tokens/1/revoke",
            "/desk/settings/accounts/invite", "/desk/settings/accounts/1/roles", "/desk/settings/accounts/1/reset", "/desk/settings/accounts/1/close",
        ];
        foreach (var action in actions)
        {
            using var answer = await browser.PostAsync(action, ("email", "eve@example.com"), ("name", "Eve"), ("role-all", "Admin"));
            Assert.Equal((action, HttpStatusCode.BadRequest), (action, answer.StatusCode));
        }

        Assert.Equal("desk of Anna", await browser.ReadAsync("/desk"));
        Assert.Empty(app.House.Mail.All);
    }

    [Fact]
    public async Task The_api_needs_the_antiforgery_token_with_a_cookie_and_none_with_a_token()
    {
        await using var app = await AccountsApp.StartAsync();
        var anna = await app.House.StaffAsync("Anna", new Grant(app.House.Fjord, Role.Agent));
        using var browser = await app.SignedInAsync("Anna");
        using var without = await browser.Http.PostAsync("/api/v1/probe", null, AccountsHouse.Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Equal("application/problem+json", without.Content.Headers.ContentType?.MediaType);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/probe");
        request.Headers.Add("RequestVerificationToken", Browser.TokenIn(await browser.ReadAsync("/desk/profile")));
        using var with = await browser.Http.SendAsync(request, AccountsHouse.Cancel);
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);

        using var program = Program(app, await TokenAsync(app, anna));
        using var byToken = await program.Http.PostAsync("/api/v1/probe", null, AccountsHouse.Cancel);
        Assert.Equal(FormattableString.Invariant($"{app.House.Fjord}"), await byToken.Content.ReadAsStringAsync(AccountsHouse.Cancel));
    }

    [Fact]
    public async Task A_revoked_token_is_answered_401_at_once()
    {
        await using var app = await AccountsApp.StartAsync();
        var anna = await app.House.StaffAsync("Anna", new Grant(app.House.Fjord, Role.Agent));
        var secret = await TokenAsync(app, anna);
        using var program = Program(app, secret);
        Assert.Equal("Anna", await program.ReadAsync("/api/v1/probe"));

        var row = Assert.Single(await app.House.Get<TokenList>().ReadAsync(anna.StaffId, AccountsHouse.Cancel));
        using var browser = await app.SignedInAsync("Anna");
        using var revoked = await browser.SubmitAsync("/desk/profile", $"/desk/profile/tokens/{row.Id}/revoke");
        Assert.Equal("/desk/profile?said=revoked", revoked.Headers.Location?.ToString());
        using var refused = await program.GetAsync("/api/v1/probe");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("invalid_token", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_token_is_shown_once_on_its_owners_page()
    {
        await using var app = await AccountsApp.StartAsync();
        await app.House.StaffAsync("Anna", new Grant(app.House.Fjord, Role.Agent));
        using var browser = await app.SignedInAsync("Anna");
        using var made = await browser.SubmitAsync("/desk/profile", "/desk/profile/tokens", ("token-name", "Web shop"), ("role", "Agent"), ("days", "30"));
        var secret = Regex.Match(await made.Content.ReadAsStringAsync(AccountsHouse.Cancel), "svar_[A-Za-z0-9]{32}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;

        using var program = Program(app, secret);
        Assert.Equal("Anna", await program.ReadAsync("/api/v1/probe"));
        var page = await browser.ReadAsync("/desk/profile");
        Assert.DoesNotContain(secret, page, StringComparison.Ordinal);
        Assert.Contains("Web shop", page, StringComparison.Ordinal);
        using var tooMuch = await browser.SubmitAsync("/desk/profile", "/desk/profile/tokens", ("token-name", "x"), ("role", "Admin"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooMuch.StatusCode);
    }

    [Fact]
    public async Task Closing_an_account_signs_out_at_once()
    {
        await using var app = await AccountsApp.StartAsync();
        await app.House.StaffAsync("Anna", new Grant(null, Role.Admin));
        var per = await app.House.StaffAsync("Per", new Grant(app.House.Fjord, Role.Agent));
        using var admin = await app.SignedInAsync("Anna");
        using var agent = await app.SignedInAsync("Per");
        Assert.Equal("desk of Per", await agent.ReadAsync("/desk"));

        // The room's own use cases here are those of the server: closed through its page.
        using var closed = await admin.SubmitAsync($"/desk/settings/accounts/{per.StaffId}", $"/desk/settings/accounts/{per.StaffId}/close");
        Assert.Equal("/desk/settings/accounts?said=closed", closed.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Redirect, (await agent.GetAsync("/desk")).StatusCode);
        using var last = await admin.SubmitAsync("/desk/settings/accounts", $"/desk/settings/accounts/{(await app.House.RowAsync("Anna")).Id}/close");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, last.StatusCode);
    }

    [Fact]
    public async Task Sign_out_and_sign_out_everywhere()
    {
        await using var app = await AccountsApp.StartAsync();
        await app.House.StaffAsync("Anna", new Grant(null, Role.Admin));
        using var here = await app.SignedInAsync("Anna");
        using var there = await app.SignedInAsync("Anna");

        using var everywhere = await here.SubmitAsync("/desk/profile", "/desk/profile/sign-out-everywhere");
        Assert.Equal("desk of Anna", await here.ReadAsync("/desk"));
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/desk")).StatusCode);
        using var signedOut = await here.SubmitAsync("/desk/profile", "/accounts/sign-out");
        Assert.Equal("/accounts/sign-in", signedOut.Headers.Location?.ToString());
        using var again = await there.PostAsync("/accounts/sign-out");
        Assert.Equal("/accounts/sign-in", again.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Redirect, (await here.GetAsync("/desk")).StatusCode);
    }

    [Fact]
    public async Task A_new_password_needs_the_present_one()
    {
        await using var app = await AccountsApp.StartAsync();
        await app.House.StaffAsync("Anna", new Grant(null, Role.Admin));
        using var browser = await app.SignedInAsync("Anna");
        using var wrong = await browser.SubmitAsync("/desk/profile", "/desk/profile/password", ("present", "guess"), ("password", "another long password"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var right = await browser.SubmitAsync("/desk/profile", "/desk/profile/password", ("present", AccountsHouse.Password), ("password", "another long password"));
        Assert.Equal("/desk/profile?said=password", right.Headers.Location?.ToString());
        Assert.Equal("desk of Anna", await browser.ReadAsync("/desk"));
        using var next = app.NewBrowser();
        Assert.Equal(HttpStatusCode.Redirect, (await next.SignInAsync("anna@example.com", "another long password")).StatusCode);
    }

    [Fact]
    public async Task Sign_ins_from_one_address_are_limited()
    {
        await using var app = await AccountsApp.StartAsync(new AccountOptions { AnswerAfter = TimeSpan.Zero, CallsPerAddressAndMinute = 3 });
        using var browser = app.NewBrowser();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            using var answer = await browser.SignInAsync($"guess{i}@example.com", "wrong");
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(
            [HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests],
            statuses);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/accounts/sign-in")).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/probe", null, null, 401)]
    [InlineData("/desk", "Accept", "text/event-stream", 401)]
    [InlineData("/desk", "HX-Request", "true", 401)]
    [InlineData("/desk", "Accept", "text/html", 302)]
    [InlineData("/forgotten-mark", null, null, 302)]
    [InlineData("/no-such-page", null, null, 404)]
    public async Task Nobody_gets_what_the_caller_can_use(string path, string? header, string? value, int status)
    {
        await using var app = await AccountsApp.StartAsync();
        using var browser = app.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (header is not null)
        {
            request.Headers.Add(header, value);
        }

        using var answer = await browser.Http.SendAsync(request, AccountsHouse.Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(header == "HX-Request", answer.Headers.Contains("HX-Redirect"));
    }

    [Fact]
    public async Task The_cookie_is_not_for_scripts_or_other_sites()
    {
        await using var app = await AccountsApp.StartAsync();
        await app.House.StaffAsync("Anna", new Grant(null, Role.Admin));
        using var browser = app.NewBrowser();
        using var answer = await browser.SignInAsync("anna@example.com", AccountsHouse.Password);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("svar=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("", await app.NewBrowser().ReadAsync("/contact"));
        Assert.Equal("all", await browser.ReadAsync("/contact"));
    }

    [Fact]
    public async Task A_session_without_use_ends_after_twelve_hours()
    {
        await using var app = await AccountsApp.StartAsync();
        await app.House.StaffAsync("Anna", new Grant(null, Role.Admin));
        using var browser = await app.SignedInAsync("Anna");
        app.House.Clock.Advance(TimeSpan.FromHours(11));
        Assert.Equal("desk of Anna", await browser.ReadAsync("/desk"));
        app.House.Clock.Advance(TimeSpan.FromHours(11));
        Assert.Equal("desk of Anna", await browser.ReadAsync("/desk"));
        app.House.Clock.Advance(TimeSpan.FromHours(12.1));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/desk")).StatusCode);
    }

    private static string Without(string html, string email) =>
        Regex.Replace(html.Replace(email, "", StringComparison.Ordinal), "value=\"CfDJ8[^\"]*\"", "", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static async Task<string> TokenAsync(AccountsApp app, Asker owner) => Assert.IsType<CreateTokenResult.Created>(
        await app.House.Get<CreateToken>().HandleAsync(owner, new NewToken(owner.StaffId!.Value, "Shop", [new Grant(null, Role.Agent)]), AccountsHouse.Cancel)).Secret;

    private static Browser Program(AccountsApp app, string token)
    {
        var browser = app.NewBrowser();
        browser.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return browser;
    }
}
