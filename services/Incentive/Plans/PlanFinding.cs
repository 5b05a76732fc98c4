using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Plans;

/// <summary>
/// A provision of supervision that a plan conflicts with: not an error of calculation, but something the approver must
/// justify.
/// </summary>
/// <param name="Clause">The provision it rests on.</param>
internal sealed record PlanFinding(string Code, string Zh, string En, string Clause)
{
    private const string CardBusiness =
        "《商业银行信用卡业务监督管理办法》（2011）：不得采用单一以发卡数量计件提成的考核方式";
    private const string Deferral =
        "《商业银行稳健薪酬监管指引》（2010）：对风险有重要影响岗位绩效薪酬的 40% 以上延期支付，期限不少于 3 年";
    private const string Recovery =
        "《关于建立完善银行保险机构绩效薪酬追索扣回机制的指导意见》（2021）：绩效薪酬应有追索、扣回的比例和程序";

    private const string PieceRateOnly = "regulation.piece-rate-only",
        VolumeLed = "regulation.volume-led";

    /// <summary>The facts that count cards brought in, whatever becomes of them.</summary>
    private static readonly CardFactKind[] Volume = [CardFactKind.Applied, CardFactKind.Approved];

    /// <summary>The facts of a new card, which an early cancellation undoes.</summary>
    private static readonly CardFactKind[] NewCards =
    [
        CardFactKind.Approved,
        CardFactKind.Activated,
        CardFactKind.FirstUsed,
    ];

    /// <summary>The conflicts of a plan's rules, each with the provision it rests on.</summary>
    public static List<PlanFinding> Of(IReadOnlyList<Rule> rules)
    {
        var (earning, factors) = (rules.OfType<EarningRule>().ToList(), rules.OfType<FactorRule>().ToList());
        var findings = new List<PlanFinding>();
        if (earning.Count > 0 && factors.Count == 0)
            Find(
                PieceRateOnly,
                "方案只按件计酬，没有与考核得分挂钩的系数。",
                "The plan pays by the piece only: no factor ties it to the scorecard.",
                CardBusiness
            );
        if (earning.Count > 0 && OnVolumeAlone(rules).Count == earning.Count)
            Find(
                VolumeLed,
                "方案只按进件或核卡数量计酬，且没有任何质量系数。",
                "The plan pays for the number of applications or approved cards alone, and no factor of quality changes it.",
                CardBusiness
            );
        if (
            rules.OfType<DeferralRule>().FirstOrDefault() is { } deferral
            && (deferral.Share < 0.40m || deferral.Years < 3)
        )
            Find(
                "regulation.deferral-too-light",
                "延期支付比例低于 40% 或年限少于 3 年。",
                "Less than 40 % is deferred, or for less than 3 years.",
                Deferral
            );
        var takenBack = rules.OfType<ClawbackRule>().Select(rule => rule.Of).ToHashSet(StringComparer.Ordinal);
        if (earning.Any(rule => NewCards.Contains(rule.Fact) && !takenBack.Contains(rule.Id)))
            Find(
                "regulation.no-clawback",
                "有按新卡计酬的规则没有对应的注销扣回。",
                "A rule pays for new cards, and no clawback takes it back when the card is cancelled early.",
                Recovery
            );
        return findings;

        void Find(string code, string zh, string en, string clause) => findings.Add(new(code, zh, en, clause));
    }

    /// <summary>The ids of the rules that pay for the number of applications or cards, with no factor of quality.</summary>
    public static HashSet<string> OnVolumeAlone(IReadOnlyList<Rule> rules)
    {
        var factors = rules.OfType<FactorRule>().ToList();
        return rules
            .OfType<EarningRule>()
            .Where(rule =>
                Volume.Contains(rule.Fact)
                && !factors.Any(factor => factor.Of.Contains(rule.Id, StringComparer.Ordinal))
            )
            .Select(rule => rule.Id)
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>
    /// The findings with that of volume judged by what the plan would have paid last year: over half of what was earned,
    /// or none.
    /// </summary>
    /// <param name="earned">The sum earned by the rules on facts, factors included; above zero.</param>
    /// <param name="onVolume">The part of it that <see cref="OnVolumeAlone"/> brought.</param>
    public static List<PlanFinding> Judged(IReadOnlyList<PlanFinding> findings, Money earned, Money onVolume)
    {
        var judged = findings.Where(finding => finding.Code != VolumeLed).ToList();
        if (onVolume.Fen <= earned.Fen - onVolume.Fen)
            return judged;
        var share = Words.Percent(Math.Round((decimal)onVolume.Fen / earned.Fen, 3, MidpointRounding.AwayFromZero));
        judged.Insert(
            judged.FindIndex(finding => finding.Code == PieceRateOnly) + 1,
            new(
                VolumeLed,
                $"按最近一年测算，计件计额所得的 {share} 来自进件或核卡数量，且没有任何质量系数。",
                $"Over the last year {share} of what the plan would have paid by the piece rests on the number of applications or approved cards, and no factor of quality changes it.",
                CardBusiness
            )
        );
        return judged;
    }
}
