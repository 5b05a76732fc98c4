using CardTeam.Incentive.Data;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Tests.Plans;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Incentive.Tests.Runs;

/// <summary>The command that recomputes every approved run and compares.</summary>
public sealed class VerifyRunsTests
{
    [Fact]
    public async Task Every_approved_run_comes_to_the_same_and_a_changed_one_is_named()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Activation, Rules.Clawback, Rules.Complaints);
        office.Others.Hire("M2").Fact("A", "activated", "C1", "2026-04-02").Fact("B", "activated", "C2", "2026-04-30");
        await office.PayAsync("2026-04");
        office
            .Others.Fact("late", "activated", "C3", "2026-04-03", "M2")
            .Fact("X", "cancelled", "C2", "2026-05-02", "M2")
            .Complain("P", "major", "upheld", "2026-05-20");
        await office.PayAsync("2026-05");
        office.Others.Void("A");
        await office.PayAsync("2026-06");
        Assert.Equal(0, await VerifyRuns.RunAsync(office.Service.App.Services, CancellationToken.None));

        await office.Service.ReadAsync<IncentiveDbContext, int>(db =>
            db.Database.ExecuteSqlRawAsync("""UPDATE "Facts" SET "Void" = 1 WHERE "FactRef" = 'late'""")
        );
        Assert.Equal(1, await VerifyRuns.RunAsync(office.Service.App.Services, CancellationToken.None));
        var differing = new List<string>();
        await foreach (
            var (run, differs) in VerifyRuns.EachAsync(
                office.Service.App.Services.GetRequiredService<IServiceScopeFactory>(),
                CancellationToken.None
            )
        )
            if (differs.Count > 0)
                differing.Add(run.Period.ToString());
        // The run that knew the fact first, and the one that would have to take back what was paid for it.
        Assert.Equal(["2026-05", "2026-06"], differing);
    }
}
