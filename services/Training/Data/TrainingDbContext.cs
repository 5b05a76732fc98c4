using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using CardTeam.Platform.Roster;
using CardTeam.Training.Certificates;
using CardTeam.Training.Enrolments;
using CardTeam.Training.Exams;
using CardTeam.Training.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CardTeam.Training.Data;

internal sealed class TrainingDbContext(DbContextOptions<TrainingDbContext> options, AuditTrail trail, CommitSignal committed, TimeProvider clock)
    : ServiceDbContext(options, trail, committed, clock)
{
    public DbSet<Certificate> Certificates => Set<Certificate>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<Enrolment> Enrolments => Set<Enrolment>();
    public DbSet<ExamResult> ExamResults => Set<ExamResult>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.MapRoster();
    }
}

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class TrainingDesignTime : IDesignTimeDbContextFactory<TrainingDbContext>
{
    public TrainingDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<TrainingDbContext>();
        DatabaseChoice.UseSqlite(options, "Data Source=design.db");
        return new(options.Options, new AuditTrail(), new CommitSignal(), TimeProvider.System);
    }
}
