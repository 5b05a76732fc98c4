using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.Runs;
using CardTeam.Incentive.Tests.Plans;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Runs;

/// <summary>A month keeps the units it was first calculated with, however the bank is reorganised afterwards.</summary>
public sealed class OrgRunTests
{
    private const string OfArea = """
        { "id": "area", "type": "fixed", "by": "level", "org": "A", "values": { "trainee": "1.00", "junior": "10.00",
          "intermediate": "1.00", "senior": "1.00" } }
        """;

    private static readonly Period January = RandomHistory.MonthOf(1),
        February = RandomHistory.MonthOf(2);

    [Theory]
    [InlineData(OfArea)]
    [InlineData("""{ "id": "area", "type": "pool", "amount": "10.00", "by": "scorecard", "org": "A" }""")]
    public async Task A_unit_that_moves_after_the_approval_changes_nothing_of_the_month(string rule)
    {
        await using var books = await OpenAsync(rule);
        await books.CloseAsync(1, January, []);
        var (january, _) = await books.RunAsync(1, January);
        await books.ApproveAsync(january);
        Assert.Equal(["10.00"], await PayableAsync(books, january));

        await MoveAsync(books, "B1", "HQ", 2);
        books.Db.Scores.Add(new(new("M1", February, 1, 2, 1)));
        await books.CloseAsync(2, February, []);
        var (february, result) = await books.RunAsync(2, February);

        // Nothing more in the month that moved it, and no difference in the month before.
        Assert.Equal(["0.00"], await PayableAsync(books, february));
        Assert.Equal(rule == OfArea, result.GoesOn);
        foreach (var run in new[] { january, february })
            Assert.Empty((await books.VerifyAsync(run)).Differs);

        // A late fact recomputes January in full, by the units January had.
        await books.ApproveAsync(february);
        var late = new CardFact(
            "late",
            1,
            "M1",
            CardFactKind.Activated,
            "C",
            January.FirstDay,
            null,
            null,
            false,
            3,
            null
        );
        await books.CloseAsync(3, RandomHistory.MonthOf(3), [late]);
        var (march, _) = await books.RunAsync(3, RandomHistory.MonthOf(3));
        Assert.Equal(["0.00"], await PayableAsync(books, march));
        Assert.Empty((await books.VerifyAsync(march)).Differs);
    }

    [Fact]
    public async Task A_month_that_is_not_approved_is_calculated_again_with_the_units_as_they_are_then()
    {
        await using var books = await OpenAsync(OfArea);
        await books.CloseAsync(1, January, []);
        var (first, _) = await books.RunAsync(1, January);
        await books.RejectAsync(first);
        await MoveAsync(books, "B1", "HQ", 2);

        var (second, _) = await books.RunAsync(1, January);

        Assert.Equal(["0.00"], await PayableAsync(books, second));
        Assert.Empty((await books.VerifyAsync(second)).Differs);
    }

    [Fact]
    public async Task Months_paid_before_units_were_kept_take_those_of_the_first_run_after_them()
    {
        await using var books = await OpenAsync(OfArea);
        await books.CloseAsync(1, January, []);
        await books.ApproveAsync((await books.RunAsync(1, January)).Run);
        await books.Db.UnitsOfMonths.ExecuteDeleteAsync();
        await books.CloseAsync(2, February, []);
        var (run, result) = await books.RunAsync(2, February);

        Assert.True(result.GoesOn);
        Assert.Equal(
            [(January, 3), (February, 3)],
            (
                await books
                    .Db.UnitsOfMonths.GroupBy(u => u.Period)
                    .Select(g => new { g.Key, Count = g.Count() })
                    .ToListAsync()
            )
                .OrderBy(g => g.Key)
                .Select(g => (g.Key, g.Count))
        );
        Assert.Empty((await books.VerifyAsync(run)).Differs);
    }

    [Fact]
    public async Task Kept_units_that_somebody_changed_show_when_runs_are_verified()
    {
        await using var books = await OpenAsync(OfArea);
        await books.CloseAsync(1, January, []);
        var (january, _) = await books.RunAsync(1, January);
        await books.ApproveAsync(january);

        await books
            .Db.UnitsOfMonths.Where(u => u.Code == "B1")
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.Parent, "HQ"));

        Assert.Contains("the result", (await books.VerifyAsync(january)).Differs);
    }

    private static async Task<BookedHistory> OpenAsync(string rule)
    {
        var books = await BookedHistory.OpenAsync();
        foreach (var unit in new OrgUnit[] { new("HQ", null, 1), new("A", "HQ", 1), new("B1", "A", 1) })
            books.Db.OrgUnits.Add(new(unit));
        await books.SaveAsync();
        books.Db.Managers.Add(
            new(new("M1", 1, 1, new(2020, 1, 1), null, null, [new(new(2020, 1, 1), "B1", null, "junior", null, null)]))
        );
        books.Db.Scores.Add(new(new("M1", January, 1, 1, 1)));
        var plan = Plan.Draft(
            Rules.Read(Rules.Json(January.ToString(), rule)),
            1,
            "analyst",
            DateTimeOffset.UnixEpoch,
            units: await UnitTrees.NowAsync(books.Db, CancellationToken.None)
        );
        plan.Approve("approver", "a test", null, 1, DateTimeOffset.UnixEpoch);
        await books.AddPlansAsync([plan]);
        return books;
    }

    private static async Task MoveAsync(BookedHistory books, string unit, string parent, int version)
    {
        (await books.Db.OrgUnits.SingleAsync(u => u.Code == unit)).Replace(new(unit, parent, version));
        await books.SaveAsync();
    }

    private static async Task<IReadOnlyList<string>> PayableAsync(BookedHistory books, Run run) =>
        [
            .. (await books.Db.Statements.Where(s => s.RunNumber == run.Number && s.IsStatement).ToListAsync()).Select(
                s => s.Payable.ToString()
            ),
        ];
}
