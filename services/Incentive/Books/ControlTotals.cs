using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Books;

/// <summary>Data announced by a close that Incentive does not have.</summary>
/// <param name="Service">The service that announced it.</param>
/// <param name="What">The name of the data, such as <c>card-facts 2026-06</c>.</param>
/// <param name="Announced">The announced total; null when the announcement itself has not arrived.</param>
internal sealed record Missing(string Service, string What, string? Announced, string Held);

/// <summary>Compares the totals a close announced with the books.</summary>
internal static class ControlTotals
{
    /// <param name="without">Services whose answer is not required.</param>
    /// <returns>The missing data; empty when the books are complete for this close.</returns>
    public static async Task<List<Missing>> CompareAsync(
        IncentiveDbContext db,
        AnnouncedClose close,
        IReadOnlyCollection<string> without,
        CancellationToken ct
    )
    {
        var (number, announced) = (close.CloseNumber, close.Read());
        var missing = new List<Missing>();
        var held = (await db.FactTotals.AsNoTracking().Where(t => t.KnownFrom <= number).ToListAsync(ct))
            .GroupBy(t => t.Month)
            .ToDictionary(
                g => g.Key,
                g => (Count: g.Sum(t => t.Count), Fen: g.Sum(t => t.Amount.Fen), Versions: g.Sum(t => t.Versions))
            );
        foreach (var month in announced.Facts)
        {
            var own = held.GetValueOrDefault(month.Month);
            // Every version has arrived, and still the sums differ: they are counted again from the facts.
            if (own.Versions == month.Versions && (own.Count, own.Fen) != (month.Count, month.Amount.Fen))
                own = await RecountedTotals.OfAsync(db, month.Month, number, ct);
            if ((own.Count, own.Fen, own.Versions) != (month.Count, month.Amount.Fen, month.Versions))
                missing.Add(
                    new(
                        "performance",
                        $"card-facts {month.Month}",
                        Describe(month.Count, month.Amount, month.Versions),
                        Describe(own.Count, new(own.Fen), own.Versions)
                    )
                );
        }

        Compare("managers", announced.ManagerVersions, await db.Managers.CountAsync(m => m.KnownFrom <= number, ct));
        Compare("scorecards", announced.ScorecardVersions, await db.Scores.CountAsync(s => s.KnownFrom <= number, ct));
        if (!without.Contains(AnnouncedCount.Training, StringComparer.Ordinal))
        {
            await CompareAnswerAsync(
                AnnouncedCount.Training,
                "certificates",
                await db.Certificates.CountAsync(c => c.KnownFrom <= number, ct)
            );
            await CompareCompletionsAsync();
        }

        if (!without.Contains(AnnouncedCount.Feedback, StringComparer.Ordinal))
            await CompareAnswerAsync(
                AnnouncedCount.Feedback,
                "complaints",
                await db.Complaints.CountAsync(c => c.KnownFrom <= number, ct)
            );
        return missing;

        void Compare(string what, int versions, int own)
        {
            if (versions != own)
                missing.Add(
                    new(
                        "performance",
                        what,
                        versions.ToString(CultureInfo.InvariantCulture),
                        own.ToString(CultureInfo.InvariantCulture)
                    )
                );
        }

        // A version of Training that does not say how many courses were completed has announced none that count.
        async Task CompareCompletionsAsync()
        {
            var answer = await db
                .Counts.AsNoTracking()
                .FirstOrDefaultAsync(c => c.Service == AnnouncedCount.Training && c.CloseNumber == number, ct);
            var own = await db.TrainingFacts.CountAsync(
                f => f.Kind == FactKinds.CourseCompleted && f.KnownFrom <= number,
                ct
            );
            if (answer?.Completions is { } completions && completions != own)
                missing.Add(
                    new(
                        AnnouncedCount.Training,
                        "completed courses",
                        completions.ToString(CultureInfo.InvariantCulture),
                        own.ToString(CultureInfo.InvariantCulture)
                    )
                );
        }

        async Task CompareAnswerAsync(string service, string what, int own)
        {
            var answer = await db
                .Counts.AsNoTracking()
                .FirstOrDefaultAsync(c => c.Service == service && c.CloseNumber == number, ct);
            if (answer?.Versions != own)
                missing.Add(
                    new(
                        service,
                        what,
                        answer?.Versions.ToString(CultureInfo.InvariantCulture),
                        own.ToString(CultureInfo.InvariantCulture)
                    )
                );
        }
    }

    private static string Describe(long count, Money amount, long versions) =>
        Invariant($"{count} facts, {amount} CNY, {versions} versions");
}
