using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Contracts.Performance;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Tests.Managers;

public sealed class LeaverRetentionTests
{
    [Fact]
    public async Task Who_left_long_ago_is_a_number_and_whoever_is_here_or_left_lately_a_person()
    {
        await using var office = await HrOffice.StartAsync(("Retention:LeaverYears", "5"));
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,level,left_on,education\nM4,李,B1,2010-01-01,junior,2021-08-14,bachelor\nM5,周,B1,2010-01-01,junior,2021-08-15,master\n"
        );
        var announced = (await office.Service.AnnouncedAsync<ManagersChanged>()).Count;
        await office.Service.RetainAsync();
        await office.Service.RetainAsync();

        Assert.Equal(("M4", null, 1), await PersonAsync("M4"));
        Assert.Equal(("周", "master", 1), await PersonAsync("M5"));
        Assert.Equal(("赵", null, 1), await PersonAsync("M1"));
        // Every service with a copy of the name is told of its deletion, once.
        var end = Assert.Single((await office.Service.AnnouncedAsync<ManagersChanged>()).Skip(announced));
        Assert.Empty(end.Managers);
        Assert.Equal([new("M4", 1, null)], end.Names);
        var entry = Assert.Single(
            (await office.Service.As(Roles.Auditor).GetFromJsonAsync<JsonElement>("/audit?actor=retention"))
                .GetProperty("items")
                .EnumerateArray()
        );
        Assert.Equal(
            ("forget leavers", "before 2021-08-15"),
            (entry.GetProperty("action").GetString(), entry.GetProperty("subject").GetString())
        );

        async Task<(string?, string?, int)> PersonAsync(string manager)
        {
            var profile = (await HrOffice.GetAsync(office.Hr, $"/managers/{manager}")).Body;
            return (
                profile.GetProperty("name").GetString(),
                profile.GetProperty("education").GetString(),
                profile.GetProperty("version").GetInt32()
            );
        }
    }
}
