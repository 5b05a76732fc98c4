using System.Globalization;
using CardTeam.Contracts.Feedback;
using CardTeam.Performance.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.CustomerVoice;

public class FeedbackEventsTests
{
    private static readonly Guid AnswerId = Guid.Parse("6954ed80-6e9b-828e-8035-8559c4727c06");

    [Fact]
    public async Task Of_two_versions_of_a_complaint_the_greater_holds_in_either_order()
    {
        await using var office = await HrOffice.StartAsync();
        var (open, upheld, other) = (
            State(1, "M1", null, null),
            State(2, "M1", "upheld", new(2026, 4, 9)),
            State(3, "M2", "upheld", new(2026, 4, 10))
        );

        await office.Service.DeliverAsync(new ComplaintsChanged([upheld]));
        await office.Service.DeliverAsync(new ComplaintsChanged([open]));
        Assert.Equal(("M1", new DateOnly(2026, 4, 9), 2), await KnownAsync(office));
        await office.Service.DeliverAsync(new ComplaintsChanged([other, upheld, open]));
        Assert.Equal(("M2", new DateOnly(2026, 4, 10), 3), await KnownAsync(office));
        await office.Service.DeliverAsync(new ComplaintsChanged([State(4, "M2", "rejected", new(2026, 4, 11))]));
        Assert.Equal(("M2", null, 4), await KnownAsync(office));
    }

    [Fact]
    public async Task Of_two_versions_of_an_answer_the_greater_holds_in_either_order()
    {
        await using var office = await HrOffice.StartAsync();
        var (first, second) = (
            new SatisfactionAnswer(AnswerId, 1, "M1", new(2026, 4, 9), 2),
            new SatisfactionAnswer(AnswerId, 2, "M1", new(2026, 4, 9), 5)
        );

        await office.Service.DeliverAsync(new SatisfactionRecorded([second, first]));
        await office.Service.DeliverAsync(new SatisfactionRecorded([first]));

        Assert.Equal(
            (5, 2),
            await office.Service.ReadAsync<PerformanceDbContext, (int, int)>(async db =>
                await db.Answers.SingleAsync() is var a ? (a.Score, a.Version) : default
            )
        );
    }

    [Fact]
    public async Task Delivered_twice_it_counts_once()
    {
        await using var office = await HrOffice.StartAsync();
        await office.SheetAsync("junior", "2026-04", ("complaints-upheld", "0.5"), ("satisfaction", "0.5"));
        await office.TargetsAsync("M1,2026-04,complaints-upheld,1", "M1,2026-04,satisfaction,5");
        var id = Guid.NewGuid();
        for (var i = 0; i < 2; i++)
        {
            await office.Service.DeliverAsync(new ComplaintsChanged([State(1, "M1", "upheld", new(2026, 4, 9))]), id);
            await office.Service.DeliverAsync(new ComplaintsChanged([State(1, "M1", "upheld", new(2026, 4, 9))]));
            await office.Service.DeliverAsync(new SatisfactionRecorded([new(AnswerId, 1, "M1", new(2026, 4, 9), 4)]));
        }

        await office.CloseAsync("2026-04");
        var card = await office.ScorecardAsync("2026-04");
        Assert.Equal(("1", 4m), (card["complaints-upheld"].Value, decimal.Parse(card["satisfaction"].Value!)));
    }

    [Fact]
    public async Task A_complaint_that_moves_marks_the_month_it_leaves_and_the_one_it_enters_once_they_are_closed()
    {
        await using var office = await HrOffice.StartAsync();
        await office.Service.DeliverAsync(new ComplaintsChanged([State(1, "M1", "upheld", new(2026, 4, 9))]));
        await office.CloseAsync("2026-04", "2026-05");
        await office.Service.DeliverAsync(new ComplaintsChanged([State(2, "M2", "upheld", new(2026, 5, 9))]));
        await office.Service.DeliverAsync(new ComplaintsChanged([State(3, "M2", "upheld", new(2026, 6, 9))]));

        Assert.Equal(
            [("M1", "2026-04"), ("M2", "2026-05")],
            (
                await office.Service.ReadAsync<PerformanceDbContext, List<(string, string)>>(async db =>
                    (await db.LateMarks.ToListAsync()).ConvertAll(m => (m.ManagerNo, m.Month.ToString()))
                )
            ).Order()
        );
    }

    [Theory]
    [InlineData("M2", "2026-04-09", "M1 2026-04", "M2 2026-04")]
    [InlineData("M1", "2026-05-09", "M1 2026-04", "M1 2026-05")]
    [InlineData("M2", "2026-05-09", "M1 2026-04", "M2 2026-05")]
    [InlineData("M2", "2026-06-09", "M1 2026-04")]
    [InlineData("M1", "2026-04-10", "M1 2026-04")]
    public async Task An_answer_that_moves_changes_the_closed_month_it_leaves_and_the_one_it_enters(
        string manager,
        string day,
        params string[] changed
    )
    {
        await using var office = await HrOffice.StartAsync();
        await office.Service.DeliverAsync(new SatisfactionRecorded([Answer(1, "M1", "2026-04-09")]));
        await office.CloseAsync("2026-04", "2026-05");
        var moved = new SatisfactionRecorded([Answer(2, manager, day)]);
        await office.Service.DeliverAsync(moved);
        await office.Service.DeliverAsync(moved);

        var (marks, changes) = await office.Service.ReadAsync<PerformanceDbContext, (List<string>, List<string>)>(
            async db =>
                (
                    (await db.LateMarks.ToListAsync()).ConvertAll(m => $"{m.ManagerNo} {m.Month}"),
                    (await db.LateChanges.ToListAsync()).ConvertAll(c =>
                        $"{c.ManagerNo} {c.Month} {c.Kind} {c.ChangedBy}"
                    )
                )
        );
        Assert.Equal(changed, marks.Order(StringComparer.Ordinal));
        Assert.Equal(changed.Select(c => $"{c} satisfaction desk"), changes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_versions_in_one_message_change_the_month_of_each()
    {
        await using var office = await HrOffice.StartAsync();
        await office.CloseAsync("2026-04", "2026-05");
        await office.Service.DeliverAsync(
            new SatisfactionRecorded([Answer(1, "M1", "2026-04-09"), Answer(2, "M2", "2026-05-09")])
        );

        Assert.Equal(
            ["M1 2026-04", "M2 2026-05"],
            (
                await office.Service.ReadAsync<PerformanceDbContext, List<string>>(async db =>
                    (await db.LateMarks.ToListAsync()).ConvertAll(m => $"{m.ManagerNo} {m.Month}")
                )
            ).Order(StringComparer.Ordinal)
        );
    }

    private static SatisfactionAnswer Answer(int version, string manager, string day) =>
        new(AnswerId, version, manager, DateOnly.Parse(day, CultureInfo.InvariantCulture), 3, "desk");

    private static ComplaintState State(int version, string manager, string? outcome, DateOnly? resolvedOn) =>
        new("P1", version, 1, manager, "minor", outcome, resolvedOn);

    private static Task<(string, DateOnly?, int)> KnownAsync(HrOffice office) =>
        office.Service.ReadAsync<PerformanceDbContext, (string, DateOnly?, int)>(async db =>
            await db.Complaints.SingleAsync() is var c ? (c.ManagerNo, c.UpheldOn, c.Version) : default
        );
}
