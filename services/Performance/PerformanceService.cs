using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Closing;
using CardTeam.Performance.Comparison;
using CardTeam.Performance.Customers;
using CardTeam.Performance.Data;
using CardTeam.Performance.Goals;
using CardTeam.Performance.Grades;
using CardTeam.Performance.Indicators;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Leaderboards;
using CardTeam.Performance.Marks;
using CardTeam.Performance.Organisation;
using CardTeam.Performance.Reviews;
using CardTeam.Performance.Scorecards;
using CardTeam.Performance.ScoreSheets;
using CardTeam.Performance.Targets;
using CardTeam.Performance.Warnings;
using CardTeam.Performance.WorkingDay;
using CardTeam.Platform;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Retention;
using CardTeam.ServiceDefaults.Cache;

namespace CardTeam.Performance;

/// <summary>Roster, card facts, targets and scorecards of the bank's account managers.</summary>
public static class PerformanceService
{
    public const string Name = "performance";

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = ServiceHost.CreateBuilder<PerformanceDbContext, PerformanceOnSqlServer>(Name, args, configure);
        builder.AddSharedCache(Name);
        builder.Services.AddScoped<RetentionRule, LeaverRetention>();
        builder.Services.AddHostedService<SeedKpis>();
        builder.Services.AddHostedService<SeedReviewForm>();
        builder.Services.AddHostedService<AnnounceNames>();
        builder.Services.AddSingleton<LeaderboardCache>();
        builder.Services.AddSingleton(new RegulationMargin(builder.Configuration));
        builder.Services.AddSingleton(new CustomerStages(builder.Configuration));
        builder.Services.AddScoped<Leaderboards.Leaderboards>();
        builder.Services.AddValidation();
        builder.Services.AddScoped<ImportKind, ImportOrgUnits>();
        builder.Services.AddScoped<ImportKind, ImportManagers>();
        builder.Services.AddScoped<ImportKind, ImportCardFacts>();
        builder.Services.AddScoped<ImportKind, ImportTargets>();
        builder.Services.AddScoped<ImportKind, ImportIndicators>();
        builder.Services.AddScoped<ImportKind, ImportCustomers>();
        builder.Services.AddScoped<ImportKind, ImportHandOvers>();

        var app = builder.Build();
        app.UsePlatform(Name);
        app.MapOrgUnits();
        app.MapManagers();
        app.MapCardFacts();
        app.MapUncountedFacts();
        app.MapFactSummary();
        app.MapTargets();
        app.MapGoals();
        app.MapCustomers();
        app.MapWork();
        app.MapIndicators();
        app.MapMarks();
        app.MapKpis();
        app.MapScoreSheets();
        app.MapScorecards();
        app.MapLeaderboards();
        app.MapComparison();
        app.MapWarnings();
        app.MapPeriods();
        app.MapReviews();
        app.MapGrades();
        return app;
    }
}
