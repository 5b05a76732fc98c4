using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Holders;

/// <summary>Lists who was certified on a day, and counts them.</summary>
internal static class ListCertifiedOn
{
    /// <param name="Org">Code of the unit the manager worked in on the day.</param>
    /// <param name="IsNew">True for a new hire on the day.</param>
    /// <param name="State">
    /// <c>certified</c>; <c>expiring</c>: certified, and no longer so within the look ahead; <c>grace</c>: expired a
    /// few days before; <c>uncertified</c>.
    /// </param>
    /// <param name="ValidTo">
    /// The last day of the certificate held, or of the one that ended last; null for an open end and for none.
    /// </param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        string? Org,
        string? OrgName,
        DateOnly? HiredOn,
        bool IsNew,
        string State,
        DateOnly? ValidTo
    );

    /// <summary>Managers of a roster by their state.</summary>
    /// <param name="Share">The share of those certified or about to expire, with four decimals; null for nobody.</param>
    public sealed record Counts(
        int People,
        int Certified,
        int Expiring,
        int Grace,
        int Uncertified,
        [property: JsonConverter(typeof(RatioJson))] decimal? Share
    );

    /// <summary>A unit with its own managers, those of the units below it not included.</summary>
    public sealed record UnitCounts(string? Org, string? OrgName, Counts All, Counts WithoutNewHires);

    /// <param name="Certificate">Code of the certificate; null for any.</param>
    /// <param name="NewHireDays">Days after hiring within which a manager is a new hire.</param>
    /// <param name="Certificates">The codes that are in use, for a choice.</param>
    public sealed record Share(
        DateOnly Date,
        string? Certificate,
        int NewHireDays,
        int ExpiringDays,
        int GraceDays,
        Counts All,
        Counts WithoutNewHires,
        IReadOnlyList<UnitCounts> Units,
        IReadOnlyList<string> Certificates
    );

    private static readonly ListOrder<RosterOfDay.Row> Order = new ListOrder<RosterOfDay.Row>("managerNo")
        .Key("managerNo", r => r.ManagerNo)
        .By("org", r => r.Org, mayBeNull: true)
        .By("hiredOn", r => r.HiredOn);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), r => r.ManagerNo),
        new("name", new("姓名", "Name"), r => r.Name),
        new("org", new("机构", "Unit"), r => r.Org),
        new("orgName", new("机构名称", "Unit name"), r => r.OrgName),
        new("hiredOn", new("入职日期", "Hired on"), r => r.HiredOn),
        new("isNew", new("新员工", "New hire"), r => r.IsNew),
        new("state", new("持证状态", "State"), r => r.State),
        new("validTo", new("到期日期", "Valid to"), r => r.ValidTo),
    ];

    /// <summary>Lists the managers in post on a day and whether they were certified, as it is known now.</summary>
    /// <param name="date">The day; null for today.</param>
    /// <param name="certificate">A certificate's code; null for any of them.</param>
    /// <param name="org">A unit's code: only managers of it and the units below it.</param>
    /// <param name="state">
    /// <c>certified</c>, <c>expiring</c>, <c>grace</c> or <c>uncertified</c>; null for all.
    /// </param>
    /// <param name="newHires">False leaves out new hires, true keeps them alone; null for all.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    public static async Task<Listing<RosterOfDay.Row, Answer>> Handle(
        [AsParameters] ListQuery list,
        DateOnly? date,
        string? certificate,
        string? org,
        string? state,
        bool? newHires,
        string? search,
        IConfiguration configuration,
        BankBounds bounds,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var question = RosterTerms.Of(configuration).Ask(date, certificate, bounds, BankCalendar.Today(clock));
        if (state is not null && !RosterOfDay.States.Contains(state, StringComparer.Ordinal))
            throw new RuleBrokenException(
                "certificate.unknown-state",
                new(
                    "state 应为 certified、expiring、grace 或 uncertified。",
                    "state is certified, expiring, grace or uncertified."
                ),
                status: 400
            );
        var rows = (
            await RosterOfDay.Of(db, question).WithinAsync(await part.FindAsync(ct), org, db, ct)
        ).OfManagersLike(search, r => r.ManagerNo, db);
        if (newHires is not null)
            rows = rows.Where(r => r.IsNew == newHires);
        var (day, code) = (question.Day, question.Certificate);
        return new(
            rows.In(state),
            list,
            Order,
            r => new Answer(
                r.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == r.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                r.Org,
                db.OrgUnits.Where(u => u.Code == r.Org).Select(u => u.Name).FirstOrDefault(),
                r.HiredOn,
                r.IsNew,
                RosterOfDay.StateOf(r.IsHeld, r.EndsSoon, r.IsInGrace),
                db.Certificates.Any(c =>
                    c.ManagerNo == r.ManagerNo
                    && c.KnownUntil == null
                    && (code == null || c.Code == code)
                    && c.ValidFrom <= day
                    && c.ValidTo == null
                )
                    ? null
                    : db
                        .Certificates.Where(c =>
                            c.ManagerNo == r.ManagerNo
                            && c.KnownUntil == null
                            && (code == null || c.Code == code)
                            && c.ValidFrom <= day
                            && c.ValidTo >= c.ValidFrom
                        )
                        .Max(c => c.ValidTo)
            ),
            Columns
        );
    }

    /// <summary>Counts the same managers by state, with and without new hires, and by unit.</summary>
    /// <param name="date">The day; null for today.</param>
    /// <param name="certificate">A certificate's code; null for any of them.</param>
    /// <param name="org">A unit's code: only managers of it and the units below it.</param>
    public static async Task<Ok<Share>> Count(
        DateOnly? date,
        string? certificate,
        string? org,
        IConfiguration configuration,
        BankBounds bounds,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var terms = RosterTerms.Of(configuration);
        var question = terms.Ask(date, certificate, bounds, BankCalendar.Today(clock));
        var rows = await (await RosterOfDay.Of(db, question).WithinAsync(await part.FindAsync(ct), org, db, ct))
            .Select(r => new
            {
                r.Org,
                r.IsNew,
                r.IsHeld,
                r.EndsSoon,
                r.IsInGrace,
            })
            .ToListAsync(ct);
        var people = rows.ConvertAll(r =>
            (r.Org, r.IsNew, State: RosterOfDay.StateOf(r.IsHeld, r.EndsSoon, r.IsInGrace))
        );
        var units = people.Select(p => p.Org).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var names = await db
            .OrgUnits.AsNoTracking()
            .Where(u => units.Contains(u.Code))
            .ToDictionaryAsync(u => u.Code, u => u.Name, StringComparer.Ordinal, ct);
        return TypedResults.Ok(
            new Share(
                Date: question.Day,
                Certificate: question.Certificate,
                NewHireDays: terms.NewHireDays,
                ExpiringDays: terms.ExpiringDays,
                GraceDays: terms.GraceDays,
                All: CountsOf(people.Select(p => p.State)),
                WithoutNewHires: CountsOf(people.Where(p => !p.IsNew).Select(p => p.State)),
                Units:
                [
                    .. people
                        .GroupBy(p => p.Org, StringComparer.Ordinal)
                        .OrderBy(g => g.Key, StringComparer.Ordinal)
                        .Select(g => new UnitCounts(
                            g.Key,
                            g.Key is { } unit ? names.GetValueOrDefault(unit) : null,
                            CountsOf(g.Select(p => p.State)),
                            CountsOf(g.Where(p => !p.IsNew).Select(p => p.State))
                        )),
                ],
                Certificates: await db
                    .Certificates.AsNoTracking()
                    .Select(c => c.Code)
                    .Distinct()
                    .OrderBy(c => c)
                    .Take(200)
                    .ToListAsync(ct)
            )
        );
    }

    /// <summary>Counts states; the share is rounded half up to four decimals.</summary>
    internal static Counts CountsOf(IEnumerable<string> states)
    {
        var by = states
            .GroupBy(s => s, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        int Of(string state) => by.GetValueOrDefault(state);
        var people = by.Values.Sum();
        var held = Of("certified") + Of("expiring");
        return new(
            people,
            Of("certified"),
            Of("expiring"),
            Of("grace"),
            Of("uncertified"),
            people == 0 ? null : decimal.Round((decimal)held / people, 4, MidpointRounding.AwayFromZero)
        );
    }
}
