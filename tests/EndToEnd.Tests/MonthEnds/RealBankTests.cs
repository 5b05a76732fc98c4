using System.Text.Json;
using CardTeam.EndToEnd.Tests.Reference;

namespace CardTeam.EndToEnd.Tests.MonthEnds;

/// <summary>A real bank's cards, imported through the gateway, closed, run and approved month by month.</summary>
public sealed class RealBankTests
{
    /// <summary>The month ends of the files as they are, with the hash of each.</summary>
    private static readonly Lazy<Task<IReadOnlyList<string>>> InOrder = new(EndMonthsInOrderAsync);

    [Fact]
    public Task Every_manager_is_paid_to_the_fen() => InOrder.Value;

    [Fact]
    [Trait("Run", "long")]
    public async Task A_shuffled_split_repeated_import_gives_the_same_hashes()
    {
        await using var bank = await InProcessBank.OpenAsync();
        var random = new Random(20050731);
        foreach (var (service, kind, file) in Files())
        foreach (var piece in kind == "org-units" ? [Taken(file)] : Pieces(Taken(file), random))
            await bank.People.ImportAsync(service, kind, piece);
        await PrepareAsync(bank.People);
        var again = new List<string>();
        foreach (var month in RealData.Months)
            again.Add(await bank.People.MonthEndAsync(month));
        Assert.Equal(await InOrder.Value, again);
    }

    private static async Task<IReadOnlyList<string>> EndMonthsInOrderAsync()
    {
        var reference = new ReferenceBank();
        foreach (var (_, kind, file) in Files())
            reference.Learn(kind, RealData.Text(file));
        foreach (var level in RealData.Levels)
            reference.PutScoreSheet(level, ScoreSheet());
        reference.PutPlan(RealData.Text("taiwan-2005/plan.json"));

        var hashes = new List<string>();
        await using var bank = await InProcessBank.OpenAsync();
        foreach (var (service, kind, file) in Files())
            await bank.People.ImportAsync(
                service,
                kind,
                RealData.Text(file),
                // Three complaints were published with a decision the day before they were received: they are
                // rejected.
                refused: kind == "complaints" ? 3 : 0
            );
        await PrepareAsync(bank.People);
        foreach (var month in RealData.Months)
        {
            hashes.Add(await bank.People.MonthEndAsync(month));
            var expected = reference
                .Close(month)
                .Statements.Where(s => s.Value.InPost)
                .ToDictionary(s => s.Key, s => (s.Value.Payable, s.Value.Deferred, s.Value.CarriedOut));
            Assert.Equal(expected, await bank.People.StatementsAsync(month));
        }

        return hashes;
    }

    private static IEnumerable<(string Service, string Kind, string File)> Files() =>
        [
            ("performance", "org-units", "taiwan-2005/org-units.csv"),
            ("performance", "managers", "taiwan-2005/managers.csv"),
            ("performance", "targets", "taiwan-2005/targets.csv"),
            .. RealData.Months.Select(m => ("performance", "card-facts", $"taiwan-2005/card-facts-{m}.csv")),
            ("training", "certificates", "taiwan-2005/certificates.csv"),
            ("feedback", "complaints", "complaints/complaints.csv"),
        ];

    /// <summary>The file without the rejected complaints.</summary>
    private static string Taken(string file)
    {
        var text = RealData.Text(file);
        if (!file.StartsWith("complaints", StringComparison.Ordinal))
            return text;
        var refused = ReferenceCsv
            .Rows(text)
            .Where(r => r.DayOrNull("resolved_on") < r.DayOrNull("received_on"))
            .Select(r => r["complaint_ref"] + ",")
            .ToList();
        return string.Join(
            '\n',
            text.Split('\n').Where(line => !refused.Exists(r => line.StartsWith(r, StringComparison.Ordinal)))
        );
    }

    private static async Task PrepareAsync(BankAtWork people)
    {
        foreach (var level in RealData.Levels)
            await people.PutScoreSheetAsync(level, ScoreSheet());
        await people.PutPlanAsync("TW-2005", RealData.Text("taiwan-2005/plan.json"));
    }

    private static string ScoreSheet()
    {
        using var sheets = JsonDocument.Parse(RealData.Text("taiwan-2005/score-sheets.json"));
        return JsonSerializer.Serialize(
            new
            {
                effectiveFrom = sheets.RootElement.GetProperty("effectiveFrom"),
                kpis = sheets.RootElement.GetProperty("kpis"),
            }
        );
    }

    /// <summary>Rows in another order, in one to four files, one of them sent twice.</summary>
    private static List<string> Pieces(string csv, Random random)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var rows = lines[1..];
        random.Shuffle(rows);
        var size = rows.Length / random.Next(1, 5) + 1;
        var pieces = rows.Chunk(size).Select(piece => lines[0] + "\n" + string.Join('\n', piece) + "\n").ToList();
        pieces.Add(pieces[random.Next(pieces.Count)]);
        return pieces;
    }
}
