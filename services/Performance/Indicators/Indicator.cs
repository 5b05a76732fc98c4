using CardTeam.Contracts;
using CardTeam.Performance.Kpis;

namespace CardTeam.Performance.Indicators;

/// <summary>A value that another system measured for a manager in a period: attendance, collaboration …</summary>
internal sealed class Indicator : KpiFigure
{
    private Indicator() { }

    public Indicator(string managerNo, Period period, string kpi, decimal value)
        : base(managerNo, period, kpi, value) { }

    internal sealed class Mapping : Mapping<Indicator>;
}
