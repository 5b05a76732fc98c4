using CardTeam.Verify.Bundles;
using CardTeam.Verify.Calculation;
using CardTeam.Verify.Rules;

namespace CardTeam.Verify;

/// <summary>
/// The rules over several managers in a run's own month, calculated again from what every manager of the bank earned.
/// Whoever was in post has a statement in the run's bundle; of earlier months those who have left since are missing, so
/// that only the bundle of such a month itself proves what was shared then.
/// </summary>
internal sealed class SharedPay(Plan plan, Month month)
{
    private readonly List<Colleague> _colleagues = [];
    private readonly Dictionary<string, IReadOnlyList<Line>> _given = new(StringComparer.Ordinal);

    /// <summary>Takes in a manager, in ordinal order of their numbers.</summary>
    public void Add(Statement statement, History history)
    {
        if (!plan.Rules.Any(r => r is SharedRule))
            return;
        _colleagues.Add(Colleague.Of(statement, history, plan, month));
        _given[statement.ManagerNo] = history.Inputs.SharedIn(month);
    }

    /// <exception cref="Refusal">A manager has another line than the rules come to.</exception>
    public void Check()
    {
        var sharing = new Sharing(_colleagues);
        foreach (var rule in plan.InOrder.OfType<SharedRule>())
            rule.Share(sharing);
        foreach (var (managerNo, given) in _given)
            new Comparison(managerNo).OfLines(month, given, sharing.LinesOf(managerNo));
    }
}
