using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.Periods;

public class AnyOrderTests
{
    private static readonly Gen<string[]> Facts = Gen.CollectToArray(
        Enumerable.Range(0, 40),
        number =>
            from kind in Gen.Elements("approved", "activated", "active-month", "cancelled", "overdue", "instalment")
            from manager in Gen.Choose(1, 3)
            from card in Gen.Choose(1, 9)
            from day in Gen.Choose(0, 60)
            from fen in Gen.Choose(0, 100_000)
            from more in Gen.Elements(",,", "gold,,", ",,true", ",,true,true")
            select $"F{number:00},M{manager},{kind},C{card},{new DateOnly(2026, 3, 20).AddDays(day):yyyy-MM-dd},,{more.Split(',')[0]},{fen / 100}.{fen % 100:00},{string.Join(',', more.Split(',').Skip(2))}"
    );

    /// <summary>
    /// The files with the facts: in any order and any cut, some facts in several files, some twice in one.
    /// </summary>
    private sealed record Files(string[] Facts, string[][] Cut);

    [Fact]
    public void Any_order_cut_and_repetition_of_facts_leaves_the_same_totals_and_scorecards() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(LongRun.Histories(inShortRun: 5, inLongRun: 12)),
            Prop.ForAll(
                (
                    from facts in Facts
                    from again in Gen.SubListOf(facts)
                    from shuffled in Gen.Shuffle([.. facts, .. again])
                    from size in Gen.Choose(5, 40)
                    select new Files(facts, shuffled.Chunk(size).ToArray())
                ).ToArbitrary(),
                async files =>
                {
                    var (straight, cut) = (await ResultAsync([files.Facts]), await ResultAsync(files.Cut));

                    Assert.Equal(straight, cut);
                }
            )
        );

    [Fact]
    public void Facts_that_come_after_their_month_was_closed_end_in_the_same_scorecards() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(LongRun.Histories(inShortRun: 4, inLongRun: 10)),
            Prop.ForAll(
                (
                    from facts in Facts
                    from late in Gen.SubListOf(facts)
                    select new Files(facts, [facts.Except(late).ToArray(), late.ToArray()])
                ).ToArbitrary(),
                async files =>
                {
                    Assert.Equal(
                        (await CardsAsync([files.Facts, []])).Order(StringComparer.Ordinal),
                        (await CardsAsync(files.Cut)).Order(StringComparer.Ordinal)
                    );

                    static async Task<IReadOnlyList<string>> CardsAsync(string[][] halves)
                    {
                        await using var office = await OpenAsync();
                        await office.FactsAsync(halves[0]);
                        await office.CloseAsync("2026-04", "2026-05");
                        await office.FactsAsync(halves[1]);
                        await office.CloseAsync("2026-06");
                        await office.AssertTotalsAsync();
                        return await CurrentAsync(office);
                    }
                }
            )
        );

    private static async Task<string> ResultAsync(string[][] files)
    {
        await using var office = await OpenAsync();
        foreach (var file in files)
            await office.FactsAsync(file);
        await office.AssertTotalsAsync();
        await office.CloseAsync("2026-04", "2026-05");
        var closed = (await office.Service.AnnouncedAsync<PeriodClosed>())[^1];
        return string.Join(
            '\n',
            [
                .. (await office.TotalsAsync()).Kept,
                .. closed.Facts.Select(f => f.ToString()),
                .. await CurrentAsync(office),
            ]
        );
    }

    private static async Task<HrOffice> OpenAsync()
    {
        var office = await HrOffice.StartAsync();
        string[] kpis =
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
        ];
        foreach (var level in new[] { "junior", "senior" })
            await office.SheetAsync(
                level,
                "2026-04",
                [.. kpis.Select((kpi, i) => ((string?)kpi, i == 0 ? "0.2" : "0.1"))]
            );
        await office.TargetsAsync(
            from manager in new[] { "M1", "M2", "M3" }
            from month in new[] { "2026-04", "2026-05" }
            from kpi in kpis
            select $"{manager},{month},{kpi},3"
        );
        return office;
    }

    private static Task<List<string>> CurrentAsync(HrOffice office) =>
        office.Service.ReadAsync<PerformanceDbContext, List<string>>(async db =>
            (
                await db
                    .Scorecards.AsNoTracking()
                    .Where(s => s.IsCurrent)
                    .OrderBy(s => s.ManagerNo)
                    .ThenBy(s => s.Period)
                    .ToListAsync()
            ).ConvertAll(s => $"{s.ManagerNo} {s.Period} {s.Total} {s.Kpis}")
        );
}
