using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Organisation;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Review;

/// <summary>
/// The statements of a run and those approved for the month before, each as far as its unit lies in the caller's part
/// of the bank: a manager who came to that part from another has no earlier statement in it. A run that is not
/// calculated yet is compared with nothing.
/// </summary>
/// <param name="Before">The statements of the month before; empty where no run of that month is approved.</param>
internal sealed record BothMonths(Run Run, IQueryable<Statement> Now, IQueryable<Statement> Before, bool HasBefore)
{
    public static async Task<BothMonths> OfAsync(
        Guid runId,
        PartOfBankFinder finder,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var run = await RunAnswer.FindAsync(runId, db, ct);
        var part = await finder.FindAsync(ct);
        var month = run.Period.Previous();
        var before = run.ResultHash is null
            ? null
            : await db
                .Runs.AsNoTracking()
                .Where(r => r.Period == month && r.Status == RunStatus.Approved)
                .Select(r => (long?)r.Number)
                .FirstOrDefaultAsync(ct);
        // A run that has no result yet has statements of some managers only.
        return new(
            run,
            Statements(run.ResultHash is null ? 0 : run.Number),
            Statements(before ?? 0),
            before is not null
        );

        IQueryable<Statement> Statements(long number) =>
            db
                .Statements.AsNoTracking()
                .Where(s => s.RunNumber == number && s.IsStatement)
                .Within(part, s => s.Org, s => s.ManagerNo);
    }

    /// <summary>
    /// The payable amounts of the statements in 分, smallest first. Reading two numbers per manager is cheap compared
    /// with a single statement's lines.
    /// </summary>
    public static async Task<long[]> PayablesAsync(IQueryable<Statement> statements, CancellationToken ct) =>
        [.. (await statements.Select(s => s.Payable).ToListAsync(ct)).Select(p => p.Fen).Order()];
}
