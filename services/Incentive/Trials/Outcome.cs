using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.Statements;

namespace CardTeam.Incentive.Trials;

/// <summary>A month of one manager as a trial or an estimate comes to it.</summary>
/// <param name="Lines">The lines with the records they rest on, as in a statement.</param>
internal sealed record Outcome(Money Payable, Money Deferred, Money Reserved, IReadOnlyList<StatementLine> Lines)
{
    /// <summary>The whole of the month, paid now or later.</summary>
    internal Money Whole => Payable + Deferred + Reserved;

    /// <param name="close">Number of the close whose knowledge the lines were calculated with.</param>
    /// <param name="assumed">Facts of the lines that are in no books; null for none.</param>
    public static async Task<Outcome> LoadAsync(
        IncentiveDbContext db,
        string managerNo,
        Period period,
        Amounts amounts,
        IReadOnlyList<Line> lines,
        Plan plan,
        int close,
        CancellationToken ct,
        IReadOnlyList<Fact>? assumed = null
    ) =>
        new(
            amounts.Payable,
            amounts.Deferred,
            amounts.Reserved,
            await LineRecords.OpenAsync(db, managerNo, period, lines, plan, close, ct, assumed)
        );
}
