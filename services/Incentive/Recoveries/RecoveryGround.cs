using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Recoveries;

/// <summary>
/// A ground on which pay is recovered: one of the eight of 银保监办发〔2021〕17号《关于建立完善银行保险机构绩效薪酬
/// 追索扣回机制的指导意见》.
/// </summary>
/// <param name="Code">The value of <c>ground</c>.</param>
/// <param name="IsMust">True where the bank has to recover (应当), false where it may (可以).</param>
internal sealed record RecoveryGround(string Code, Text Text, bool IsMust)
{
    public static readonly IReadOnlyList<RecoveryGround> All =
    [
        new(
            "indicators-missed",
            new(
                "重要监管指标严重不达标或偏离合理区间",
                "Important regulatory indicators are badly missed or far from their reasonable range"
            ),
            IsMust: true
        ),
        new(
            "taken-over",
            new(
                "被监管部门采取接管等风险处置措施",
                "The bank is taken over, or put under other measures of risk disposal, by a supervisor"
            ),
            IsMust: true
        ),
        new(
            "major-risk-loss",
            new(
                "发生重大风险事件，对金融市场秩序造成恶劣影响",
                "A major risk event has done serious harm to the order of the financial market"
            ),
            IsMust: true
        ),
        new(
            "other-damage",
            new(
                "其他对本行财产、声誉等造成重大损害的情形",
                "Other major damage to the bank’s property, reputation or the like"
            ),
            IsMust: true
        ),
        new(
            "restatement",
            new(
                "财务报表重述等导致绩效薪酬所依据的财务信息发生较大调整",
                "Restated accounts or the like have greatly changed the figures that the pay rested on"
            ),
            IsMust: false
        ),
        new("false-results", new("绩效考核结果存在弄虚作假", "Results of the appraisal were falsified"), IsMust: false),
        new(
            "violation",
            new(
                "违反薪酬管理程序擅自发放绩效薪酬或擅自增加薪酬激励项目",
                "Pay was given, or incentives were added, against the procedures of pay administration"
            ),
            IsMust: false
        ),
        new(
            "wrong-information",
            new("其他违规或基于错误信息发放薪酬", "Pay was otherwise given against the rules or on wrong information"),
            IsMust: false
        ),
    ];

    private static readonly Dictionary<string, RecoveryGround> ByCode = All.ToDictionary(
        g => g.Code,
        StringComparer.Ordinal
    );

    /// <summary>The ground of a code; null when there is none.</summary>
    public static RecoveryGround? Of(string? code) => code is null ? null : ByCode.GetValueOrDefault(code);
}
