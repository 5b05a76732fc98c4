using CardTeam.Feedback;
using CardTeam.Platform;

return await ServiceHost.RunAsync(args, arguments => FeedbackService.Build(arguments));
