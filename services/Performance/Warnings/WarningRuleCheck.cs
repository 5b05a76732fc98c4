using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Performance.Warnings;

/// <summary>Finds what is wrong with a warning rule as it was sent, and reads it.</summary>
/// <param name="isKpi">True for the code of a KPI in use.</param>
internal sealed class WarningRuleCheck(Func<string, bool> isKpi)
{
    private const int MostMonths = 24,
        MostDays = 366,
        MostConfirm = 12;

    private readonly List<WarningRuleFault> _faults = [];

    /// <exception cref="RuleBrokenException">400: every fault is in the details.</exception>
    public WarningRuleContent Read(PutWarningRule.Request given)
    {
        var (zh, en) = (NameOf(given.Name?.Zh, "name.zh"), NameOf(given.Name?.En, "name.en"));
        OneOf("kind", given.Kind, WarningWords.Kinds);
        OneOf("severity", given.Severity, WarningWords.Severities);
        var isOfKpi = given.Kind is not (WarningWords.Cluster or WarningWords.Spike);
        if (isOfKpi && (given.Kpi is null || !Kpis.Kpi.IsCode(given.Kpi) || !isKpi(given.Kpi)))
            Find("kpi", "应为在用指标的代码。", "is the code of a KPI in use.");
        Within("confirm", given.Confirm, 1, MostConfirm);
        Within("responseDays", given.ResponseDays, 1, MostDays);
        var terms = TermsOf(given.Kind, given.Terms ?? new());
        if (_faults.Count > 0)
            throw new RuleBrokenException(
                "warning-rule.not-valid",
                new($"{_faults[0].Field}：{_faults[0].Text.Zh}", $"{_faults[0].Field}: {_faults[0].Text.En}"),
                status: 400,
                details: [.. _faults]
            );
        return new(
            NameZh: zh,
            NameEn: en,
            Kind: given.Kind!,
            Kpi: isOfKpi ? given.Kpi : null,
            Terms: terms,
            Severity: given.Severity!,
            IsConduct: given.Conduct,
            Confirm: given.Confirm,
            ResponseDays: given.ResponseDays
        );
    }

    /// <summary>The numbers that a kind uses, each within its bounds; the others are left out.</summary>
    private WarningTerms TermsOf(string? kind, WarningTerms t)
    {
        switch (kind)
        {
            case WarningWords.Threshold:
                return new(Side: Side(t), Limit: Limit(t));
            case WarningWords.Change:
                return new(Side: Side(t), Share: Number("terms.share", t.Share, 0.01m, t.IsAbove ? 100 : 1));
            case WarningWords.Deviation:
                return new(Side: Side(t), Deviations: Number("terms.deviations", t.Deviations, 0.5m, 10));
            case WarningWords.Forecast:
                Within("terms.months", t.Months, 1, MostMonths);
                return new(Side: Side(t), Limit: Limit(t), Months: t.Months);
            case WarningWords.Cluster:
                Within("terms.count", t.Count, 2, Lengths.LargestCount);
                Within("terms.days", t.Days, 1, MostDays);
                return new(Count: t.Count, Days: t.Days);
            case WarningWords.Spike:
                Within("terms.count", t.Count, 1, Lengths.LargestCount);
                Within("terms.days", t.Days, 1, MostDays);
                return new(
                    Share: Number("terms.share", t.Share, 0.01m, 1),
                    Count: t.Count,
                    Days: t.Days,
                    Factor: Number("terms.factor", t.Factor, 1, 100),
                    FirstUsed: Number("terms.firstUsed", t.FirstUsed, 0.01m, 1)
                );
            default:
                return t;
        }
    }

    private string? Side(WarningTerms t)
    {
        OneOf("terms.side", t.Side, WarningWords.Sides);
        return t.Side;
    }

    private decimal? Limit(WarningTerms t) => Number("terms.limit", t.Limit, -Figures.Largest, Figures.Largest);

    private decimal? Number(string field, decimal? given, decimal least, decimal most)
    {
        if (given is not { } number || number < least || number > most || number != Figures.Round(number))
            Find(
                field,
                Invariant($"应为 {least} 到 {most} 的数字，最多 6 位小数。"),
                Invariant($"is a number from {least} to {most}, with at most 6 decimal places.")
            );
        return given;
    }

    private void Within(string field, int? given, int least, int most)
    {
        if (given is not { } number || number < least || number > most)
            Find(
                field,
                Invariant($"应为 {least} 到 {most} 的整数。"),
                Invariant($"is a whole number from {least} to {most}.")
            );
    }

    private string NameOf(string? given, string field)
    {
        if (!TypedText.TryRead(given, Lengths.Title, out var name, out var refusal))
            _faults.Add(new(field, refusal.Text));
        else if (name is null)
            Find(field, "中文和英文名称均须填写。", "needs a name in Chinese and in English.");
        return name ?? "";
    }

    private void OneOf(string field, string? given, string[] words)
    {
        if (given is null || !words.Contains(given, StringComparer.Ordinal))
            Find(field, $"应为下列之一：{string.Join("、", words)}。", $"is one of {string.Join(", ", words)}.");
    }

    private void Find(string field, string zh, string en) => _faults.Add(new(field, new(zh, en)));
}

/// <summary>Something that is wrong with a warning rule.</summary>
internal sealed record WarningRuleFault(string Field, Text Text);
