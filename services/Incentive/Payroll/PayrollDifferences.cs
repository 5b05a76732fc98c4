using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Organisation;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// The differences between the stream and payroll's words on a day: entries without an answer, amounts paid that are not
/// the entry's, and words on entries that do not exist or were settled otherwise.
/// </summary>
/// <param name="asOf">The day, all of it included.</param>
/// <param name="days">The days after which an entry should have an answer.</param>
/// <param name="part">The part of the bank. Words on entries that do not exist are of the whole bank.</param>
internal sealed class PayrollDifferences(DateOnly asOf, int days, PartOfBank part, IncentiveDbContext db)
{
    public const string PaidAfterDecision = RefusedAcknowledgement.Replaced,
        AmountDiffers = "amount-differs",
        UnknownEvent = RefusedAcknowledgement.Unknown,
        Unanswered = "unanswered";

    /// <summary>The kinds in the order of the report, the most pressing first.</summary>
    public static readonly IReadOnlyList<string> Kinds = [PaidAfterDecision, AmountDiffers, UnknownEvent, Unanswered];

    private readonly DateTimeOffset _end = BankCalendar.EndOf(asOf);
    private readonly DateOnly _answeredBy = asOf.AddDays(-days);

    /// <summary>
    /// Entries whose answer is overdue: counted from their approval, or from their month's pay day where the calendar has
    /// a later one.
    /// </summary>
    public IQueryable<PayrollEntry> OfUnanswered()
    {
        var overdue = BankCalendar.EndOf(_answeredBy);
        return Entries()
            .Where(e =>
                e.ApprovedAt < overdue && !db.PayrollMonths.Any(m => m.Period == e.Period && m.PayDay > _answeredBy)
            )
            .Where(e => !db.AcknowledgementSteps.Any(s => s.EventId == e.EventId && s.At < _end));
    }

    /// <summary>Payroll's last words that name another amount than the entry's.</summary>
    public IQueryable<AcknowledgementStep> OfAmounts() =>
        from step in db.AcknowledgementSteps.AsNoTracking()
        join entry in Entries() on step.EventId equals entry.EventId
        where
            step.At < _end
            && step.PaidAmount != null
            && step.PaidAmount != entry.Amount
            && !db.AcknowledgementSteps.Any(s => s.EventId == step.EventId && s.Number > step.Number && s.At < _end)
            && !db.SettledDifferences.Any(d =>
                d.Kind == AmountDiffers && d.EventId == step.EventId && d.At >= step.At && d.At < _end
            )
        select step;

    /// <summary>Words of one kind that were refused.</summary>
    public IQueryable<RefusedAcknowledgement> OfRefused(string why)
    {
        var refused = db
            .RefusedAcknowledgements.AsNoTracking()
            .Where(r => r.Why == why && r.FirstAt < _end)
            .Where(r =>
                !db.SettledDifferences.Any(d =>
                    d.Kind == why && d.EventId == r.EventId && d.At >= r.LastAt && d.At < _end
                )
            );
        if (why == RefusedAcknowledgement.Replaced)
            return refused.Where(r => Entries().Any(e => e.EventId == r.EventId));
        return part.IsWhole
            ? refused.Where(r => !db.PayrollEntries.Any(e => e.EventId == r.EventId))
            : refused.Where(r => false);
    }

    public async Task<PayrollDifferenceCounts> CountAsync(CancellationToken ct) =>
        new(
            await OfRefused(PaidAfterDecision).LongCountAsync(ct),
            await OfAmounts().LongCountAsync(ct),
            await OfRefused(UnknownEvent).LongCountAsync(ct),
            await OfUnanswered().LongCountAsync(ct)
        );

    private IQueryable<PayrollEntry> Entries() =>
        db.PayrollEntries.AsNoTracking().Within(part, e => e.Org, e => e.ManagerNo);
}

/// <summary>The number of differences of each kind.</summary>
internal sealed record PayrollDifferenceCounts(
    long PaidAfterDecision,
    long AmountDiffers,
    long UnknownEvent,
    long Unanswered
)
{
    public long Total() => PaidAfterDecision + AmountDiffers + UnknownEvent + Unanswered;
}
