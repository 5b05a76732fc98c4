using CardTeam.Contracts;
using CardTeam.Performance.KpiFigures;

namespace CardTeam.Performance.Targets;

/// <summary>What a manager is to reach in a period, by KPI: above zero, or zero where lower is better.</summary>
internal sealed class Target : KpiFigure
{
    private Target() { }

    public Target(string managerNo, Period period, string kpi, decimal value)
        : base(managerNo, period, kpi, value) { }

    internal sealed class Mapping : Mapping<Target>;
}
