using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Plans;

/// <summary>
/// A plan in sentences, made from the checked rules that pay is calculated with, so that what a manager signs is what is
/// paid.
/// </summary>
/// <param name="Zh">The Chinese text, with lines separated by a line feed.</param>
/// <param name="En">The English text.</param>
internal sealed record PlanText(string Zh, string En)
{
    /// <summary><c>sha256:</c> and the hash of both texts, which a signature names.</summary>
    public string TextHash =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Zh}\n\n{En}")));

    public static PlanText Of(Plan plan) => Of(plan.Read(), plan.Rules(), plan.ReadUnitNames());

    /// <param name="rules">The rules of the document, which has passed every check.</param>
    /// <param name="units">The names of the units that the rules name, by code.</param>
    public static PlanText Of(
        PlanDocument document,
        IReadOnlyList<Rule> rules,
        IReadOnlyDictionary<string, string> units
    )
    {
        var names = RuleNames.Of(document);
        var first = document.EffectiveFrom!.Value.FirstDay;
        var lines = new List<Text>
        {
            new(document.Title!.Zh!, document.Title.En!),
            new(
                first.ToString("自 yyyy 年 M 月起执行。", CultureInfo.InvariantCulture),
                "In force from " + first.ToString("MMMM yyyy", CultureInfo.InvariantCulture) + "."
            ),
        };
        for (var i = 0; i < rules.Count; i++)
        {
            var (name, audience) = (names.Of(rules[i].Id), AudienceOf(rules[i].Audience, units));
            var sentences = rules[i].Sentences(names).ToList();
            lines.Add(
                new(
                    Invariant($"{i + 1}. {name.Zh}{audience.Zh}：{sentences[0].Zh}"),
                    Invariant($"{i + 1}. {name.En}{audience.En}: {sentences[0].En}")
                )
            );
            lines.AddRange(sentences.Skip(1).Select(s => new Text($"    {s.Zh}", $"    {s.En}")));
        }

        return new(string.Join('\n', lines.Select(l => l.Zh)), string.Join('\n', lines.Select(l => l.En)));
    }

    private static Text AudienceOf(Audience audience, IReadOnlyDictionary<string, string> units)
    {
        var parts = new List<Text>();
        if (audience.Levels is { } levels)
            parts.Add(Words.List(Grades.Levels.Where(levels.Contains).Select(Words.Level)));
        if (audience.Employments is { } employments)
            parts.Add(Words.List(Grades.Employments.Where(employments.Contains).Select(Words.Employment)));
        if (parts.Count == 0 && audience.Org is null)
            return new("", "");
        var unit = UnitOf(audience.Org, units);
        var kinds = parts.Count == 0 ? "" : string.Join("; ", parts.Select(p => p.En.ToLowerInvariant())) + " ";
        return new(
            $"（适用于{unit.Zh}{string.Join('，', parts.Select(p => p.Zh))}客户经理）",
            $" (for {kinds}managers{unit.En})"
        );
    }

    private static Text UnitOf(string? org, IReadOnlyDictionary<string, string> units)
    {
        if (org is null)
            return new("", "");
        var name = units.GetValueOrDefault(org);
        return new(
            name is null ? $"机构 {org} 及其下级机构的" : $"{name}（{org}）及其下级机构的",
            name is null ? $" in unit {org} and the units below it" : $" in {name} ({org}) and the units below it"
        );
    }
}
