using CardTeam.Contracts;
using CardTeam.Contracts.Feedback;
using CardTeam.Testing;

namespace CardTeam.Feedback.Tests.Closes;

public class CountComplaintsOnPeriodClosedTests
{
    private const string Columns =
        "complaint_ref,manager_no,received_on,channel,category,severity,outcome,resolved_on\n";

    [Fact]
    public async Task What_is_learned_after_a_close_counts_from_the_next()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        await service.ImportAsync(
            "complaints",
            Columns + "C1,M1,2026-05-01,phone,x,,,\nC2,M1,2026-05-01,phone,x,,upheld,2026-05-09\n"
        );
        await service.DeliverAsync(BankEvents.Closed(1, "2026-05"));
        await service.ImportAsync(
            "complaints",
            Columns + "C1,M1,2026-05-01,phone,x,,rejected,2026-06-01\nC3,M1,2026-06-01,phone,x,,,\n"
        );
        await service.DeliverAsync(BankEvents.Closed(2, "2026-06"));

        Assert.Equal(
            [new ComplaintsCounted(Period.Parse("2026-05"), 1, 1, 2), new(Period.Parse("2026-06"), 2, 2, 4)],
            await service.AnnouncedAsync<ComplaintsCounted>()
        );
        Assert.Equal(
            [("C1", 1, 1), ("C2", 1, 1), ("C1", 2, 2), ("C3", 1, 2)],
            (await service.AnnouncedAsync<ComplaintsChanged>())
                .SelectMany(c => c.Complaints)
                .Select(c => (c.ComplaintRef, c.Version, c.KnownFrom))
        );
    }

    [Fact]
    public async Task A_close_heard_late_is_answered_as_it_would_have_been()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        await service.ImportAsync("complaints", Columns + "C1,M1,2026-05-01,phone,x,,upheld,2026-05-09\n");
        await service.DeliverAsync(BankEvents.Closed(2, "2026-06"));
        await service.ImportAsync(
            "complaints",
            Columns + "C1,M1,2026-05-01,phone,x,,,\nC2,M1,2026-05-01,phone,x,,upheld,2026-05-09\n"
        );
        await service.DeliverAsync(BankEvents.Closed(1, "2026-05"));

        Assert.Equal(
            [new ComplaintsCounted(Period.Parse("2026-06"), 2, 1, 1), new(Period.Parse("2026-05"), 1, 1, 1)],
            await service.AnnouncedAsync<ComplaintsCounted>()
        );
        Assert.Equal(
            [1, 3, 3],
            (await service.AnnouncedAsync<ComplaintsChanged>()).SelectMany(c => c.Complaints).Select(c => c.KnownFrom)
        );
    }

    [Fact]
    public async Task A_close_heard_twice_is_answered_once_on_the_stream_of_the_complaints()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        var (close, id) = (BankEvents.Closed(1, "2026-05"), Guid.NewGuid());
        await service.DeliverAsync(close, id);
        await service.DeliverAsync(close, id);
        await service.DeliverAsync(close);

        var answer = Assert.Single(await service.OutboxAsync());
        Assert.Equal(
            ("complaints", new ComplaintsCounted(Period.Parse("2026-05"), 1, 0, 0)),
            (answer.Stream, answer.Event)
        );
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Whatever_the_order_every_answer_counts_exactly_the_versions_announced(int seed)
    {
        var random = new Random(seed);
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        foreach (var number in Enumerable.Range(1, 5).OrderBy(_ => random.Next()).ToList())
        {
            var rows = Enumerable
                .Range(0, random.Next(1, 20))
                .Select(_ =>
                    $"C{random.Next(6)},M{random.Next(2)},2026-05-01,phone,x,{(random.Next(2) == 0 ? "minor" : "major")},{(random.Next(2) == 0 ? "," : "upheld,2026-05-20")}\n"
                );
            await service.ImportAsync("complaints", Columns + string.Concat(rows));
            await service.DeliverAsync(BankEvents.Closed(number, $"2026-0{number}"));
        }

        var announced = (await service.AnnouncedAsync<ComplaintsChanged>()).SelectMany(c => c.Complaints).ToList();
        Assert.All(
            await service.AnnouncedAsync<ComplaintsCounted>(),
            answer =>
            {
                var known = announced.Where(c => c.KnownFrom <= answer.CloseNumber).ToList();
                Assert.Equal(known.Count, answer.Versions);
                Assert.Equal(
                    known.GroupBy(c => c.ComplaintRef).Count(g => g.MaxBy(c => c.Version)!.Outcome is not null),
                    answer.Decided
                );
            }
        );
        Assert.All(
            announced.GroupBy(c => c.ComplaintRef),
            g => Assert.Equal(Enumerable.Range(1, g.Count()), g.Select(c => c.Version))
        );
    }
}
