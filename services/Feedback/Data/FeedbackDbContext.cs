using CardTeam.Feedback.Complaints;
using CardTeam.Feedback.Counselling;
using CardTeam.Feedback.Satisfaction;
using CardTeam.Feedback.Suggestions;
using CardTeam.Feedback.Talks;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using CardTeam.Platform.Roster;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CardTeam.Feedback.Data;

internal class FeedbackDbContext(
    DbContextOptions options,
    AuditTrail trail,
    CommitNotifier committed,
    TimeProvider clock
) : ServiceDbContext(options, trail, committed, clock)
{
    public DbSet<Complaint> Complaints => Set<Complaint>();
    public DbSet<CustomerAnswer> Answers => Set<CustomerAnswer>();
    public DbSet<ComplaintCase> Cases => Set<ComplaintCase>();
    public DbSet<CaseEscalation> Escalations => Set<CaseEscalation>();
    public DbSet<CaseHandler> CaseHandlers => Set<CaseHandler>();
    public DbSet<CaseAttachment> CaseAttachments => Set<CaseAttachment>();
    public DbSet<CaseTopic> CaseTopics => Set<CaseTopic>();
    public DbSet<CounsellingCase> CounsellingCases => Set<CounsellingCase>();
    public DbSet<SealingKey> SealingKeys => Set<SealingKey>();
    public DbSet<Hotline> Hotlines => Set<Hotline>();
    public DbSet<Suggestion> Suggestions => Set<Suggestion>();
    public DbSet<Talk> Talks => Set<Talk>();
    public DbSet<KnownSuperior> Superiors => Set<KnownSuperior>();
    public DbSet<ManagerName> ManagerNames => Set<ManagerName>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.MapRoster();
    }
}

/// <summary>The context with the migrations for SQL Server.</summary>
internal sealed class FeedbackOnSqlServer(
    DbContextOptions<FeedbackOnSqlServer> options,
    AuditTrail trail,
    CommitNotifier committed,
    TimeProvider clock
) : FeedbackDbContext(options, trail, committed, clock);

/// <summary>Creates the context for <c>dotnet ef</c> only.</summary>
internal sealed class FeedbackDesignTime
    : IDesignTimeDbContextFactory<FeedbackDbContext>,
        IDesignTimeDbContextFactory<FeedbackOnSqlServer>
{
    public FeedbackDbContext CreateDbContext(string[] args) =>
        new(
            DatabaseChoice.AtDesignTime<FeedbackDbContext>(DatabaseKind.Sqlite),
            new AuditTrail(),
            new CommitNotifier(),
            TimeProvider.System
        );

    FeedbackOnSqlServer IDesignTimeDbContextFactory<FeedbackOnSqlServer>.CreateDbContext(string[] args) =>
        new(
            DatabaseChoice.AtDesignTime<FeedbackOnSqlServer>(DatabaseKind.SqlServer),
            new AuditTrail(),
            new CommitNotifier(),
            TimeProvider.System
        );
}
