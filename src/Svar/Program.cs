using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.Cluster;
using Svar.Commands;
using Svar.ContactPage;
using Svar.Conversations;
using Svar.Data;
using Svar.Data.Secrets;
using Svar.Desk;
using Svar.Intake;
using Svar.Letters;
using Svar.Mailboxes;
using Svar.Reports;
using Svar.ServiceLevels;
using Svar.Web;

namespace Svar;

/// <summary>The program: its rooms, a line each, and the order in which a request passes.</summary>
internal static partial class Program
{
    public static Task<int> Main(string[] args) => CommandLine.RunAsync(args);

    public static WebApplication Build(ServeSettings settings, Action<IServiceCollection>? replace = null)
    {
        try
        {
            return Assemble(settings, replace);
        }
        catch (InvalidOperationException e) when (e.InnerException is FormatException or ArgumentException)
        {
            throw new BadInputException(e.InnerException is FormatException inner ? $"{e.Message} {inner.Message}" : e.Message, e);
        }
    }

    private static WebApplication Assemble(ServeSettings settings, Action<IServiceCollection>? replace)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        Configure(builder, settings);

        var services = builder.Services;
        services.AddSingleton(settings.Database);
        services.AddSingleton<IDbContextFactory<SvarDb>>(settings.Database);
        services.AddScoped(scope => scope.GetRequiredService<SvarDatabase>().CreateDbContext());
        services.AddSecrets(settings.DataFolder);

        services.AddWeb();
        services.AddCluster();
        services.AddAccounts(AccountOptions.Read(builder.Configuration));
        services.AddBrands();
        services.AddMailboxes(builder.Configuration, settings.DataFolder, settings.Smtp);
        services.AddServiceLevels();
        services.AddConversations();
        services.AddIntake();
        services.AddReports();
        services.AddLetters();
        services.AddContactPage();
        services.AddDesk();
        replace?.Invoke(services);

        var app = builder.Build();
        app.UseWeb();
        app.UseBrandOfHost();
        app.UseRouting();
        app.UseRequestLanguage();
        app.UseAuthentication();
        app.UseAsker();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseForgeryGuard();

        app.MapWeb();
        app.MapAccounts();
        app.MapBrands();
        app.MapMailboxes();
        app.MapConversations();
        app.MapContactPage();
        app.MapDesk();
        return app;
    }
}
