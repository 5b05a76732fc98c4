using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Runs;
using CardTeam.Incentive.Tests.Calculation;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Incentive.Tests.Runs;

/// <summary>Compares consumers, books and run with the same calculation in memory from the same events.</summary>
public class AnyOrderTests
{
    [Fact]
    public void Any_order_split_and_repetition_of_what_is_delivered_gives_the_same_result_hash() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(14),
            Prop.ForAll(
                (
                    from sayings in Happenings.Sayings(closes: 1)
                    from seed in Gen.Choose(0, int.MaxValue)
                    select (sayings, seed)
                ).ToArbitrary(),
                async said =>
                {
                    await using var office = await OpenAsync();
                    foreach (var saying in said.sayings)
                        saying.To(office.Others);
                    office.Others.Close(Happenings.Month(1));
                    foreach (var message in Delivery.Shuffled(office.Others.Take(), said.seed))
                        await office.Service.DeliverAsync(message);

                    var run = await office.RunAsync(Happenings.Month(1));
                    Assert.Equal(
                        HashOf(
                            new Approvals().Approve(
                                Happenings.Calendar(1),
                                office.Others.Known(1, Happenings.Calendar(1))
                            )
                        ),
                        run.ResultHash
                    );
                }
            )
        );

    [Fact]
    public void Whatever_arrives_late_the_sum_approved_comes_to_a_full_recompute() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(10),
            Prop.ForAll(
                (
                    from sayings in Happenings.Sayings(closes: 4)
                    from seed in Gen.Choose(0, int.MaxValue)
                    select (sayings, seed)
                ).ToArbitrary(),
                async said =>
                {
                    await using var office = await OpenAsync();
                    await office.PutInForceAsync("2026-06", Happenings.SecondRules);
                    var approvals = new Approvals();
                    for (var close = 1; close <= 4; close++)
                    {
                        foreach (var saying in said.sayings.Where(s => s.HeardBefore == close))
                            saying.To(office.Others);
                        office.Others.Close(Happenings.Month(close));
                        foreach (var message in Delivery.Shuffled(office.Others.Take(), said.seed + close))
                            await office.Service.DeliverAsync(message);
                        var run = await office.RunAndApproveAsync(Happenings.Month(close));
                        Assert.Equal(
                            HashOf(
                                approvals.Approve(
                                    Happenings.Calendar(close),
                                    office.Others.Known(close, Happenings.Calendar(close))
                                )
                            ),
                            run.ResultHash
                        );
                    }

                    var entries = await office.EntriesAsync();
                    Assert.Equal(
                        Enumerable.Range(1, entries.Count).Select(n => (long)n),
                        entries.Select(e => e.Sequence)
                    );
                    Assert.All(
                        entries,
                        e => Assert.True(Money.Parse(e.Amount).Fen > 0 && Money.Parse(e.Deferred).Fen >= 0)
                    );
                    foreach (var books in office.Others.Known(4, Happenings.Calendar(4)))
                    {
                        var adjustment = (
                            await office.StatementAsync(Happenings.Month(4), books.ManagerNo)
                        ).Lines.SingleOrDefault(l => l.Kind == "adjustment");
                        var cutOff = adjustment is null
                            ? 0
                            : Money.Parse(adjustment.Amount).Fen - (long)(decimal.Parse(adjustment.Exact!) * 100);
                        var approved = entries
                            .Where(e => e.ManagerNo == books.ManagerNo)
                            .Sum(e => Money.Parse(e.Amount).Fen);
                        Assert.Equal(
                            new BonusCalculation(Happenings.Calendar(4)).Of(books).Sum(p => p.Payable.Fen),
                            approved - cutOff
                        );
                    }
                }
            )
        );

    private static async Task<BonusOffice> OpenAsync()
    {
        var office = await BonusOffice.StartAsync(Happenings.FirstRules);
        office.Others.Hire(level: "senior").Hire("M2", level: "senior").Hire("M3");
        return office;
    }

    private static string HashOf(List<AdjustedBonus> bonuses)
    {
        using var hash = new ResultHash();
        foreach (var (bonus, number) in bonuses.Select((b, i) => (b, i + 1)))
            hash.Add($"M{number}", bonus);
        return hash.Result();
    }
}
