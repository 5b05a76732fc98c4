using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.Training.Courses;
using CardTeam.Training.Data;
using CardTeam.Training.Enrolments;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Programmes;

/// <summary>Reads who a programme is for on a day, and how far each of them has come.</summary>
internal static class Coverage
{
    /// <param name="Org">Code of the unit the manager works in on the day.</param>
    /// <param name="State"><c>done</c>, <c>due</c> or <c>late</c>.</param>
    public sealed record Person(
        string ManagerNo,
        string? Name,
        string? Org,
        DateOnly? HiredOn,
        int Done,
        int Needed,
        DateOnly? DueOn,
        string State
    );

    /// <summary>The people of a programme within a part of the bank, by their numbers.</summary>
    public static async Task<List<Person>> PeopleAsync(
        ProgrammeTerms terms,
        DateOnly asOf,
        string? org,
        PartOfBank part,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        if (terms.Kind == ProgrammeTerms.Branches)
            return [];
        var managers = db.Set<KnownManager>()
            .AsNoTracking()
            .IgnoreAutoIncludes()
            .Select(m => new Placed
            {
                ManagerNo = m.ManagerNo,
                Org =
                    m.Postings.Where(p => p.From <= asOf)
                        .OrderByDescending(p => p.From)
                        .Select(p => p.Org)
                        .FirstOrDefault()
                    ?? m.Postings.OrderBy(p => p.From).Select(p => p.Org).FirstOrDefault(),
            })
            .Within(part, m => m.Org!, m => m.ManagerNo);
        if (org is not null)
            managers = managers.Within(
                new PartOfBank(await PartOfBank.BelowAsync(org, db, ct), null),
                m => m.Org!,
                m => m.ManagerNo
            );
        var placed = await managers.OrderBy(m => m.ManagerNo).ToListAsync(ct);
        var facts = await AudienceFacts.LoadAsync(db, ct);
        var learned = (
            await db
                .Completions.AsNoTracking()
                .Where(c => c.CompletedOn <= asOf)
                .Select(c => new
                {
                    c.ManagerNo,
                    c.CourseCode,
                    Channel = db
                        .Courses.Where(v => v.Code == c.CourseCode && v.Version == c.CourseVersion)
                        .Select(v => v.Channel)
                        .First(),
                    c.CompletedOn,
                    c.ValidTo,
                })
                .ToListAsync(ct)
        ).ToLookup(
            c => c.ManagerNo,
            c => new Learned(c.CourseCode, c.Channel, c.CompletedOn, c.ValidTo),
            StringComparer.Ordinal
        );
        var codes = terms.Certificates.ToList();
        var held = (
            await db
                .Certificates.AsNoTracking()
                .Where(c => c.KnownUntil == null && codes.Contains(c.Code))
                .Select(c => new
                {
                    c.ManagerNo,
                    c.Code,
                    c.ValidFrom,
                    c.ValidTo,
                })
                .ToListAsync(ct)
        ).ToLookup(c => c.ManagerNo, c => (c.Code, c.ValidFrom, c.ValidTo), StringComparer.Ordinal);
        var names = await db
            .ManagerNames.AsNoTracking()
            .ToDictionaryAsync(n => n.ManagerNo, n => n.Name, StringComparer.Ordinal, ct);
        var people = new List<Person>();
        foreach (var manager in placed)
        {
            var hiredOn = facts.HiredOn(manager.ManagerNo, asOf);
            if (
                !facts.IsInPost(manager.ManagerNo, asOf)
                || facts.Missed(manager.ManagerNo, terms.Audience, asOf) is not null
                // New hires of before the programme are nobody's concern.
                || (terms.Kind == ProgrammeTerms.NewHires && !(hiredOn >= terms.From))
            )
                continue;
            var progress = ProgrammeRule.Of(
                terms,
                asOf,
                hiredOn,
                [.. learned[manager.ManagerNo]],
                [.. held[manager.ManagerNo]]
            );
            people.Add(
                new(
                    ManagerNo: manager.ManagerNo,
                    Name: names.GetValueOrDefault(manager.ManagerNo),
                    Org: manager.Org,
                    HiredOn: hiredOn,
                    Done: Math.Min(progress.Done, progress.Needed),
                    Needed: progress.Needed,
                    DueOn: progress.DueOn,
                    State: progress.StateOn(asOf)
                )
            );
        }

        return people;
    }

    /// <summary>The states of the units that hold sessions, within a part of the bank.</summary>
    public static async Task<List<(string Org, string State)>> UnitsAsync(
        ProgrammeTerms terms,
        DateOnly asOf,
        string? org,
        PartOfBank part,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        var within = org is null ? null : await PartOfBank.BelowAsync(org, db, ct);
        var units = terms
            .Units.Where(u => part.Includes(u, "") && (within is null || within.Contains(u, StringComparer.Ordinal)))
            .ToList();
        var courses = terms.Courses.ToList();
        var since = asOf.AddMonths(-6);
        var sessions = await db
            .Sessions.AsNoTracking()
            .Where(s => s.Branch != null && s.CourseCode != null && courses.Contains(s.CourseCode))
            .Where(s => s.StartsOn >= since && s.StartsOn <= asOf)
            .Select(s => new
            {
                s.Branch,
                s.StartsOn,
                s.EndsOn,
            })
            .ToListAsync(ct);
        var states = new List<(string, string)>();
        foreach (var unit in units)
        {
            var below = await PartOfBank.BelowAsync(unit, db, ct);
            var held = sessions
                .Where(s => below.Contains(s.Branch!, StringComparer.Ordinal))
                .Select(s => s.EndsOn ?? s.StartsOn)
                .ToList();
            states.Add((unit, ProgrammeRule.OfUnit(terms, asOf, held).StateOn(asOf)));
        }

        return states;
    }

    private sealed class Placed
    {
        public string ManagerNo { get; init; } = "";
        public string? Org { get; init; }
    }
}
