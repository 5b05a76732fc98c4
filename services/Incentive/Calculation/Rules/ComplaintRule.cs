using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Deducts an amount for every upheld complaint.</summary>
internal sealed record ComplaintRule(string Id, IReadOnlyDictionary<string, Money> PerUpheld) : Rule(Id)
{
    /// <summary>True when an undecided complaint withholds its amount.</summary>
    public bool HoldUntilDecided { get; init; }

    private static readonly string[] Severities = ["minor", "major", "severe"];

    public override Effect Effect => Effect.Complaint;

    public override IEnumerable<Text> Sentences(RuleNames names)
    {
        var each = Words.List(
            Severities.Select(severity =>
            {
                var (name, amount) = (Words.Severity(severity), Words.Yuan(PerUpheld[severity]));
                return new Text($"{name.Zh} {amount.Zh}", $"{name.En} {amount.En}");
            })
        );
        yield return new(
            $"每起本月认定属实的投诉扣减：{each.Zh}。",
            $"Each complaint upheld in the month deducts: {each.En}."
        );
        if (HoldUntilDecided)
            yield return new(
                "已受理、尚未作出认定的投诉，先暂扣相应金额；认定后扣减或退还。",
                "A complaint that is accepted and not yet decided holds its amount; once decided it is taken or given back."
            );
    }

    public static Rule? Read(RuleDocument rule, string path, RuleReader reader)
    {
        foreach (var severity in Severities)
            if (rule.PerUpheld?.ContainsKey(severity) != true)
                reader.Fault(
                    $"{path}.perUpheld.{severity}",
                    "plan.hole",
                    $"缺少“{severity}”的金额。",
                    $"There is no amount for '{severity}'."
                );
        foreach (var (severity, amount) in rule.PerUpheld ?? new Dictionary<string, Money>(StringComparer.Ordinal))
        {
            if (!Severities.Contains(severity))
                reader.Fault(
                    $"{path}.perUpheld.{severity}",
                    "plan.unknown-severity",
                    "严重程度应为 minor、major 或 severe。",
                    "A severity is minor, major or severe."
                );
            if (amount < Money.Zero)
                reader.Negative($"{path}.perUpheld.{severity}");
        }

        return rule.PerUpheld is null
            ? null
            : new ComplaintRule(rule.Id ?? "", rule.PerUpheld) { HoldUntilDecided = rule.HoldUntilDecided == true };
    }

    public override void Apply(ManagerMonth month)
    {
        var upheld = month.Books.Complaints.Where(c => month.Period.Contains(c.ResolvedOn)).ToList();
        if (upheld.Count == 0)
            return;
        var steps = upheld
            .GroupBy(c => c.Severity, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new LineStep(
                g.Key,
                g.Count(),
                Numbers.Yuan(PerUpheld[g.Key]),
                -g.Count() * Numbers.Yuan(PerUpheld[g.Key])
            ))
            .ToList();
        var amount = new Money(-upheld.Sum(c => PerUpheld[c.Severity].Fen));
        month.Add(
            new(
                Rule: Id,
                Kind: LineKind.Complaint,
                Reason: "complaint",
                Arguments: null,
                Quantity: upheld.Count,
                Rate: steps.Count == 1 ? steps[0].Rate : null,
                Factor: null,
                Exact: Numbers.Yuan(amount),
                Amount: amount,
                Basis: upheld.Select(c => c.Ref).ToList(),
                Steps: steps.Count > 1 ? steps : null
            )
        );
    }
}
