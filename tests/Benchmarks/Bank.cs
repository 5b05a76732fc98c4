using System.Globalization;
using System.Text;

namespace CardTeam.Benchmarks;

/// <summary>
/// A generated bank of any size, always the same: a number of managers, and a number of facts spread over the months up to
/// a last one.
/// </summary>
/// <param name="last">The last month with facts; null for April 2026.</param>
/// <param name="units">The branches among which the managers are spread.</param>
internal sealed class Bank(int managers, int facts, int months = 1, DateOnly? last = null, int units = 1)
{
    private static readonly string[] Kinds =
    [
        "active-month",
        "active-month",
        "active-month",
        "activated",
        "first-used",
        "instalment",
        "overdue",
        "approved",
    ];
    private const string Month = "2026-04";
    private const string Header =
        "fact_ref,manager_no,kind,card_ref,occurred_on,customer_ref,product,amount,new_customer";

    private static readonly string[] Products = ["standard", "gold", "platinum"];

    public int Facts => facts;

    /// <summary>The months with facts, first to last.</summary>
    public IReadOnlyList<string> Months { get; } =
    [
        .. Enumerable
            .Range(1 - months, months)
            .Select(steps =>
                (last ?? new(2026, 4, 1)).AddMonths(steps).ToString("yyyy-MM", CultureInfo.InvariantCulture)
            ),
    ];

    public static string Plan => PlanFrom("2026-04");

    public static string PlanFrom(string month) =>
        $$"""
            { "code": "BENCH", "effectiveFrom": "{{month}}", "title": { "zh": "基准", "en": "Benchmark" },
              "rules": [
                { "id": "activation", "type": "per-unit", "fact": "activated", "tiering": "cumulative",
                  "tiers": [ { "from": 0, "rate": "50.00" }, { "from": 10, "rate": "80.00" }, { "from": 30, "rate": "120.00" } ] },
                { "id": "spend", "type": "per-amount", "fact": "active-month", "rate": "0.0015" },
                { "id": "instalment", "type": "per-amount", "fact": "instalment", "rate": "0.002" },
                { "id": "attainment", "type": "factor", "of": ["activation", "spend", "instalment"], "by": "scorecard",
                  "bands": [ { "from": "0", "factor": "0.6" }, { "from": "0.8", "factor": "0.8" }, { "from": "1", "factor": "1" }, { "from": "1.2", "factor": "1.2" } ] },
                { "id": "cap", "type": "cap", "amount": "20000.00" },
                { "id": "deferral", "type": "deferral", "share": "0.40", "years": 3, "levels": ["senior"], "above": "3000.00" } ] }
            """;

    public static Stream Units() => Text("code,name,parent,kind\nHO,Head office,,head-office\nB1,Branch,HO,branch\n");

    /// <summary>The branches among which the managers are spread.</summary>
    public Stream BranchUnits() =>
        Text(
            "code,name,parent,kind\nHO,Head office,,head-office\n"
                + string.Concat(Enumerable.Range(1, units).Select(unit => $"B{unit},Branch {unit},HO,branch\n"))
        );

    public Stream Managers() =>
        Lines(
            "manager_no,name,org,hired_on,level",
            managers,
            i => $"{No(i)},经理{i},B{i % units + 1},2020-01-01,{(i % 10 == 0 ? "senior" : "junior")}"
        );

    /// <param name="month">A month of a longer history; null for the months with facts.</param>
    public Stream Targets(string? month = null) =>
        Lines(
            "manager_no,period,kpi,target",
            managers * 2 * months,
            i =>
                $"{No(i / 2 % managers)},{month ?? Months[i / 2 / managers]},{(i % 2 == 0 ? "activated" : "active-amount")},{(i % 2 == 0 ? 20 : 50_000)}"
        );

    /// <summary>The card facts in the order of a nightly feed: by reference, with managers mixed.</summary>
    public Stream CardFacts() => Lines(Header, facts, Fact);

    /// <summary>
    /// The card facts of a month of a longer history: one of a hundred is of the month before, and one of a hundred
    /// cancels a card of it.
    /// </summary>
    public Stream CardFacts(DateOnly month, bool isFirst) =>
        Lines(
            Header,
            facts,
            i =>
            {
                var (of, before) = ($"{month:yyyy-MM}", $"{month.AddMonths(-1):yyyy-MM}");
                var cells = Fact(i).Replace(Month, of, StringComparison.Ordinal).Split(',');
                cells[3] = $"C-{of}-{i:0000000}";
                if (string.CompareOrdinal(cells[4], $"{of}-28") > 0)
                    cells[4] = $"{of}-28"; // every month has it
                if (isFirst || i % 100 > 1)
                    return string.Join(',', cells);
                if (i % 100 == 0)
                    cells[4] = $"{before}-{i / 100 % 28 + 1:00}";
                else
                    (cells[2], cells[3], cells[7]) = ("cancelled", $"C-{before}-{i + 1:0000000}", "");
                return string.Join(',', cells);
            }
        );

    /// <summary>A card fact of a month that was not reported before.</summary>
    public static Stream LateFact(DateOnly month) =>
        Text($"{Header}\nF-late,{No(7)},activated,C-late,{month:yyyy-MM}-15,U-late,gold,,\n");

    public IEnumerable<string[]> FactCells() => Enumerable.Range(0, facts).Select(i => Fact(i).Split(','));

    private string Fact(int i)
    {
        var h = (uint)i * 2654435761u;
        var kind = Kinds[h / 7 % (uint)Kinds.Length];
        var amount = kind is "active-month" or "instalment"
            ? string.Create(CultureInfo.InvariantCulture, $"{h % 5000}.{h / 5000 % 100:00}")
            : "";
        var month = Months[i % months];
        // Every month has 28 days; April alone keeps the 30 it has always had here.
        var day = h / 3 % (months == 1 ? 30u : 28u) + 1;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"F-{month}-{i:0000000},{No((int)(h / 16 % (uint)managers))},{kind},C-{i:0000000},{month}-{day:00},U-{i:0000000},{Products[h % 3]},{amount},"
        );
    }

    private static string No(int i) => string.Create(CultureInfo.InvariantCulture, $"M{i:00000}");

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    private static FileStream Lines(string header, int count, Func<int, string> line)
    {
        var file = new FileStream(
            Path.GetTempFileName(),
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None,
            1 << 16,
            FileOptions.DeleteOnClose
        );
        var writer = new StreamWriter(file, leaveOpen: true);
        writer.Write(header + "\n");
        for (var i = 0; i < count; i++)
            writer.Write(line(i) + "\n");
        writer.Flush();
        file.Position = 0;
        return file;
    }
}
