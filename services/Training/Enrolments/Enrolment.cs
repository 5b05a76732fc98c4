using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Enrolments;

/// <summary>A manager's seat in a session.</summary>
internal sealed class Enrolment
{
    private Enrolment() { }

    public Enrolment(string sessionCode, string managerNo, DateTimeOffset now) =>
        (SessionCode, ManagerNo, EnrolledAt) = (sessionCode, managerNo, now);

    public string SessionCode { get; private set; } = "";
    public string ManagerNo { get; private set; } = "";
    public DateTimeOffset EnrolledAt { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Enrolment>
    {
        public void Configure(EntityTypeBuilder<Enrolment> builder)
        {
            builder.HasKey(e => new { e.SessionCode, e.ManagerNo });
            builder.HasIndex(e => e.ManagerNo);
        }
    }
}
