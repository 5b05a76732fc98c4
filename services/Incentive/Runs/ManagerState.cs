using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Runs;

/// <summary>
/// The part of a manager's history that a run of the next month needs, so that it reads no month that did not change. A
/// manager who has nothing of it has no row.
/// </summary>
internal sealed class ManagerState
{
    /// <summary>
    /// The number of months, the run's own included, of which it is kept what each left to the next one. Late
    /// knowledge of a month before them recomputes its manager from the bank's first month.
    /// </summary>
    public const int Months = 24;

    private ManagerState() { }

    public long RunNumber { get; private set; }
    public string ManagerNo { get; private set; } = "";

    /// <summary>The part of the statement that was cut off at zero, not above zero.</summary>
    public Money CutOffPayable { get; private set; }

    public Money CutOffDeferred { get; private set; }
    public Money CutOffReserved { get; private set; }

    /// <summary>The <see cref="Left"/> of the last months as JSON; only of months that left anything.</summary>
    public string Carried { get; private set; } = "[]";

    public Amounts CutOff => new(CutOffPayable, CutOffDeferred, CutOffReserved);

    /// <param name="before">The state of the run before; null where everything was recomputed.</param>
    /// <param name="periods">The periods recalculated.</param>
    /// <returns>Null for a manager without anything to keep.</returns>
    public static ManagerState? Of(
        long runNumber,
        string managerNo,
        ManagerState? before,
        IReadOnlyList<PeriodBonus> periods,
        AdjustedBonus bonus
    )
    {
        var (first, last) = (periods[0].Period, periods[^1].Period);
        var left = (before?.ReadCarried() ?? [])
            .Where(l => l.Month < first)
            .Concat(periods.Select(p => new Left(p.Period, p.CarriedOut, p.Draw) { Recovered = p.Recovered }))
            .Where(l => IsKept(l.Month, last) && l.Carried != default)
            .ToList();
        var cut = bonus.CutOff;
        return left.Count == 0 && cut == default
            ? null
            : new()
            {
                RunNumber = runNumber,
                ManagerNo = managerNo,
                CutOffPayable = cut.Payable,
                CutOffDeferred = cut.Deferred,
                CutOffReserved = cut.Reserved,
                Carried = JsonSerializer.Serialize(left, JsonSerializerOptions.Web),
            };
    }

    /// <summary>True for a month of which a run of a period keeps what it left to the next one.</summary>
    public static bool IsKept(Period month, Period of) =>
        (of.FirstDay.Year - month.FirstDay.Year) * 12 + of.FirstDay.Month - month.FirstDay.Month < Months;

    /// <summary>Everything that a month left to the next one.</summary>
    public Carried LeftBy(Period month) => ReadCarried().Find(l => l.Month == month)?.Carried ?? default;

    private List<Left> ReadCarried() => JsonSerializer.Deserialize<List<Left>>(Carried, JsonSerializerOptions.Web)!;

    private sealed record Left(Period Month, Money Deductions, Money Draw)
    {
        /// <summary>Left out where nothing was recovered, so that such states keep the hash they have always had.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public Money Recovered { get; init; }

        [JsonIgnore]
        public Carried Carried => new(Deductions, Draw, Recovered);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ManagerState>
    {
        public void Configure(EntityTypeBuilder<ManagerState> builder)
        {
            builder.ToTable("ManagerStates");
            builder.HasKey(s => new { s.RunNumber, s.ManagerNo });
            builder.Ignore(s => s.CutOff);
            builder.Property(s => s.Carried).HasMaxLength(4000);
        }
    }
}
