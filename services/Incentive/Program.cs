using CardTeam.Incentive;
using CardTeam.Incentive.Bundles;
using CardTeam.Incentive.Releases;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Platform;

return await ServiceHost.RunAsync(
    args,
    arguments => IncentiveService.Build(arguments),
    ("verify-runs", VerifyRuns.RunAsync),
    ("verify-ledger", VerifyLedger.RunAsync),
    ("rotate-bundle-key", RotateBundleKey.RunAsync)
);
