using CardTeam.Performance;
using CardTeam.Performance.CardFacts;
using CardTeam.Platform;

return await ServiceHost.RunAsync(
    args,
    arguments => PerformanceService.Build(arguments),
    ("report", ReportFacts.RunAsync)
);
