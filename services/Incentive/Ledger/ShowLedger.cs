using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Ledger;

/// <summary>Shows what is deferred for a manager, what was paid of it, and when the rest comes.</summary>
internal static class ShowLedger
{
    /// <param name="Deferred">The sum of all money deferred so far.</param>
    /// <param name="Released">The sum paid of deferred money and reserves.</param>
    /// <param name="Forfeited">The sum lost.</param>
    /// <param name="Recovered">The sum recovered from pay, or claimed by payroll, by cases of recovery.</param>
    /// <param name="Reserve">The reserve kept at present.</param>
    /// <param name="Draw">The advances still to be paid back.</param>
    /// <param name="ToRecover">The sum that cases of recovery have still to take.</param>
    /// <param name="Due">What is still to be paid, by due day.</param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        Money Deferred,
        Money Released,
        Money Forfeited,
        Money Recovered,
        Money Reserve,
        Money Draw,
        Money ToRecover,
        IReadOnlyList<DueSum> Due,
        IReadOnlyList<Entry> Entries
    );

    public sealed record DueSum(DateOnly DueOn, Money Amount);

    /// <param name="Id">The number of the entry.</param>
    /// <param name="Kind">
    /// <c>deferred</c>, <c>reserve</c>, <c>released</c>, <c>forfeited</c>, <c>recovery</c>, <c>recovered</c>, <c>draw</c> or
    /// <c>draw-recovered</c>.
    /// </param>
    /// <param name="Account">The account it moves: <c>deferred</c>, <c>reserve</c>, <c>draw</c> or <c>recovery</c>.</param>
    /// <param name="Period">The month that deferred, kept or advanced the money, or from which it was recovered.</param>
    /// <param name="Amount">Above zero what the account gains, below zero what leaves it.</param>
    /// <param name="Balance">The account's balance after the entry.</param>
    /// <param name="Because">The reason, in both languages.</param>
    public sealed record Entry(
        long Id,
        string Kind,
        string Account,
        Period Period,
        DateOnly? DueOn,
        Money Amount,
        Money Balance,
        Text Because,
        DateTimeOffset BookedAt
    );

    public static async Task<Ok<Answer>> Handle(
        string managerNo,
        Caller caller,
        PartOfBankFinder finder,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var post = await db.ManagerPosts.AsNoTracking().FirstOrDefaultAsync(p => p.ManagerNo == managerNo, ct);
        if (post is null || !(await finder.FindAsync(ct)).Includes(post.Org, managerNo))
            throw RuleBrokenException.NotFound("manager");
        var booked = await (
            from e in db.LedgerEntries.AsNoTracking()
            where e.ManagerNo == managerNo
            orderby e.Number
            select new
            {
                Entry = e,
                Run = db.Runs.Where(r => r.Number == e.RunNumber).Select(r => (Period?)r.Period).FirstOrDefault(),
                Release = db
                    .Releases.Where(r => r.Number == e.ReleaseNumber)
                    .Select(r => (DateOnly?)r.DueUntil)
                    .FirstOrDefault(),
            }
        ).ToListAsync(ct);
        var balances = new Dictionary<string, Money>(StringComparer.Ordinal);
        var entries = booked.ConvertAll(b =>
        {
            var e = b.Entry;
            var balance = balances[e.Account] = balances.GetValueOrDefault(e.Account) + e.Amount;
            return new Entry(
                Id: e.Number,
                Kind: e.Kind,
                Account: e.Account,
                Period: e.Period,
                DueOn: e.DueOn,
                Amount: e.Amount,
                Balance: balance,
                Because: ReasonOf(e, b.Run, b.Release),
                BookedAt: e.BookedAt
            );
        });
        return TypedResults.Ok(
            new Answer(
                ManagerNo: managerNo,
                Name: await db
                    .ManagerNames.Where(n => n.ManagerNo == managerNo)
                    .Select(n => n.Name)
                    .FirstOrDefaultAsync(ct),
                Deferred: Sum(LedgerEntry.Deferred),
                Released: -Sum(LedgerEntry.Released),
                // A case's own account says what was set against its demand, not what was lost once more.
                Forfeited: -Sum(LedgerEntry.Forfeited, e => e.Account != LedgerEntry.Recovery),
                Recovered: -Sum(LedgerEntry.Recovered),
                Reserve: balances.GetValueOrDefault(LedgerEntry.Reserve),
                Draw: balances.GetValueOrDefault(LedgerEntry.Draw),
                ToRecover: balances.GetValueOrDefault(LedgerEntry.Recovery),
                Due:
                [
                    .. booked
                        .Where(b => b.Entry.DueOn is not null)
                        .GroupBy(b => b.Entry.DueOn!.Value, b => b.Entry.Amount.Fen)
                        .Where(g => g.Sum() != 0)
                        .OrderBy(g => g.Key)
                        .Select(g => new DueSum(g.Key, new(g.Sum()))),
                ],
                Entries: entries
            )
        );

        Money Sum(string kind, Func<Entry, bool>? which = null) =>
            new(entries.Where(e => e.Kind == kind && which?.Invoke(e) != false).Sum(e => e.Amount.Fen));
    }

    /// <summary>The reason for an entry.</summary>
    /// <param name="run">The month of the run that booked the entry.</param>
    /// <param name="release">The last due day of the release that booked it.</param>
    private static Text ReasonOf(LedgerEntry entry, Period? run, DateOnly? release)
    {
        var isLate = run is not null && run != entry.Period;
        var number = Invariant($"{entry.RecoveryNumber}");
        return entry.Kind switch
        {
            _ when isLate => new(
                $"{entry.Period} 的结果有变，在 {run} 补记差额",
                $"The result of {entry.Period} changed; the difference was booked with {run}"
            ),
            LedgerEntry.Deferred => new(
                $"{entry.Period} 奖金按方案延期支付",
                $"Deferred from the bonus of {entry.Period}"
            ),
            LedgerEntry.Reserve => new($"{entry.Period} 留存风险金", $"Kept as a reserve from {entry.Period}"),
            LedgerEntry.Draw => new($"{entry.Period} 保底预支", $"Advanced to reach the minimum in {entry.Period}"),
            LedgerEntry.DrawRecovered => new($"{entry.Period} 抵回预支", $"Advances paid back in {entry.Period}"),
            LedgerEntry.Recovery => new($"追索扣回第 {number} 号", $"Demanded by recovery no. {number}"),
            LedgerEntry.Recovered when run is null => new(
                $"追索扣回第 {number} 号：离职后由薪资部门收回",
                $"Recovery no. {number}: claimed by payroll after leaving"
            ),
            LedgerEntry.Recovered => new(
                $"追索扣回第 {number} 号：从 {entry.Period} 奖金中扣回",
                $"Recovery no. {number}: taken from the bonus of {entry.Period}"
            ),
            LedgerEntry.Forfeited when entry.Account == LedgerEntry.Recovery => new(
                $"追索扣回第 {number} 号：以尚未发放的部分抵扣",
                $"Recovery no. {number}: set against what was not released"
            ),
            LedgerEntry.Forfeited when entry.RecoveryNumber is not null => new(
                $"追索扣回第 {number} 号：不再支付",
                $"Recovery no. {number}: not paid any more"
            ),
            LedgerEntry.Forfeited => new("离职后到期，不再支付", "Fell due after leaving and is not paid"),
            _ => new(
                Invariant($"到期发放（截至 {release:yyyy-MM-dd}）"),
                Invariant($"Paid when due (release until {release:yyyy-MM-dd})")
            ),
        };
    }
}
