using CardTeam.Contracts;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Programmes;

/// <summary>Shows how far a programme has come, by unit and by person, and plans its batches.</summary>
internal static class ShowCoverage
{
    private static readonly string[] States = ["done", "due", "late"];

    /// <summary>People of a unit, or a unit itself, by state.</summary>
    public sealed record UnitRow(string? Org, string? OrgName, int People, int Done, int Due, int Late);

    /// <param name="People">The number of people, or of units where units are to hold sessions.</param>
    public sealed record Answer(
        DateOnly AsOf,
        string Kind,
        int People,
        int Done,
        int Due,
        int Late,
        IReadOnlyList<UnitRow> Units
    );

    public sealed record PeopleAnswer(DateOnly AsOf, IReadOnlyList<Coverage.Person> Items);

    public sealed record BatchesAnswer(DateOnly AsOf, int Seats, IReadOnlyList<BatchPlan.Batch> Batches);

    private static readonly ExportColumn<UnitRow>[] Columns =
    [
        new("org", new("机构", "Unit"), u => u.Org),
        new("orgName", new("机构名称", "Unit name"), u => u.OrgName),
        new("people", new("人数", "People"), u => u.People),
        new("done", new("已完成", "Done"), u => u.Done),
        new("due", new("待完成", "Due"), u => u.Due),
        new("late", new("逾期", "Late"), u => u.Late),
    ];

    private static readonly ExportColumn<Coverage.Person>[] PeopleColumns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), p => p.ManagerNo),
        new("name", new("姓名", "Name"), p => p.Name),
        new("org", new("机构", "Unit"), p => p.Org),
        new("hiredOn", new("入职日期", "Hired on"), p => p.HiredOn),
        new("done", new("已具备", "Has"), p => p.Done),
        new("needed", new("须具备", "Needs"), p => p.Needed),
        new("dueOn", new("期限", "Due on"), p => p.DueOn),
        new("state", new("状态", "State"), p => p.State),
    ];

    /// <param name="asOf">The day; null for today.</param>
    /// <param name="org">A unit's code: only it and the units below it.</param>
    public static async Task<Ok<Answer>> Handle(
        string code,
        DateOnly? asOf,
        string? org,
        BankBounds bounds,
        PartOfBankFinder finder,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    ) => TypedResults.Ok(await ReadAsync(code, DayOf(asOf, bounds, clock), org, finder, db, ct));

    /// <inheritdoc cref="Handle"/>
    public static async Task Export(
        string code,
        string format,
        DateOnly? asOf,
        string? org,
        HttpContext http,
        BankBounds bounds,
        PartOfBankFinder finder,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        ExportFile.IsCsv($"coverage.{format}");
        var found = await ReadAsync(code, DayOf(asOf, bounds, clock), org, finder, db, ct);
        await WriteAsync(http, $"coverage.{format}", Columns, found.Units, ct);
    }

    /// <inheritdoc cref="Handle"/>
    /// <param name="state"><c>done</c>, <c>due</c> or <c>late</c>; null for all.</param>
    public static async Task<Ok<PeopleAnswer>> People(
        string code,
        DateOnly? asOf,
        string? org,
        string? state,
        BankBounds bounds,
        PartOfBankFinder finder,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var day = DayOf(asOf, bounds, clock);
        return TypedResults.Ok(new PeopleAnswer(day, await ReadPeopleAsync(code, day, org, state, finder, db, ct)));
    }

    /// <inheritdoc cref="People"/>
    public static async Task ExportPeople(
        string code,
        string format,
        DateOnly? asOf,
        string? org,
        string? state,
        HttpContext http,
        BankBounds bounds,
        PartOfBankFinder finder,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        ExportFile.IsCsv($"people.{format}");
        var found = await ReadPeopleAsync(code, DayOf(asOf, bounds, clock), org, state, finder, db, ct);
        await WriteAsync(http, $"people.{format}", PeopleColumns, found, ct);
    }

    /// <inheritdoc cref="Handle"/>
    /// <param name="seats">The seats of a batch, from 1 to 10,000.</param>
    public static async Task<Ok<BatchesAnswer>> Batches(
        string code,
        int seats,
        DateOnly? asOf,
        string? org,
        BankBounds bounds,
        PartOfBankFinder finder,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (seats is < 1 or > 10_000)
            throw new RuleBrokenException(
                "programme.not-valid",
                new("seats：应在 1 到 10000 之间。", "seats: is from 1 to 10000."),
                status: 400
            );
        var day = DayOf(asOf, bounds, clock);
        var people = await ReadPeopleAsync(code, day, org, state: null, finder, db, ct);
        return TypedResults.Ok(
            new BatchesAnswer(
                day,
                seats,
                BatchPlan.Of(
                    people
                        .Where(p => p.State != "done")
                        .GroupBy(p => p.Org ?? "", StringComparer.Ordinal)
                        .Select(g => (g.Key, g.Count())),
                    seats
                )
            )
        );
    }

    private static async Task<Answer> ReadAsync(
        string code,
        DateOnly asOf,
        string? org,
        PartOfBankFinder finder,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        var terms = (await ListProgrammes.FindAsync(code, db, ct)).Terms;
        var part = await finder.FindAsync(ct);
        var states =
            terms.Kind == ProgrammeTerms.Branches
                ? (await Coverage.UnitsAsync(terms, asOf, org, part, db, ct)).ConvertAll(u => ((string?)u.Org, u.State))
                : (await Coverage.PeopleAsync(terms, asOf, org, part, db, ct)).ConvertAll(p => (p.Org, p.State));
        var names = await db
            .OrgUnits.AsNoTracking()
            .ToDictionaryAsync(u => u.Code, u => u.Name, StringComparer.Ordinal, ct);
        var units = states
            .GroupBy(s => s.Item1, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new UnitRow(
                Org: g.Key,
                OrgName: g.Key is { } unit ? names.GetValueOrDefault(unit) : null,
                People: g.Count(),
                Done: g.Count(s => s.State == "done"),
                Due: g.Count(s => s.State == "due"),
                Late: g.Count(s => s.State == "late")
            ))
            .ToList();
        return new(
            AsOf: asOf,
            Kind: terms.Kind,
            People: units.Sum(u => u.People),
            Done: units.Sum(u => u.Done),
            Due: units.Sum(u => u.Due),
            Late: units.Sum(u => u.Late),
            Units: units
        );
    }

    private static async Task<List<Coverage.Person>> ReadPeopleAsync(
        string code,
        DateOnly asOf,
        string? org,
        string? state,
        PartOfBankFinder finder,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        if (state is not null && !States.Contains(state, StringComparer.Ordinal))
            throw new RuleBrokenException(
                "programme.unknown-state",
                new("state 应为 done、due 或 late。", "state is done, due or late."),
                status: 400
            );
        var terms = (await ListProgrammes.FindAsync(code, db, ct)).Terms;
        var people = await Coverage.PeopleAsync(terms, asOf, org, await finder.FindAsync(ct), db, ct);
        return state is null ? people : people.FindAll(p => p.State == state);
    }

    private static DateOnly DayOf(DateOnly? asked, BankBounds bounds, TimeProvider clock)
    {
        if (asked is { } day && bounds.OfPlanned(day) is { } refusal)
            throw refusal.Of("asOf");
        return asked ?? BankCalendar.Today(clock);
    }

    private static Task WriteAsync<T>(
        HttpContext http,
        string name,
        ExportColumn<T>[] columns,
        IEnumerable<T> rows,
        CancellationToken ct
    ) =>
        ExportFile.WriteAsync(
            http,
            name,
            [.. columns.Select(c => c.Heading(http, ExportFile.IsForPeople(http)))],
            rows.Select(r => (IReadOnlyList<object?>)[.. columns.Select(c => c.Value(r))]).ToAsyncEnumerable(),
            ct
        );
}
