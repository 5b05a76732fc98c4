using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Recognitions;

/// <summary>Sets up a contest: months, units, the KPI and the prize's text.</summary>
internal static class PutContest
{
    private const int MostUnits = 90;

    /// <param name="From">The first month.</param>
    /// <param name="To">The last month.</param>
    /// <param name="Orgs">Codes of the units, each with those below it; none for the whole bank.</param>
    /// <param name="Kpi">The KPI, or <c>scorecard</c> for the scorecard's total.</param>
    /// <param name="LowestFirst">True where the smallest value wins.</param>
    public sealed record Request(
        [property: Required] Text? Title,
        [property: Required] Text? Prize,
        [property: Required] Period? From,
        [property: Required] Period? To,
        [property: Required, MaxLength(MostUnits)] IReadOnlyList<string?>? Orgs,
        [property: Required] string? Kpi,
        bool? LowestFirst
    );

    /// <param name="DecidedAtClose">
    /// The number of the close that decided who has won; 0 for a contest set up after its last month was closed, which
    /// nobody wins; null while it is open.
    /// </param>
    public sealed record Answer(
        string Code,
        Text Title,
        Text Prize,
        Period From,
        Period To,
        IReadOnlyList<string> Orgs,
        string Kpi,
        bool LowestFirst,
        int? DecidedAtClose,
        string ChangedBy,
        DateTimeOffset ChangedAt
    )
    {
        public static Answer Of(Contest c) =>
            new(
                Code: c.Code,
                Title: new(c.TitleZh, c.TitleEn),
                Prize: new(c.PrizeZh, c.PrizeEn),
                From: c.From,
                To: c.To,
                Orgs: c.Orgs(),
                Kpi: c.Kpi,
                LowestFirst: c.LowestFirst,
                DecidedAtClose: c.DecidedAtClose,
                ChangedBy: c.ChangedBy,
                ChangedAt: c.ChangedAt
            );
    }

    public static async Task<Ok<Answer>> Handle(
        string code,
        Request request,
        Caller caller,
        AuditTrail trail,
        BankBounds bounds,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var name = RecognitionTexts.ReadCode(code);
        var title = RecognitionTexts.ReadTitle(request.Title!.Value, "title");
        var prize = RecognitionTexts.ReadTitle(request.Prize!.Value, "prize");
        var (from, to) = RecognitionTexts.ReadMonths(request.From!.Value, request.To, bounds);
        var kpi =
            Codes.Read(request.Kpi, Lengths.KpiCode, "kpi")
            ?? throw RecognitionTexts.Invalid([new("kpi", new("缺少此项。", "is missing."))]);
        if (to!.Value > Last(from))
            throw RecognitionTexts.Invalid([
                new(
                    "to",
                    new(
                        Invariant($"最长 {Contest.MostMonths} 个月。"),
                        Invariant($"is at most {Contest.MostMonths} months from the first.")
                    )
                ),
            ]);
        var orgs = request
            .Orgs!.Select(o => Codes.Read(o, Lengths.OrgCode, "orgs") ?? "")
            .Where(o => o.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    await RecognitionTexts.CheckUnitsAsync(orgs, "orgs", db, ct);
                    var contest = await db.Contests.FirstOrDefaultAsync(c => c.Code == name, ct);
                    trail.Change("kpi", contest?.Kpi, kpi);
                    trail.Change("months", contest is null ? null : $"{contest.From} {contest.To}", $"{from} {to}");
                    trail.Change("orgs", contest?.Units, string.Join(' ', orgs));
                    if (contest is null)
                    {
                        await RecognitionTexts.CheckNewAsync(db.Contests.Select(c => c.Code), name, ct);
                        db.Contests.Add(contest = new(name));
                    }

                    var over = (
                        contest.Version > 0 && await db.Closes.AnyAsync(c => c.Period == contest.To, ct),
                        await db.Closes.AnyAsync(c => c.Period == to.Value, ct)
                    );
                    contest.Set(
                        title,
                        prize,
                        (from, to.Value),
                        orgs,
                        (kpi, request.LowestFirst == true),
                        (caller.Id, clock.GetUtcNow()),
                        over
                    );
                    await db.SaveChangesAsync(ct);
                    return Answer.Of(contest);
                },
                ct
            )
        );
    }

    private static Period Last(Period from) => Period.MonthOf(from.FirstDay.AddMonths(Contest.MostMonths - 1));
}
