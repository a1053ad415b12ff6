using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Data;
using Svar.Tests.Conversations.Api;
using Svar.Web;

namespace Svar.Tests.Data;

public class BrandScopeTests
{
    [Fact]
    public async Task Work_that_has_said_nothing_sees_nothing()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        await house.ReceiveAsync(ApiHouse.Letter("Jakke", "Hvor er jakken min?"));
        async Task<int> CountAsync()
        {
            await using var db = house.Database.CreateDbContext();
            return await db.Set<Conversation>().CountAsync(ApiHouse.Cancel);
        }

        Assert.Equal(1, await CountAsync());
        Task<int> apart;
        using (ExecutionContext.SuppressFlow())
        {
            apart = Task.Run(CountAsync, ApiHouse.Cancel);
        }

        Assert.Equal(0, await apart);
    }

    [Fact]
    public async Task A_request_sees_no_brand_before_its_asker_is_known()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddWeb();
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseWeb();
        app.Run(context => context.Response.WriteAsync(BrandScope.Current.IsEverything ? "everything" : $"{BrandScope.Current.Brands.Count} brands"));
        await app.StartAsync(ApiHouse.Cancel);
        using var http = new HttpClient();
        Assert.Equal("0 brands", await http.GetStringAsync(app.Urls.Single(), ApiHouse.Cancel));
    }
}
