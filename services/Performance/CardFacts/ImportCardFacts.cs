using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Managers;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Data;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.ServiceDefaults;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Performance.CardFacts;

/// <summary>Imports card facts: new ones, corrections, and voided facts.</summary>
internal sealed class ImportCardFacts(PerformanceDbContext db, AuditTrail trail, TimeProvider clock) : ImportKind
{
    private static readonly CodeColumn Ref = new("fact_ref", new("业务流水号", "Fact reference"), Lengths.FactRef, true)
    {
        AlsoKnownAs = ["事实编号", "流水号", "Fact"],
    };
    private static readonly ManagerNoColumn No = ManagerNoColumn.Whose;
    private static readonly ChoiceColumn Kind = new("kind", new("业务种类", "Kind"), CardFactWords.All, true)
    {
        AlsoKnownAs = ["种类"],
        WrongCode = "card-fact.unknown-kind",
    };
    private static readonly CodeColumn Card = new(
        "card_ref",
        new("卡片引用号", "Card reference"),
        Lengths.CardRef,
        true
    )
    {
        AlsoKnownAs = ["卡片", "Card"],
    };
    private static readonly DateColumn OccurredOn = new("occurred_on", new("发生日期", "Occurred on"), Required: true)
    {
        AlsoKnownAs = ["业务日期", "日期", "Date"],
    };
    private static readonly CodeColumn Customer = new(
        "customer_ref",
        new("客户引用号", "Customer reference"),
        Lengths.CustomerRef
    )
    {
        AlsoKnownAs = ["客户", "Customer"],
    };
    private static readonly CodeColumn Product = new("product", new("产品", "Product"), Lengths.ProductCode)
    {
        AlsoKnownAs = ["产品代码", "Product code"],
    };
    private static readonly AmountColumn Amount = new("amount", new("金额", "Amount"));
    private static readonly FlagColumn NewCustomer = new("new_customer", new("新客户", "New customer"))
    {
        AlsoKnownAs = ["是否新客户"],
    };
    private static readonly FlagColumn Void = new("void", new("撤回", "Void")) { AlsoKnownAs = ["已撤回", "是否撤回"] };

    private Roster? _roster;

    public override string Name => "card-facts";

    public override Text Title { get; } = new("卡片业务明细", "Card facts");

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [Ref, No, Kind, Card, OccurredOn, Customer, Product, Amount, NewCustomer, Void];

    public override IReadOnlyList<string> ExportedToo { get; } =
    ["version", "版本", "knownFrom", "知悉起", "known from", "knownUntil", "知悉止", "known until", "name", "姓名"];

    public override IReadOnlyList<string> Roles { get; } = [AllRoles.Hr, AllRoles.Administrator, AllRoles.Feed];

    /// <summary>Large, because the cost of a commit is the number of index pages it touches, not of its rows.</summary>
    public override int ChunkSize => 100_000;

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        _roster ??= await Roster.LoadAsync(db, null, clock, ct);
        var ledger = await PeriodLedger.LoadAsync(db, ct);
        var facts = new List<(ImportRow Row, FactRow Fact)>(chunk.Rows.Count);
        using var book = await CardFactBook.OpenAsync(db, ledger, _roster, chunk.Part, trail.Actor, ct);
        foreach (var row in chunk.Rows)
        {
            if ((TakenBack(row, book, chunk) ?? Read(row, chunk)) is { } fact)
                facts.Add((row, fact));
            row.Release();
        }

        await book.RecordAsync(CardFactBook.InBookOrder(facts), ct);
        await book.FinishAsync(ct);
    }

    /// <summary>
    /// Voids a known fact by its reference, whatever else the row contains, including a fact with a day or amount that
    /// no row could have now.
    /// </summary>
    private FactRow? TakenBack(ImportRow row, CardFactBook book, ImportChunk chunk)
    {
        if (!row.Has(Void) || row.Flag(Void) != true || row.Text(Ref) is not { } factRef)
            return null;
        var no = row.Text(No);
        _roster!.Check(row, no, chunk.Part);
        return row.IsGood && book.Known(factRef) is { } known ? known with { Void = true } : null;
    }

    private FactRow? Read(ImportRow row, ImportChunk chunk)
    {
        var (factRef, no, kind, card, day) = (
            row.Text(Ref),
            row.Text(No),
            row.Choice(Kind),
            row.Text(Card),
            row.Date(OccurredOn)
        );
        var (customer, product, amount, isNew, isVoid) = (
            row.Text(Customer),
            row.Text(Product),
            row.Money(Amount),
            row.Flag(NewCustomer),
            row.Flag(Void)
        );
        // A word that is no kind has already rejected the row when it was read.
        _ = CardFactKinds.TryParse(kind, out var known);
        if (amount is { Fen: < 0 })
            row.Reject(
                "amount",
                "card-fact.negative-amount",
                new("金额不能为负；请更正原来的事实。", "An amount is not negative; correct the fact it takes from.")
            );
        _roster!.Check(row, no, chunk.Part);
        return row.IsGood
            ? new FactRow(
                no!,
                BookDay.Of(day!.Value),
                factRef!,
                known,
                card!,
                customer,
                product,
                amount?.Fen,
                isNew ?? false,
                isVoid ?? false
            )
            : null;
    }
}
