using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Reviews;

/// <summary>Proposes a round with its raters; another person confirms them.</summary>
internal static class ProposeRound
{
    /// <param name="Org">The unit whose managers, and those of all units below it, are rated.</param>
    /// <param name="Period">The month, quarter, half-year or year that is appraised.</param>
    /// <param name="Form">The form's code.</param>
    /// <param name="DueOn">The day until which raters answer.</param>
    /// <param name="Peers">The number of peers asked about each person; null for 5.</param>
    /// <param name="Draw">The number the draw of peers begins with; null for one by chance.</param>
    public sealed record Request(
        [property: Required, MaxLength(Lengths.OrgCode)] string? Org,
        [property: Required] Period? Period,
        [property: Required, MaxLength(Lengths.KpiCode)] string? Form,
        [property: Required] DateOnly? DueOn,
        [property: Range(ReviewBounds.FewestAnswers, ReviewBounds.MostReviews)] int? Peers,
        [property: Range(1, Lengths.LargestCount)] int? Draw
    );

    public static async Task<Created<ShowRound.Detail>> Handle(
        Request request,
        Caller caller,
        BankBounds bounds,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var period = request.Period!.Value;
        if (bounds.OfPeriod(period) is { } refusal)
            throw refusal.Of("period");
        var (today, dueOn) = (BankCalendar.Today(clock), request.DueOn!.Value);
        if (bounds.OfPlanned(dueOn) is { } wrong)
            throw wrong.Of("dueOn");
        if (dueOn < today)
            throw new RuleBrokenException(
                "review.due-before-today",
                new("dueOn：截止日不能早于今天。", "dueOn: the due day is not before today."),
                status: 400
            );
        var part = await finder.FindAsync(ct);
        var org = Codes.Read(request.Org, Lengths.OrgCode, "org") ?? "";
        if (!part.Includes(org, "") || !await db.Units.AnyAsync(u => u.Code == org, ct))
            throw RuleBrokenException.NotFound("org-unit");
        var form = await ListReviewForms.FindAsync(request.Form!, db, ct);
        var draw = request.Draw ?? RandomNumberGenerator.GetInt32(1, Lengths.LargestCount);
        var round = await db.InTransactionAsync(
            async () =>
            {
                var persons = await PersonsOfAsync(org, today, db, ct);
                await CheckNotRatedAsync(persons, period, db, ct);
                var made = ReviewRound.Propose(
                    period,
                    org,
                    form,
                    draw,
                    dueOn,
                    RaterDraw.Propose(persons, org, draw, request.Peers ?? ReviewBounds.UsualPeers),
                    caller.Id,
                    clock.GetUtcNow()
                );
                db.ReviewRounds.Add(made);
                trail.About(made.Id.ToString());
                trail.Note("org", org);
                trail.Note("period", period.ToString());
                trail.Note("form", form.Code);
                trail.Note("draw", draw.ToString(CultureInfo.InvariantCulture));
                trail.Note("persons", made.Persons.ToString(CultureInfo.InvariantCulture));
                await db.SaveChangesAsync(ct);
                return made;
            },
            ct
        );
        return TypedResults.Created(
            $"/{PerformanceService.Name}/reviews/{round.Id}",
            await ShowRound.DetailAsync(round, caller, db, clock, ct)
        );
    }

    /// <summary>The managers in post today in a unit and below it.</summary>
    private static async Task<List<RatedPerson>> PersonsOfAsync(
        string org,
        DateOnly today,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var part = new PartOfBank(await PartOfBank.BelowAsync(org, db, ct), null);
        var found = await db
            .Managers.AsNoTracking()
            .Within(part, ManagerRoutes.OrgOn(today), m => m.ManagerNo)
            .Where(m => m.HiredOn <= today && (m.LeftOn == null || m.LeftOn >= today))
            .OrderBy(m => m.ManagerNo)
            .Take(ReviewBounds.MostPersons + 1)
            .ToListAsync(ct);
        if (found.Count is 0 or > ReviewBounds.MostPersons)
            throw new RuleBrokenException(
                "review.persons",
                new(
                    Invariant($"该机构应有 1 至 {ReviewBounds.MostPersons} 名在岗客户经理。"),
                    Invariant($"The unit has between 1 and {ReviewBounds.MostPersons} managers in post.")
                )
            );
        var named = found
            .Select(m => m.On(today).Data.SupervisorNo)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var known = await db
            .Managers.Where(m =>
                named.Contains(m.ManagerNo) && m.HiredOn <= today && (m.LeftOn == null || m.LeftOn >= today)
            )
            .Select(m => m.ManagerNo)
            .ToListAsync(ct);
        return found.ConvertAll(m =>
        {
            var posting = m.On(today).Data;
            return new RatedPerson(
                m.ManagerNo,
                posting.Org,
                posting.SupervisorNo is { } no && no != m.ManagerNo && known.Contains(no, StringComparer.Ordinal)
                    ? no
                    : null
            );
        });
    }

    /// <summary>
    /// Two rounds about one person and the same days would have the same answers, and a difference between them would
    /// be the answer of one rater.
    /// </summary>
    private static async Task CheckNotRatedAsync(
        List<RatedPerson> persons,
        Period period,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var numbers = persons.ConvertAll(p => p.ManagerNo);
        var others = await db
            .ReviewRounds.Where(r => r.Raters.Any(x => x.Relation == ReviewWords.Self && numbers.Contains(x.ManagerNo)))
            .Select(r => r.Period)
            .ToListAsync(ct);
        if (others.Exists(o => o.FirstDay <= period.LastDay && period.FirstDay <= o.LastDay))
            throw new RuleBrokenException(
                "review.already-rated",
                new(
                    "该机构有人在这一期间（或与之重叠的期间）已有评价。",
                    "Somebody of the unit is in a round of this period, or of one that overlaps with it."
                )
            );
    }
}
