using CardTeam.ServiceDefaults.Bounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Attendance;

/// <summary>The six digits shown in the room of a session, by which those who are there check in.</summary>
internal sealed class RoomCode
{
    /// <summary>The time for which a code is valid.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(15);

    private RoomCode() { }

    public RoomCode(string session) => SessionCode = session;

    public string SessionCode { get; private set; } = "";

    /// <summary>Six digits.</summary>
    public string Code { get; private set; } = "";

    public DateTimeOffset ValidUntil { get; private set; }
    public string ShownBy { get; private set; } = "";

    public void Show(string code, string by, DateTimeOffset now) =>
        (Code, ValidUntil, ShownBy) = (code, now + ValidFor, by);

    internal sealed class Mapping : IEntityTypeConfiguration<RoomCode>
    {
        public void Configure(EntityTypeBuilder<RoomCode> builder)
        {
            builder.ToTable("RoomCodes");
            builder.HasKey(c => c.SessionCode);
            builder.HasIndex(c => c.Code);
            builder.Property(c => c.SessionCode).HasMaxLength(Lengths.SessionCode);
            builder.Property(c => c.Code).HasMaxLength(6);
        }
    }
}

/// <summary>A code that was typed and is none, so that codes cannot be tried out.</summary>
internal sealed class FailedCheckIn
{
    private FailedCheckIn() { }

    public FailedCheckIn(string managerNo, DateTimeOffset at) => (ManagerNo, At) = (managerNo, at);

    public long Number { get; private set; }
    public string ManagerNo { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<FailedCheckIn>
    {
        public void Configure(EntityTypeBuilder<FailedCheckIn> builder)
        {
            builder.ToTable("FailedCheckIns");
            builder.HasKey(f => f.Number);
            builder.HasIndex(f => new { f.ManagerNo, f.At });
            builder.Property(f => f.ManagerNo).HasMaxLength(Lengths.ManagerNo);
        }
    }
}
