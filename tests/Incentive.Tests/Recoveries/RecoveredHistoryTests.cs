using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Ledger;
using CardTeam.Incentive.Recoveries;
using CardTeam.Incentive.Releases;
using CardTeam.Incentive.Runs;
using CardTeam.Incentive.Tests.Bundles;
using CardTeam.Incentive.Tests.Runs;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using CardTeam.Verify;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Recoveries;

/// <summary>
/// Recoveries, demands and releases mixed into random histories: never more is taken than demanded, what is not
/// released is paid or forfeited and never both, the ledger is right, and a run that goes on equals the full recompute.
/// </summary>
public sealed class RecoveredHistoryTests
{
    private static readonly int Histories = LongRun.Histories(inShortRun: 20, inLongRun: 60);

    [Fact]
    public async Task Whatever_is_recovered_demanded_released_and_late_everything_adds_up()
    {
        await using var books = await BookedHistory.OpenAsync();
        using var keys = new KeysInFolder();
        var (goingOn, taken, changed, forfeited, claimed, stale) = (0, 0, 0, 0, 0, 0);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Histories),
            Prop.ForAll(
                Gen.Choose(1, int.MaxValue - 1).ToArbitrary(),
                seed =>
                {
                    CompareAsync(seed).GetAwaiter().GetResult();
                    return true;
                }
            )
        );
        // The property says nothing of what never happened; the few histories of a short run may lack a rare decision.
        Assert.True(
            !LongRun.IsAsked
                || (
                    goingOn > Histories
                    && taken > Histories / 2
                    && changed > 2
                    && forfeited > 2
                    && claimed > 2
                    && stale > 0
                ),
            $"{goingOn} went on; {taken} months recovered, {changed} changed; {forfeited} forfeited, {claimed} claimed; {stale} stale."
        );

        async Task CompareAsync(int seed)
        {
            await books.ClearAsync();
            var history = new RandomHistory(seed);
            var people = new RandomPeople(seed, isReversed: false);
            await books.AddPlansAsync(history.Plans());
            for (var close = 1; close <= history.Months; close++)
            {
                var month = RandomHistory.MonthOf(close);
                history.Learn(close, books.Db, isTrainingLate: false, isFeedbackLate: false);
                await books.CloseAsync(close, month, history.Facts);
                await people.DecideAsync(books, month);
                var (run, result) = await books.RunAsync(close, month);
                // A run that a decision made stale is calculated again.
                while (people.Chance(4))
                {
                    await books.RejectAsync(run);
                    await people.DecideAsync(books, month);
                    (run, result) = await books.RunAsync(close, month);
                }

                goingOn += result.GoesOn ? 1 : 0;
                await VerifyAsync(seed, run);
                await books.ApproveAndBookAsync(run);
                // Decisions made after an approval do not change what its run comes to.
                await people.DecideAsync(books, month);
                await VerifyAsync(seed, run);
                using var bundle = new MemoryStream(await books.BundleAsync(run, keys.Keys));
                Verifier.Check(bundle, keys.Public);
                await CheckAsync(seed, run);
            }

            stale += people.Stale;
            claimed += await books.Db.Recoveries.CountAsync(r => r.DemandState == RecoveryDemandState.Approved);
            forfeited += await books.Db.Recoveries.CountAsync(r => r.Forfeited > Money.Zero);
        }

        async Task VerifyAsync(int seed, Run run)
        {
            var verdict = await books.VerifyAsync(run);
            Assert.True(
                verdict.Differs.Count == 0,
                $"Seed {seed}, {run.Period}: {string.Join(", ", verdict.Differs)} differ."
            );
        }

        async Task CheckAsync(int seed, Run run)
        {
            var context = $"Seed {seed}, {run.Period}";
            var faults = await VerifyLedger.FaultsAsync(books.Db, CancellationToken.None);
            Assert.True(faults.Count == 0, $"{context}: {string.Join(' ', faults)}");
            var statements = await books
                .Db.Statements.AsNoTracking()
                .Where(s => s.RunNumber == run.Number)
                .ToListAsync();
            Assert.All(statements, s => Assert.True(!s.IsStatement || s.Payable >= Money.Zero, context));
            taken += statements.Count(s => s.IsStatement && IsRecovered(s));
            changed += statements.Count(s => !s.IsStatement && IsRecovered(s));
            foreach (var recovery in await books.Db.Recoveries.AsNoTracking().ToListAsync())
            {
                var balance = await RecoveryBalance.OfAsync(books.Db, recovery.Number, CancellationToken.None);
                if (recovery.State != RecoveryState.Approved)
                {
                    Assert.Equal(RecoveryBalance.None, balance);
                    continue;
                }

                Assert.Equal(recovery.Amount, balance.Demanded);
                Assert.True(balance.Left >= Money.Zero && balance.Taken >= Money.Zero, context);
                Assert.All(balance.Parts, p => Assert.True(p.Amount > Money.Zero, context));
                Assert.All(
                    balance.Parts.Where(p => p.Account == "pay"),
                    p => Assert.True(p.Period >= recovery.From, context)
                );
            }
        }
    }

    /// <summary>Cases of a month that are approved in another order take the same from everybody's pay.</summary>
    [Fact]
    public async Task The_order_of_approvals_does_not_matter()
    {
        await using var books = await BookedHistory.OpenAsync();
        var taken = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Histories / 2),
            Prop.ForAll(
                Gen.Choose(1, int.MaxValue - 1).ToArbitrary(),
                seed =>
                {
                    var (inOrder, reversed) = (
                        PayAsync(seed, isReversed: false).GetAwaiter().GetResult(),
                        PayAsync(seed, isReversed: true).GetAwaiter().GetResult()
                    );
                    Assert.Equal(inOrder, reversed);
                    taken += inOrder.Count(p => p.Recovered != 0);
                    return true;
                }
            )
        );
        Assert.True(taken > Histories / 4);

        async Task<List<(string, Period, long Payable, long Recovered)>> PayAsync(int seed, bool isReversed)
        {
            await books.ClearAsync();
            var history = new RandomHistory(seed);
            var people = new RandomPeople(seed, isReversed) { OnlyRecovers = true };
            await books.AddPlansAsync(history.Plans());
            for (var close = 1; close <= history.Months; close++)
            {
                var month = RandomHistory.MonthOf(close);
                history.Learn(close, books.Db, isTrainingLate: false, isFeedbackLate: false);
                await books.CloseAsync(close, month, history.Facts);
                await people.DecideAsync(books, month);
                await books.ApproveAndBookAsync((await books.RunAsync(close, month)).Run);
            }

            return (await books.Db.Statements.AsNoTracking().ToListAsync())
                .OrderBy(s => s.RunNumber)
                .ThenBy(s => s.ManagerNo, StringComparer.Ordinal)
                .ThenBy(s => s.Period)
                .Where(s => s.IsStatement)
                .Select(s =>
                    (
                        s.ManagerNo,
                        s.Period,
                        s.Payable.Fen,
                        s.ReadLines().Where(l => l.Kind == LineKind.Recovery).Sum(l => l.Amount.Fen)
                    )
                )
                .ToList();
        }
    }

    private static bool IsRecovered(Incentive.Runs.Statement statement) =>
        statement.ReadLines().Any(l => l.Kind == LineKind.Recovery);

    /// <summary>People who open, decide, demand and release at random.</summary>
    private sealed class RandomPeople(int seed, bool isReversed)
    {
        private static readonly LeaverDeferral Keep = new(Forfeits: false);
        private static readonly Caller Approver = new("approver", [], null, null);

        private readonly Random _random = new(seed ^ 0x5EED);
        private readonly At _clock = new();

        /// <summary>True for people who demand and release nothing.</summary>
        public bool OnlyRecovers { get; init; }

        /// <summary>The number of releases whose money a recovery took first.</summary>
        public int Stale { get; private set; }

        public bool Chance(int oneIn) => _random.Next(oneIn) == 0;

        public async Task DecideAsync(BookedHistory books, Period month)
        {
            _clock.Now = _clock.Now.AddMinutes(1);
            var (db, ct) = (books.Db, CancellationToken.None);
            if (!OnlyRecovers && Chance(2) && !await db.Releases.AnyAsync(r => r.Status == ReleaseStatus.Proposed))
                await ProposeReleaseAsync();
            for (var i = _random.Next(0, 4) - 1; i > 0; i--)
            {
                var recovery = RecoveryCase.Open(
                    new(
                        $"M{_random.Next(1, 8)}",
                        "false-results",
                        [.. Enumerable.Range(0, _random.Next(1, 4)).Select(m => Month(month, -m)).Order()],
                        new(_random.Next(1, Chance(2) ? 2_000 : 40_000)),
                        [],
                        "made up"
                    ),
                    "B1",
                    "analyst",
                    _clock.Now
                );
                recovery.StateSide("not I", _clock.Now);
                db.Recoveries.Add(recovery);
                await db.SaveChangesAsync();
            }

            var open = await db.Recoveries.Where(r => r.State == RecoveryState.Proposed).ToListAsync();
            foreach (var recovery in isReversed ? open.OrderByDescending(r => r.Number) : open.OrderBy(r => r.Number))
            {
                if (!OnlyRecovers && Chance(5))
                    recovery.Refuse("approver", "no", _clock.Now);
                else if (OnlyRecovers || !Chance(3))
                    await db.InTransactionAsync(
                        async () =>
                        {
                            await DecideRecovery.ApproveAsync(recovery, "approver", Keep, db, _clock, ct);
                            await db.SaveChangesAsync(ct);
                        },
                        ct
                    );
                await db.SaveChangesAsync();
                await CheckForfeitedAsync(recovery.Number);
            }

            if (OnlyRecovers)
            {
                await books.SaveAsync();
                return;
            }

            // Those who are in post are not asked in the bank; the sums hold all the same.
            if (await db.Runs.AnyAsync(r => r.Status == RunStatus.Approved))
                foreach (
                    var recovery in await db.Recoveries.Where(r => r.State == RecoveryState.Approved).ToListAsync()
                )
                    if (recovery.DemandState == RecoveryDemandState.None && Chance(4))
                        await DemandAsync(recovery);
            if (Chance(2))
                await DecideReleaseAsync();
            await books.SaveAsync();

            async Task DemandAsync(RecoveryCase recovery)
            {
                var left = (await RecoveryBalance.OfAsync(db, recovery.Number, ct)).Left;
                if (left == Money.Zero)
                    return;
                recovery.Demand(left, hasPayLeft: false, "analyst", _clock.Now);
                await DemandRecovery.ApproveAsync(recovery, "approver", db, _clock, ct);
                await db.SaveChangesAsync();
            }

            async Task ProposeReleaseAsync()
            {
                var until = new DateOnly(2027, 1, 1).AddDays(_random.Next(1_500));
                var due = await DueParts.FindAsync(db, until, Keep.Forfeits, ct);
                if (due.Count == 0)
                    return;
                var release = Release.Propose(until, due, "analyst", _clock.Now);
                db.Releases.Add(release);
                await db.SaveChangesAsync();
                db.ReleaseParts.AddRange(due.Select(part => new ReleasePart(release, part)));
                await db.SaveChangesAsync();
            }

            async Task DecideReleaseAsync()
            {
                var id = await db
                    .Releases.Where(r => r.Status == ReleaseStatus.Proposed)
                    .Select(r => (Guid?)r.Id)
                    .FirstOrDefaultAsync();
                if (id is not { } proposed)
                    return;
                await books.SaveAsync();
                try
                {
                    await DecideRelease.Approve(proposed, Approver, db, new AuditTrail(), Keep, _clock, ct);
                }
                catch (RuleBrokenException broken) when (broken.Code == "release.stale")
                {
                    Stale++;
                    db.ChangeTracker.Clear();
                    await DecideRelease.Withdraw(proposed, Approver, db, new AuditTrail(), _clock, ct);
                }
            }

            // A recovery takes nothing of what is paid already: none of the accounts it took from is below zero.
            async Task CheckForfeitedAsync(long recovery)
            {
                foreach (
                    var part in await db
                        .LedgerEntries.Where(e => e.RecoveryNumber == recovery && e.DueOn != null)
                        .ToListAsync()
                )
                    Assert.True(
                        await db
                            .LedgerEntries.Where(e => e.ManagerNo == part.ManagerNo && e.Account == part.Account)
                            .Where(e => e.Period == part.Period && e.DueOn == part.DueOn)
                            .SumAsync(e => (long)(object)e.Amount) >= 0,
                        $"Seed {seed}: recovery {recovery} took what was paid."
                    );
            }
        }

        private static Period Month(Period month, int more) =>
            Period.MonthOf(month.FirstDay.AddMonths(more)) is var found && found < RandomHistory.MonthOf(1)
                ? RandomHistory.MonthOf(1)
                : found;

        private sealed class At : TimeProvider
        {
            public DateTimeOffset Now { get; set; } = new(2031, 6, 1, 2, 0, 0, TimeSpan.Zero);

            public override DateTimeOffset GetUtcNow() => Now;
        }
    }
}
