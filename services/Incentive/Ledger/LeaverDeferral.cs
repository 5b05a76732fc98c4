using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Incentive.Ledger;

/// <summary>The bank's decision on the deferred money of those who have left.</summary>
/// <param name="Forfeits">True when they lose what falls due after their last day; otherwise it is paid on schedule.</param>
internal sealed record LeaverDeferral(bool Forfeits)
{
    /// <exception cref="StartRefusedException">The setting is neither <c>keep</c> nor <c>forfeit</c>.</exception>
    public static LeaverDeferral Of(IConfiguration configuration) =>
        SuiteSettings.LeaverDeferral.Of(configuration) switch
        {
            null or "keep" => new(Forfeits: false),
            "forfeit" => new(Forfeits: true),
            var other => throw new StartRefusedException(
                $"{SuiteSettings.LeaverDeferral.Key} is {SuiteSettings.LeaverDeferral.Range}, not '{other}'."
            ),
        };
}
