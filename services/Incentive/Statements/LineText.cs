using System.Globalization;
using CardTeam.Incentive.Calculation;

namespace CardTeam.Incentive.Statements;

/// <summary>A line in words, in both languages, made from the very numbers it was calculated with.</summary>
internal sealed record LineText(string Zh, string En)
{
    public static LineText Of(Line line) =>
        line.Reason switch
        {
            "earned-per-unit" => new(
                $"“{line.Rule}”计 {N(line.Quantity)} 件{Rates(line, "zh")}{Times(line, "zh")}",
                $"'{line.Rule}': {N(line.Quantity)} counted{Rates(line, "en")}{Times(line, "en")}"
            ),
            "earned-per-amount" => new(
                $"“{line.Rule}”计 {N(line.Quantity)} 元{Rates(line, "zh")}{Times(line, "zh")}",
                $"'{line.Rule}': {N(line.Quantity)} CNY{Rates(line, "en")}{Times(line, "en")}"
            ),
            "factor" => new(
                $"考核得分 {N(line.Quantity)},“{line.Rule}”系数为 {N(line.Factor)}(已含在 {A(line, 0)} 中)",
                $"Scorecard {N(line.Quantity)}: factor {N(line.Factor)} by '{line.Rule}' (contained in {A(line, 0)})"
            ),
            "factor-no-scorecard" => new(
                $"本期没有考核得分,“{line.Rule}”系数按 1 计(已含在 {A(line, 0)} 中)",
                $"No scorecard in this period: factor 1 by '{line.Rule}' (contained in {A(line, 0)})"
            ),
            "complaint" => new(
                $"本期认定属实的投诉 {N(line.Quantity)} 起,扣 {-line.Amount} 元",
                $"{N(line.Quantity)} complaints upheld in this period: {-line.Amount} CNY taken"
            ),
            "clawback" => new(
                $"{N(line.Quantity)} 张卡在 {A(line, 0)} 天内注销,扣回其所得 {-line.Amount} 元",
                $"{N(line.Quantity)} cards cancelled within {A(line, 0)} days: what they earned is taken back, {-line.Amount} CNY"
            ),
            "carried-in" => new(
                $"上期({A(line, 0)})未扣完的 {-line.Amount} 元转入本期",
                $"{-line.Amount} CNY left over from {A(line, 0)} is taken now"
            ),
            "carried-out" => new(
                $"本期不低于零,{line.Amount} 元转到下期({A(line, 0)})",
                $"Not below zero: {line.Amount} CNY is left to {A(line, 0)}"
            ),
            "cap" => new(
                $"封顶 {A(line, 0)} 元,超出的 {-line.Amount} 元不发",
                $"Capped at {A(line, 0)} CNY: {-line.Amount} CNY above it is not paid"
            ),
            "deferral" => new(
                $"{A(line, 0)} 级延期支付 {N(line.Rate * 100)}%,共 {-line.Amount} 元,分 {A(line, 1)} 年",
                $"{N(line.Rate * 100)} % deferred for level {A(line, 0)}: {-line.Amount} CNY over {A(line, 1)} years"
            ),
            "adjustment" => new(
                $"以前期间因后来得知的情况调整 {line.Amount} 元(延期部分 {A(line, 1)} 元)",
                $"Earlier periods adjusted by what became known late: {line.Amount} CNY (deferred part {A(line, 1)} CNY)"
            ),
            "adjustment-cut" => new(
                $"以前期间的调整为 {A(line, 0)} 元,本期只能扣到零,计 {line.Amount} 元;余额自动进入下期差额",
                $"Earlier periods' adjustment is {A(line, 0)} CNY; this period goes to zero with {line.Amount} CNY, the rest comes back in the next difference"
            ),
            "not-certified" => new(
                $"{N(line.Quantity)} 件未计:发生当日及其后 {A(line, 1)} 天内没有“{A(line, 0)}”证书",
                $"{N(line.Quantity)} not counted: no certificate '{A(line, 0)}' on the day or within {A(line, 1)} days after"
            ),
            "counts-later" => new(
                $"{N(line.Quantity)} 件本期未计:取得“{A(line, 0)}”证书后在 {A(line, 1)} 计入",
                $"{N(line.Quantity)} not counted here: they count in {A(line, 1)}, when the certificate '{A(line, 0)}' was held"
            ),
            "product-not-paid" => new(
                $"{N(line.Quantity)} 件未计:方案不含该产品",
                $"{N(line.Quantity)} not counted: the plan does not pay for the product"
            ),
            "already-counted" => new(
                $"{N(line.Quantity)} 件未计：该卡此前已计一次，其后未曾注销",
                $"{N(line.Quantity)} not counted: the card has counted before and was not cancelled since"
            ),
            "after-leaving" => new(
                $"{N(line.Quantity)} 件未计：发生在离职日（{A(line, 0)}）之后",
                $"{N(line.Quantity)} not counted: it happened after the last day ({A(line, 0)})"
            ),
            "not-plausible" => new(
                $"{N(line.Quantity)} 件未计：日期或金额不可能属实，请更正",
                $"{N(line.Quantity)} not counted: no fact has such a day or amount; it is to be corrected"
            ),
            _ => throw new InvalidOperationException($"No sentence for '{line.Reason}'."),
        };

    private static string Rates(Line line, string language) =>
        line.Rate is { } rate
            ? language == "zh"
                ? $",标准 {N(rate)}"
                : $" at {N(rate)}"
            : line.Steps is { } steps
                ? language == "zh"
                    ? $",分档:{string.Join("、", steps.Select(s => $"{N(s.Quantity)} × {N(s.Rate)}"))}"
                    : $", by tier: {string.Join(", ", steps.Select(s => $"{N(s.Quantity)} × {N(s.Rate)}"))}"
                : "";

    private static string Times(Line line, string language) =>
        line.Factor is null or 1 ? ""
        : language == "zh" ? $",系数 {N(line.Factor)}"
        : $", factor {N(line.Factor)}";

    private static string A(Line line, int index) => line.Arguments?.ElementAtOrDefault(index) ?? "";

    private static string N(decimal? number) =>
        number is { } value ? value.ToString("0.######", CultureInfo.InvariantCulture) : "";
}
