using CardTeam.Verify.Bundles;
using CardTeam.Verify.Rules;

namespace CardTeam.Verify.Calculation;

/// <summary>A manager's month as the rules over several managers see it.</summary>
/// <param name="Earned">CNY before rounding, factor included, by the id of the rule, as the statement has it.</param>
/// <param name="Total">The sum of the lines before anything is shared.</param>
/// <param name="Score">The scorecard's total; zero without one.</param>
internal sealed record Colleague(
    string ManagerNo,
    Posting? Posting,
    UnitPath Units,
    bool IsInPost,
    IReadOnlyDictionary<string, Exact> Earned,
    Fen Total,
    Exact Score
)
{
    /// <param name="statement">A statement whose lines have been calculated again.</param>
    public static Colleague Of(Statement statement, History history, Plan plan, Month month)
    {
        var before = plan.Rules.Where(r => r.Effect < Effect.Split).Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        return new(
            ManagerNo: statement.ManagerNo,
            Posting: history.Roster.PostingOf(month),
            Units: UnitPath.Of(history.Inputs, month),
            IsInPost: history.Roster.DaysInPost(month) > 0,
            Earned: statement
                .Lines.Where(l => l.Kind == "earned")
                .ToDictionary(l => l.Rule, l => l.Exact ?? Exact.Zero, StringComparer.Ordinal),
            Total: Fen.Sum(statement.Lines.Where(l => before.Contains(l.Rule)).Select(l => l.Amount)),
            Score: history
                .Inputs.Scorecards.FirstOrDefault(s => s.Period.Rhythm == "month" && s.Period.First == month)
                ?.Total
                ?? Exact.Zero
        );
    }

    /// <summary>CNY before rounding that some rules came to.</summary>
    public Exact EarnedBy(IReadOnlyList<string> rules) =>
        Exact.Sum(rules.Select(rule => Earned.GetValueOrDefault(rule)));
}

/// <summary>A month of the whole bank while it is shared.</summary>
/// <param name="colleagues">The managers in ordinal order of their numbers.</param>
internal sealed class Sharing(IReadOnlyList<Colleague> colleagues)
{
    private readonly Dictionary<string, List<CalculatedLine>> _lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inPost = colleagues
        .Where(c => c.IsInPost)
        .Select(c => c.ManagerNo)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The managers in post whom a rule is for.</summary>
    public List<Colleague> Under(SharedRule rule) =>
        [.. colleagues.Where(c => c.IsInPost && rule.IsFor(c.Posting, c.Units))];

    public bool IsInPost(string managerNo) => _inPost.Contains(managerNo);

    public IReadOnlyList<CalculatedLine> LinesOf(string managerNo) => _lines.GetValueOrDefault(managerNo) ?? [];

    /// <summary>The sum of a manager's lines so far, shared ones included.</summary>
    public Fen TotalOf(Colleague one) => Fen.Sum([one.Total, .. LinesOf(one.ManagerNo).Select(l => l.Amount)]);

    public void Add(string managerNo, CalculatedLine line)
    {
        if (!_lines.TryGetValue(managerNo, out var own))
            _lines[managerNo] = own = [];
        own.Add(line);
    }

    /// <summary>
    /// An amount in parts in proportion to weights, to the 分: each rounded down, what is left one 分 each to the greatest
    /// remainders, of equal ones to the first. Null where there is no weight at all.
    /// </summary>
    public static IReadOnlyList<Fen>? Parts(Fen amount, IReadOnlyList<Exact> weights)
    {
        var all = Exact.Sum(weights);
        if (all == Exact.Zero)
            return null;
        var exact = weights.Select(weight => amount.Yuan * weight / all).ToList();
        var down = exact.ConvertAll(yuan => new Fen(yuan.ToFenDown()));
        var left = (int)(amount - Fen.Sum(down)).Value;
        foreach (var i in Enumerable.Range(0, exact.Count).OrderByDescending(i => exact[i] - down[i].Yuan).Take(left))
            down[i] += new Fen(1);
        return down;
    }
}
