using System.Globalization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Numbers and grades in the sentences of a plan and of a statement, in both languages.</summary>
internal static class Words
{
    public static Text Yuan(Money amount) => Yuan(Numbers.Yuan(amount));

    /// <summary>An amount with two decimals, or more where the exact number has more.</summary>
    public static Text Yuan(decimal amount)
    {
        var number = Math.Abs(amount).ToString("#,##0.00########", CultureInfo.InvariantCulture);
        var sign = amount < 0 ? "−" : "";
        return new($"{sign}{number} 元", $"{sign}¥{number}");
    }

    /// <summary>A ratio as people say it: 0.0015 as 0.15%.</summary>
    public static string Percent(decimal ratio) => ratio.ToString("0.##########%", CultureInfo.InvariantCulture);

    /// <summary>A plain number with all its places.</summary>
    public static string Number(decimal number) => number.ToString("#,##0.##########", CultureInfo.InvariantCulture);

    public static Text Level(string level) =>
        level switch
        {
            "trainee" => new("见习", "Trainee"),
            "junior" => new("初级", "Junior"),
            "intermediate" => new("中级", "Intermediate"),
            "senior" => new("高级", "Senior"),
            _ => new(level, level),
        };

    public static Text Rhythm(string rhythm) =>
        rhythm switch
        {
            Rhythms.Month => new("月份", "month"),
            Rhythms.Quarter => new("季度", "quarter"),
            Rhythms.Half => new("半年", "half-year"),
            _ => new("年度", "year"),
        };

    public static Text Employment(string employment) =>
        employment switch
        {
            "regular" => new("在册", "Regular"),
            "contract" => new("聘用", "Contract"),
            _ => new(employment, employment),
        };

    /// <summary>A level with its step, such as 高级 A 档.</summary>
    public static Text PayStep(string payStep)
    {
        if (payStep.Split('-') is not [var name, var step])
            return Level(payStep);
        var level = Level(name);
        return new($"{level.Zh} {step} 档", $"{level.En} {step}");
    }

    /// <summary>
    /// A value of the figure that a rule goes by: <c>level</c>, <c>pay-step</c> or <c>employment</c>.
    /// </summary>
    public static Text Figure(string by, string value) =>
        by switch
        {
            "level" => Level(value),
            "pay-step" => PayStep(value),
            _ => Employment(value),
        };

    public static Text Severity(string severity) =>
        severity switch
        {
            "minor" => new("轻微", "minor"),
            "major" => new("较重", "major"),
            "severe" => new("严重", "severe"),
            _ => new(severity, severity),
        };

    /// <summary>Several things in one sentence.</summary>
    public static Text List(IEnumerable<Text> items)
    {
        var all = items.ToList();
        return new(string.Join('、', all.Select(i => i.Zh)), string.Join(", ", all.Select(i => i.En)));
    }

    /// <summary>
    /// The rows of a table, one a line. In a table written with starts, a row holds from its start up to the next
    /// one's; in one written with ends, it holds what is above the row before up to its end, included.
    /// </summary>
    /// <param name="at">A bound in words.</param>
    /// <param name="worth">The meaning of a row, in words.</param>
    public static IEnumerable<Text> Rows(Table table, Func<decimal, Text> at, Func<Step, Text> worth)
    {
        for (var i = 0; i < table.Steps.Count; i++)
        {
            var (from, means) = (at(table.Steps[i].From), worth(table.Steps[i]));
            Text? end =
                i + 1 < table.Steps.Count ? at(table.Steps[i + 1].From)
                : table.Steps[i].Length is { } length ? at(table.Steps[i].From + length)
                : null;
            yield return (end, table.IsUpTo, i) switch
            {
                (null, true, 0) or (null, false, 0) => new($"一律：{means.Zh}", $"always: {means.En}"),
                ({ } to, true, 0) => new($"不超过 {to.Zh}：{means.Zh}", $"up to {to.En}: {means.En}"),
                ({ } to, true, _) => new(
                    $"超过 {from.Zh}、不超过 {to.Zh}：{means.Zh}",
                    $"above {from.En}, up to {to.En}: {means.En}"
                ),
                (null, true, _) => new($"超过 {from.Zh}：{means.Zh}", $"above {from.En}: {means.En}"),
                ({ } to, false, _) => new(
                    $"{from.Zh} 起、不满 {to.Zh}：{means.Zh}",
                    $"from {from.En} to below {to.En}: {means.En}"
                ),
                (null, false, _) => new($"{from.Zh} 起：{means.Zh}", $"from {from.En}: {means.En}"),
            };
        }
    }
}
