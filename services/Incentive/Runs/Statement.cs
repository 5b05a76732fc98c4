using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Platform.Lists;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Runs;

/// <summary>
/// One manager's lines of one period as calculated by a run: of the run's own period, which is what the manager is paid
/// by, and of earlier periods where the result differs from the approved one. Never changed: a later run writes its own
/// statements.
/// </summary>
internal sealed class Statement
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private Statement() { }

    public long RunNumber { get; private set; }
    public string ManagerNo { get; private set; } = "";
    public Period Period { get; private set; }

    /// <summary>True for the run's own period, whose amount is paid.</summary>
    public bool IsStatement { get; private set; }

    /// <summary>Unit on the period's last day.</summary>
    public string Org { get; private set; } = "";

    /// <summary>The amount paid, adjustment included; for an earlier period P(p).</summary>
    public Money Payable { get; private set; }

    public Money Deferred { get; private set; }

    /// <summary>The part kept as a reserve.</summary>
    public Money Reserved { get; private set; }

    /// <summary>P(p), D(p) and R(p) without adjustment, with which a later recalculation is compared.</summary>
    public Money OwnPayable { get; private set; }

    public Money OwnDeferred { get; private set; }

    public Money OwnReserved { get; private set; }

    /// <summary>
    /// The sum of the corrections in <see cref="Payable"/>: of manual adjustments, and of what is held and released.
    /// </summary>
    public Money Corrected { get; private set; }

    /// <summary>The amount that this month provisionally withholds.</summary>
    public Money Held { get; private set; }

    /// <summary>The amount left to the next period, not above zero.</summary>
    public Money Carried { get; private set; }

    /// <summary>The <see cref="Line"/>s as JSON.</summary>
    public string Lines { get; private set; } = "";

    /// <summary>The statement of the run's own period, then those of the earlier periods with another result.</summary>
    public static IReadOnlyList<Statement> Of(Run run, ManagerBooks manager, AdjustedBonus bonus) =>
        [
            Of(
                run,
                manager,
                bonus.Own,
                isStatement: true,
                amounts: bonus.Amounts,
                corrected: bonus.Corrected,
                held: bonus.Held,
                lines: bonus.Lines
            ),
            .. bonus.Changed.Select(e =>
                Of(
                    run,
                    manager,
                    e,
                    isStatement: false,
                    amounts: e.Amounts,
                    corrected: Money.Zero,
                    held: Money.Zero,
                    lines: e.Lines
                )
            ),
        ];

    private static Statement Of(
        Run run,
        ManagerBooks manager,
        PeriodBonus bonus,
        bool isStatement,
        Amounts amounts,
        Money corrected,
        Money held,
        IReadOnlyList<Line> lines
    ) =>
        new()
        {
            RunNumber = run.Number,
            ManagerNo = manager.ManagerNo,
            Period = bonus.Period,
            IsStatement = isStatement,
            Org = manager.Profile.On(bonus.Period.LastDay)?.Org ?? "",
            Payable = amounts.Payable,
            Deferred = amounts.Deferred,
            Reserved = amounts.Reserved,
            OwnPayable = bonus.Payable,
            OwnDeferred = bonus.Deferred,
            OwnReserved = bonus.Amounts.Reserved,
            Corrected = corrected,
            Held = held,
            Carried = bonus.CarriedOut,
            Lines = Write(lines),
        };

    public Amounts Amounts() => new(Payable, Deferred, Reserved);

    public static string Write(IReadOnlyList<Line> lines) => JsonSerializer.Serialize(lines, Json);

    public IReadOnlyList<Line> ReadLines() => ReadLines(Lines);

    public static IReadOnlyList<Line> ReadLines(string lines) => JsonSerializer.Deserialize<List<Line>>(lines, Json)!;

    /// <summary>
    /// The number of lines on some statements, up to <see cref="Paging.MostCounted"/> + 1. It costs as much as the statements of
    /// one run, however long the bank's history is.
    /// </summary>
    public static async Task<int> CountLinesAsync(IQueryable<Statement> statements, CancellationToken ct)
    {
        var count = 0;
        await foreach (var lines in statements.Select(s => s.Lines).AsAsyncEnumerable().WithCancellation(ct))
        {
            using var read = JsonDocument.Parse(lines);
            count += read.RootElement.GetArrayLength();
            if (count > Paging.MostCounted)
                return Paging.MostCounted + 1;
        }

        return count;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Statement>
    {
        public void Configure(EntityTypeBuilder<Statement> builder)
        {
            builder.ToTable("Sheets");
            builder.HasKey(s => new
            {
                s.RunNumber,
                s.ManagerNo,
                s.Period,
            });
            builder.HasIndex(s => new
            {
                s.ManagerNo,
                s.Period,
                s.RunNumber,
            });
            builder.HasIndex(s => new { s.Period, s.ManagerNo }); // a month's statements
            builder.Property(s => s.Lines).HasMaxLength(int.MaxValue);
        }
    }
}
