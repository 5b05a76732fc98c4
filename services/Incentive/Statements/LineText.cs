using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Statements;

/// <summary>A line in words, in both languages, made from the numbers it was calculated with.</summary>
internal sealed record LineText(string Zh, string En)
{
    public static LineText Of(Line line, RuleNames names)
    {
        var rule = names.Of(line.Rule);
        return line.Reason switch
        {
            "earned-per-unit" => new(
                $"{rule.Zh} {N(line.Quantity)} 张{UnitRates(line).Zh}{Times(line).Zh}",
                $"{rule.En}: {Cards(line.Quantity)}{UnitRates(line).En}{Times(line).En}"
            ),
            "earned-per-amount" => new(
                $"{rule.Zh} {Yuan(line.Quantity)}{AmountRates(line).Zh}{Times(line).Zh}",
                $"{rule.En}: {Cny(line.Quantity)}{AmountRates(line).En}{Times(line).En}"
            ),
            "factor" => new(
                $"考核得分 {Percent(line.Quantity)}，系数 {N(line.Factor)}（已含在{names.OfAll(A(line, 0)).Zh}中）",
                $"Scorecard {Percent(line.Quantity)}: "
                    + $"factor {N(line.Factor)} (included in {names.OfAll(A(line, 0)).En})"
            ),
            "factor-no-scorecard" => new(
                $"本期没有考核得分，系数按 1 计（已含在{names.OfAll(A(line, 0)).Zh}中）",
                $"No scorecard in this period: factor 1 (included in {names.OfAll(A(line, 0)).En})"
            ),
            "factor-longer" => new(
                $"{A(line, 2)} 考核得分 {Percent(line.Quantity)}，系数 {N(line.Factor)}（已含在{names.OfAll(A(line, 0)).Zh}中）",
                $"Scorecard of {A(line, 2)} {Percent(line.Quantity)}: "
                    + $"factor {N(line.Factor)} (included in {names.OfAll(A(line, 0)).En})"
            ),
            "factor-no-longer-scorecard" => new(
                $"没有已关账{Words.Rhythm(A(line, 1)).Zh}的考核得分，系数按 1 计（已含在{names.OfAll(A(line, 0)).Zh}中）",
                $"No score of a closed {Words.Rhythm(A(line, 1)).En}: "
                    + $"factor 1 (included in {names.OfAll(A(line, 0)).En})"
            ),
            "factor-pay-step" => new(
                $"{Words.PayStep(A(line, 1)).Zh}系数 {N(line.Factor)}（已含在{names.OfAll(A(line, 0)).Zh}中）",
                $"{Words.PayStep(A(line, 1)).En}: factor {N(line.Factor)} (included in {names.OfAll(A(line, 0)).En})"
            ),
            "factor-no-pay-step" => new(
                $"花名册没有您的职级或档次，系数按 1 计（已含在{names.OfAll(A(line, 0)).Zh}中）",
                $"The roster has no level or pay step for you: factor 1 (included in {names.OfAll(A(line, 0)).En})"
            ),
            "factor-kpis" => new(
                $"指标加权之和 {N(line.Quantity)}{KpiValues(line).Zh}，系数 {N(line.Factor)}（已含在{names.OfAll(A(line, 0)).Zh}中）",
                $"Weighted sum of KPIs {N(line.Quantity)}{KpiValues(line).En}: "
                    + $"factor {N(line.Factor)} (included in {names.OfAll(A(line, 0)).En})"
            ),
            "factor-no-kpi" => new(
                $"本期没有指标 {A(line, 1).Replace(" ", "、", StringComparison.Ordinal)} 的值，"
                    + $"系数按 1 计（已含在{names.OfAll(A(line, 0)).Zh}中）",
                $"No value of {A(line, 1).Replace(" ", ", ", StringComparison.Ordinal)} in this period: "
                    + $"factor 1 (included in {names.OfAll(A(line, 0)).En})"
            ),
            "fixed" => new(
                $"{rule.Zh}（{Words.Figure(A(line, 0), A(line, 1)).Zh}）每月 {Yuan(line.Rate)}",
                $"{rule.En} ({Words.Figure(A(line, 0), A(line, 1)).En}): {Cny(line.Rate)} a month"
            ),
            "fixed-prorated" => new(
                $"{rule.Zh}（{Words.Figure(A(line, 0), A(line, 1)).Zh}）每月 {Yuan(line.Rate)}，"
                    + $"本月在岗 {N(line.Quantity)} 天，按 {A(line, 2)} 天折算",
                $"{rule.En} ({Words.Figure(A(line, 0), A(line, 1)).En}): {Cny(line.Rate)} a month, "
                    + $"{N(line.Quantity)} of {A(line, 2)} days in post"
            ),
            "fixed-no-figure" => new(
                $"{rule.Zh}未计：花名册没有您的{FigureName(A(line, 0)).Zh}",
                $"{rule.En} not paid: the roster has no {FigureName(A(line, 0)).En} for you"
            ),
            "seniority" => new(
                $"{rule.Zh}：在岗满 {N(line.Quantity)} 年{YearRates(line).Zh}",
                $"{rule.En}: {Count(line.Quantity, "full year")} in post{YearRates(line).En}"
            ),
            "split-out" => new(
                $"{rule.Zh}：所得 {Yuan(line.Quantity)}的 {Percent(line.Rate)} 转给{Relation(line).Zh} {A(line, 1)}",
                $"{rule.En}: {Percent(line.Rate)} of {Cny(line.Quantity)} moves to the {Relation(line).En} {A(line, 1)}"
            ),
            "split-nobody" => new(
                $"{rule.Zh}：月末没有在岗的{Relation(line).Zh}，不转",
                $"{rule.En}: there is no {Relation(line).En} in post, so nothing moves"
            ),
            "split-in" => new(
                $"{rule.Zh}：{A(line, 1)} 所得 {Yuan(line.Quantity)}的 {Percent(line.Rate)} 转入",
                $"{rule.En}: {Percent(line.Rate)} of the {Cny(line.Quantity)} that {A(line, 1)} earned"
            ),
            "override" => new(
                $"{rule.Zh}：按 {A(line, 1)} 所得 {Yuan(line.Quantity)}的 {Percent(line.Rate)} 计",
                $"{rule.En}: {Percent(line.Rate)} of the {Cny(line.Quantity)} that {A(line, 1)} earned"
            ),
            "pool" when A(line, 1) == "scorecard" => new(
                $"{rule.Zh}：共 {YuanText(A(line, 0))}，按考核得分 {Percent(line.Quantity)} 分得",
                $"{rule.En}: a part of {CnyText(A(line, 0))}, by the scorecard of {Percent(line.Quantity)}"
            ),
            "pool" => new(
                $"{rule.Zh}：共 {YuanText(A(line, 0))}，按本人所得 {Yuan(line.Quantity)}占合计的比例分得",
                $"{rule.En}: a part of {CnyText(A(line, 0))}, by the {Cny(line.Quantity)} earned"
            ),
            "pool-no-weight" => new(
                $"{rule.Zh}：共 {YuanText(A(line, 0))}，但谁都没有可据以分配的{PoolBy(line).Zh}，不发",
                $"{rule.En}: {CnyText(A(line, 0))} is not paid, since nobody has {PoolBy(line).En} to share it by"
            ),
            "budget" => new(
                $"{rule.Zh} {YuanText(A(line, 0))}：全体应发合计 {YuanText(A(line, 1))}，按比例减 {Yuan(-line.Amount)}",
                $"{rule.En} of {CnyText(A(line, 0))}: all came to {CnyText(A(line, 1))}, "
                    + $"{Cny(-line.Amount)} cut in proportion"
            ),
            "deduction-limit" => new(
                $"本月扣减最多 {YuanText(A(line, 0))}（应发 {Yuan(line.Quantity)}的 {Percent(line.Rate)}{Floor(line).Zh}），"
                    + $"其余 {Yuan(line.Amount)}结转到{Month(A(line, 1)).Zh}",
                $"At most {CnyText(A(line, 0))} is deducted in this period ({Percent(line.Rate)} of "
                    + $"{Cny(line.Quantity)}{Floor(line).En}): the remaining {Cny(line.Amount)} is carried over to "
                    + Month(A(line, 1)).En
            ),
            "draw" => new(
                $"保底 {YuanText(A(line, 0))}，补足 {Yuan(line.Amount)}",
                $"Guaranteed minimum {CnyText(A(line, 0))}: {Cny(line.Amount)} added"
            ),
            "draw-to-recover" => new(
                $"保底 {YuanText(A(line, 0))}，预支 {Yuan(line.Amount)}，待以后月份抵回共 {YuanText(A(line, 1))}",
                $"Guaranteed minimum {CnyText(A(line, 0))}: {Cny(line.Amount)} advanced; "
                    + $"{CnyText(A(line, 1))} in all is to be paid back by later periods"
            ),
            "draw-recovered" => new(
                $"抵回以前月份预支的 {Yuan(-line.Amount)}，还剩 {YuanText(A(line, 1))}",
                $"{Cny(-line.Amount)} of earlier advances paid back; {CnyText(A(line, 1))} is left"
            ),
            "reserve" => new(
                $"{rule.Zh}：从 {Yuan(line.Quantity)}中留存 {Yuan(-line.Amount)}，{Day(A(line, 0)).Zh}起清算",
                $"{rule.En}: {Cny(-line.Amount)} of {Cny(line.Quantity)} kept, to be settled from {Day(A(line, 0)).En}"
            ),
            "clawback-recomputed" => new(
                $"{N(line.Quantity)} 张卡在 {A(line, 0)} 天内注销，按无此卡重算，扣回 {Yuan(-line.Amount)}",
                $"{Cards(line.Quantity)} cancelled within {A(line, 0)} days: recomputed without them, "
                    + $"{Cny(-line.Amount)} clawed back"
            ),
            "not-for-manager" => new(
                $"{rule.Zh} {N(line.Quantity)} 张未计：该规则不适用于您的职级或用工形式",
                $"{rule.En}: {Cards(line.Quantity)} not counted; the rule is not for your level or employment"
            ),
            "complaint" => new(
                $"本期属实投诉 {N(line.Quantity)} 起{Severities(line).Zh}，扣 {Yuan(-line.Amount)}",
                $"{Count(line.Quantity, "upheld complaint")} in this period{Severities(line).En}: "
                    + $"{Cny(-line.Amount)} deducted"
            ),
            "clawback" => new(
                $"{N(line.Quantity)} 张卡在 {A(line, 0)} 天内注销，扣回 {Yuan(-line.Amount)}",
                $"{Cards(line.Quantity)} cancelled within {A(line, 0)} days: {Cny(-line.Amount)} clawed back"
            ),
            "carried-in" => new(
                $"{Month(A(line, 0)).Zh}未扣完的 {Yuan(-line.Amount)}在本期扣减",
                $"{Cny(-line.Amount)} left over from {Month(A(line, 0)).En} is deducted now"
            ),
            "carried-out" => new(
                $"本期扣到零为止，余下 {Yuan(line.Amount)}结转到{Month(A(line, 0)).Zh}",
                $"Deducted down to zero: the remaining {Cny(line.Amount)} is carried over to {Month(A(line, 0)).En}"
            ),
            "cap" => new(
                $"封顶 {YuanText(A(line, 0))}，超出的 {Yuan(-line.Amount)}不发",
                $"Capped at {CnyText(A(line, 0))}: {Cny(-line.Amount)} above it is not paid"
            ),
            "deferral" when A(line, 0) == "" => new(
                $"延期支付 {Percent(line.Rate)}，共 {Yuan(-line.Amount)}，分 {A(line, 1)} 年支付",
                $"{Percent(line.Rate)} deferred, {Cny(-line.Amount)} paid over {A(line, 1)} years"
            ),
            "deferral" => new(
                $"{Words.Level(A(line, 0)).Zh}客户经理延期支付 {Percent(line.Rate)}，共 {Yuan(-line.Amount)}，分 {A(line, 1)} 年支付",
                $"{Words.Level(A(line, 0)).En} account managers: "
                    + $"{Percent(line.Rate)} deferred, {Cny(-line.Amount)} paid over "
                    + $"{A(line, 1)} years"
            ),
            "adjustment" => Adjusted(line),
            "adjustment-cut" => new(
                $"应补扣{Months(line).Zh}奖金 {YuanText(A(line, 0).TrimStart('-'))}，本期扣到零为止，先扣 {Yuan(-line.Amount)}，"
                    + "余下的以后月份再扣，原因：关账后收到新的数据",
                $"{CnyText(A(line, 0).TrimStart('-'))} is to be deducted for {Months(line).En}, because data "
                    + "arrived after the close; "
                    + $"this period is deducted down to zero, {Cny(-line.Amount)}, and later ones take the rest"
            ),
            "recovery" => new(
                $"{rule.Zh}第 {line.Basis![0]} 号，本月扣回 {Yuan(-line.Amount)}，还剩 {YuanText(A(line, 0))}",
                $"{rule.En} no. {line.Basis![0]}: {Cny(-line.Amount)} taken in this period; "
                    + $"{CnyText(A(line, 0))} is left"
            ),
            "manual" => new(
                $"人工调整（{Month(A(line, 0)).Zh}）：{A(line, 1)}",
                $"Manual adjustment for {Month(A(line, 0)).En}: {A(line, 1)}"
            ),
            "manual-part" => new(
                $"人工调整（{Month(A(line, 0)).Zh}）：{A(line, 1)}。本期扣到零为止，先扣 {Yuan(-line.Amount)}，"
                    + $"余下 {YuanText(A(line, 2).TrimStart('-'))}以后月份再扣",
                $"Manual adjustment for {Month(A(line, 0)).En}: {A(line, 1)}. This period is deducted down to zero, "
                    + $"{Cny(-line.Amount)}; later ones take the remaining {CnyText(A(line, 2).TrimStart('-'))}"
            ),
            "held" => new(
                $"暂扣 {Yuan(-line.Amount)}，解除后发放，原因：{A(line, 1)}",
                $"{Cny(-line.Amount)} held until it is released: {A(line, 1)}"
            ),
            "held-rule" => new(
                $"暂扣{names.Of(A(line, 2)).Zh} {Yuan(-line.Amount)}，解除后发放，原因：{A(line, 1)}",
                $"{Cny(-line.Amount)} of {names.Of(A(line, 2)).En} held until it is released: {A(line, 1)}"
            ),
            "held-complaint" => new(
                $"一起投诉尚未作出认定，暂扣 {Yuan(-line.Amount)}",
                $"{Cny(-line.Amount)} held until a complaint is decided"
            ),
            "released-hold" => new(
                $"暂扣的 {Yuan(line.Amount)}已解除，本期发放，原先暂扣的原因：{A(line, 1)}",
                $"{Cny(line.Amount)} released from hold and paid now; it was held because of: {A(line, 1)}"
            ),
            "released-complaint" => new(
                $"投诉已作出认定或有变动，退还暂扣的 {Yuan(line.Amount)}",
                $"{Cny(line.Amount)} that was held for a complaint is given back: it is decided, or has changed"
            ),
            "not-certified" => new(
                $"{rule.Zh} {N(line.Quantity)} 张未计：业务发生当日及其后 {A(line, 1)} 天内没有“{A(line, 0)}”证书",
                $"{rule.En}: {Cards(line.Quantity)} not counted, without certificate “{A(line, 0)}” on the day "
                    + $"or within {A(line, 1)} days after"
            ),
            "counts-later" => new(
                $"{rule.Zh} {N(line.Quantity)} 张本期未计：取得“{A(line, 0)}”证书后计入{Month(A(line, 1)).Zh}",
                $"{rule.En}: {Cards(line.Quantity)} not counted in this period; "
                    + $"they count in {Month(A(line, 1)).En}, when certificate "
                    + $"“{A(line, 0)}” was held"
            ),
            "product-not-paid" => new(
                $"{N(line.Quantity)} 张未计：方案不含该产品",
                $"{Cards(line.Quantity)} not counted: the plan does not pay for the product"
            ),
            "already-counted" => new(
                $"{rule.Zh} {N(line.Quantity)} 张未计：该卡此前已计一次，其后未曾注销",
                $"{rule.En}: {Cards(line.Quantity)} not counted; "
                    + "the card has counted before and was not cancelled since"
            ),
            "after-leaving" => new(
                $"{rule.Zh} {N(line.Quantity)} 张未计：发生在离职日（{A(line, 0)}）之后",
                $"{rule.En}: {Cards(line.Quantity)} not counted, after the last day in the bank ({A(line, 0)})"
            ),
            "not-plausible" => new(
                $"{rule.Zh} {N(line.Quantity)} 张未计：日期或金额不可能属实，请更正",
                $"{rule.En}: {Cards(line.Quantity)} not counted; no fact has such a day or amount, please correct it"
            ),
            _ => throw new InvalidOperationException($"No sentence for '{line.Reason}'."),
        };
    }

    private static LineText Adjusted(Line line)
    {
        var isMore = line.Amount.Fen >= 0;
        var amount = isMore ? line.Amount : -line.Amount;
        var (deferred, reserved) = (A(line, 1), A(line, 2));
        var also = new List<(string Zh, string En)>();
        if (Money.TryParse(deferred, out var part) && part.Fen != 0)
            also.Add(($"延期部分变动 {deferred} 元", $"deferred part changed by {deferred} CNY"));
        if (reserved != "")
            also.Add(($"风险金变动 {reserved} 元", $"reserve changed by {reserved} CNY"));
        return new(
            $"{(isMore ? "补发" : "补扣")}{Months(line).Zh}奖金 {Yuan(amount)}，原因：关账后收到新的数据"
                + (also.Count == 0 ? "" : "，其中" + string.Join('，', also.Select(a => a.Zh))),
            $"{Cny(amount)} {(isMore ? "added" : "deducted")} for {Months(line).En}: data arrived after the close"
                + (also.Count == 0 ? "" : $" ({string.Join(", ", also.Select(a => a.En))})")
        );
    }

    /// <summary>The units and rates of a line: 10 张每张 50 元，5 张每张 80 元.</summary>
    private static (string Zh, string En) UnitRates(Line line)
    {
        if (line.Rate is { } rate)
            return ($"，每张 {N(rate)} 元", $" at {Cny(rate)} each");
        if (line.Steps is not { } steps)
            return ("", "");
        return (
            "：" + string.Join('，', steps.Select(s => $"{N(s.Quantity)} 张每张 {N(s.Rate)} 元")),
            "; " + string.Join(", ", steps.Select(s => $"{N(s.Quantity)} at {Cny(s.Rate)} each"))
        );
    }

    private static (string Zh, string En) AmountRates(Line line)
    {
        if (line.Rate is { } rate)
            return ($"，费率 {Percent(rate)}", $" at {Percent(rate)}");
        if (line.Steps is not { } steps)
            return ("", "");
        var parts = steps.Select(AmountPart).ToList();
        return ("：" + string.Join('，', parts.Select(p => p.Zh)), "; " + string.Join(", ", parts.Select(p => p.En)));
    }

    private static (string Zh, string En) AmountPart(LineStep step) =>
        step switch
        {
            { Subject: "least" } => (
                $"{N(step.Quantity)} 笔不足下限，补 {Yuan(step.Amount)}",
                $"{Count(step.Quantity, "fact")} lifted to the least amount, {Cny(step.Amount)}"
            ),
            { Subject: "most" } => (
                $"{N(step.Quantity)} 笔超出上限，减 {Yuan(-step.Amount)}",
                $"{Count(step.Quantity, "fact")} limited to the greatest amount, {Cny(step.Amount)}"
            ),
            { Rate: { } rate } => (
                $"{Yuan(step.Quantity)}费率 {Percent(rate)}",
                $"{Cny(step.Quantity)} at {Percent(rate)}"
            ),
            _ => (
                $"{Yuan(step.Quantity)}在 {step.Subject} 元起的档，计 {Yuan(step.Amount)}",
                $"{Cny(step.Quantity)} in the tier from {step.Subject} CNY, {Cny(step.Amount)}"
            ),
        };

    /// <summary>The KPIs of a factor with their values and weights.</summary>
    private static (string Zh, string En) KpiValues(Line line) =>
        line.Steps is not { } steps
            ? ("", "")
            : (
                "（" + string.Join('，', steps.Select(s => $"{s.Subject} {N(s.Quantity)} × {N(s.Rate)}")) + "）",
                " (" + string.Join(", ", steps.Select(s => $"{s.Subject} {N(s.Quantity)} × {N(s.Rate)}")) + ")"
            );

    /// <summary>The years of a line by their rates.</summary>
    private static (string Zh, string En) YearRates(Line line) =>
        line.Rate is { } rate
            ? ($"，每年 {N(rate)} 元", $" at {Cny(rate)} a year")
            : (
                "：" + string.Join('，', (line.Steps ?? []).Select(s => $"{N(s.Quantity)} 年每年 {N(s.Rate)} 元")),
                "; " + string.Join(", ", (line.Steps ?? []).Select(s => $"{N(s.Quantity)} at {Cny(s.Rate)} each"))
            );

    private static (string Zh, string En) Relation(Line line) =>
        A(line, 0) == "mentor" ? ("带教人", "mentor") : ("上级", "supervisor");

    private static (string Zh, string En) PoolBy(Line line) =>
        A(line, 1) == "scorecard" ? ("考核得分", "a scorecard") : ("所得", "earnings");

    private static (string Zh, string En) Floor(Line line) =>
        A(line, 2) is "" or "0.00"
            ? ("", "")
            : ($"，且至少留 {YuanText(A(line, 2))}", $", and {CnyText(A(line, 2))} is always left");

    private static (string Zh, string En) FigureName(string by) =>
        by switch
        {
            "level" => ("职级", "level"),
            "pay-step" => ("职级或档次", "level or pay step"),
            _ => ("用工形式", "employment"),
        };

    private static (string Zh, string En) Day(string day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? (
                date.ToString("yyyy 年 M 月 d 日", CultureInfo.InvariantCulture),
                date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)
            )
            : (day, day);

    private static (string Zh, string En) Severities(Line line)
    {
        if (line.Steps is not { } steps)
            return line.Rate is { } each ? ($"，每起 {N(each)} 元", $" at {Cny(each)} each") : ("", "");
        return (
            "："
                + string.Join(
                    '，',
                    steps.Select(s => $"{Words.Severity(s.Subject).Zh} {N(s.Quantity)} 起每起 {N(s.Rate)} 元")
                ),
            " ("
                + string.Join(
                    ", ",
                    steps.Select(s => $"{N(s.Quantity)} {Words.Severity(s.Subject).En} at {Cny(s.Rate)} each")
                )
                + ")"
        );
    }

    private static (string Zh, string En) Times(Line line) =>
        line.Factor is null or 1 ? ("", "") : ($"，系数 {N(line.Factor)}", $", factor {N(line.Factor)}");

    /// <summary>The periods a line rests on; "earlier periods" in general where it names none.</summary>
    private static (string Zh, string En) Months(Line line) =>
        line.Basis is { Count: > 0 } basis
            ? (string.Join('、', basis.Select(p => Month(p).Zh)), string.Join(", ", basis.Select(p => Month(p).En)))
            : ("以前月份", "earlier periods");

    private static (string Zh, string En) Month(string period) =>
        Period.TryParse(period, out var month) && month.IsMonth
            ? (
                month.FirstDay.ToString("yyyy 年 M 月", CultureInfo.InvariantCulture),
                month.FirstDay.ToString("MMMM yyyy", CultureInfo.InvariantCulture)
            )
            : (period, period);

    private static string Cards(decimal? count) => Count(count, "card");

    private static string Count(decimal? count, string what) => $"{N(count)} {what}{(count == 1 ? "" : "s")}";

    private static string Yuan(Money amount) => Yuan(amount.Fen / 100m);

    private static string Yuan(decimal? amount) => $"{Grouped(amount)} 元";

    private static string YuanText(string amount) => Yuan(Money.Parse(amount));

    private static string Cny(Money amount) => Cny(amount.Fen / 100m);

    private static string Cny(decimal? amount) => amount < 0 ? $"−¥{Grouped(-amount)}" : $"¥{Grouped(amount)}";

    private static string CnyText(string amount) => Cny(Money.Parse(amount));

    /// <summary>Formats with two decimals, or more where the exact number has more.</summary>
    private static string Grouped(decimal? number) =>
        (number ?? 0).ToString("#,##0.00####", CultureInfo.InvariantCulture);

    /// <summary>Formats a ratio: 0.0015 as 0.15%.</summary>
    private static string Percent(decimal? ratio) => (ratio ?? 0).ToString("0.######%", CultureInfo.InvariantCulture);

    private static string A(Line line, int index) => line.Arguments?.ElementAtOrDefault(index) ?? "";

    private static string N(decimal? number) =>
        number is { } value ? value.ToString("#,##0.######", CultureInfo.InvariantCulture) : "";
}
