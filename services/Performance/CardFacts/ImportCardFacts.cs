using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
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
        AlsoKnownAs = ["事实编号", "流水号", "Fact", "Reference"],
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

    /// <summary>
    /// The number of the close from which a version no longer counts. A file of the bank has no such column; in an
    /// export it marks the versions of before, which change nothing when the export comes back.
    /// </summary>
    private static readonly WholeColumn KnownUntil = new("known_until", new("知悉止", "Known until"), 1, int.MaxValue)
    {
        IsExportedOnly = true,
    };

    private Roster? _roster;

    public override string Name => "card-facts";

    public override Text Title { get; } = new("卡片业务明细", "Card facts");

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [Ref, No, Kind, Card, OccurredOn, Customer, Product, Amount, NewCustomer, Void];

    public override IReadOnlyList<string> ExportedToo { get; } =
    ["version", "版本", "knownFrom", "知悉起", "known from", "name", "姓名"];

    public override IReadOnlyList<ImportColumn> OfExports { get; } = [KnownUntil];

    public override IReadOnlyList<string> Roles { get; } = [AllRoles.Hr, AllRoles.Administrator, AllRoles.Feed];

    /// <summary>Large, because the cost of a commit is the number of index pages it touches, not of its rows.</summary>
    public override int ChunkSize => 100_000;

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        _roster ??= await Roster.LoadAsync(db, null, clock, ct);
        var ledger = await PeriodLedger.LoadAsync(db, ct);
        var facts = new List<(ImportRow Row, FactRow Fact)>(chunk.Rows.Count);
        var book = await CardFactBook.OpenAsync(db, ledger, _roster, chunk.Part, trail.Actor, ct);
        var known = await book.KnownAsync(chunk.Rows.Where(SaysVoid).Select(row => row.Text(Ref)).OfType<string>(), ct);
        foreach (var row in chunk.Rows)
        {
            if (row.Whole(KnownUntil) is not null)
            {
                row.Unchanged();
                continue;
            }

            if ((TakenBack(row, known, chunk) ?? Read(row, chunk)) is { } fact)
                facts.Add((row, fact));
            row.Release();
        }

        await book.RecordAsync(CardFactBook.InBookOrder(facts), Complete, ct);
        await book.FinishAsync(ct);
    }

    /// <summary>
    /// Voids a known fact by its reference, whatever else the row contains, including a fact with a day or amount that
    /// no row could have now.
    /// </summary>
    private FactRow? TakenBack(ImportRow row, IReadOnlyDictionary<string, FactRow> facts, ImportChunk chunk)
    {
        if (!SaysVoid(row) || row.Text(Ref) is not { } factRef)
            return null;
        var no = row.Text(No);
        _roster!.Check(row, no, chunk.Part);
        return row.IsGood && facts.GetValueOrDefault(factRef) is { } known ? known with { Void = true } : null;
    }

    /// <summary>Completes a row: a missing column keeps the known value, an empty cell removes it.</summary>
    private static FactRow Complete(ImportRow row, FactRow said, FactRow known) =>
        said with
        {
            CustomerRef = row.Has(Customer) ? said.CustomerRef : known.CustomerRef,
            Product = row.Has(Product) ? said.Product : known.Product,
            Fen = row.Has(Amount) ? said.Fen : known.Fen,
            NewCustomer = row.Has(NewCustomer) ? said.NewCustomer : known.NewCustomer,
        };

    private static bool SaysVoid(ImportRow row) => row.Has(Void) && row.Flag(Void) == true;

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
                DayNumber.Of(day!.Value),
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
