using Microsoft.Playwright;
using Svar.Demo;
using Svar.Demo.Playing;

namespace Svar.Tests.Walks;

/// <summary>
/// The pages of the example shop on small and large screens, light and dark. With <c>SVAR_PICTURES</c> set to a folder
/// it leaves a picture of each there, to be looked at.
/// </summary>
public class ScreenWalk
{
    private static readonly int[] _widths = [360, 1440];
    private static readonly ColorScheme[] _schemes = [ColorScheme.Light, ColorScheme.Dark];

    [Fact]
    public async Task Every_page_fits_its_screen_and_says_what_it_is()
    {
        await using var shop = await DemoShopWalk.StartAsync(isEmpty: false);
        await using var browser = await Browser.StartAsync();
        foreach (var width in _widths)
        {
            foreach (var scheme in _schemes)
            {
                var page = await browser.OpenAsync("nb-NO", width: width, scheme: scheme);
                var wrong = new List<string>();
                page.PageError += (_, error) => wrong.Add(error);
                page.Console += (_, said) => wrong.AddRange(said.Type is "error" or "warning" ? [said.Text] : []);
                await LookAsync(page, shop.Url + "/", "contact-page", width, scheme);
                await LookAsync(page, shop.Url + "/?lang=en", "contact-page-en", width, scheme);
                await LookAsync(page, shop.Url + "/write?lang=nb", "write", width, scheme);
                await LookAsync(page, shop.Url + "/accounts/sign-in", "sign-in", width, scheme);
                await SignInAsync(page, shop.Url, DemoPeople.Ingrid.Email);
                await LookAsync(page, shop.Url + "/desk/settings", "settings", width, scheme);
                var company = shop.Url + await page.Locator(".setting-rows a").First.GetAttributeAsync("href");
                await LookAsync(page, shop.Url + "/desk/settings/new", "settings-new", width, scheme);
                await LookAsync(page, company, "company", width, scheme);
                await LookAsync(page, company + "/phones", "phones", width, scheme);
                await LookAsync(page, company + "/hours", "hours", width, scheme);
                await LookAsync(page, company + "/targets", "targets", width, scheme);
                await LookAsync(page, company + "/mailboxes", "mailboxes", width, scheme);
                await LookAsync(page, shop.Url + await page.Locator(".ledger-acts a").First.GetAttributeAsync("href"), "imap", width, scheme);
                await LookAsync(page, shop.Url + "/desk/settings/accounts", "accounts", width, scheme);
                await page.Context.ClearCookiesAsync();
                await SignInAsync(page, shop.Url, DemoPeople.Anna.Email);
                await LookAsync(page, shop.Url + "/desk?queue=open", "desk-queue", width, scheme);
                var exchange = await page.Locator("[data-row]:has(.row-who small):not(:has(svg))").First.GetAttributeAsync("href");
                await LookAsync(page, shop.Url + exchange, "desk", width, scheme);
                await LookAsync(page, shop.Url + "/desk?q=telt", "desk-search", width, scheme);
                await LookAsync(page, shop.Url + "/desk?queue=resolved", "desk-resolved", width, scheme);
                await LookAsync(page, shop.Url + await page.Locator("[data-row]").First.GetAttributeAsync("href"), "desk-of-resolved", width, scheme);
                Assert.Empty(wrong);
                await LookAsync(page, shop.Url + "/desk/conversations/FF-999999", "desk-missing", width, scheme, status: 404);
                await page.Context.CloseAsync();
            }
        }
    }

    private static async Task SignInAsync(IPage page, string url, string email)
    {
        await page.GotoAsync(url + "/desk");
        await page.Locator("input[name=email]").FillAsync(email);
        await page.Locator("input[name=password]").FillAsync(DemoHouse.Password);
        await page.Locator("form.form button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(at => !at.Contains("sign-in", StringComparison.Ordinal));
    }

    private static async Task LookAsync(IPage page, string url, string name, int width, ColorScheme scheme, int status = 200)
    {
        var answer = await page.GotoAsync(url);
        Assert.Equal(status, answer!.Status);
        Assert.NotEmpty(await page.TitleAsync());
        Assert.True(await page.Locator("h1").CountAsync() >= 1, $"{name} has a heading");
        var tooWide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(tooWide <= 0, $"{name} is {tooWide} px too wide at {width} px");
        if (Environment.GetEnvironmentVariable("SVAR_PICTURES") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{width}-{scheme}.png".ToLowerInvariant()), FullPage = !name.StartsWith("desk", StringComparison.Ordinal) });
        }
    }
}
