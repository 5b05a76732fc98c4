using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Runs;

/// <param name="Counts">
/// The numbers of managers with a statement, of those with a payable amount, of facts read and of lines.
/// </param>
/// <param name="Signed">
/// The number of managers of the run who had signed its plan when it was calculated; null for callers who see only a part
/// of the bank, and for runs of releases without signatures.
/// </param>
/// <param name="Total">The payable sum within the caller's part of the bank.</param>
/// <param name="MissedCutOff">
/// The cut-off of the payroll calendar that the approval came after; null where it came in time.
/// </param>
/// <param name="Error">
/// The reason of a failure; only for callers who see the whole bank, since it may name any manager.
/// </param>
/// <param name="Progress">
/// The part of the managers that is calculated, while the run is calculated; null for callers who see only a part of the
/// bank.
/// </param>
internal sealed record RunAnswer(
    Guid Id,
    Period Period,
    string Status,
    int CloseNumber,
    IReadOnlyList<string> Without,
    RunCounts Counts,
    Money Total,
    Money Deferred,
    Money Reserved,
    int? Signed,
    string? ResultHash,
    string PlanCode,
    int PlanVersion,
    string RuleHash,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? CalculatedAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    DateOnly? MissedCutOff,
    string? Reason,
    string? Error,
    RunProgress? Progress = null
)
{
    /// <exception cref="RuleBrokenException">404: there is no such run.</exception>
    public static async Task<Run> FindAsync(Guid id, IncentiveDbContext db, CancellationToken ct) =>
        await db.Runs.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct)
        ?? throw RuleBrokenException.NotFound("run");

    public static RunAnswer Of(Run r) =>
        new(
            r.Id,
            r.Period,
            r.Status.ToString().ToLowerInvariant(),
            r.CloseNumber,
            r.WithoutServices,
            new(r.Managers, r.Paid, r.Facts, r.Lines),
            r.Total,
            r.Deferred,
            r.Reserved,
            r.Signed,
            r.ResultHash,
            r.PlanCode,
            r.PlanVersion,
            r.RuleHash,
            r.CreatedBy,
            r.CreatedAt,
            r.CalculatedAt,
            r.DecidedBy,
            r.DecidedAt,
            r.MissedCutOff,
            r.Reason,
            r.Error,
            r.Status == RunStatus.Running && r.ToDo > 0 ? new(r.Done, r.ToDo) : null
        );

    /// <summary>Converts runs for a caller: a caller bound to a part of the bank gets the sums of that part.</summary>
    public static async Task<IReadOnlyList<RunAnswer>> WithinAsync(
        IReadOnlyList<Run> runs,
        PartOfBank part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        if (part.IsWhole)
            return [.. runs.Select(Of)];
        // A run that has no result yet has statements of some managers only.
        var numbers = runs.Where(r => r.ResultHash is not null).Select(r => r.Number).ToList();
        // Money is bigint 分 in the database; the cast is for LINQ, which knows no arithmetic of Money.
        var sums = await db
            .Statements.AsNoTracking()
            .Where(s => numbers.Contains(s.RunNumber) && s.IsStatement)
            .Within(part, s => s.Org, s => s.ManagerNo)
            .Select(s => new
            {
                s.RunNumber,
                Payable = (long)(object)s.Payable,
                Deferred = (long)(object)s.Deferred,
                Reserved = (long)(object)s.Reserved,
            })
            .GroupBy(s => s.RunNumber)
            .Select(g => new
            {
                RunNumber = g.Key,
                Managers = g.Count(),
                Paid = g.Sum(s => s.Payable > 0 ? 1 : 0),
                Payable = g.Sum(s => s.Payable),
                Deferred = g.Sum(s => s.Deferred),
                Reserved = g.Sum(s => s.Reserved),
            })
            .ToDictionaryAsync(s => s.RunNumber, ct);
        return
        [
            .. runs.Select(r =>
            {
                var own = sums.GetValueOrDefault(r.Number);
                return Of(r) with
                {
                    Counts = new(own?.Managers ?? 0, own?.Paid ?? 0, Facts: null, Lines: null),
                    Total = new(own?.Payable ?? 0),
                    Deferred = new(own?.Deferred ?? 0),
                    Reserved = new(own?.Reserved ?? 0),
                    Signed = null,
                    Error = null,
                    Progress = null,
                };
            }),
        ];
    }
}

/// <param name="Managers">The number of statements within the caller's part of the bank.</param>
/// <param name="Paid">The number of those with a payable amount.</param>
/// <param name="Facts">The number of facts read; null for callers who see only a part of the bank.</param>
/// <param name="Lines">The number of lines written; null for callers who see only a part of the bank.</param>
internal sealed record RunCounts(int Managers, int Paid, long? Facts, long? Lines);

/// <param name="Done">The number of managers calculated so far.</param>
/// <param name="Of">The number of all managers.</param>
internal sealed record RunProgress(int Done, int Of);
