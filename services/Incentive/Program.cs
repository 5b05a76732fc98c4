using CardTeam.Incentive;
using CardTeam.Platform;

return await ServiceHost.RunAsync(args, arguments => IncentiveService.Build(arguments));
