using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Ledger;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Recoveries;

/// <param name="Name">The manager's name; null when unknown.</param>
/// <param name="Org">The manager's unit when it was opened.</param>
/// <param name="LeftOn">The manager's last day; null while they are employed.</param>
/// <param name="Periods">The months whose pay is recovered.</param>
/// <param name="Evidence">References of what it rests on.</param>
/// <param name="State">
/// <c>awaiting-side</c> (the manager may still state their side), <c>to-decide</c>, <c>taking</c>, <c>settled</c> or
/// <c>refused</c>.
/// </param>
/// <param name="SideUntil">The last day on which the manager may state their side.</param>
/// <param name="Side">The manager's own statement; null without one.</param>
/// <param name="MayStateSide">True where the caller may state their side now.</param>
/// <param name="From">The first month whose pay it is taken from; before a decision, the one it would be.</param>
/// <param name="Balance">What has been demanded and taken, and what is left.</param>
/// <param name="WouldForfeit">Before a decision, the parts that an approval would take now; otherwise none.</param>
/// <param name="Demand">What is demanded of a manager who has left; null without a demand.</param>
/// <param name="MayDemand">True where what is left can be demanded now: the manager has left and has no pay to come.</param>
internal sealed record RecoveryAnswer(
    Guid Id,
    long Number,
    string ManagerNo,
    string? Name,
    string Org,
    string? OrgName,
    DateOnly? LeftOn,
    RecoveryAnswer.GroundAnswer Ground,
    IReadOnlyList<string> Periods,
    Money Amount,
    IReadOnlyList<string> Evidence,
    string Text,
    string State,
    string ProposedBy,
    DateTimeOffset ProposedAt,
    DateOnly SideUntil,
    string? Side,
    DateTimeOffset? SideAt,
    bool MayStateSide,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? RefusalReason,
    Period? From,
    RecoveryAnswer.BalanceAnswer Balance,
    IReadOnlyList<RecoveredPart> WouldForfeit,
    RecoveryAnswer.DemandAnswer? Demand,
    bool MayDemand
)
{
    /// <param name="IsMust">True where the bank has to recover, false where it may.</param>
    public sealed record GroundAnswer(string Code, Text Text, bool IsMust);

    /// <param name="Demanded">The amount of the case; 0.00 before its approval.</param>
    /// <param name="Forfeited">The part taken from what was not released.</param>
    /// <param name="Taken">The part that approved runs have taken from pay.</param>
    /// <param name="Claimed">The part that payroll claims from a manager who has left.</param>
    /// <param name="Left">The rest: demanded less forfeited, taken and claimed.</param>
    /// <param name="Parts">What was taken: of deferred money and reserves by due day, of pay by month.</param>
    public sealed record BalanceAnswer(
        Money Demanded,
        Money Forfeited,
        Money Taken,
        Money Claimed,
        Money Left,
        IReadOnlyList<RecoveredPart> Parts
    );

    /// <param name="State"><c>proposed</c>, <c>approved</c> or <c>refused</c>.</param>
    /// <param name="Amount">The amount; 0.00 once it is refused.</param>
    public sealed record DemandAnswer(
        string State,
        Money Amount,
        string ProposedBy,
        DateTimeOffset ProposedAt,
        string? DecidedBy,
        DateTimeOffset? DecidedAt,
        string? RefusalReason
    );

    /// <exception cref="RuleBrokenException">404: there is no such case in the caller's part of the bank.</exception>
    public static async Task<RecoveryCase> FindAsync(
        Guid id,
        PartOfBank part,
        IncentiveDbContext db,
        CancellationToken ct
    ) =>
        await db.Recoveries.Where(r => r.Id == id).Within(part, r => r.Org, r => r.ManagerNo).FirstOrDefaultAsync(ct)
        ?? throw RuleBrokenException.NotFound("recovery");

    public static async Task<RecoveryAnswer> OfAsync(
        RecoveryCase r,
        Caller caller,
        LeaverDeferral leavers,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var (ground, isProposed) = (RecoveryGround.Of(r.Ground)!, r.State == RecoveryState.Proposed);
        var balance = await RecoveryBalance.OfAsync(db, r.Number, ct);
        return new(
            Id: r.Id,
            Number: r.Number,
            ManagerNo: r.ManagerNo,
            Name: await db
                .ManagerNames.Where(n => n.ManagerNo == r.ManagerNo)
                .Select(n => n.Name)
                .FirstOrDefaultAsync(ct),
            Org: r.Org,
            OrgName: await db.OrgUnits.Where(u => u.Code == r.Org).Select(u => u.Name).FirstOrDefaultAsync(ct),
            LeftOn: await db
                .ManagerPosts.Where(p => p.ManagerNo == r.ManagerNo)
                .Select(p => p.LeftOn)
                .FirstOrDefaultAsync(ct),
            Ground: new(ground.Code, ground.Text, ground.IsMust),
            Periods: [.. r.ReadPeriods().Select(p => p.ToString())],
            Amount: r.Amount,
            Evidence: r.ReadEvidence(),
            Text: r.Text,
            State: StateOf(r, balance.Left, today),
            ProposedBy: r.ProposedBy,
            ProposedAt: r.ProposedAt,
            SideUntil: r.SideUntil,
            Side: r.Side,
            SideAt: r.SideAt,
            MayStateSide: caller.ManagerNo == r.ManagerNo && r.AwaitsSide(today),
            DecidedBy: r.DecidedBy,
            DecidedAt: r.DecidedAt,
            RefusalReason: r.RefusalReason,
            From: isProposed ? await RecoveryBook.NextMonthAsync(db, clock, ct) : r.From,
            Balance: new(
                balance.Demanded,
                balance.Forfeited,
                balance.Taken,
                balance.Claimed,
                balance.Left,
                balance.Parts
            ),
            WouldForfeit: isProposed
                ?
                [
                    .. (await DecideRecovery.ForfeitedAsync(r, leavers, db, ct)).Select(f => new RecoveredPart(
                        f.Part.Period,
                        f.Part.Account,
                        f.Part.DueOn,
                        f.Amount
                    )),
                ]
                : [],
            Demand: r.DemandProposedBy is null
                ? null
                : new(
                    r.DemandState == RecoveryDemandState.None ? "refused" : r.DemandState.ToString().ToLowerInvariant(),
                    r.Demanded,
                    r.DemandProposedBy,
                    r.DemandProposedAt!.Value,
                    r.DemandDecidedBy,
                    r.DemandDecidedAt,
                    r.DemandRefusalReason
                ),
            MayDemand: r is { State: RecoveryState.Approved, DemandState: RecoveryDemandState.None }
                && balance.Left > Money.Zero
                && !await DemandRecovery.HasPayLeftAsync(r.ManagerNo, db, ct)
        );
    }

    /// <param name="left">The amount that is neither taken nor claimed.</param>
    public static string StateOf(RecoveryCase r, Money left, DateOnly today) =>
        r.State switch
        {
            RecoveryState.Refused => "refused",
            RecoveryState.Proposed => r.AwaitsSide(today) ? "awaiting-side" : "to-decide",
            _ => left > Money.Zero ? "taking" : "settled",
        };
}
