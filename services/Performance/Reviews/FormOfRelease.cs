using CardTeam.ServiceDefaults;

namespace CardTeam.Performance.Reviews;

/// <summary>The form every bank begins with: the ten abilities of an account manager.</summary>
internal static class FormOfRelease
{
    public const string Code = "ten-abilities";

    public static ReviewTerms Terms { get; } =
        new(
            new("十种能力", "Ten abilities"),
            [
                new(
                    "market-analysis",
                    new("市场分析", "Market analysis"),
                    new(
                        "了解辖区客群、商户和同业，说得清依据",
                        "Knows the customers, merchants and competitors of the district, with evidence"
                    )
                ),
                new(
                    "market-forecast",
                    new("市场预测", "Market forecast"),
                    new("预判需求变化，提前安排工作", "Foresees changes of demand and plans ahead")
                ),
                new(
                    "brand-building",
                    new("品牌培育", "Brand building"),
                    new("让客户认识并信任本行信用卡", "Makes the bank's cards known and trusted")
                ),
                new(
                    "customer-management",
                    new("管理客户", "Managing customers"),
                    new(
                        "客户资料完整，分层清楚，跟进及时",
                        "Keeps records complete, tells segments apart and follows up in time"
                    )
                ),
                new(
                    "customer-service",
                    new("服务客户", "Serving customers"),
                    new("响应及时，把问题解决到底", "Answers promptly and sees a problem through")
                ),
                new(
                    "outlet-care",
                    new("终端维护", "Care of outlets"),
                    new(
                        "定期走访商户和受理终端，发现问题即处理",
                        "Visits merchants and terminals regularly and puts right what is wrong"
                    )
                ),
                new(
                    "communication",
                    new("沟通协调", "Communication"),
                    new("倾听、说明清楚，与同事配合顺畅", "Listens, explains clearly and works well with others")
                ),
                new(
                    "systems",
                    new("系统运用", "Use of systems"),
                    new("熟练使用业务系统，数据录入准确", "Uses the systems with skill and enters data correctly")
                ),
                new(
                    "information",
                    new("信息捕捉", "Gathering information"),
                    new("留意市场和风险信息，及时上报", "Notices news of market and risk and reports it in time")
                ),
                new(
                    "execution",
                    new("营销执行", "Carrying out campaigns"),
                    new("按计划完成营销活动，合规推介", "Carries campaigns out as planned and sells by the rules")
                ),
            ],
            [
                new("很少做到", "rarely"),
                new("有时做到", "sometimes"),
                new("基本做到", "mostly"),
                new("稳定做到", "reliably"),
                new("堪为榜样", "an example to others"),
            ],
            HasText: true,
            [
                new(ReviewWords.Self, 0.10m),
                new(ReviewWords.Superior, 0.25m),
                new(ReviewWords.Peer, 0.20m),
                new(ReviewWords.Partner, 0.10m),
                new(ReviewWords.Customer, 0.15m),
                new(ReviewWords.Results, 0.20m),
            ],
            ReviewBounds.FewestAnswers
        );

    public static ReviewForm Create() => new ReviewForm(Code).Set(Terms, null, null);
}
