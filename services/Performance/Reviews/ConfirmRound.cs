using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Reviews;

/// <summary>Confirms the raters, as proposed or with other peers and partners, and opens the round.</summary>
internal static class ConfirmRound
{
    /// <param name="Raters">All peers and partners of the round; null for those that were proposed.</param>
    public sealed record Request(
        [property: MaxLength(ReviewBounds.MostPersons * ReviewBounds.MostReviews)] IReadOnlyList<GivenRater>? Raters
    );

    /// <param name="ManagerNo">The person who is rated.</param>
    /// <param name="Rater">The manager number of the rater.</param>
    /// <param name="Relation"><c>peer</c>: of the same unit; <c>partner</c>: of another unit of the bank.</param>
    public sealed record GivenRater(
        [property: Required, MaxLength(Lengths.ManagerNo)] string? ManagerNo,
        [property: Required, MaxLength(Lengths.ManagerNo)] string? Rater,
        [property: Required, AllowedValues("peer", "partner")] string? Relation
    );

    public static async Task<Ok<ShowRound.Detail>> Handle(
        Guid id,
        Request request,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var part = await finder.FindAsync(ct);
        var round = await db.InTransactionAsync(
            async () =>
            {
                var found = await ShowRound.FindAsync(id, part, db.ReviewRounds, ct);
                if (request.Raters is { } given)
                {
                    found.Replace(await ReadAsync(given, found, BankCalendar.Today(clock), db, ct));
                    trail.Note("replaced", given.Count.ToString(CultureInfo.InvariantCulture));
                }

                db.ReviewAnswers.AddRange(found.Confirm(caller.Id, clock.GetUtcNow()));
                trail.Change("state", ReviewWords.Proposed, ReviewWords.Open);
                await db.SaveChangesAsync(ct);
                return found;
            },
            ct
        );
        return TypedResults.Ok(await ShowRound.DetailAsync(round, caller, db, clock, ct));
    }

    private static async Task<List<ProposedRater>> ReadAsync(
        IReadOnlyList<GivenRater> given,
        ReviewRound round,
        DateOnly today,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var superiors = round
            .Raters.Where(r => r.Relation == ReviewWords.Superior)
            .ToDictionary(r => r.ManagerNo, r => r.Rater, StringComparer.Ordinal);
        var numbers = given.Select(r => r.Rater!).Concat(superiors.Keys).Distinct(StringComparer.Ordinal).ToList();
        var units = (
            await db
                .Managers.AsNoTracking()
                .Where(m =>
                    numbers.Contains(m.ManagerNo) && m.HiredOn <= today && (m.LeftOn == null || m.LeftOn >= today)
                )
                .ToListAsync(ct)
        ).ToDictionary(m => m.ManagerNo, m => m.On(today).Data.Org, StringComparer.Ordinal);
        for (var at = 0; at < given.Count; at++)
        {
            var rater = given[at];
            if (!superiors.TryGetValue(rater.ManagerNo!, out var superior))
                throw Wrong(at, "该人不在本次评价中。", "the person is not rated in this round.");
            if (rater.Rater == rater.ManagerNo || rater.Rater == superior)
                throw Wrong(at, "本人和上级另有问卷。", "the person and the superior have forms of their own.");
            if (!units.TryGetValue(rater.Rater!, out var unit))
                throw Wrong(at, "没有该编号的在岗客户经理。", "there is no manager in post of this number.");
            if (units.GetValueOrDefault(rater.ManagerNo!) == unit != (rater.Relation == ReviewWords.Peer))
                throw Wrong(
                    at,
                    "同事应属同一机构，协作方应属其他机构。",
                    "a peer is of the same unit, a partner of another one."
                );
        }

        if (given.DistinctBy(r => (r.ManagerNo, r.Rater)).Count() < given.Count)
            throw Wrong(0, "同一评价人对同一人只能评价一次。", "nobody rates a person twice.");
        if (given.CountBy(r => r.Rater!, StringComparer.Ordinal).Any(c => c.Value > ReviewBounds.MostReviews))
            throw new RuleBrokenException(
                "review.too-many",
                new(
                    Invariant($"每人最多评价 {ReviewBounds.MostReviews} 名同事或协作方。"),
                    Invariant($"Nobody rates more than {ReviewBounds.MostReviews} persons as a peer or partner.")
                ),
                status: 400
            );
        return [.. given.Select(r => new ProposedRater(r.ManagerNo!, r.Relation!, r.Rater))];
    }

    private static RuleBrokenException Wrong(int at, string zh, string en) =>
        new(
            "review.rater-not-valid",
            new(Invariant($"raters[{at}]：{zh}"), Invariant($"raters[{at}]: {en}")),
            status: 400
        );
}
