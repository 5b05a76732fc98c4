using CardTeam.Contracts.Training;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Verify;

namespace CardTeam.Incentive.Tests.Calculation;

/// <summary>A plan pays who has completed a course, as Training announced it.</summary>
public sealed class CoursePayTests
{
    private const string Pays = """
        { "id": "learning", "type": "per-unit", "fact": "course-completed", "products": ["AML-01"], "rate": "80.00" }
        """;

    [Fact]
    public async Task A_completed_course_is_paid_in_the_month_its_session_ended()
    {
        await using var office = await BonusOffice.StartAsync(Pays, Rules.Cap);
        office.Others.Complete("AML-01", "2026-04-17").Complete("SALES-1", "2026-04-18");
        await office.PayAsync("2026-04");

        var statement = await office.StatementAsync("2026-04");
        Assert.Equal("80.00", statement.Payable);
        var line = Assert.Single(statement.Lines, l => l.Rule == "learning" && l.Kind == "earned");
        Assert.Equal(("1", "课程完成"), (line.Quantity, line.Name!.Zh));
        var record = Assert.Single(line.Records!);
        Assert.Equal(("2026-04-17", null, "AML-01", "80.00"), (record.Day, record.Card, record.Product, record.Earned));
    }

    [Fact]
    public async Task One_that_is_confirmed_after_the_close_is_paid_as_a_difference_by_somebody_else_than_who_confirmed()
    {
        await using var office = await BonusOffice.StartAsync(Pays, Rules.Cap);
        await office.PayAsync("2026-04");
        office.Others.Complete("AML-01", "2026-04-30", by: "trainer");
        await office.CloseAsync("2026-05");
        var run = await office.RunAsync("2026-05");

        var refused = await BonusOffice.PostAsync(
            office.Service.As(Roles.IncentiveApprover, id: "trainer"),
            $"/runs/{run.Id}/approve"
        );
        Assert.Equal("run.changer-is-checker", refused.Code);
        var change = Assert.Single(
            (await BonusOffice.GetAsync(office.Analyst, $"/runs/{run.Id}/changes"))
                .Body.GetProperty("items")
                .EnumerateArray()
        );
        Assert.Equal(
            ("course", "AML-01 S-1", "80.00"),
            (
                change.GetProperty("kind").GetString(),
                change.GetProperty("reference").GetString(),
                change.GetProperty("difference").GetString()
            )
        );
        Assert.Equal("80.00", (await office.StatementAsync("2026-05")).Payable);
        Assert.Equal(0, await VerifyRuns.RunAsync(office.Service.App.Services, CancellationToken.None));
    }

    [Fact]
    public async Task A_run_waits_for_the_completions_that_Training_counted_unless_it_does_without_Training()
    {
        await using var office = await BonusOffice.StartAsync(Pays, Rules.Cap);
        office.Others.Complete("AML-01", "2026-04-17").Close("2026-04");
        var said = office.Others.Take();
        foreach (var message in said.Where(e => e is not CourseCompleted))
            await office.Service.DeliverAsync(message);

        var refused = await office.StartRunAsync("2026-04");
        Assert.Equal("run.not-complete", refused.Code);
        Assert.Equal("completed courses", refused.Details[0].GetProperty("what").GetString());
        var without = await office.RunAsync("2026-04", "training");
        await office.Service.DeliverAsync(said.OfType<CourseCompleted>().Single());
        await office.ApproveAsync(without);
        Assert.Equal("0.00", (await office.StatementAsync("2026-04")).Payable);

        await office.PayAsync("2026-05");
        Assert.Equal("80.00", (await office.StatementAsync("2026-05")).Payable);
    }

    [Fact]
    public async Task It_is_booked_once_however_often_it_comes_and_never_from_a_version_that_did_not_count_it()
    {
        await using var office = await BonusOffice.StartAsync(Pays, Rules.Cap);
        office.Others.Complete("AML-01", "2026-04-17");
        var said = office.Others.Take();
        foreach (var message in said.Concat(said.OfType<CourseCompleted>()))
            await office.Service.DeliverAsync(message);
        await office.Service.DeliverAsync(new CourseCompleted([new("M1", "AML-01", 1, "S-0", new(2026, 4, 2))]));

        await office.PayAsync("2026-04");
        Assert.Equal("80.00", (await office.StatementAsync("2026-04")).Payable);
    }

    [Fact]
    public async Task The_bundle_of_its_month_has_the_course_and_verifies()
    {
        await using var office = await BonusOffice.StartAsync(Pays, Rules.Cap);
        office.Others.Complete("AML-01", "2026-04-17");
        var run = await office.PayAsync("2026-04");

        var keys = await office.Analyst.GetStringAsync("/bundle-keys");
        using var zip = new MemoryStream(await office.Analyst.GetByteArrayAsync($"/runs/{run.Id}/bundle"));
        Assert.Equal(1, Verifier.Check(zip, keys).Statements);
    }
}
