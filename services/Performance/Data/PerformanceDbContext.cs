using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Customers;
using CardTeam.Performance.CustomerVoice;
using CardTeam.Performance.Goals;
using CardTeam.Performance.Grades;
using CardTeam.Performance.Indicators;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Marks;
using CardTeam.Performance.Organisation;
using CardTeam.Performance.Periods;
using CardTeam.Performance.Reviews;
using CardTeam.Performance.Scorecards;
using CardTeam.Performance.ScoreSheets;
using CardTeam.Performance.Targets;
using CardTeam.Performance.Warnings;
using CardTeam.Performance.WorkingDay;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CardTeam.Performance.Data;

internal class PerformanceDbContext(
    DbContextOptions options,
    AuditTrail trail,
    CommitNotifier committed,
    TimeProvider clock
) : ServiceDbContext(options, trail, committed, clock)
{
    public DbSet<OrgUnit> Units => Set<OrgUnit>();
    public DbSet<Manager> Managers => Set<Manager>();
    public DbSet<CardFact> CardFacts => Set<CardFact>();
    public DbSet<UncountedFact> Uncounted => Set<UncountedFact>();
    public DbSet<FactTotal> FactTotals => Set<FactTotal>();
    public DbSet<Target> Targets => Set<Target>();
    public DbSet<UnitTarget> UnitTargets => Set<UnitTarget>();
    public DbSet<TargetPlan> TargetPlans => Set<TargetPlan>();
    public DbSet<OwnGoals> OwnGoals => Set<OwnGoals>();
    public DbSet<Customer> Customers => Set<Customer>();
    public DbSet<CareRule> CareRules => Set<CareRule>();
    public DbSet<WorkTask> WorkTasks => Set<WorkTask>();
    public DbSet<WorkLog> WorkLogs => Set<WorkLog>();
    public DbSet<DayType> DayTypes => Set<DayType>();
    public DbSet<CareEntry> CareEntries => Set<CareEntry>();
    public DbSet<Indicator> Indicators => Set<Indicator>();
    public DbSet<KpiDefinition> KpiDefinitions => Set<KpiDefinition>();
    public DbSet<ScoreSheet> ScoreSheets => Set<ScoreSheet>();
    public DbSet<PersonalSheet> PersonalSheets => Set<PersonalSheet>();
    public DbSet<SheetProposal> SheetProposals => Set<SheetProposal>();
    public DbSet<Scorecard> Scorecards => Set<Scorecard>();
    public DbSet<TakenFigure> TakenFigures => Set<TakenFigure>();
    public DbSet<QualitativeMark> QualitativeMarks => Set<QualitativeMark>();
    public DbSet<ClosedPeriod> ClosedPeriods => Set<ClosedPeriod>();
    public DbSet<ClosedLongerPeriod> ClosedLongerPeriods => Set<ClosedLongerPeriod>();
    public DbSet<GradeScheme> GradeSchemes => Set<GradeScheme>();
    public DbSet<GradeRun> GradeRuns => Set<GradeRun>();
    public DbSet<GradeProposal> GradeProposals => Set<GradeProposal>();
    public DbSet<GradeInterval> Grades => Set<GradeInterval>();
    public DbSet<GradeAppeal> GradeAppeals => Set<GradeAppeal>();
    public DbSet<LateMark> LateMarks => Set<LateMark>();
    public DbSet<LateChange> LateChanges => Set<LateChange>();
    public DbSet<WarningRule> WarningRules => Set<WarningRule>();
    public DbSet<WarningFinding> WarningFindings => Set<WarningFinding>();
    public DbSet<Warning> Warnings => Set<Warning>();
    public DbSet<KnownComplaint> Complaints => Set<KnownComplaint>();
    public DbSet<KnownAnswer> Answers => Set<KnownAnswer>();
    public DbSet<ReviewForm> ReviewForms => Set<ReviewForm>();
    public DbSet<ReviewRound> ReviewRounds => Set<ReviewRound>();
    public DbSet<ReviewRater> ReviewRaters => Set<ReviewRater>();
    public DbSet<ReviewAnswer> ReviewAnswers => Set<ReviewAnswer>();
    public DbSet<ReviewResult> ReviewResults => Set<ReviewResult>();
    public DbSet<ReviewRemark> ReviewRemarks => Set<ReviewRemark>();
}

/// <summary>The context with the migrations for SQL Server.</summary>
internal sealed class PerformanceOnSqlServer(
    DbContextOptions<PerformanceOnSqlServer> options,
    AuditTrail trail,
    CommitNotifier committed,
    TimeProvider clock
) : PerformanceDbContext(options, trail, committed, clock);

/// <summary>Creates the context for <c>dotnet ef</c> only.</summary>
internal sealed class PerformanceDesignTime
    : IDesignTimeDbContextFactory<PerformanceDbContext>,
        IDesignTimeDbContextFactory<PerformanceOnSqlServer>
{
    public PerformanceDbContext CreateDbContext(string[] args) =>
        new(
            DatabaseChoice.AtDesignTime<PerformanceDbContext>(DatabaseKind.Sqlite),
            new AuditTrail(),
            new CommitNotifier(),
            TimeProvider.System
        );

    PerformanceOnSqlServer IDesignTimeDbContextFactory<PerformanceOnSqlServer>.CreateDbContext(string[] args) =>
        new(
            DatabaseChoice.AtDesignTime<PerformanceOnSqlServer>(DatabaseKind.SqlServer),
            new AuditTrail(),
            new CommitNotifier(),
            TimeProvider.System
        );
}
