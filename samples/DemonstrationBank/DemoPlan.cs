namespace CardTeam.DemonstrationBank;

/// <summary>The plan and the score sheets, as the bodies to send.</summary>
internal static class DemoPlan
{
    public const string Code = "CARD-2026";

    /// <summary>
    /// A plan with every type of rule. Numbers of cards alone do not pay: the scorecard, in which risk and compliance
    /// lead, multiplies them.
    /// </summary>
    public const string Document = """
        {
          "code": "CARD-2026",
          "effectiveFrom": "2026-04",
          "title": { "zh": "2026年信用卡客户经理激励方案", "en": "Card account managers' incentive plan 2026" },
          "rules": [
            { "id": "activation", "name": { "zh": "激活奖励", "en": "Activation bonus" },
              "type": "per-unit", "fact": "activated", "products": ["*"], "tiering": "cumulative",
              "tiers": [ { "from": 0, "rate": "50.00" }, { "from": 10, "rate": "80.00" }, { "from": 30, "rate": "120.00" } ],
              "gate": { "certificate": "CARD-SALES", "cureDays": 30 } },
            { "id": "first-use", "name": { "zh": "首刷奖励", "en": "First-use bonus" },
              "type": "per-unit", "fact": "first-used", "products": ["*"], "tiering": "cumulative",
              "tiers": [ { "from": 0, "rate": "20.00" } ],
              "gate": { "certificate": "CARD-SALES", "cureDays": 30 } },
            { "id": "instalment", "name": { "zh": "分期奖励", "en": "Instalment bonus" },
              "type": "per-amount", "fact": "instalment", "rate": "0.0015" },
            { "id": "attainment", "name": { "zh": "考核系数", "en": "Scorecard factor" },
              "type": "factor", "of": ["activation", "first-use", "instalment"], "by": "scorecard",
              "bands": [ { "from": "0", "factor": "0.6" }, { "from": "0.8", "factor": "0.8" }, { "from": "1", "factor": "1" }, { "from": "1.2", "factor": "1.2" } ] },
            { "id": "complaints", "name": { "zh": "投诉扣减", "en": "Complaint deduction" },
              "type": "complaint", "perUpheld": { "minor": "50.00", "major": "200.00", "severe": "1000.00" } },
            { "id": "early-cancel", "name": { "zh": "提前销卡扣回", "en": "Early-cancellation clawback" },
              "type": "clawback", "fact": "cancelled", "withinDays": 30, "of": "activation" },
            { "id": "cap", "name": { "zh": "月度封顶", "en": "Monthly cap" },
              "type": "cap", "amount": "6000.00" },
            { "id": "deferral", "name": { "zh": "延期支付", "en": "Deferred payment" },
              "type": "deferral", "share": "0.40", "years": 3, "levels": ["senior"], "above": "1500.00" }
          ]
        }
        """;

    /// <summary>
    /// The score sheets by level. Overdue cards, upheld complaints and compliance lead each sheet; the number of cards
    /// never has the greatest weight.
    /// </summary>
    public static IReadOnlyList<(string Level, IReadOnlyList<(string Kpi, string Weight)> Kpis)> Sheets { get; } =
    [
        (
            "trainee",
            [
                ("overdue", "0.20"),
                ("complaints-upheld", "0.20"),
                ("compliance", "0.20"),
                ("activated", "0.10"),
                ("satisfaction", "0.10"),
                ("attendance", "0.15"),
                ("teamwork", "0.05"),
            ]
        ),
        (
            "junior",
            [
                ("overdue", "0.25"),
                ("complaints-upheld", "0.20"),
                ("compliance", "0.15"),
                ("activated", "0.10"),
                ("active-rate", "0.05"),
                ("satisfaction", "0.10"),
                ("attendance", "0.10"),
                ("teamwork", "0.05"),
            ]
        ),
        (
            "intermediate",
            [
                ("overdue", "0.25"),
                ("complaints-upheld", "0.20"),
                ("compliance", "0.15"),
                ("activated", "0.10"),
                ("active-rate", "0.10"),
                ("instalment-amount", "0.05"),
                ("satisfaction", "0.10"),
                ("teamwork", "0.05"),
            ]
        ),
        (
            "senior",
            [
                ("overdue", "0.30"),
                ("complaints-upheld", "0.20"),
                ("compliance", "0.15"),
                ("activated", "0.05"),
                ("active-rate", "0.10"),
                ("instalment-amount", "0.05"),
                ("satisfaction", "0.05"),
                ("teamwork", "0.10"),
            ]
        ),
    ];

    /// <summary>KPIs of the bank's own beside the release's: one computed from two others, one imported, one marked by heads.</summary>
    public static IReadOnlyList<(string Code, string Body)> Kpis { get; } =
    [
        (
            "instalment-per-card",
            """
            { "name": { "zh": "卡均分期金额", "en": "Instalments per active card" }, "unit": "cny", "direction": "higher",
              "family": "quality", "source": "ratio", "of": { "numerator": "instalment-amount", "denominator": "active" } }
            """
        ),
        (
            "file-errors",
            """
            { "name": { "zh": "进件资料差错", "en": "Errors in applications" }, "unit": "count", "direction": "lower",
              "family": "compliance", "source": "import" }
            """
        ),
        (
            "service-manner",
            """
            { "name": { "zh": "服务礼仪", "en": "Service manner" }, "unit": "score", "direction": "higher",
              "family": "satisfaction", "source": "import", "of": { "anchors": [
                { "from": 0, "text": { "zh": "多次被客户或同事指出失礼", "en": "Customers or colleagues have complained more than once" } },
                { "from": 60, "text": { "zh": "举止得体，偶有疏忽", "en": "Polite, with occasional lapses" } },
                { "from": 80, "text": { "zh": "始终得体，客户认可", "en": "Always polite, and customers say so" } },
                { "from": 95, "text": { "zh": "可作示范，带动他人", "en": "An example that others follow" } } ] } }
            """
        ),
    ];

    /// <summary>The scheme by which the bank grades its half-years, tried on a month first.</summary>
    public const string GradeScheme = """
        { "effectiveFrom": "2026-04", "period": "month", "draw": 20260531,
          "conditions": { "senior": { "yearsInPost": 5 }, "intermediate": { "yearsInPost": 2 } },
          "rural": { "steps": 1, "top": "senior-A", "countsInQuota": false } }
        """;

    /// <summary>The quarter's sheet of senior managers: what a month is too short for.</summary>
    public const string SheetOfQuarter = """
        { "effectiveFrom": "2026-04", "rhythm": "quarter",
          "kpis": [ { "kpi": "compliance", "weight": "0.45" }, { "kpi": "service-manner", "weight": "0.25" },
                    { "kpi": "care-on-time", "weight": "0.15" }, { "kpi": "plan-completion", "weight": "0.15" } ] }
        """;

    /// <summary>The rules by which the closes of the demonstration judge the managers.</summary>
    public static IReadOnlyList<(string Code, string Body)> WarningRules { get; } =
    [
        (
            "low-compliance",
            """
            { "name": { "zh": "合规得分偏低", "en": "Low compliance" }, "kind": "threshold", "kpi": "compliance",
              "terms": { "side": "below", "limit": "85" }, "severity": "warning" }
            """
        ),
        (
            "low-attendance",
            """
            { "name": { "zh": "出勤连续偏低", "en": "Low attendance" }, "kind": "threshold", "kpi": "attendance",
              "terms": { "side": "below", "limit": "0.93" }, "severity": "notice", "confirm": 2 }
            """
        ),
        (
            "overdue-in-level",
            """
            { "name": { "zh": "逾期明显高于同级", "en": "Overdue far above the level" }, "kind": "deviation",
              "kpi": "overdue", "terms": { "side": "above", "deviations": "3" }, "severity": "severe" }
            """
        ),
        (
            "complaints-together",
            """
            { "name": { "zh": "投诉集中", "en": "Complaints close together" }, "kind": "cluster",
              "terms": { "count": 3, "days": 30 }, "severity": "severe", "conduct": true }
            """
        ),
        (
            "issuance-spike",
            """
            { "name": { "zh": "发卡异常", "en": "Issuance spike" }, "kind": "spike", "severity": "severe", "conduct": true,
              "terms": { "count": 20, "days": 30, "factor": "2", "share": "0.2", "firstUsed": "0.3" } }
            """
        ),
    ];

    /// <summary>
    /// A sheet from July on in which the number of cards leads: the regulation forbids it, and it waits for a second
    /// person.
    /// </summary>
    public const string SheetWithFindings = """
        { "effectiveFrom": "2026-07",
          "kpis": [ { "kpi": "approved", "weight": "0.50" }, { "kpi": "activated", "weight": "0.20" },
                    { "kpi": "overdue", "weight": "0.20" }, { "kpi": "satisfaction", "weight": "0.10" } ],
          "acceptFindings": "暑期校园发卡活动，仅一个季度。" }
        """;

    public static string SheetBody(IReadOnlyList<(string Kpi, string Weight)> kpis) =>
        $$"""{ "effectiveFrom": "2026-04", "kpis": [ {{string.Join(", ", kpis.Select(k => $$"""{ "kpi": "{{k.Kpi}}", "weight": "{{k.Weight}}" }"""))}} ] }""";

    /// <summary>A manager's target of the month for a KPI of the sheet.</summary>
    public static string TargetOf(string kpi, string level) =>
        (kpi, level) switch
        {
            ("activated", "trainee") => "5",
            ("activated", "junior") => "8",
            ("activated", "intermediate") => "11",
            ("activated", _) => "20",
            ("instalment-amount", "senior") => "240000.00",
            ("instalment-amount", _) => "120000.00",
            ("active-rate", _) => "0.5",
            ("overdue", _) => "1",
            ("complaints-upheld", _) => "1",
            ("satisfaction", _) => "4.5",
            ("attendance", _) => "0.98",
            ("teamwork", _) => "4",
            _ => "95", // compliance: the score of the month's inspection
        };
}
