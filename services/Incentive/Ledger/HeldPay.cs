using CardTeam.Contracts;
using CardTeam.Incentive.Corrections;
using CardTeam.Incentive.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Ledger;

/// <summary>
/// The holds that keep deferred money from being released: of the whole payable everything, of an amount what no run has
/// withheld yet. What is kept back stays due, and is in the first release after the hold has ended.
/// </summary>
internal sealed class HeldPay
{
    private readonly IReadOnlyDictionary<string, Money?> _held;

    private HeldPay(IReadOnlyDictionary<string, Money?> held) => _held = held;

    public static async Task<HeldPay> LoadAsync(IncentiveDbContext db, CancellationToken ct)
    {
        // A hold of a rule's line is about the months of that rule, not about what earlier ones deferred.
        var holds = await db
            .Holds.AsNoTracking()
            .Where(h => h.SettledBy == null && h.ReleasedAt == null && h.Rule == null)
            .ToListAsync(ct);
        var taken = await CorrectionBook.HeldAsync(db, [.. holds.Select(h => CorrectionBook.Reference(h.Number))], ct);
        return new(
            holds
                .GroupBy(h => h.ManagerNo, StringComparer.Ordinal)
                .ToDictionary(
                    g => g.Key,
                    g =>
                        g.Any(h => h.Amount is null)
                            ? (Money?)null
                            : new Money(
                                g.Sum(h =>
                                    (h.Amount!.Value - taken.GetValueOrDefault(CorrectionBook.Reference(h.Number))).Fen
                                )
                            ),
                    StringComparer.Ordinal
                )
        );
    }

    /// <summary>The parts of a manager to be released; held money is taken off the newest first.</summary>
    public IEnumerable<DuePart> Less(string managerNo, IEnumerable<DuePart> due)
    {
        if (!_held.TryGetValue(managerNo, out var most))
            return due;
        var parts = due.ToList();
        var left = most ?? new Money(parts.Sum(p => p.Paid.Fen));
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            var part = parts[i];
            var kept = Money.Min(left, part.Paid);
            left -= kept;
            parts[i] = part with { Amount = part.Amount - kept, Paid = part.Paid - kept };
        }

        return parts.Where(p => (p.Amount, p.Forfeited) != (Money.Zero, Money.Zero));
    }
}
