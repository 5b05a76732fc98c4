using CardTeam.Feedback.Complaints;
using CardTeam.Feedback.Satisfaction;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using CardTeam.Platform.Roster;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CardTeam.Feedback.Data;

internal sealed class FeedbackDbContext(DbContextOptions<FeedbackDbContext> options, AuditTrail trail, CommitSignal committed, TimeProvider clock)
    : ServiceDbContext(options, trail, committed, clock)
{
    public DbSet<Complaint> Complaints => Set<Complaint>();
    public DbSet<CustomerAnswer> Answers => Set<CustomerAnswer>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.MapRoster();
    }
}

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class FeedbackDesignTime : IDesignTimeDbContextFactory<FeedbackDbContext>
{
    public FeedbackDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<FeedbackDbContext>();
        DatabaseChoice.UseSqlite(options, "Data Source=design.db");
        return new(options.Options, new AuditTrail(), new CommitSignal(), TimeProvider.System);
    }
}
