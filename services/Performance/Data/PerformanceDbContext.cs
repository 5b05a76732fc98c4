using CardTeam.Performance.CardFacts;
using CardTeam.Performance.CustomerVoice;
using CardTeam.Performance.Indicators;
using CardTeam.Performance.Managers;
using CardTeam.Performance.OrgUnits;
using CardTeam.Performance.Periods;
using CardTeam.Performance.Scorecards;
using CardTeam.Performance.ScoreSheets;
using CardTeam.Performance.Targets;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CardTeam.Performance.Data;

internal sealed class PerformanceDbContext(DbContextOptions<PerformanceDbContext> options, AuditTrail trail, CommitSignal committed, TimeProvider clock)
    : ServiceDbContext(options, trail, committed, clock)
{
    public DbSet<OrgUnit> Units => Set<OrgUnit>();
    public DbSet<Manager> Managers => Set<Manager>();
    public DbSet<CardFact> CardFacts => Set<CardFact>();
    public DbSet<FactTotal> FactTotals => Set<FactTotal>();
    public DbSet<Target> Targets => Set<Target>();
    public DbSet<Indicator> Indicators => Set<Indicator>();
    public DbSet<ScoreSheet> ScoreSheets => Set<ScoreSheet>();
    public DbSet<Scorecard> Scorecards => Set<Scorecard>();
    public DbSet<ClosedPeriod> ClosedPeriods => Set<ClosedPeriod>();
    public DbSet<LateMark> LateMarks => Set<LateMark>();
    public DbSet<KnownComplaint> Complaints => Set<KnownComplaint>();
    public DbSet<KnownAnswer> Answers => Set<KnownAnswer>();
}

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class PerformanceDesignTime : IDesignTimeDbContextFactory<PerformanceDbContext>
{
    public PerformanceDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PerformanceDbContext>();
        DatabaseChoice.UseSqlite(options, "Data Source=design.db");
        return new(options.Options, new AuditTrail(), new CommitSignal(), TimeProvider.System);
    }
}
