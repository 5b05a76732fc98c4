using CardTeam.Incentive.Bundles;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Corrections;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Ledger;
using CardTeam.Incentive.Payroll;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.Recognitions;
using CardTeam.Incentive.Recoveries;
using CardTeam.Incentive.Releases;
using CardTeam.Incentive.Review;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Statements;
using CardTeam.Incentive.Trials;
using CardTeam.Incentive.WhatIfs;
using CardTeam.Platform;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Messaging.Transport;
using CardTeam.Platform.Retention;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CardTeam.Incentive;

/// <summary>Plans, bonus runs, statements and the payroll stream.</summary>
public static class IncentiveService
{
    public const string Name = "incentive";

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = ServiceHost.CreateBuilder<IncentiveDbContext, IncentiveOnSqlServer>(Name, args, configure);
        builder.Services.AddValidation();
        builder.Services.AddSingleton<RunMetrics>();
        builder.Services.AddSingleton(LeaverDeferral.Of(builder.Configuration));
        builder.Services.AddSingleton(new BundleKeys(builder.Configuration));
        builder.Services.AddHostedService<RunWorker>();
        builder.Services.AddHostedService<LedgerWorker>();
        builder.Services.AddHostedService<AwardOnClose>();
        builder.Services.AddSingleton<PayrollWatch>();
        builder.Services.AddHostedService<OutstandingGauge>();
        builder.Services.AddHostedService<WhatIfWorker>();
        builder.Services.AddScoped<RetentionRule, WhatIfRetention>();
        builder.Services.AddScoped<ImportKind, ImportAdjustments>();
        builder.Services.AddHostedService<KeepUnknownOfParked>();
        builder.Services.AddSingleton<IAddedQueues, PayrollGroupQueues>();
        builder
            .Services.AddHealthChecks()
            .AddCheck<PayrollHealth>("payroll", HealthStatus.Degraded, tags: null, timeout: TimeSpan.FromSeconds(5));

        var app = builder.Build();
        app.UsePlatform(Name);
        app.MapPlans();
        app.MapTrials();
        app.MapWhatIfs();
        app.MapRunCalculations();
        app.MapRuns();
        app.MapStatements();
        app.MapBundles();
        app.MapLedger();
        app.MapReleases();
        app.MapCorrections();
        app.MapRecoveries();
        app.MapPayroll();
        app.MapRecognitions();
        return app;
    }
}
