namespace CardTeam.Incentive.Calculation;

/// <summary>The 分 earned, factor included, by the facts that clawbacks of a manager look back at.</summary>
internal sealed class PaidFacts(IEnumerable<TakenBack> takenBack)
{
    private readonly HashSet<(string Rule, string FactRef)> _watched = [.. takenBack.Select(t => (t.Of, t.FactRef))];
    private readonly Dictionary<(string Rule, string FactRef), decimal> _paid = [];

    public void Remember(string rule, string factRef, decimal fen)
    {
        if (_watched.Contains((rule, factRef)))
            _paid[(rule, factRef)] = fen;
    }

    /// <summary>The 分 a fact earned; null when it was not paid.</summary>
    public decimal? Of(string rule, string factRef) => _paid.TryGetValue((rule, factRef), out var fen) ? fen : null;
}
