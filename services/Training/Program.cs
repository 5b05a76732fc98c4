using CardTeam.Platform;
using CardTeam.Training;

return await ServiceHost.RunAsync(args, arguments => TrainingService.Build(arguments));
