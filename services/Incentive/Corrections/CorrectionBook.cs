using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Incentive.Books;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Corrections;

/// <summary>
/// The manual adjustments, holds and undecided complaints that a month takes into account, with what approved months
/// before it have given and taken already. Nothing of it is calculated from what a run keeps for the next one.
/// </summary>
internal sealed class CorrectionBook
{
    private readonly Period _period;
    private readonly PlanInForce? _plan;
    private readonly ILookup<string, ManualAdjustment> _adjustments;
    private readonly ILookup<string, Hold> _holds;
    private readonly ILookup<string, BookedComplaint> _undecided;
    private readonly ILookup<string, (CorrectionKind Kind, string Reference, Money Amount)> _before;

    /// <summary>The adjustments and holds, and no others, that a run has recorded; null for those that count today.</summary>
    private readonly HashSet<(CorrectionKind, string)>? _recorded;

    private CorrectionBook(
        Period period,
        PlanInForce? plan,
        IEnumerable<ManualAdjustment> adjustments,
        IEnumerable<Hold> holds,
        IEnumerable<BookedComplaint> undecided,
        IEnumerable<(string ManagerNo, CorrectionKind Kind, string Reference, Money Amount)> before,
        HashSet<(CorrectionKind, string)>? recorded
    )
    {
        (_period, _plan, _recorded) = (period, plan, recorded);
        _adjustments = adjustments.ToLookup(a => a.ManagerNo, StringComparer.Ordinal);
        _holds = holds.ToLookup(h => h.ManagerNo, StringComparer.Ordinal);
        _undecided = undecided.ToLookup(c => c.ManagerNo, StringComparer.Ordinal);
        _before = before.ToLookup(b => b.ManagerNo, b => (b.Kind, b.Reference, b.Amount), StringComparer.Ordinal);
    }

    /// <summary>The corrections that a run made now takes into account.</summary>
    public static Task<CorrectionBook> PendingAsync(
        IncentiveDbContext db,
        Knowledge knowledge,
        PlanCalendar calendar,
        CancellationToken ct
    ) => LoadAsync(db, knowledge, calendar, run: null, ct);

    /// <summary>The corrections that a calculated run took into account, as far as it gave or took anything.</summary>
    public static Task<CorrectionBook> RecordedAsync(
        IncentiveDbContext db,
        Run run,
        PlanCalendar calendar,
        CancellationToken ct
    ) => LoadAsync(db, run.Knowledge, calendar, run, ct);

    /// <summary>The manager's corrections in the order in which they take effect.</summary>
    public IReadOnlyList<Correction> Of(ManagerBooks manager)
    {
        var no = manager.ManagerNo;
        if (!_adjustments.Contains(no) && !_holds.Contains(no) && !_undecided.Contains(no) && !_before.Contains(no))
            return [];
        var corrections = new List<Correction>();
        foreach (var hold in _holds[no].OrderBy(h => h.Number))
            corrections.AddRange(Of(hold));
        corrections.AddRange(OfComplaints(manager));
        foreach (var adjustment in _adjustments[no].OrderBy(a => a.Number))
        {
            var left = adjustment.Amount - Before(no, Reference(adjustment.Number), CorrectionKind.Manual);
            if (left != Money.Zero && IsWanted(CorrectionKind.Manual, Reference(adjustment.Number)))
                corrections.Add(
                    new(
                        CorrectionKind.Manual,
                        Reference(adjustment.Number),
                        left,
                        null,
                        adjustment.Period,
                        adjustment.Reason
                    )
                );
        }

        return corrections;
    }

    /// <summary>
    /// A text that changes with every correction that a run takes into account; null where there is none, so that runs
    /// without any have the hash of inputs they have always had.
    /// </summary>
    public static async Task<string?> FingerprintAsync(IncentiveDbContext db, Period period, CancellationToken ct)
    {
        var adjustments = await Pending(db, period)
            .OrderBy(a => a.Number)
            .Select(a => new { a.Number, a.Amount })
            .ToListAsync(ct);
        var holds = await Active(db, period)
            .OrderBy(h => h.Number)
            .Select(h => new { h.Number, h.ReleasedAt })
            .ToListAsync(ct);
        return adjustments.Count + holds.Count == 0
            ? null
            : string.Join(
                ' ',
                adjustments
                    .Select(a => Invariant($"adjustment {a.Number} {a.Amount}"))
                    .Concat(
                        holds.Select(h =>
                            Invariant($"hold {h.Number} {(h.ReleasedAt is null ? "active" : "released")}")
                        )
                    )
            );
    }

    /// <summary>
    /// Notes which adjustments and holds an approved run has brought to an end. Sums decide what is left of them; this
    /// keeps later runs from looking for them.
    /// </summary>
    public static async Task SettleAsync(IncentiveDbContext db, Run run, CancellationToken ct)
    {
        var parts = await db.RunCorrections.AsNoTracking().Where(c => c.RunNumber == run.Number).ToListAsync(ct);
        var adjusted = Numbers(parts, CorrectionKind.Manual);
        var sums = await SumsAsync(db, [CorrectionKind.Manual], run.Number + 1, ct, [.. adjusted.Select(Reference)]);
        foreach (var some in adjusted.Chunk(500))
        foreach (var adjustment in await db.ManualAdjustments.Where(a => some.Contains(a.Number)).ToListAsync(ct))
            if (
                sums.Where(s => s.Reference == Reference(adjustment.Number)).Sum(s => s.Amount.Fen)
                == adjustment.Amount.Fen
            )
                adjustment.Settle(run.Number);
        var period = run.Period;
        foreach (
            var hold in await db
                .Holds.Where(h => h.ReleasedAt != null && h.SettledBy == null && h.From <= period)
                .ToListAsync(ct)
        )
        {
            var reference = Reference(hold.Number);
            var held = await SumsAsync(db, HoldKinds, run.Number + 1, ct, [reference]);
            if (held.Sum(s => s.Amount.Fen) == 0)
                hold.Settle(run.Number);
        }
    }

    /// <summary>The amounts that holds keep back now: the sum over approved runs.</summary>
    public static async Task<Dictionary<string, Money>> HeldAsync(
        IncentiveDbContext db,
        IReadOnlyList<string> references,
        CancellationToken ct
    ) =>
        (await SumsAsync(db, HoldKinds, long.MaxValue, ct, references))
            .GroupBy(s => s.Reference, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => new Money(-g.Sum(s => s.Amount.Fen)), StringComparer.Ordinal);

    /// <summary>The amounts of adjustments that approved runs have given or taken.</summary>
    public static async Task<Dictionary<string, Money>> PaidAsync(
        IncentiveDbContext db,
        IReadOnlyList<string> references,
        CancellationToken ct
    ) =>
        (await SumsAsync(db, [CorrectionKind.Manual], long.MaxValue, ct, references))
            .GroupBy(s => s.Reference, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => new Money(g.Sum(s => s.Amount.Fen)), StringComparer.Ordinal);

    public static string Reference(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static readonly CorrectionKind[] HoldKinds = [CorrectionKind.Held, CorrectionKind.ReleasedHold];

    private static readonly CorrectionKind[] ComplaintKinds =
    [
        CorrectionKind.UndecidedComplaint,
        CorrectionKind.DecidedComplaint,
    ];

    private static IQueryable<ManualAdjustment> Pending(IncentiveDbContext db, Period period) =>
        db
            .ManualAdjustments.AsNoTracking()
            .Where(a => a.State == AdjustmentState.Approved && a.SettledBy == null && a.Period <= period);

    private static IQueryable<Hold> Active(IncentiveDbContext db, Period period) =>
        db.Holds.AsNoTracking().Where(h => h.SettledBy == null && h.From <= period);

    private static async Task<CorrectionBook> LoadAsync(
        IncentiveDbContext db,
        Knowledge knowledge,
        PlanCalendar calendar,
        Run? run,
        CancellationToken ct
    )
    {
        var period = calendar.Last;
        var number = run?.Number ?? long.MaxValue;
        var parts = run is null
            ? []
            : await db.RunCorrections.AsNoTracking().Where(c => c.RunNumber == number).ToListAsync(ct);
        List<ManualAdjustment> adjustments;
        List<Hold> holds;
        if (run is null)
        {
            adjustments = await Pending(db, period).ToListAsync(ct);
            holds = await Active(db, period).ToListAsync(ct);
        }
        else
        {
            var (adjusted, held) = (Numbers(parts, CorrectionKind.Manual), Numbers(parts, HoldKinds));
            adjustments = await OfAsync(db.ManualAdjustments, adjusted);
            holds = await OfHoldsAsync(db.Holds, held);
        }

        var plan = calendar.In(period);
        var rule = HeldBy(plan);
        var complaints = run is null
            ? rule is null
                ? []
                : await UndecidedAsync(db, knowledge, ct)
            : await UndecidedAsync(db, knowledge, ct, References(parts, ComplaintKinds));
        var before = await SumsAsync(
            db,
            [CorrectionKind.Manual],
            number,
            ct,
            [.. adjustments.Select(a => Reference(a.Number))]
        );
        before.AddRange(await SumsAsync(db, HoldKinds, number, ct, [.. holds.Select(h => Reference(h.Number))]));
        before.AddRange(
            await SumsAsync(db, ComplaintKinds, number, ct, run is null ? null : References(parts, ComplaintKinds))
        );
        return new(
            period,
            plan,
            adjustments,
            holds,
            complaints,
            before.Where(b => b.Amount != Money.Zero),
            run is null ? null : [.. parts.Select(p => (p.Kind, p.Reference))]
        );

        async Task<List<ManualAdjustment>> OfAsync(IQueryable<ManualAdjustment> all, IReadOnlyList<long> wanted)
        {
            var found = new List<ManualAdjustment>();
            foreach (var some in wanted.Chunk(500))
                found.AddRange(await all.AsNoTracking().Where(a => some.Contains(a.Number)).ToListAsync(ct));
            return found;
        }

        async Task<List<Hold>> OfHoldsAsync(IQueryable<Hold> all, IReadOnlyList<long> wanted)
        {
            var found = new List<Hold>();
            foreach (var some in wanted.Chunk(500))
                found.AddRange(await all.AsNoTracking().Where(h => some.Contains(h.Number)).ToListAsync(ct));
            return found;
        }
    }

    private static ComplaintRule? HeldBy(PlanInForce? plan) =>
        plan?.Rules.OfType<ComplaintRule>().FirstOrDefault(r => r.HoldUntilDecided);

    private IEnumerable<Correction> Of(Hold hold)
    {
        var reference = Reference(hold.Number);
        var held =
            Money.Zero
            - Before(hold.ManagerNo, reference, CorrectionKind.Held)
            - Before(hold.ManagerNo, reference, CorrectionKind.ReleasedHold);
        // What a run has recorded says whether the hold was active then.
        var isReleased = _recorded is null ? hold.IsReleased : !IsWanted(CorrectionKind.Held, reference);
        if (isReleased)
        {
            if (held > Money.Zero)
                yield return new(CorrectionKind.ReleasedHold, reference, held, null, hold.From, hold.Reason);
            yield break;
        }

        var left = hold.Amount is { } limit ? held - limit : (Money?)null;
        if (left != Money.Zero)
            yield return new(CorrectionKind.Held, reference, left, hold.Rule, hold.From, hold.Reason);
    }

    /// <summary>
    /// What is kept back for the manager's undecided complaints, and given back of what was kept back for others.
    /// </summary>
    private IEnumerable<Correction> OfComplaints(ManagerBooks manager)
    {
        var no = manager.ManagerNo;
        var rules = (_plan?.Rules ?? [])
            .OfType<ComplaintRule>()
            .Where(r => r.HoldUntilDecided && r.Audience.Includes(MonthFigures.Of(manager, _period).Posting))
            .ToList();
        var wanted = _undecided[no]
            .ToDictionary(
                c => c.ComplaintRef,
                c => new Money(rules.Sum(r => r.PerUpheld.GetValueOrDefault(c.Severity).Fen)),
                StringComparer.Ordinal
            );
        var held = _before[no]
            .Where(b => ComplaintKinds.Contains(b.Kind))
            .GroupBy(b => b.Reference, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => new Money(-g.Sum(b => b.Amount.Fen)), StringComparer.Ordinal);
        foreach (var reference in wanted.Keys.Union(held.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var more = wanted.GetValueOrDefault(reference) - held.GetValueOrDefault(reference);
            var kind = more > Money.Zero ? CorrectionKind.UndecidedComplaint : CorrectionKind.DecidedComplaint;
            if (more != Money.Zero && IsWanted(kind, reference))
                yield return new(kind, reference, -more, null, null, null);
        }
    }

    private bool IsWanted(CorrectionKind kind, string reference) => _recorded?.Contains((kind, reference)) != false;

    private Money Before(string managerNo, string reference, CorrectionKind kind) =>
        new(_before[managerNo].Where(b => b.Kind == kind && b.Reference == reference).Sum(b => b.Amount.Fen));

    /// <summary>The newest known state of each complaint that is undecided.</summary>
    private static async Task<List<BookedComplaint>> UndecidedAsync(
        IncentiveDbContext db,
        Knowledge knowledge,
        CancellationToken ct,
        IReadOnlyList<string>? only = null
    )
    {
        var (close, upTo) = (knowledge.CloseNumber, knowledge.ComplaintsUpTo);
        var known = db.Complaints.AsNoTracking().Where(c => c.KnownFrom <= close && c.Number <= upTo);
        var undecided = known.Where(c =>
            c.ResolvedOn == null
            && c.Outcome == null
            && !known.Any(n => n.ComplaintRef == c.ComplaintRef && n.Version > c.Version)
        );
        if (only is null)
            return await undecided.ToListAsync(ct);
        var found = new List<BookedComplaint>();
        foreach (var some in only.Chunk(500))
            found.AddRange(await undecided.Where(c => some.Contains(c.ComplaintRef)).ToListAsync(ct));
        return found;
    }

    /// <summary>Sums of what approved runs before one have given and taken, by manager, kind and reference.</summary>
    /// <param name="only">The references wanted; null for all.</param>
    private static async Task<List<(string ManagerNo, CorrectionKind Kind, string Reference, Money Amount)>> SumsAsync(
        IncentiveDbContext db,
        CorrectionKind[] kinds,
        long beforeRun,
        CancellationToken ct,
        IReadOnlyList<string>? only = null
    )
    {
        var sums = new List<(string, CorrectionKind, string, Money)>();
        foreach (var some in only is null ? [null] : only.Chunk(500).Cast<string[]?>())
        {
            var parts = db.RunCorrections.AsNoTracking().Where(c => kinds.Contains(c.Kind) && c.RunNumber < beforeRun);
            if (some is not null)
                parts = parts.Where(c => some.Contains(c.Reference));
            sums.AddRange(
                (
                    await parts
                        .Where(c => db.Runs.Any(r => r.Number == c.RunNumber && r.Status == RunStatus.Approved))
                        .GroupBy(c => new
                        {
                            c.ManagerNo,
                            c.Kind,
                            c.Reference,
                        })
                        .Select(g => new { g.Key, Fen = g.Sum(c => (long)(object)c.Amount) })
                        .ToListAsync(ct)
                ).Select(s => (s.Key.ManagerNo, s.Key.Kind, s.Key.Reference, new Money(s.Fen)))
            );
        }

        return sums;
    }

    private static List<long> Numbers(IEnumerable<RunCorrection> parts, params CorrectionKind[] kinds) =>
        References(parts, kinds).ConvertAll(r => long.Parse(r, CultureInfo.InvariantCulture));

    private static List<string> References(IEnumerable<RunCorrection> parts, params CorrectionKind[] kinds) =>
        parts.Where(p => kinds.Contains(p.Kind)).Select(p => p.Reference).Distinct(StringComparer.Ordinal).ToList();
}
