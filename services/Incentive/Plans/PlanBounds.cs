using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Plans;

/// <summary>
/// The greatest size of a plan. A bank's plan has a dozen rules; without bounds a few kilobytes could cost hours of
/// calculation. Checked only when a plan is written, before any other check, so that plans in force are still
/// calculated as they were approved.
/// </summary>
internal sealed class PlanBounds
{
    public const int MostRules = 100,
        MostSteps = 100,
        MostNames = 200,
        LongestName = 60,
        MostPlaces = 10;

    /// <summary>The largest CNY per unit, and the largest amount of a cap, a complaint or a threshold.</summary>
    public const decimal LargestAmount = 100_000_000m;

    /// <summary>The largest factor, and the largest share of an amount.</summary>
    public const decimal LargestFactor = 100m;

    /// <summary>The largest start of a tier: a number of units or a sum in CNY.</summary>
    public const decimal LargestStart = 1_000_000_000_000m;

    private readonly List<PlanFault> _faults = [];

    public static IReadOnlyList<PlanFault> Check(PlanDocument document)
    {
        var bounds = new PlanBounds();
        bounds.Look(document);
        return bounds._faults;
    }

    private void Look(PlanDocument document)
    {
        Name(document.Code, "code");
        Words(document.Title?.Zh, "title.zh");
        Words(document.Title?.En, "title.en");
        if (!Count(document.Rules?.Count, MostRules, "rules"))
            return;
        for (var i = 0; i < (document.Rules?.Count ?? 0); i++)
            if (document.Rules![i] is { } rule)
                Look(rule, $"rules[{i.ToString(CultureInfo.InvariantCulture)}]");
    }

    private void Look(RuleDocument rule, string path)
    {
        Name(rule.Id, $"{path}.id");
        Names(rule.Products, $"{path}.products");
        Names(rule.Of?.Items, $"{path}.of");
        Names(rule.Levels, $"{path}.levels");
        Names(rule.Employment, $"{path}.employment");
        Name(rule.Org, $"{path}.org");
        Name(rule.Gate?.Certificate, $"{path}.gate.certificate");
        var isShare = rule.Type == "per-amount";
        Number(rule.Rate, isShare ? LargestFactor : LargestAmount, $"{path}.rate");
        Number(rule.Share, LargestFactor, $"{path}.share");
        Amount(rule.Amount, $"{path}.amount");
        Amount(rule.Above, $"{path}.above");
        Amount(rule.Least, $"{path}.least");
        Amount(rule.Most, $"{path}.most");
        Amount(rule.Floor, $"{path}.floor");
        if (Count(rule.PerUpheld?.Count, MostNames, $"{path}.perUpheld"))
            foreach (var (severity, amount) in rule.PerUpheld ?? new Dictionary<string, Money>(StringComparer.Ordinal))
                Amount(amount, $"{path}.perUpheld.{severity}");
        if (Count(rule.Values?.Count, MostNames, $"{path}.values"))
            foreach (var (name, value) in rule.Values ?? new Dictionary<string, decimal>(StringComparer.Ordinal))
                Number(value, rule.Type == "factor" ? LargestFactor : LargestAmount, $"{path}.values.{name}");
        Number(rule.Below, LargestFactor, $"{path}.below");
        Number(rule.BelowFactor, LargestFactor, $"{path}.belowFactor");
        if (Count(rule.Kpis?.Count, MostSteps, $"{path}.kpis"))
            for (var i = 0; i < (rule.Kpis?.Count ?? 0); i++)
            {
                var (kpi, at) = (rule.Kpis![i], $"{path}.kpis[{i.ToString(CultureInfo.InvariantCulture)}]");
                Name(kpi?.Kpi, $"{at}.kpi");
                Number(kpi?.Weight, LargestFactor, $"{at}.weight");
            }

        if (Count(rule.Tiers?.Count, MostSteps, $"{path}.tiers"))
            for (var i = 0; i < (rule.Tiers?.Count ?? 0); i++)
            {
                var (tier, at) = (rule.Tiers![i], $"{path}.tiers[{i.ToString(CultureInfo.InvariantCulture)}]");
                Number(tier?.From, LargestStart, $"{at}.from");
                Number(tier?.To, LargestStart, $"{at}.to");
                Number(tier?.UpTo, LargestStart, $"{at}.upTo");
                Number(tier?.Amount, LargestAmount, $"{at}.amount");
                Number(tier?.Share, LargestFactor, $"{at}.share");
                Number(tier?.Rate, isShare ? LargestFactor : LargestAmount, $"{at}.rate");
            }

        if (Count(rule.Bands?.Count, MostSteps, $"{path}.bands"))
            for (var i = 0; i < (rule.Bands?.Count ?? 0); i++)
            {
                var (band, at) = (rule.Bands![i], $"{path}.bands[{i.ToString(CultureInfo.InvariantCulture)}]");
                Number(band?.From, LargestStart, $"{at}.from");
                Number(band?.To, LargestStart, $"{at}.to");
                Number(band?.UpTo, LargestStart, $"{at}.upTo");
                Number(band?.Rate, LargestAmount, $"{at}.rate");
                Number(band?.Factor, LargestFactor, $"{at}.factor");
            }
    }

    private bool Count(int? count, int most, string path)
    {
        if (count is null || count <= most)
            return true;
        Fault(
            path,
            "plan.too-many",
            Invariant($"最多 {most} 项，现在有 {count} 项。"),
            Invariant($"At most {most}; there are {count}.")
        );
        return false;
    }

    private void Names(IReadOnlyList<string>? names, string path)
    {
        if (!Count(names?.Count, MostNames, path))
            return;
        foreach (var name in names ?? [])
            Name(name ?? "", path);
    }

    private void Name(string? name, string path)
    {
        if (!Codes.TryRead(name, LongestName, out var code, out var refusal))
            Fault(path, "plan.text-not-valid", refusal.Text.Zh, refusal.Text.En);
        else if (name is not null && code != name)
            Fault(
                path,
                "plan.text-not-valid",
                "首尾不能有空格，也不能用全角字符。",
                "No blanks at either end, and no full-width characters."
            );
    }

    private void Words(string? words, string path)
    {
        if (!TypedText.TryRead(words, Lengths.Title, out _, out var refusal))
            Fault(path, "plan.text-not-valid", refusal.Text.Zh, refusal.Text.En);
    }

    private void Amount(Money? amount, string path) => Number(amount?.Fen / 100m, LargestAmount, path);

    private void Number(decimal? number, decimal largest, string path)
    {
        if (number is not { } value)
            return;
        if (Math.Abs(value) > largest)
            Fault(
                path,
                "plan.not-in-range",
                string.Create(CultureInfo.InvariantCulture, $"最大为 {largest}。"),
                string.Create(CultureInfo.InvariantCulture, $"At most {largest}.")
            );
        else if (value.Scale > MostPlaces)
            Fault(path, "plan.too-many-places", $"最多 {MostPlaces} 位小数。", $"At most {MostPlaces} decimal places.");
    }

    private void Fault(string path, string code, string zh, string en) => _faults.Add(new(path, code, zh, en));
}
