using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.WorkingDay;

/// <summary>The log of a manager about a day or week, and the comment of somebody above them.</summary>
internal sealed class WorkLog
{
    private WorkLog() { }

    public WorkLog(string managerNo, string kind, DateOnly on) => (ManagerNo, Kind, On) = (managerNo, kind, on);

    public string ManagerNo { get; private set; } = "";

    /// <summary><c>day</c> or <c>week</c>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>The day, or the Monday of the week.</summary>
    public DateOnly On { get; private set; }

    /// <summary>The day's type; null without one.</summary>
    public string? DayType { get; private set; }

    /// <summary>The places of the checklist's items that are done, such as <c>0,2</c>.</summary>
    public string Checked { get; private set; } = "";

    public string? Text { get; private set; }
    public DateTimeOffset? WrittenAt { get; private set; }
    public string? Comment { get; private set; }
    public string? CommentedBy { get; private set; }
    public DateTimeOffset? CommentedAt { get; private set; }

    /// <summary>Grows with each change.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<int> CheckedItems =>
        [
            .. Checked
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(n => int.Parse(n, CultureInfo.InvariantCulture)),
        ];

    /// <summary>Writes it; true when something changed.</summary>
    public bool Write(string? dayType, IEnumerable<int> done, string? text, DateTimeOffset now)
    {
        var items = string.Join(',', done.Distinct().Order().Select(n => n.ToString(CultureInfo.InvariantCulture)));
        if ((DayType, Checked, Text) == (dayType, items, text))
            return false;
        (DayType, Checked, Text) = (dayType, items, text);
        (WrittenAt, Version) = (now, Version + 1);
        return true;
    }

    /// <summary>Comments on it, in place of an earlier comment.</summary>
    public void Say(string comment, string by, DateTimeOffset now)
    {
        (Comment, CommentedBy, CommentedAt) = (comment, by, now);
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<WorkLog>
    {
        public void Configure(EntityTypeBuilder<WorkLog> builder)
        {
            builder.ToTable("WorkLogs");
            builder.HasKey(l => new
            {
                l.ManagerNo,
                l.Kind,
                l.On,
            });
            builder.Property(l => l.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(l => l.Kind).HasMaxLength(WorkBounds.Word);
            builder.Property(l => l.DayType).HasMaxLength(WorkBounds.DayTypeCode);
            builder.Property(l => l.Checked).HasMaxLength(100);
            builder.Property(l => l.Text).HasMaxLength(Lengths.Comment);
            builder.Property(l => l.Comment).HasMaxLength(Lengths.Comment);
            builder.Property(l => l.Version).IsConcurrencyToken();
            builder.Ignore(l => l.CheckedItems);
        }
    }
}
