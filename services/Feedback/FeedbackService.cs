using CardTeam.Feedback.Complaints;
using CardTeam.Feedback.Counselling;
using CardTeam.Feedback.Data;
using CardTeam.Feedback.Managers;
using CardTeam.Feedback.Satisfaction;
using CardTeam.Feedback.Suggestions;
using CardTeam.Feedback.Talks;
using CardTeam.Platform;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Retention;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Feedback;

/// <summary>
/// Complaints from receipt to reply, satisfaction of customers, talks between managers and their superiors, and
/// counselling, whose words are sealed.
/// </summary>
public static class FeedbackService
{
    public const string Name = "feedback";

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = ServiceHost.CreateBuilder<FeedbackDbContext, FeedbackOnSqlServer>(Name, args, configure);
        builder.Services.AddValidation();
        builder.Services.AddScoped<ImportKind, ImportComplaints>();
        builder.Services.AddScoped<ImportKind, ImportSatisfaction>();
        builder.Services.AddScoped<RetentionRule, TalkRetention>();
        builder.Services.AddScoped<RetentionRule, ContactRetention>();
        builder.Services.AddScoped<RetentionRule, AttachmentRetention>();
        builder.Services.AddScoped<CaseDesk>();
        builder.Services.AddSingleton<ContactSafe>();
        builder.Services.AddSingleton<AttachmentStore>();
        builder.Services.AddSingleton<UnlockedKeys>();
        builder.Services.AddSingleton<SuggestionLimit>();
        builder.Services.AddSingleton<FormChallenge>();
        builder.Services.AddSingleton<FormLimit>();
        builder.Services.AddHostedService<WatchCaseClocks>();
        builder.Services.AddScoped<WaitingRows, WaitingManagers>();

        var app = builder.Build();
        app.UsePlatform(Name);
        app.MapComplaints();
        app.MapCases();
        app.MapPublicComplaints();
        app.MapSatisfaction();
        app.MapTalks();
        app.MapSuggestions();
        app.MapCounselling();
        app.MapWaiting(Roles.ComplaintDesk, Roles.Hr, Roles.Administrator, Roles.Auditor);
        return app;
    }
}
