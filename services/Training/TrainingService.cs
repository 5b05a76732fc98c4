using CardTeam.Platform;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Attendance;
using CardTeam.Training.Calendar;
using CardTeam.Training.Certificates;
using CardTeam.Training.Courses;
using CardTeam.Training.Data;
using CardTeam.Training.Documents;
using CardTeam.Training.Enrolments;
using CardTeam.Training.Exams;
using CardTeam.Training.Holders;
using CardTeam.Training.Managers;
using CardTeam.Training.Programmes;
using CardTeam.Training.Questions;
using CardTeam.Training.Sessions;
using CardTeam.Training.Sittings;

namespace CardTeam.Training;

/// <summary>Sessions, enrolment, exams and the certificates that permit a manager to sell.</summary>
public static class TrainingService
{
    public const string Name = "training";

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = ServiceHost.CreateBuilder<TrainingDbContext, TrainingOnSqlServer>(Name, args, configure);
        builder.Services.AddValidation();
        builder.Services.AddScoped<ImportKind, ImportCertificates>();
        builder.Services.AddScoped<ImportKind, ImportAttendance>();
        builder.Services.AddScoped<ImportKind, ImportEnrolments>();
        builder.Services.AddScoped<ImportKind, ImportEnrolmentLists>();
        builder.Services.AddScoped<ImportKind, ImportExamResults>();
        builder.Services.AddScoped<ImportKind, ImportQuestions>();
        builder.Services.AddScoped<BankDoor, DoorOfSittings>();
        builder.Services.AddScoped<CourseExams, ExamsOfCourses>();
        builder.Services.AddSingleton<AnswerWriter>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AnswerWriter>());
        builder.Services.AddHostedService<EndOverdueSittings>();
        builder.Services.AddHostedService<RemindOfExpiry>();
        builder.Services.AddScoped<WaitingRows, WaitingManagers>();

        var app = builder.Build();
        app.UsePlatform(Name);
        app.MapAttendance();
        app.MapCertificates();
        app.MapHolders();
        app.MapDocuments();
        app.MapVerification();
        app.MapProgrammes();
        app.MapCalendar();
        app.MapCourses();
        app.MapManagers();
        app.MapSessions();
        app.MapEnrolments();
        app.MapExamResults();
        app.MapQuestions();
        app.MapExams();
        app.MapAssessments();
        app.MapSittings();
        app.MapWaiting(Roles.Trainer, Roles.Hr, Roles.Administrator, Roles.Auditor);
        return app;
    }
}
