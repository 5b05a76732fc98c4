using CardTeam.Incentive.Runs;
using CardTeam.Incentive.Tests.Runs;
using CardTeam.Testing;
using CardTeam.Verify;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Bundles;

/// <summary>
/// Whatever the rules, and whatever becomes known late: a program that shares nothing with the suite calculates every
/// line of every run again from its bundle.
/// </summary>
public sealed class EveryBundleVerifiesTests
{
    private static readonly int Histories = LongRun.Histories(inShortRun: 20, inLongRun: 60);

    [Fact]
    public async Task Of_random_banks_every_run_and_every_statement()
    {
        await using var books = await BookedHistory.OpenAsync();
        using var keys = new KeysInFolder();
        var (statements, lines) = (0, 0);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Histories),
            Prop.ForAll(
                Gen.Choose(1, int.MaxValue - 1).ToArbitrary(),
                seed =>
                {
                    VerifyAsync(seed).GetAwaiter().GetResult();
                    return true;
                }
            )
        );
        Assert.True(statements > Histories * 5 && lines > statements * 2, $"{statements} statements, {lines} lines");

        async Task VerifyAsync(int seed)
        {
            await books.ClearAsync();
            var history = new RandomHistory(seed);
            await books.AddPlansAsync(history.Plans());
            for (var close = 1; close <= history.Months; close++)
            {
                var (training, feedback) = (history.Chance(8), history.Chance(8));
                history.Learn(close, books.Db, training, feedback);
                await books.CloseAsync(close, RandomHistory.MonthOf(close), history.Facts);
                var (run, _) = await books.RunAsync(
                    close,
                    RandomHistory.MonthOf(close),
                    training ? await books.LastCertificateAsync() : long.MaxValue,
                    feedback ? await books.LastComplaintAsync() : long.MaxValue,
                    training ? await books.LastTrainingFactAsync() : long.MaxValue
                );
                if (history.Chance(2))
                    await VerifyRunAsync(run, seed);
                await books.ApproveAsync(run);
                history.Catch(books.Db);
                await books.SaveAsync();
                // What becomes known later does not change what an approved run rests on.
                if (history.Chance(2))
                    await VerifyRunAsync(run, seed);
            }
        }

        async Task VerifyRunAsync(Run run, int seed)
        {
            await VerifyBundleAsync(run, null, seed);
            var managers = await books
                .Db.Statements.Where(s => s.RunNumber == run.Number && s.IsStatement)
                .Select(s => s.ManagerNo)
                .ToListAsync();
            if (managers.Count > 0)
                await VerifyBundleAsync(run, managers[seed % managers.Count], seed);
        }

        async Task VerifyBundleAsync(Run run, string? manager, int seed)
        {
            try
            {
                using var zip = new MemoryStream(await books.BundleAsync(run, keys.Keys, manager));
                var verified = Verifier.Check(zip, keys.Public);
                statements += verified.Statements;
                lines += verified.Lines;
            }
            catch (Refusal wrong)
            {
                throw new InvalidOperationException($"Seed {seed}, {run.Period} {manager}: {wrong.En}", wrong);
            }
        }
    }
}
