using CardTeam.Performance;
using CardTeam.Platform;

return await ServiceHost.RunAsync(args, arguments => PerformanceService.Build(arguments));
