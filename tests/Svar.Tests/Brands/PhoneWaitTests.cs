using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.Data;
using Svar.Tests.Conversations.Api;
using Svar.Tests.Data;

namespace Svar.Tests.Brands;

public class PhoneWaitTests
{
    [Theory, BothEngines]
    internal async Task The_waiting_time_is_kept_with_its_time(DatabaseEngine engine)
    {
        await using var house = await ApiHouse.StartAsync(engine);
        var answer = await ApiHouse.SendAsync(house.Http, HttpMethod.Put, "/api/v1/phone-wait", new { minutes = 7 });
        Assert.Equal((200, "fjord", "7"), (answer.Status, answer.At("brand"), answer.At("minutes")));
        await using (var db = house.Database.CreateDbContext())
        {
            var brand = await db.Set<Brand>().SingleAsync(b => b.Id == house.Fjord, ApiHouse.Cancel);
            Assert.Equal(7, brand.PhoneWaitMinutes);
            Assert.NotNull(brand.PhoneWaitAt);

            // It is told every minute: a form of the brand that is being filled in meanwhile must not count as overtaken.
            Assert.Equal(0, brand.Version);
        }

        Assert.Null((await ApiHouse.SendAsync(house.Http, HttpMethod.Put, "/api/v1/phone-wait", """{"minutes":null}""")).At("minutes"));
        (await ApiHouse.SendAsync(house.Http, HttpMethod.Put, "/api/v1/phone-wait", new { minutes = -1 })).IsProblem(422, "minutes");
    }

    [Fact]
    public async Task Who_has_several_brands_names_one()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        var both = await house.AsAsync("Both", new Grant(house.Fjord, Role.Agent), new Grant(house.Other, Role.Reader));
        (await ApiHouse.SendAsync(both, HttpMethod.Put, "/api/v1/phone-wait", new { minutes = 7 })).IsProblem(422, "brand");
        Assert.Equal(200, (await ApiHouse.SendAsync(both, HttpMethod.Put, "/api/v1/phone-wait", new { minutes = 7, brand = "fjord" })).Status);
        (await ApiHouse.SendAsync(both, HttpMethod.Put, "/api/v1/phone-wait", new { minutes = 7, brand = "bre" })).IsProblem(403);
        (await ApiHouse.SendAsync(house.Http, HttpMethod.Put, "/api/v1/phone-wait", new { minutes = 7, brand = "bre" })).IsProblem(422, "brand");
    }
}
