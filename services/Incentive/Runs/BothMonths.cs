using CardTeam.Incentive.Data;
using CardTeam.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Runs;

/// <summary>
/// The statements of a run and those approved for the month before, each as far as the unit it names lies in the caller's part of the bank: who came
/// to that part from another has none before in it. A run that has not calculated is set against nothing.
/// </summary>
/// <param name="Before">None where no run of that month is approved.</param>
internal sealed record BothMonths(Run Run, IQueryable<Sheet> Now, IQueryable<Sheet> Before, bool HasBefore)
{
    public static async Task<BothMonths> OfAsync(
        Guid runId,
        PartOfBankFinder finder,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var run = await RunRoutes.FindAsync(runId, db, ct);
        var part = await finder.FindAsync(ct);
        var month = run.Period.Previous();
        var before = run.ResultHash is null
            ? null
            : await db
                .Runs.AsNoTracking()
                .Where(r => r.Period == month && r.Status == RunStatus.Approved)
                .Select(r => (long?)r.Number)
                .FirstOrDefaultAsync(ct);
        return new(run, Statements(run.Number), Statements(before ?? 0), before is not null);

        IQueryable<Sheet> Statements(long number) =>
            db
                .Sheets.AsNoTracking()
                .Where(s => s.RunNumber == number && s.IsStatement)
                .Within(part, s => s.Org, s => s.ManagerNo);
    }

    /// <summary>What is payable by each statement, in fen, smallest first: two numbers a manager are small beside one sheet's lines.</summary>
    public static async Task<long[]> PayablesAsync(IQueryable<Sheet> statements, CancellationToken ct) =>
        [.. (await statements.Select(s => s.Payable).ToListAsync(ct)).Select(p => p.Fen).Order()];
}
