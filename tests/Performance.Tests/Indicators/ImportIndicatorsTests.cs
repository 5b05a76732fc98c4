using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Tests.Indicators;

public class ImportIndicatorsTests
{
    [Fact]
    public async Task An_indicator_is_set_changed_and_left_alone()
    {
        await using var office = await HrOffice.StartAsync();
        const string csv = "manager_no,period,kpi,value\nM1,2026-04,attendance,0.95\nM2,2026-04,attendance,1\n";

        Assert.Equal((2L, 0L, 0L), (await office.TakeAsync("indicators", csv)).Rows);
        Assert.Equal((0L, 2L, 0L), (await office.TakeAsync("indicators", csv)).Rows);
        Assert.Equal(
            (1L, 0L, 0L),
            (await office.TakeAsync("indicators", "manager_no,period,kpi,value\nM1,2026-04,attendance,0.96\n")).Rows
        );
        Assert.Equal(
            ["0.96"],
            await HrOffice.KeysAsync(
                office.Service.As(Roles.BranchHead, org: "B1"),
                "/indicators?period=2026-04",
                "value"
            )
        );
    }

    [Fact]
    public async Task What_the_suite_counts_itself_is_not_imported()
    {
        await using var office = await HrOffice.StartAsync();
        string[] own =
        [
            "approved",
            "activated",
            "cancelled",
            "overdue",
            "active",
            "active-amount",
            "instalment-amount",
            "active-rate",
            "new-customers",
            "complaints-upheld",
            "satisfaction",
        ];

        var outcome = await office.Service.ImportAsync(
            "indicators",
            "manager_no,period,kpi,value\n"
                + string.Concat(own.Append("Attendance").Select(kpi => $"M1,2026-04,{kpi},1\n"))
        );
        Assert.Equal(
            Enumerable.Repeat(("kpi", "indicator.not-imported"), 12),
            outcome.Errors.Select(e => (e.Column, e.Code))
        );
    }
}
