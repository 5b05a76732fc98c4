using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using CardTeam.Platform.Roster;
using CardTeam.Training.Attendance;
using CardTeam.Training.Calendar;
using CardTeam.Training.Certificates;
using CardTeam.Training.Courses;
using CardTeam.Training.Documents;
using CardTeam.Training.Enrolments;
using CardTeam.Training.Exams;
using CardTeam.Training.Holders;
using CardTeam.Training.Managers;
using CardTeam.Training.Programmes;
using CardTeam.Training.Questions;
using CardTeam.Training.Sessions;
using CardTeam.Training.Sittings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CardTeam.Training.Data;

internal class TrainingDbContext(
    DbContextOptions options,
    AuditTrail trail,
    CommitNotifier committed,
    TimeProvider clock
) : ServiceDbContext(options, trail, committed, clock)
{
    public DbSet<Certificate> Certificates => Set<Certificate>();
    public DbSet<Sanction> Sanctions => Set<Sanction>();
    public DbSet<Coaching> Coachings => Set<Coaching>();
    public DbSet<Reminder> Reminders => Set<Reminder>();
    public DbSet<CertificateDocument> CertificateDocuments => Set<CertificateDocument>();
    public DbSet<Programme> Programmes => Set<Programme>();
    public DbSet<CalendarKey> CalendarKeys => Set<CalendarKey>();
    public DbSet<Course> Courses => Set<Course>();
    public DbSet<CourseFile> CourseFiles => Set<CourseFile>();
    public DbSet<Completion> Completions => Set<Completion>();
    public DbSet<AwaitedExam> AwaitedExams => Set<AwaitedExam>();
    public DbSet<EnrolmentRequest> EnrolmentRequests => Set<EnrolmentRequest>();
    public DbSet<AttendedDay> AttendedDays => Set<AttendedDay>();
    public DbSet<RoomCode> RoomCodes => Set<RoomCode>();
    public DbSet<FailedCheckIn> FailedCheckIns => Set<FailedCheckIn>();
    public DbSet<KnownTerms> Terms => Set<KnownTerms>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<Enrolment> Enrolments => Set<Enrolment>();
    public DbSet<ExamResult> ExamResults => Set<ExamResult>();
    public DbSet<Exam> Exams => Set<Exam>();
    public DbSet<Assessment> Assessments => Set<Assessment>();
    public DbSet<PassedExam> PassedExams => Set<PassedExam>();
    public DbSet<Question> Questions => Set<Question>();
    public DbSet<Sitting> Sittings => Set<Sitting>();
    public DbSet<SittingAnswer> SittingAnswers => Set<SittingAnswer>();
    public DbSet<WithdrawnQuestion> WithdrawnQuestions => Set<WithdrawnQuestion>();
    public DbSet<RemarkedSitting> RemarkedSittings => Set<RemarkedSitting>();
    public DbSet<KnownEmployment> Employments => Set<KnownEmployment>();
    public DbSet<KnownGrade> Grades => Set<KnownGrade>();
    public DbSet<ManagerName> ManagerNames => Set<ManagerName>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.MapRoster();
        modelBuilder.MapKnownGrades();
    }
}

/// <summary>The context with the migrations for SQL Server.</summary>
internal sealed class TrainingOnSqlServer(
    DbContextOptions<TrainingOnSqlServer> options,
    AuditTrail trail,
    CommitNotifier committed,
    TimeProvider clock
) : TrainingDbContext(options, trail, committed, clock);

/// <summary>Creates the context for <c>dotnet ef</c> only.</summary>
internal sealed class TrainingDesignTime
    : IDesignTimeDbContextFactory<TrainingDbContext>,
        IDesignTimeDbContextFactory<TrainingOnSqlServer>
{
    public TrainingDbContext CreateDbContext(string[] args) =>
        new(
            DatabaseChoice.AtDesignTime<TrainingDbContext>(DatabaseKind.Sqlite),
            new AuditTrail(),
            new CommitNotifier(),
            TimeProvider.System
        );

    TrainingOnSqlServer IDesignTimeDbContextFactory<TrainingOnSqlServer>.CreateDbContext(string[] args) =>
        new(
            DatabaseChoice.AtDesignTime<TrainingOnSqlServer>(DatabaseKind.SqlServer),
            new AuditTrail(),
            new CommitNotifier(),
            TimeProvider.System
        );
}
