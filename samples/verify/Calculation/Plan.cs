using System.Text.Json;
using CardTeam.Verify.Rules;

namespace CardTeam.Verify.Calculation;

/// <summary>A plan with its rules, in the order in which they are written.</summary>
internal sealed class Plan
{
    private Plan(string code, Month from, IReadOnlyList<Rule> rules)
    {
        (Code, From, Rules) = (code, from, rules);
        Earning = [.. rules.OfType<EarningRule>()];
        Factors = [.. rules.OfType<FactorRule>()];
        Clawbacks = [.. rules.OfType<ClawbackRule>()];
        InOrder = [.. rules.OrderBy(r => r.Effect)];
    }

    public string Code { get; }
    public Month From { get; }
    public IReadOnlyList<Rule> Rules { get; }
    public IReadOnlyList<EarningRule> Earning { get; }
    public IReadOnlyList<FactorRule> Factors { get; }
    public IReadOnlyList<ClawbackRule> Clawbacks { get; }

    /// <summary>The rules in the order of their effect; those of one effect as they are written.</summary>
    public IReadOnlyList<Rule> InOrder { get; }

    /// <exception cref="Refusal">The document is no plan, or has what this program does not know.</exception>
    public static Plan Read(string file, byte[] document)
    {
        try
        {
            using var plan = JsonDocument.Parse(document, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = plan.RootElement;
            return new(
                root.GetProperty("code").GetString()!,
                root.GetProperty("effectiveFrom").Deserialize<Month>(),
                [.. root.GetProperty("rules").EnumerateArray().Select(r => RuleTypes.Read(new(file, r)))]
            );
        }
        catch (Exception wrong)
            when (wrong
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or ArgumentException
            )
        {
            throw new Refusal($"{file} 不是方案文档。", $"{file} is no plan document.");
        }
    }
}

/// <summary>The plan of each month from the bank's first to the one in question.</summary>
internal sealed class PlanCalendar(Month first, Month last, IReadOnlyDictionary<Month, Plan> months)
{
    public Month First => first;
    public Month Last => last;

    /// <summary>Each plan once, in the order of the months.</summary>
    public IReadOnlyList<Plan> Plans { get; } = [.. months.OrderBy(m => m.Key).Select(m => m.Value).Distinct()];

    public Plan? In(Month month) => months.GetValueOrDefault(month);
}
