using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Managers;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Data;
using CardTeam.Platform.Imports;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Performance.CardFacts;

/// <summary>Takes card facts in: new ones, corrections, and facts taken back.</summary>
internal sealed class ImportCardFacts(PerformanceDbContext db, TimeProvider clock) : ImportKind
{
    private const int Ref = 0,
        No = 1,
        Kind = 2,
        Card = 3,
        OccurredOn = 4,
        Customer = 5,
        Product = 6,
        Amount = 7,
        NewCustomer = 8,
        Void = 9;
    private Roster? _roster;

    public override string Name => "card-facts";

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [
        new("fact_ref", true),
        new("manager_no", true),
        new("kind", true),
        new("card_ref", true),
        new("occurred_on", true),
        new("customer_ref"),
        new("product"),
        new("amount"),
        new("new_customer"),
        new("void"),
    ];

    public override IReadOnlyList<string> Roles { get; } = [AllRoles.Hr, AllRoles.Administrator, AllRoles.Feed];

    /// <summary>Large, because what a commit costs is the pages of the index it touches, not its rows.</summary>
    public override int ChunkSize => 100_000;

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        _roster ??= await Roster.LoadAsync(db, null, clock, ct);
        var ledger = await PeriodLedger.LoadAsync(db, ct);
        var facts = new List<(ImportRow Row, FactRow Fact)>(chunk.Rows.Count);
        foreach (var row in chunk.Rows)
        {
            if (Read(row, chunk) is { } fact)
                facts.Add((row, fact));
            row.Release();
        }

        using var book = await CardFactBook.OpenAsync(db, ledger, ct);
        await book.RecordAsync(CardFactBook.InBookOrder(facts), ct);
        await book.FinishAsync(ct);
    }

    private FactRow? Read(ImportRow row, ImportChunk chunk)
    {
        var (factRef, no, kind, card, day) = (
            row.Text(Ref, 100),
            row.Text(No, 32),
            row.Text(Kind, 40),
            row.Text(Card, 60),
            row.Date(OccurredOn)
        );
        var (customer, product, amount, isNew, isVoid) = (
            row.Text(Customer, 60),
            row.Text(Product, 40),
            row.Money(Amount),
            row.Flag(NewCustomer),
            row.Flag(Void)
        );
        if (!CardFactKinds.TryParse(kind, out var known) && kind is not null)
            row.Reject(
                "kind",
                "card-fact.unknown-kind",
                new(
                    $"未知的事实种类。可用:{string.Join("、", CardFactKinds.All)}",
                    $"Unknown kind. One of {string.Join(", ", CardFactKinds.All)} is wanted."
                )
            );
        if (amount is { Fen: < 0 })
            row.Reject(
                "amount",
                "card-fact.negative-amount",
                new("金额不能为负;请更正原来的事实。", "An amount is not negative; correct the fact it takes from.")
            );
        RefuseNumbers(row, "card_ref", card);
        RefuseNumbers(row, "customer_ref", customer);
        RefuseNumbers(row, "fact_ref", factRef);
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

    /// <summary>References are opaque here: what looks like a card number has no business in this suite.</summary>
    private static void RefuseNumbers(ImportRow row, string column, string? reference)
    {
        if (reference is null || reference.Length is < 13 or > 19)
            return;
        var sum = 0;
        for (var i = 0; i < reference.Length; i++)
        {
            if (!char.IsAsciiDigit(reference[i]))
                return;
            var digit = reference[reference.Length - 1 - i] - '0';
            if (i % 2 == 1)
                digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }

        if (sum % 10 == 0)
            row.Reject(
                column,
                "import.looks-like-a-card-number",
                new("看起来是真实卡号;请改用不透明的引用号。", "Looks like a card number; use an opaque reference.")
            );
    }
}
