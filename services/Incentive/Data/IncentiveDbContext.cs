using CardTeam.Incentive.Books;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Corrections;
using CardTeam.Incentive.Ledger;
using CardTeam.Incentive.Payroll;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.Recognitions;
using CardTeam.Incentive.Recoveries;
using CardTeam.Incentive.Runs;
using CardTeam.Incentive.WhatIfs;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using CardTeam.Platform.Roster;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CardTeam.Incentive.Data;

internal class IncentiveDbContext(
    DbContextOptions options,
    AuditTrail trail,
    CommitNotifier committed,
    TimeProvider clock
) : ServiceDbContext(options, trail, committed, clock)
{
    public DbSet<BookedFact> Facts => Set<BookedFact>();
    public DbSet<BookedTotal> FactTotals => Set<BookedTotal>();
    public DbSet<BookedManager> Managers => Set<BookedManager>();
    public DbSet<ManagerPost> ManagerPosts => Set<ManagerPost>();
    public DbSet<KnownGrade> Grades => Set<KnownGrade>();
    public DbSet<BookedScore> Scores => Set<BookedScore>();
    public DbSet<BookedCertificate> Certificates => Set<BookedCertificate>();
    public DbSet<BookedComplaint> Complaints => Set<BookedComplaint>();
    public DbSet<WonContest> WonContests => Set<WonContest>();
    public DbSet<TrainingFact> TrainingFacts => Set<TrainingFact>();
    public DbSet<BookedChange> Changes => Set<BookedChange>();
    public DbSet<AnnouncedClose> Closes => Set<AnnouncedClose>();
    public DbSet<AnnouncedCount> Counts => Set<AnnouncedCount>();
    public DbSet<Plan> Plans => Set<Plan>();
    public DbSet<UnitOfMonth> UnitsOfMonths => Set<UnitOfMonth>();
    public DbSet<PlanSignature> PlanSignatures => Set<PlanSignature>();
    public DbSet<Run> Runs => Set<Run>();
    public DbSet<Statement> Statements => Set<Statement>();
    public DbSet<ManagerState> ManagerStates => Set<ManagerState>();
    public DbSet<RunCorrection> RunCorrections => Set<RunCorrection>();
    public DbSet<ManualAdjustment> ManualAdjustments => Set<ManualAdjustment>();
    public DbSet<Hold> Holds => Set<Hold>();
    public DbSet<Dispute> Disputes => Set<Dispute>();
    public DbSet<LedgerEntry> LedgerEntries => Set<LedgerEntry>();
    public DbSet<Release> Releases => Set<Release>();
    public DbSet<ReleasePart> ReleaseParts => Set<ReleasePart>();
    public DbSet<RecoveryCase> Recoveries => Set<RecoveryCase>();
    public DbSet<PayrollEntry> PayrollEntries => Set<PayrollEntry>();
    public DbSet<Acknowledgement> Acknowledgements => Set<Acknowledgement>();
    public DbSet<AcknowledgementStep> AcknowledgementSteps => Set<AcknowledgementStep>();
    public DbSet<RefusedAcknowledgement> RefusedAcknowledgements => Set<RefusedAcknowledgement>();
    public DbSet<PayrollRejection> PayrollRejections => Set<PayrollRejection>();
    public DbSet<PayrollMonth> PayrollMonths => Set<PayrollMonth>();
    public DbSet<PayrollGroup> PayrollGroups => Set<PayrollGroup>();
    public DbSet<SettledDifference> SettledDifferences => Set<SettledDifference>();
    public DbSet<ManagerName> ManagerNames => Set<ManagerName>();
    public DbSet<Recognition> Recognitions => Set<Recognition>();
    public DbSet<Award> Awards => Set<Award>();
    public DbSet<RecognizedClose> RecognizedCloses => Set<RecognizedClose>();
    public DbSet<Contest> Contests => Set<Contest>();
    public DbSet<WhatIf> WhatIfs => Set<WhatIf>();
    public DbSet<WhatIfManager> WhatIfManagers => Set<WhatIfManager>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.MapManagerNames();
        modelBuilder.MapKnownGrades();
    }
}

/// <summary>The context with the migrations for SQL Server.</summary>
internal sealed class IncentiveOnSqlServer(
    DbContextOptions<IncentiveOnSqlServer> options,
    AuditTrail trail,
    CommitNotifier committed,
    TimeProvider clock
) : IncentiveDbContext(options, trail, committed, clock);

/// <summary>Creates the context for <c>dotnet ef</c> only.</summary>
internal sealed class IncentiveDesignTime
    : IDesignTimeDbContextFactory<IncentiveDbContext>,
        IDesignTimeDbContextFactory<IncentiveOnSqlServer>
{
    public IncentiveDbContext CreateDbContext(string[] args) =>
        new(
            DatabaseChoice.AtDesignTime<IncentiveDbContext>(DatabaseKind.Sqlite),
            new AuditTrail(),
            new CommitNotifier(),
            TimeProvider.System
        );

    IncentiveOnSqlServer IDesignTimeDbContextFactory<IncentiveOnSqlServer>.CreateDbContext(string[] args) =>
        new(
            DatabaseChoice.AtDesignTime<IncentiveOnSqlServer>(DatabaseKind.SqlServer),
            new AuditTrail(),
            new CommitNotifier(),
            TimeProvider.System
        );
}
