using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.CardFacts;

internal static class CardFactRoutes
{
    /// <param name="Name">The manager's current name.</param>
    /// <param name="KnownUntil">
    /// Number of the first close that no longer takes it into account; null for the current version.
    /// </param>
    public sealed record Answer(
        string FactRef,
        int Version,
        string ManagerNo,
        string? Name,
        CardFactKind Kind,
        string CardRef,
        DateOnly OccurredOn,
        string? Product,
        Money? Amount,
        bool NewCustomer,
        bool Void,
        int KnownFrom,
        int? KnownUntil
    );

    private static readonly ListOrder<CardFact> Order = new ListOrder<CardFact>("factRef")
        .Key("factRef", f => f.FactRef)
        .Key("version", f => f.Version)
        .By("occurredOn", f => f.OccurredOn);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("factRef", new("业务流水号", "Reference"), f => f.FactRef),
        new("version", new("版本", "Version"), f => f.Version),
        new("managerNo", new("客户经理编号", "Manager number"), f => f.ManagerNo),
        new("name", new("姓名", "Name"), f => f.Name),
        new("kind", new("种类", "Kind"), f => f.Kind.Name()),
        new("cardRef", new("卡片", "Card"), f => f.CardRef),
        new("occurredOn", new("发生日期", "Occurred on"), f => f.OccurredOn),
        new("product", new("产品", "Product"), f => f.Product),
        // A fact and its corrections are listed one below another: their sum would count a card twice.
        new("amount", new("金额", "Amount"), f => f.Amount) { IsSummed = false },
        new("newCustomer", new("新客户", "New customer"), f => f.NewCustomer),
        new("void", new("已撤回", "Void"), f => f.Void),
        new("knownFrom", new("知悉起（关账序号）", "Known from (close number)"), f => f.KnownFrom),
        new("knownUntil", new("知悉止（关账序号）", "Known until (close number)"), f => f.KnownUntil),
    ];

    public static void MapCardFacts(this IEndpointRouteBuilder app) =>
        app.MapList("/card-facts", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists card facts as now known.",
                "400 card-fact.unknown-kind",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .WithTags("Card facts")
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);

    /// <summary>Lists a manager's facts of a month, with every version.</summary>
    private static async Task<Listing<CardFact, Answer>> List(
        [AsParameters] ListQuery list,
        string manager,
        Period period,
        string? kind,
        PartOfBankFinder part,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var visible = await ManagerRoutes.Visible(part, db, BankCalendar.Today(clock), ct);
        if (!await visible.AnyAsync(m => m.ManagerNo == manager, ct))
            throw RuleBrokenException.NotFound("manager");
        var (first, last) = (DayNumber.Of(period.FirstDay), DayNumber.Of(period.LastDay));
        var facts = db
            .CardFacts.AsNoTracking()
            .Where(f => f.ManagerNo == manager && f.OccurredOn >= first && f.OccurredOn <= last);
        if (kind is not null)
        {
            var wanted = CardFactWords.Read(kind);
            facts = facts.Where(f => f.Kind == wanted);
        }

        return new(
            facts,
            list,
            Order,
            f => new Answer(
                f.FactRef,
                f.Version,
                f.ManagerNo,
                db.Managers.Where(m => m.ManagerNo == f.ManagerNo).Select(m => m.Name).FirstOrDefault(),
                f.Kind,
                f.CardRef,
                DayNumber.Date(f.OccurredOn),
                f.Product,
                f.Amount,
                f.NewCustomer,
                f.Void,
                f.KnownFrom,
                f.KnownUntil
            ),
            Columns
        );
    }
}
