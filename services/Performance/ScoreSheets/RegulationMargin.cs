using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Performance.ScoreSheets;

/// <summary>The distance by which compliance and risk have to outweigh every other family of a score sheet.</summary>
/// <param name="Share">A share of all weights, from 0 to 1.</param>
internal sealed record RegulationMargin(decimal Share)
{
    public RegulationMargin(IConfiguration configuration)
        : this(SuiteSettings.RegulationMargin.Of(configuration)) { }
}
