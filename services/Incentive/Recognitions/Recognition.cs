using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Recognitions;

/// <summary>Something that managers are recognised for at each close. It is never paid.</summary>
internal sealed class Recognition
{
    /// <summary>The most recognitions of a bank: each close goes through all of them.</summary>
    public const int Most = 200;

    private Recognition() { }

    public Recognition(string code) => Code = code;

    public string Code { get; private set; } = "";
    public string TitleZh { get; private set; } = "";
    public string TitleEn { get; private set; } = "";

    /// <summary>The <see cref="RecognitionRule"/> as JSON.</summary>
    public string Rule { get; private set; } = "";

    /// <summary>The first month it is given for.</summary>
    public Period From { get; private set; }

    /// <summary>The last month it is given for; null while there is none.</summary>
    public Period? To { get; private set; }

    public string ChangedBy { get; private set; } = "";
    public DateTimeOffset ChangedAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>Changes it for the closes to come; what was awarded stays.</summary>
    public void Set(
        (string Zh, string En) title,
        RecognitionRule rule,
        (Period From, Period? To) months,
        string by,
        DateTimeOffset now
    )
    {
        (TitleZh, TitleEn) = title;
        Rule = rule.Write();
        (From, To) = months;
        (ChangedBy, ChangedAt) = (by, now);
        Version++;
    }

    public bool IsGivenFor(Period period) => From <= period && (To is not { } last || period <= last);

    internal sealed class Mapping : IEntityTypeConfiguration<Recognition>
    {
        public void Configure(EntityTypeBuilder<Recognition> builder)
        {
            builder.HasKey(r => r.Code);
            builder.Property(r => r.Rule).HasMaxLength(2000);
            builder.Property(r => r.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>A recognition given to a manager for a month. It is never changed or taken back.</summary>
internal sealed class Award
{
    private Award() { }

    public Award(Recognition recognition, Period period, Reached reached, int closeNumber, DateTimeOffset at)
    {
        (Code, TitleZh, TitleEn) = (recognition.Code, recognition.TitleZh, recognition.TitleEn);
        (Period, CloseNumber, AwardedAt) = (period, closeNumber, at);
        (ManagerNo, Org, Value, Rank) = (reached.ManagerNo, reached.Org, reached.Value, reached.Rank);
    }

    public string Code { get; private set; } = "";
    public Period Period { get; private set; }
    public string ManagerNo { get; private set; } = "";

    /// <summary>The unit on the month's last day.</summary>
    public string Org { get; private set; } = "";

    /// <summary>The titles as they were at the close.</summary>
    public string TitleZh { get; private set; } = "";

    public string TitleEn { get; private set; } = "";

    /// <summary>The value it was given for, to six decimals; null for a course.</summary>
    public decimal? Value { get; private set; }

    /// <summary>The rank, shared by equal values; null for what is not given by rank.</summary>
    public int? Rank { get; private set; }

    public int CloseNumber { get; private set; }
    public DateTimeOffset AwardedAt { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Award>
    {
        public void Configure(EntityTypeBuilder<Award> builder)
        {
            builder.ToTable("Awards");
            builder.HasKey(a => new
            {
                a.ManagerNo,
                a.Period,
                a.Code,
            });
            builder.HasIndex(a => new { a.Period, a.ManagerNo });
        }
    }
}

/// <summary>A manager who reached what a recognition is given for.</summary>
internal sealed record Reached(string ManagerNo, string Org, decimal? Value, int? Rank);

/// <summary>A close whose awards were given.</summary>
internal sealed class RecognizedClose
{
    private RecognizedClose() { }

    public RecognizedClose(int closeNumber) => CloseNumber = closeNumber;

    public int CloseNumber { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RecognizedClose>
    {
        public void Configure(EntityTypeBuilder<RecognizedClose> builder)
        {
            builder.ToTable("RecognizedCloses");
            builder.HasKey(c => c.CloseNumber);
            builder.Property(c => c.CloseNumber).ValueGeneratedNever();
        }
    }
}
