using CardTeam.Contracts;
using CardTeam.Contracts.Training;
using CardTeam.Testing;

namespace CardTeam.Training.Tests.Closes;

public class CountCertificatesOnPeriodClosedTests
{
    [Fact]
    public async Task What_is_learned_after_a_close_counts_from_the_next()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await GrantAsync(service, "M1", "M2");
        await service.DeliverAsync(BankEvents.Closed(1, "2026-05"));
        await GrantAsync(service, "M3");
        await RevokeAsync(service, "M1");
        await service.DeliverAsync(BankEvents.Closed(2, "2026-06"));

        Assert.Equal(
            [new CertificatesCounted(Period.Parse("2026-05"), 1, 2, 2, 0), new(Period.Parse("2026-06"), 2, 3, 4, 0)],
            await service.AnnouncedAsync<CertificatesCounted>()
        );
        var intervals = (await service.AnnouncedAsync<CertificatesChanged>())
            .SelectMany(c => c.Intervals)
            .Select(i => (i.ManagerNo, i.Version, i.KnownFrom));
        Assert.Equal([("M1", 1, 1), ("M2", 1, 1), ("M3", 1, 2), ("M1", 2, 2)], intervals);
    }

    [Fact]
    public async Task The_answer_follows_what_it_counts_on_the_same_stream()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await GrantAsync(service, "M1");
        await service.DeliverAsync(BankEvents.Closed(1, "2026-05"));

        var outbox = await service.OutboxAsync();
        Assert.IsType<CertificatesChanged>(outbox[0].Event);
        Assert.IsType<CertificatesCounted>(outbox[1].Event);
        Assert.Equal(outbox[0].Stream, outbox[1].Stream);
    }

    [Fact]
    public async Task A_close_heard_late_is_answered_as_it_would_have_been()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await GrantAsync(service, "M1");
        await service.DeliverAsync(BankEvents.Closed(2, "2026-06"));
        await GrantAsync(service, "M2");
        await service.DeliverAsync(BankEvents.Closed(1, "2026-05"));
        await GrantAsync(service, "M3");

        Assert.Equal(
            [new CertificatesCounted(Period.Parse("2026-06"), 2, 1, 1, 0), new(Period.Parse("2026-05"), 1, 1, 1, 0)],
            await service.AnnouncedAsync<CertificatesCounted>()
        );
        Assert.Equal(
            [1, 3, 3],
            (await service.AnnouncedAsync<CertificatesChanged>()).SelectMany(c => c.Intervals).Select(i => i.KnownFrom)
        );
    }

    [Fact]
    public async Task A_close_heard_twice_is_answered_once()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        var (close, id) = (BankEvents.Closed(1, "2026-05"), Guid.NewGuid());

        await service.DeliverAsync(close, id);
        await service.DeliverAsync(close, id);
        await GrantAsync(service, "M1");
        await service.DeliverAsync(close);

        Assert.Equal(
            new CertificatesCounted(Period.Parse("2026-05"), 1, 0, 0, 0),
            Assert.Single(await service.AnnouncedAsync<CertificatesCounted>())
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_the_order_every_answer_counts_exactly_the_versions_announced(int seed)
    {
        var random = new Random(seed);
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        var closes = Enumerable.Range(1, 5).OrderBy(_ => random.Next()).ToList();
        foreach (var number in closes)
        {
            for (var file = random.Next(3); file > 0; file--)
            {
                var rows = Enumerable
                    .Range(0, random.Next(1, 12))
                    .Select(_ => $"M{random.Next(4)},C,2026-0{random.Next(1, 3)}-01,2026-0{random.Next(3, 6)}-28\n");
                await service.ImportAsync(
                    "certificates",
                    $"manager_no,certificate,valid_from,valid_to\n{string.Concat(rows)}"
                );
            }

            await service.DeliverAsync(BankEvents.Closed(number, $"2026-0{number}"));
        }

        var announced = (await service.AnnouncedAsync<CertificatesChanged>()).SelectMany(c => c.Intervals).ToList();
        var answers = await service.AnnouncedAsync<CertificatesCounted>();
        Assert.Equal(closes, answers.Select(a => a.CloseNumber));
        Assert.All(answers, a => Assert.Equal(announced.Count(i => i.KnownFrom <= a.CloseNumber), a.Versions));
        Assert.All(
            answers,
            a =>
                Assert.Equal(
                    announced
                        .Where(i => i.KnownFrom <= a.CloseNumber)
                        .Select(i => (i.ManagerNo, i.ValidFrom))
                        .Distinct()
                        .Count(),
                    a.Intervals
                )
        );
        Assert.All(
            announced.GroupBy(i => (i.ManagerNo, i.ValidFrom)),
            g => Assert.Equal(Enumerable.Range(1, g.Count()), g.Select(i => i.Version))
        );
    }

    private static Task<ImportOutcome> GrantAsync(ServiceUnderTest service, params string[] managers) =>
        service.ImportAsync(
            "certificates",
            $"manager_no,certificate,valid_from\n{string.Concat(managers.Select(m => $"{m},CARD-SALES,2026-01-01\n"))}"
        );

    private static Task<ImportOutcome> RevokeAsync(ServiceUnderTest service, string manager) =>
        service.ImportAsync(
            "certificates",
            $"manager_no,certificate,valid_from,valid_to\n{manager},CARD-SALES,2026-01-01,2026-05-31\n"
        );
}
