using CardTeam.Incentive.Books;
using CardTeam.Incentive.Payroll;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CardTeam.Incentive.Data;

internal sealed class IncentiveDbContext(DbContextOptions<IncentiveDbContext> options, AuditTrail trail, CommitSignal committed, TimeProvider clock)
    : ServiceDbContext(options, trail, committed, clock)
{
    public DbSet<BookedFact> Facts => Set<BookedFact>();
    public DbSet<BookedTotal> FactTotals => Set<BookedTotal>();
    public DbSet<BookedManager> Managers => Set<BookedManager>();
    public DbSet<BookedScore> Scores => Set<BookedScore>();
    public DbSet<BookedCertificate> Certificates => Set<BookedCertificate>();
    public DbSet<BookedComplaint> Complaints => Set<BookedComplaint>();
    public DbSet<AnnouncedClose> Closes => Set<AnnouncedClose>();
    public DbSet<AnnouncedCount> Counts => Set<AnnouncedCount>();
    public DbSet<Plan> Plans => Set<Plan>();
    public DbSet<Run> Runs => Set<Run>();
    public DbSet<Sheet> Sheets => Set<Sheet>();
    public DbSet<PayrollEntry> PayrollEntries => Set<PayrollEntry>();
    public DbSet<Acknowledgement> Acknowledgements => Set<Acknowledgement>();
}

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class IncentiveDesignTime : IDesignTimeDbContextFactory<IncentiveDbContext>
{
    public IncentiveDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<IncentiveDbContext>();
        DatabaseChoice.UseSqlite(options, "Data Source=design.db");
        return new(options.Options, new AuditTrail(), new CommitSignal(), TimeProvider.System);
    }
}
