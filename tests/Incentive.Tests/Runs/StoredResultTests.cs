using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Incentive.Tests.Plans;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Runs;

/// <summary>
/// An approval pays the calculated result: after any change in the database between calculation and approval, nothing
/// is paid.
/// </summary>
public sealed class StoredResultTests
{
    [Theory]
    [InlineData("""UPDATE "Sheets" SET "Payable" = 999900 WHERE "ManagerNo" = 'M1' AND "IsStatement" = 1""")]
    [InlineData(
        """UPDATE "Sheets" SET "Payable" = "Payable" + CASE "ManagerNo" WHEN 'M1' THEN 100 ELSE -100 END WHERE "IsStatement" = 1"""
    )]
    [InlineData("""UPDATE "Sheets" SET "Deferred" = 1 WHERE "ManagerNo" = 'M1'""")]
    [InlineData("""UPDATE "Sheets" SET "OwnPayable" = 1 WHERE "ManagerNo" = 'M1'""")]
    [InlineData("""UPDATE "Sheets" SET "Reserved" = 1 WHERE "ManagerNo" = 'M1'""")]
    [InlineData("""UPDATE "Sheets" SET "OwnReserved" = 1 WHERE "ManagerNo" = 'M1'""")]
    [InlineData("""UPDATE "Sheets" SET "OwnDeferred" = 1 WHERE "ManagerNo" = 'M1'""")]
    [InlineData("""UPDATE "Sheets" SET "Carried" = 1 WHERE "ManagerNo" = 'M1'""")]
    [InlineData("""UPDATE "Sheets" SET "Org" = 'B2' WHERE "ManagerNo" = 'M1'""")]
    [InlineData("""UPDATE "Sheets" SET "Lines" = '[]' WHERE "ManagerNo" = 'M1'""")]
    [InlineData("""UPDATE "Sheets" SET "Lines" = 'none' WHERE "ManagerNo" = 'M1'""")]
    [InlineData("""UPDATE "Sheets" SET "ManagerNo" = 'M9' WHERE "ManagerNo" = 'M1'""")]
    [InlineData("""UPDATE "Sheets" SET "IsStatement" = 0 WHERE "ManagerNo" = 'M1'""")]
    [InlineData("""DELETE FROM "Sheets" WHERE "ManagerNo" = 'M1'""")]
    [InlineData(
        """INSERT INTO "Sheets" ("RunNumber", "ManagerNo", "Period", "IsStatement", "Org", "Payable", "Deferred", "OwnPayable", "OwnDeferred", "Carried", "Lines") SELECT "RunNumber", 'M9', "Period", "IsStatement", "Org", "Payable", "Deferred", "OwnPayable", "OwnDeferred", "Carried", "Lines" FROM "Sheets" WHERE "ManagerNo" = 'M1'"""
    )]
    [InlineData("""UPDATE "Runs" SET "Total" = "Total" + 1 WHERE "Status" = 2""")]
    [InlineData("""UPDATE "Runs" SET "Paid" = "Paid" + 1 WHERE "Status" = 2""")]
    [InlineData("""UPDATE "Runs" SET "ResultHash" = 'another' WHERE "Status" = 2""")]
    public async Task What_is_stored_otherwise_than_calculated_is_not_paid(string sql)
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office
            .Others.Hire("M2")
            .Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "activated", "C2", "2026-04-02", "M2");
        await office.CloseAsync("2026-04");
        var run = await office.RunAsync("2026-04");
        Assert.Equal("calculated", run.Status);
        Assert.True(
            await office.Service.ReadAsync<IncentiveDbContext, int>(db => db.Database.ExecuteSqlRawAsync(sql)) > 0
        );

        var answer = await office.ApproveAsync(run);
        Assert.Equal((409, "run.result-changed"), (answer.Status, answer.Code));
        Assert.Empty(await office.EntriesAsync());
        Assert.Equal("calculated", (await office.SeenAsync(run.Id)).Status);
        Assert.Empty(await office.Service.OutboxAsync());
    }

    /// <summary>Months with late knowledge have sheets of earlier periods, which are verified too.</summary>
    [Fact]
    public async Task A_month_with_adjustments_is_paid_as_calculated_and_not_when_an_earlier_sheet_was_changed()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-04-02");
        await office.PayAsync("2026-04");
        office.Others.Fact("late", "activated", "C2", "2026-04-03").Fact("B", "activated", "C3", "2026-05-02");
        await office.CloseAsync("2026-05");
        var run = await office.RunAsync("2026-05");
        await office.Service.ReadAsync<IncentiveDbContext, int>(db =>
            db.Database.ExecuteSqlRawAsync(
                """UPDATE "Sheets" SET "OwnPayable" = "OwnPayable" - 1 WHERE "Period" = '2026-04' AND "IsStatement" = 0"""
            )
        );
        Assert.Equal("run.result-changed", (await office.ApproveAsync(run)).Code);
        await office.Service.ReadAsync<IncentiveDbContext, int>(db =>
            db.Database.ExecuteSqlRawAsync(
                """UPDATE "Sheets" SET "OwnPayable" = "OwnPayable" + 1 WHERE "Period" = '2026-04' AND "IsStatement" = 0"""
            )
        );
        Assert.Equal(200, (await office.ApproveAsync(run)).Status);
        Assert.Equal(2, (await office.EntriesAsync()).Count);
    }
}
