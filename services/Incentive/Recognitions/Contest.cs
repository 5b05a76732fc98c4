using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Recognitions;

/// <summary>
/// A contest of some months: the managers of its units by one KPI. The prize is a text; nothing is paid for it.
/// </summary>
internal sealed class Contest
{
    /// <summary>The longest contest, in months.</summary>
    public const int MostMonths = 12;

    private Contest() { }

    public Contest(string code) => Code = code;

    public string Code { get; private set; } = "";
    public string TitleZh { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    public string PrizeZh { get; private set; } = "";
    public string PrizeEn { get; private set; } = "";
    public Period From { get; private set; }
    public Period To { get; private set; }

    /// <summary>Codes of the units, each with those below it, space-separated; empty for the whole bank.</summary>
    public string Units { get; private set; } = "";

    /// <summary>The KPI, or <c>scorecard</c>.</summary>
    public string Kpi { get; private set; } = "";

    public bool LowestFirst { get; private set; }
    public string ChangedBy { get; private set; } = "";
    public DateTimeOffset ChangedAt { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<string> Orgs() => Units.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<Period> Months()
    {
        var months = new List<Period>();
        for (var month = From; month <= To; month = month.Next())
            months.Add(month);
        return months;
    }

    public void Set(
        (string Zh, string En) title,
        (string Zh, string En) prize,
        (Period From, Period To) months,
        IEnumerable<string> orgs,
        (string Kpi, bool LowestFirst) by,
        (string Who, DateTimeOffset At) change
    )
    {
        (TitleZh, TitleEn) = title;
        (PrizeZh, PrizeEn) = prize;
        (From, To) = months;
        Units = string.Join(' ', orgs);
        (Kpi, LowestFirst) = by;
        (ChangedBy, ChangedAt) = change;
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Contest>
    {
        public void Configure(EntityTypeBuilder<Contest> builder)
        {
            builder.HasKey(c => c.Code);
            builder.Property(c => c.Units).HasMaxLength(4000);
            builder.Property(c => c.Version).IsConcurrencyToken();
        }
    }
}
