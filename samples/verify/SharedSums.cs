using CardTeam.Verify.Bundles;
using CardTeam.Verify.Calculation;
using CardTeam.Verify.Rules;

namespace CardTeam.Verify;

/// <summary>
/// The sums of rules over several managers in a run's own month: what is split off comes in elsewhere, a pool pays its
/// amount out or nothing.
/// </summary>
internal sealed class SharedSums(Plan plan, Month month)
{
    private readonly Dictionary<string, Fen> _sums = new(StringComparer.Ordinal);

    public void Add(Statement statement)
    {
        foreach (var line in statement.Lines)
            if (line.Kind is "split-out" or "split-in" or "pool")
                _sums[line.Rule] = _sums.GetValueOrDefault(line.Rule) + line.Amount;
    }

    /// <exception cref="Refusal">A sum is another.</exception>
    public void Check()
    {
        foreach (var rule in plan.Rules.OfType<SharedRule>())
        {
            if (!_sums.TryGetValue(rule.Id, out var sum))
                continue;
            var isRight = rule.Effect switch
            {
                Effect.Split => sum == Fen.Zero,
                Effect.Pool => sum == Fen.Zero || sum == rule.Amount,
                _ => true,
            };
            if (!isRight)
                throw new Refusal(
                    $"{month} 规则 {rule.Id} 的各人金额合计为 {sum}，与规则不符。",
                    $"{month}, rule {rule.Id}: the managers' amounts sum to {sum}, which is not what the rule says."
                );
        }
    }
}
