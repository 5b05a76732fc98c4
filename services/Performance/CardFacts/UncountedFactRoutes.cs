using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.CardFacts;

internal static class UncountedFactRoutes
{
    /// <param name="Name">The manager's name; null once it is forgotten.</param>
    /// <param name="Why"><c>already-counted</c>, <c>after-leaving</c> or <c>not-plausible</c>.</param>
    /// <param name="CountedRef">The fact that counts in its place; null where there is none.</param>
    /// <param name="KnownFrom">Number of the close that found it.</param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        DateOnly OccurredOn,
        string FactRef,
        CardFactKind Kind,
        string CardRef,
        string Why,
        string? CountedRef,
        int KnownFrom
    );

    private static readonly ListOrder<UncountedFact> Order = new ListOrder<UncountedFact>("managerNo")
        .Key("managerNo", f => f.ManagerNo)
        .Key("occurredOn", f => f.OccurredOn)
        .Key("factRef", f => f.FactRef);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), f => f.ManagerNo),
        new("name", new("姓名", "Name"), f => f.Name),
        new("occurredOn", new("发生日期", "Occurred on"), f => f.OccurredOn),
        new("factRef", new("业务流水号", "Fact"), f => f.FactRef),
        new("kind", new("种类", "Kind"), f => f.Kind.Name()),
        new("cardRef", new("卡片", "Card"), f => f.CardRef),
        new("why", new("不计原因", "Why not counted"), f => f.Why),
        new("countedRef", new("已计的流水号", "Counted fact"), f => f.CountedRef),
        new("knownFrom", new("发现于（关账序号）", "Found by (close number)"), f => f.KnownFrom),
    ];

    public static void MapUncountedFacts(this IEndpointRouteBuilder app) =>
        app.MapList("/uncounted-facts", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists facts that are kept and count in no KPI, with the reason.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .WithTags("Card facts")
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);

    /// <summary>Lists facts that are stored but count in no KPI, as found by the last close.</summary>
    /// <param name="period">A month, to list only its facts; null for all.</param>
    /// <param name="manager">A manager's number, to list only their facts; null for all.</param>
    /// <param name="card">A card's reference, to list only its facts; null for all.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    private static async Task<Listing<UncountedFact, Answer>> List(
        [AsParameters] ListQuery list,
        Period? period,
        string? manager,
        string? card,
        string? search,
        PartOfBankFinder part,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var visible = await ManagerRoutes.Visible(part, db, BankCalendar.Today(clock), ct);
        var facts = db.Uncounted.AsNoTracking().Where(f => visible.Any(m => m.ManagerNo == f.ManagerNo));
        if (period is { } month)
        {
            var (first, last) = (DayNumber.Of(month.FirstDay), DayNumber.Of(month.LastDay));
            facts = facts.Where(f => f.OccurredOn >= first && f.OccurredOn <= last);
        }

        if (manager is not null)
            facts = facts.Where(f => f.ManagerNo == manager);
        if (card is not null)
            facts = facts.Where(f => f.CardRef == card);
        if (ManagerSearch.Matching(db, search) is { } matching)
            facts = facts.Where(f => matching.Contains(f.ManagerNo));
        return new(
            facts,
            list,
            Order,
            f => new Answer(
                f.ManagerNo,
                db.Managers.Where(m => m.ManagerNo == f.ManagerNo).Select(m => m.Name).FirstOrDefault(),
                DayNumber.Date(f.OccurredOn),
                f.FactRef,
                f.Kind,
                f.CardRef,
                f.Why.Name(),
                f.CountedRef,
                f.KnownFrom
            ),
            Columns
        );
    }
}
