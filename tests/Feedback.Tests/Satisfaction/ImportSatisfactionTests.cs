using CardTeam.Contracts.Feedback;
using CardTeam.Feedback.Data;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Tests.Satisfaction;

public class ImportSatisfactionTests
{
    private const string Columns = "manager_no,answered_on,score,customer_ref\n";

    [Fact]
    public async Task Answers_are_recorded_corrected_and_announced_with_their_version()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);

        Assert.Equal(
            (2L, 0L, 0L),
            (
                await service.ImportAsync(
                    "satisfaction",
                    $"{Columns}M1,2026-06-01,3,K1\nM1,2026-06-01,4,K2\n",
                    service.As(Roles.ComplaintDesk)
                )
            ).Rows
        );
        Assert.Equal(
            (1L, 1L, 0L),
            (await service.ImportAsync("satisfaction", $"{Columns}M1,2026-06-01,5,K1\nM1,2026-06-01,4,K2\n")).Rows
        );

        var outbox = await service.OutboxAsync();
        Assert.All(outbox, a => Assert.Equal("satisfaction", a.Stream));
        var answers = outbox.Select(a => a.Event).OfType<SatisfactionRecorded>().SelectMany(r => r.Answers).ToList();
        Assert.Equal([(3, 1), (4, 1), (5, 2)], answers.Select(a => (a.Score, a.Version)));
        Assert.Equal(answers[0].AnswerId, answers[2].AnswerId);
    }

    [Fact]
    public async Task Of_equal_nameless_answers_there_are_as_many_as_the_file_with_most_has()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        const string csv =
            "manager_no,answered_on,score\nM1,2026-06-01,5\nM1,2026-06-01,5\nM1,2026-06-01,5\nM1,2026-06-01,5\nM1,2026-06-01,1\n";

        Assert.Equal((5L, 0L, 0L), (await service.ImportAsync("satisfaction", csv)).Rows);
        Assert.Equal((0L, 5L, 0L), (await service.ImportAsync("satisfaction", csv)).Rows);
        Assert.Equal(
            (0L, 2L, 0L),
            (
                await service.ImportAsync(
                    "satisfaction",
                    "manager_no,answered_on,score\nM1,2026-06-01,5\nM1,2026-06-01,5\n"
                )
            ).Rows
        );
        Assert.Equal((1L, 5L, 0L), (await service.ImportAsync("satisfaction", csv + "M1,2026-06-01,5\n")).Rows);
    }

    [Fact]
    public async Task Equal_answers_are_counted_over_the_whole_length_of_a_file()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        var csv =
            "manager_no,answered_on,score\n"
            + string.Concat(Enumerable.Range(0, 2300).Select(i => $"M{i % 3},2026-06-01,{1 + i % 2}\n"));

        Assert.Equal((2300L, 0L, 0L), (await service.ImportAsync("satisfaction", csv)).Rows);
        Assert.Equal((0L, 2300L, 0L), (await service.ImportAsync("satisfaction", csv)).Rows);
    }

    [Fact]
    public async Task An_answers_own_reference_tells_equal_ones_apart_and_lets_one_be_corrected()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        const string columns = "manager_no,answered_on,score,answer_ref\n";

        Assert.Equal(
            (2L, 0L, 0L),
            (await service.ImportAsync("satisfaction", $"{columns}M1,2026-06-01,5,Q1\nM1,2026-06-01,5,Q2\n")).Rows
        );
        Assert.Equal(
            (1L, 1L, 0L),
            (await service.ImportAsync("satisfaction", $"{columns}M1,2026-06-01,2,Q1\nM1,2026-06-01,5,Q2\n")).Rows
        );
    }

    [Fact]
    public async Task A_file_that_changes_its_mind_ends_with_its_last_word()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);

        Assert.Equal(
            (2L, 0L, 0L),
            (await service.ImportAsync("satisfaction", $"{Columns}M1,2026-06-01,3,K1\nM1,2026-06-01,5,K1\n")).Rows
        );

        Assert.Equal(
            [(3, 1), (5, 2)],
            (await service.AnnouncedAsync<SatisfactionRecorded>())
                .SelectMany(r => r.Answers)
                .Select(a => (a.Score, a.Version))
        );
        Assert.Equal(
            (5, 2),
            await service.ReadAsync<FeedbackDbContext, (int, int)>(async db =>
                await db.Answers.Select(a => new ValueTuple<int, int>(a.Score, a.Version)).SingleAsync()
            )
        );
    }

    [Fact]
    public async Task Wrong_rows_are_named_and_atomic_keeps_nothing()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        const string csv =
            Columns + "M1,2026-06-01,0,K1\nM1,2026-06-01,6,K1\nM1,2026-06-01,4.5,K1\nM1,2026-06-01,4,K1\n";

        var outcome = await service.ImportAsync("satisfaction", csv, atomic: true);

        Assert.Equal(("failed", (1L, 0L, 3L)), (outcome.Status, outcome.Rows));
        Assert.All(outcome.Errors, e => Assert.Equal(("score", "import.not-in-range"), (e.Column, e.Code)));
        Assert.Empty(await service.OutboxAsync());
    }

    [Fact]
    public async Task An_event_carries_at_most_500()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);

        await service.ImportAsync(
            "satisfaction",
            Columns + string.Concat(Enumerable.Range(1, 1001).Select(i => $"M1,2026-06-01,4,K{i}\n"))
        );

        var events = await service.AnnouncedAsync<SatisfactionRecorded>();
        Assert.All(events, e => Assert.InRange(e.Answers.Count, 1, 500));
        Assert.Equal(1001, events.Sum(e => e.Answers.Count));
    }
}
