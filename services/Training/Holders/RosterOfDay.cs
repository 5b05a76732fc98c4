using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.Training.Certificates;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Holders;

/// <summary>The managers in post on a day, and whether each of them was certified on it.</summary>
internal static class RosterOfDay
{
    /// <summary>The states of a manager, in the order of a report.</summary>
    public static readonly IReadOnlyList<string> States = ["certified", "expiring", "grace", "uncertified"];

    /// <summary>A manager in post, and what the list is filtered and sorted by.</summary>
    internal sealed class Row
    {
        public string ManagerNo { get; init; } = "";
        public string? Org { get; init; }

        /// <summary>The first day of the employment; null where it is not known.</summary>
        public DateOnly? HiredOn { get; init; }

        /// <summary>True within so many days after the manager was hired.</summary>
        public bool IsNew { get; init; }

        /// <summary>True with a certificate valid on the day.</summary>
        public bool IsHeld { get; init; }

        /// <summary>True where it will not be valid on some day soon.</summary>
        public bool EndsSoon { get; init; }

        /// <summary>True where it ended by itself a few days before.</summary>
        public bool IsInGrace { get; init; }
    }

    /// <summary>What a roster is asked for.</summary>
    /// <param name="Certificate">Code of the certificate; null for any.</param>
    public sealed record Question(DateOnly Day, string? Certificate, RosterTerms Terms);

    /// <summary>The managers in post on the day, with their states.</summary>
    public static IQueryable<Row> Of(TrainingDbContext db, Question question)
    {
        var (day, code) = (question.Day, question.Certificate);
        var soon = day.AddDays(question.Terms.ExpiringDays);
        var graceFrom = day.AddDays(-question.Terms.GraceDays);
        var newFrom = day.AddDays(-question.Terms.NewHireDays);
        var held = db.Certificates.AsNoTracking().Where(c => c.KnownUntil == null && (code == null || c.Code == code));
        // An employment announced to a release that kept none is not known: such a manager is taken for one in post.
        return db.Set<KnownManager>()
            .AsNoTracking()
            .IgnoreAutoIncludes()
            .Where(m =>
                !db.Employments.Any(e => e.ManagerNo == m.ManagerNo)
                || db.Employments.Any(e =>
                    e.ManagerNo == m.ManagerNo && e.HiredOn <= day && (e.LeftOn == null || e.LeftOn >= day)
                )
            )
            .Select(m => new Row
            {
                ManagerNo = m.ManagerNo,
                Org =
                    m.Postings.Where(p => p.From <= day)
                        .OrderByDescending(p => p.From)
                        .Select(p => p.Org)
                        .FirstOrDefault()
                    ?? m.Postings.OrderBy(p => p.From).Select(p => p.Org).FirstOrDefault(),
                HiredOn = db
                    .Employments.Where(e => e.ManagerNo == m.ManagerNo && e.HiredOn <= day)
                    .Max(e => (DateOnly?)e.HiredOn),
                IsNew = db.Employments.Any(e => e.ManagerNo == m.ManagerNo && e.HiredOn > newFrom && e.HiredOn <= day),
                IsHeld = held.Any(c =>
                    c.ManagerNo == m.ManagerNo && c.ValidFrom <= day && (c.ValidTo == null || c.ValidTo >= day)
                ),
                // Held no longer on its last day of the look ahead: a gap before a renewal is seen by the renewal's day.
                EndsSoon = !held.Any(c =>
                    c.ManagerNo == m.ManagerNo && c.ValidFrom <= soon && (c.ValidTo == null || c.ValidTo >= soon)
                ),
                // What a sanction has ended, or takes now, has no grace.
                IsInGrace = held.Any(c =>
                    c.ManagerNo == m.ManagerNo
                    && c.ValidTo >= c.ValidFrom
                    && c.ValidTo >= graceFrom
                    && c.ValidTo < day
                    && c.ValidTo == c.GrantedTo
                    && !db.Sanctions.Any(s =>
                        s.ManagerNo == c.ManagerNo
                        && s.CertificateCode == c.Code
                        && s.WithdrawnAt == null
                        && s.From <= day
                        && (s.To == null || s.To >= day)
                        && (s.Kind == Sanction.Suspended || s.From >= c.ValidFrom)
                    )
                ),
            });
    }

    /// <summary>Keeps the managers in one state; null for all.</summary>
    public static IQueryable<Row> In(this IQueryable<Row> rows, string? state) =>
        state switch
        {
            "certified" => rows.Where(r => r.IsHeld && !r.EndsSoon),
            "expiring" => rows.Where(r => r.IsHeld && r.EndsSoon),
            "grace" => rows.Where(r => !r.IsHeld && r.IsInGrace),
            "uncertified" => rows.Where(r => !r.IsHeld && !r.IsInGrace),
            _ => rows,
        };

    /// <summary>The word for a manager's state.</summary>
    public static string StateOf(bool isHeld, bool endsSoon, bool isInGrace)
    {
        if (isHeld)
            return endsSoon ? "expiring" : "certified";
        return isInGrace ? "grace" : "uncertified";
    }

    /// <summary>Keeps the managers of a unit and those below it, within the caller's part of the bank.</summary>
    public static async Task<IQueryable<Row>> WithinAsync(
        this IQueryable<Row> rows,
        PartOfBank part,
        string? org,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        rows = rows.Within(part, r => r.Org!, r => r.ManagerNo);
        if (org is null)
            return rows;
        var below = new PartOfBank(await PartOfBank.BelowAsync(org, db, ct), null);
        return rows.Within(below, r => r.Org!, r => r.ManagerNo);
    }
}
