using CardTeam.Contracts;
using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Reads the parts that rules have in common, and keeps the faults found.</summary>
internal sealed class RuleReader
{
    private readonly List<PlanFault> _faults = [];

    public IReadOnlyList<PlanFault> Faults => _faults;

    public CardFactKind? ReadFact(RuleDocument rule, string path)
    {
        if (FactKinds.TryParse(rule.Fact, out var kind))
            return kind;
        Fault(
            $"{path}.fact",
            "plan.unknown-fact",
            $"fact 应为以下之一：{string.Join("、", FactKinds.All)}",
            $"fact is one of {string.Join(", ", FactKinds.All)}."
        );
        return null;
    }

    public HashSet<string>? ReadProducts(RuleDocument rule, string path)
    {
        if (rule.Products is { Count: 0 })
            Fault(
                $"{path}.products",
                "plan.no-products",
                "products 不能为空数组；要覆盖全部请写 [\"*\"] 或省略。",
                "products is not empty: [\"*\"], or nothing, means all."
            );
        return rule.Products is null || rule.Products.Contains("*", StringComparer.Ordinal)
            ? null
            : rule.Products.ToHashSet(StringComparer.Ordinal);
    }

    public Gate? ReadGate(RuleDocument rule, string path)
    {
        if (rule.Gate is null)
            return null;
        if (string.IsNullOrWhiteSpace(rule.Gate.Certificate))
            Required($"{path}.gate.certificate");
        if (rule.Gate.CureDays is not (null or >= 0 and <= 3650))
            NotInRange($"{path}.gate.cureDays", 0, 3650);
        return new(rule.Gate.Certificate ?? "", rule.Gate.CureDays ?? 0);
    }

    public Tiering? ReadTiering(RuleDocument rule, string path, params ReadOnlySpan<string> allowed)
    {
        if (rule.Tiers is null)
            return Tiering.Flat;
        if (allowed.Contains(rule.Tiering))
            return rule.Tiering switch
            {
                "cumulative" => Tiering.Cumulative,
                "whole" => Tiering.Whole,
                _ => Tiering.PerItem,
            };
        var words = string.Join(", ", allowed.ToArray());
        Fault(
            $"{path}.tiering",
            "plan.unknown-tiering",
            $"tiering 应为以下之一：{words}",
            $"tiering is one of {words}."
        );
        return null;
    }

    public Table? ReadRates(RuleDocument rule, string path, bool wholeNumbers)
    {
        if (rule.Rate is null == rule.Tiers is null)
            return Fault<Table>(
                $"{path}.rate",
                "plan.rate-or-tiers",
                "rate 与 tiers 必须且只能有一个。",
                "Either rate or tiers, and not both."
            );
        if (rule.Rate is { } rate)
        {
            if (rate < 0)
                Negative($"{path}.rate");
            return new([new(0, rate)]);
        }

        if (!rule.Tiers!.Any(t => t?.Amount is not null))
            return ReadTiers(rule.Tiers, $"{path}.tiers", "rate", t => t.Rate, wholeNumbers);
        return wholeNumbers
            ? Fault<Table>(
                $"{path}.tiers",
                "plan.rate-or-amount",
                "按件计酬的各档写 rate，不写 amount。",
                "The tiers of a per-unit rule have a rate, not an amount."
            )
            : ReadAmounts(rule.Tiers!, $"{path}.tiers");
    }

    public Table? ReadTiers(
        IReadOnlyList<TierDocument>? tiers,
        string path,
        string value,
        Func<TierDocument, decimal?> valueOf,
        bool wholeNumbers = false
    ) =>
        ReadTable(
            tiers?.Select(t => new Row(t?.From, t?.UpTo, t?.To, t is null ? null : valueOf(t))).ToList(),
            path,
            value,
            wholeNumbers
        );

    public Table? ReadBands(
        IReadOnlyList<BandDocument>? bands,
        string path,
        string value,
        Func<BandDocument, decimal?> valueOf
    ) =>
        ReadTable(
            bands?.Select(b => new Row(b?.From, b?.UpTo, b?.To, b is null ? null : valueOf(b))).ToList(),
            path,
            value,
            wholeNumbers: false
        );

    /// <summary>Reads tiers that each pay an amount as a whole, so that each has an end.</summary>
    private Table? ReadAmounts(IReadOnlyList<TierDocument> tiers, string path)
    {
        var before = _faults.Count;
        for (var i = 0; i < tiers.Count; i++)
        {
            if (tiers[i] is not { } tier)
                continue;
            if (tier.Rate is not null)
                Fault(
                    Invariant($"{path}[{i}].rate"),
                    "plan.rate-or-amount",
                    "各档须一律写 rate 或一律写 amount。",
                    "Either every tier has a rate, or every tier has an amount."
                );
            if (tier.To is null)
                Required(Invariant($"{path}[{i}].to"));
            else if (tier.To <= tier.From)
                Fault(Invariant($"{path}[{i}].to"), "plan.not-in-range", "to 须大于 from。", "to is above from.");
        }

        // The last end is the table's own: no further tier has to follow on there.
        var rows = tiers.Select((t, i) => new Row(t?.From, t?.UpTo, i == tiers.Count - 1 ? null : t?.To, t?.Amount));
        var table = ReadTable(rows.ToList(), path, "amount", wholeNumbers: false);
        return table is null || _faults.Count > before
            ? null
            : new(table.Steps.Select((s, i) => s with { Length = tiers[i].To - s.From }).ToList());
    }

    /// <summary>
    /// Reads a table and checks that it is total: it begins at 0, ascends, and has no gap and no overlap. It is written
    /// with the start of every row, or with the end, included, of every row but the last.
    /// </summary>
    private Table? ReadTable(List<Row>? rows, string path, string value, bool wholeNumbers)
    {
        if (rows is not { Count: > 0 })
        {
            Required(path);
            return null;
        }

        var before = _faults.Count;
        var isUpTo = rows.Exists(r => r.UpTo is not null);
        if (isUpTo)
            CheckEnds(rows, path, wholeNumbers);
        else
            CheckStarts(rows, path, wholeNumbers);
        for (var i = 0; i < rows.Count; i++)
            if (rows[i].Value is not { } worth)
                Required(Invariant($"{path}[{i}].{value}"));
            else if (worth < 0)
                Negative(Invariant($"{path}[{i}].{value}"));
        if (_faults.Count > before)
            return null;
        return new(
            rows.Select(
                    (r, i) =>
                        new Step(
                            (
                                isUpTo
                                    ? i == 0
                                        ? 0
                                        : rows[i - 1].UpTo
                                    : r.From
                            )!.Value,
                            r.Value!.Value
                        )
                )
                .ToList(),
            isUpTo
        );
    }

    private void CheckStarts(List<Row> rows, string path, bool wholeNumbers)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var at = Invariant($"{path}[{i}]");
            if (rows[i].From is not { } from)
                Required($"{at}.from");
            else if (i == 0 && from != 0)
                Fault(
                    $"{at}.from",
                    "plan.hole",
                    Invariant($"第一档必须从 0 开始，否则 0 到 {from} 没有档位。"),
                    Invariant($"The first one starts at 0: nothing holds 0 to {from}.")
                );
            else if (i > 0 && from <= rows[i - 1].From)
                Fault(
                    $"{at}.from",
                    "plan.overlap",
                    Invariant($"与上一档重叠：{from} 不大于 {rows[i - 1].From}。"),
                    Invariant($"Overlaps the one before: {from} is not above {rows[i - 1].From}.")
                );
            else if (wholeNumbers && from != decimal.Truncate(from))
                NotWhole($"{at}.from");
            var next = i + 1 < rows.Count ? rows[i + 1].From : null;
            if (rows[i].To is not { } to || to == next)
                continue;
            if (next is null || to < next)
                Fault(
                    $"{at}.to",
                    "plan.hole",
                    Invariant($"{to} 之后没有档位接上。"),
                    Invariant($"Nothing follows on at {to}.")
                );
            else
                Fault(
                    $"{at}.to",
                    "plan.overlap",
                    Invariant($"{next} 到 {to} 落在两档之中。"),
                    Invariant($"{next} to {to} lies in two of them.")
                );
        }
    }

    private void CheckEnds(List<Row> rows, string path, bool wholeNumbers)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var at = Invariant($"{path}[{i}]");
            if (rows[i].From is not null || rows[i].To is not null)
                Fault(
                    $"{at}.{(rows[i].From is null ? "to" : "from")}",
                    "plan.from-or-up-to",
                    "各档须一律用 from 或一律用 upTo。",
                    "Either every row has from, or every row has upTo."
                );
            else if (i == rows.Count - 1)
            {
                if (rows[i].UpTo is { } end)
                    Fault(
                        $"{at}.upTo",
                        "plan.hole",
                        Invariant($"{end} 以上没有档位：最后一档不写 upTo。"),
                        Invariant($"Nothing holds what is above {end}: the last row has no upTo.")
                    );
            }
            else if (rows[i].UpTo is not { } upTo)
                Required($"{at}.upTo");
            else if (upTo < 0 || (i > 0 && upTo <= rows[i - 1].UpTo))
                Fault(
                    $"{at}.upTo",
                    "plan.overlap",
                    Invariant($"与上一档重叠：{upTo} 不大于 {(i == 0 ? 0 : rows[i - 1].UpTo)}。"),
                    Invariant($"Overlaps the one before: {upTo} is not above {(i == 0 ? 0 : rows[i - 1].UpTo)}.")
                );
            else if (wholeNumbers && upTo != decimal.Truncate(upTo))
                NotWhole($"{at}.upTo");
        }
    }

    /// <summary>Reads whom a rule is for.</summary>
    /// <param name="units">The bank's units; null where the unit is not looked up.</param>
    public Audience ReadAudience(RuleDocument rule, string path, UnitTree? units) =>
        new(
            ReadChoices(rule.Levels, $"{path}.levels", "plan.unknown-level", Grades.Levels),
            ReadChoices(rule.Employment, $"{path}.employment", "plan.unknown-employment", Grades.Employments),
            ReadUnit(rule.Org, $"{path}.org", units)
        );

    private string? ReadUnit(string? org, string path, UnitTree? units)
    {
        if (org is not null && units?.Knows(org) == false)
            Fault(path, "plan.unknown-org", $"没有编号为“{org}”的机构。", $"There is no unit '{org}'.");
        return org;
    }

    /// <summary>Reads the number of each key; those of other levels than the rule's may be left out.</summary>
    public IReadOnlyDictionary<string, decimal>? ReadValues(RuleDocument rule, string path, IReadOnlyList<string> keys)
    {
        var before = _faults.Count;
        if (rule.Values is null)
            Required($"{path}.values");
        foreach (var key in keys)
            if (rule.Values?.ContainsKey(key) == false && IsForLevelOf(rule, key))
                Fault($"{path}.values.{key}", "plan.hole", $"缺少“{key}”的数值。", $"There is no value for '{key}'.");
        foreach (var (key, value) in rule.Values ?? new Dictionary<string, decimal>(StringComparer.Ordinal))
        {
            if (!keys.Contains(key, StringComparer.Ordinal))
                Fault(
                    $"{path}.values.{key}",
                    "plan.unknown-value",
                    $"values 的名称应为以下之一：{string.Join("、", keys)}",
                    $"A name in values is one of {string.Join(", ", keys)}."
                );
            else if (value < 0)
                Negative($"{path}.values.{key}");
        }

        return _faults.Count > before ? null : rule.Values;
    }

    /// <summary>Reads a choice of one word.</summary>
    public string? ReadChoice(string? value, string path, params ReadOnlySpan<string> allowed)
    {
        if (value is not null && allowed.Contains(value))
            return value;
        var words = string.Join(", ", allowed.ToArray());
        Fault(path, "plan.unknown-choice", $"应为以下之一：{words}", $"One of {words} is wanted.");
        return null;
    }

    /// <summary>Reads a share above 0 and at most 1.</summary>
    public decimal? ReadShare(decimal? share, string path)
    {
        if (share is > 0 and <= 1)
            return share;
        Fault(path, "plan.not-in-range", "应大于 0 且不超过 1。", "Above 0 and at most 1 is wanted.");
        return null;
    }

    /// <summary>Reads an amount that is not below zero.</summary>
    public Money? ReadAmount(Money? amount, string path)
    {
        if (amount is null)
            Required(path);
        else if (amount < Money.Zero)
            Negative(path);
        return amount;
    }

    private static bool IsForLevelOf(RuleDocument rule, string key) =>
        rule.Levels is not { Count: > 0 } levels
        || !Grades.PaySteps.Concat(Grades.Levels).Contains(key, StringComparer.Ordinal)
        || levels.Contains(key.Split('-')[0], StringComparer.Ordinal);

    private HashSet<string>? ReadChoices(
        IReadOnlyList<string>? values,
        string path,
        string code,
        IReadOnlyList<string> allowed
    )
    {
        if (values is null)
            return null;
        if (values.Count == 0 || values.Any(v => !allowed.Contains(v, StringComparer.Ordinal)))
            Fault(
                path,
                code,
                $"应列出 {string.Join('、', allowed)} 中的若干个。",
                $"Some of {string.Join(", ", allowed)} are wanted."
            );
        return values.Where(v => v is not null).ToHashSet(StringComparer.Ordinal);
    }

    private void NotWhole(string path) =>
        Fault(path, "plan.not-whole", "件数应为整数。", "A number of units is whole.");

    public void Required(string path) => Fault(path, "plan.required", "必填。", "Required.");

    public void Negative(string path) => Fault(path, "plan.negative", "不能为负。", "Not below zero.");

    public void NotInRange(string path, int least, int most) =>
        Fault(
            path,
            "plan.not-in-range",
            Invariant($"应为 {least} 到 {most} 的整数。"),
            Invariant($"A whole number from {least} to {most} is wanted.")
        );

    public void Fault(string path, string code, string zh, string en) => _faults.Add(new(path, code, zh, en));

    private T? Fault<T>(string path, string code, string zh, string en)
        where T : class
    {
        Fault(path, code, zh, en);
        return null;
    }

    /// <summary>A row of a table as it is written.</summary>
    private readonly record struct Row(decimal? From, decimal? UpTo, decimal? To, decimal? Value);
}
