using CardTeam.Verify.Bundles;
using CardTeam.Verify.Calculation;

namespace CardTeam.Verify;

/// <summary>Compares what a manager's bundle says with what it comes to here; the first difference is refused.</summary>
internal sealed class Comparison(string manager)
{
    /// <summary>The number of lines compared.</summary>
    public int Lines { get; private set; }

    /// <exception cref="Refusal">Something differs.</exception>
    public void Of(Statement statement, AdjustedStatement calculated)
    {
        var month = statement.Period;
        OfLines(month, statement.Lines, calculated.Lines);
        Amounts(month, "应发、延期、风险金", "payable, deferred and reserve", statement.Amounts, calculated.Amounts);
        Amounts(month, "本期自身金额", "the month's own amounts", statement.Own, calculated.Own.Amounts);
        Same(month, "暂扣", "held", $"{statement.Held}", $"{calculated.Held}");
        Same(month, "结转", "carried", $"{statement.Carried}", $"{calculated.Own.CarriedOut}");
        Same(
            month,
            "有变化的以前月份",
            "the earlier months that changed",
            string.Join(' ', statement.Earlier.Select(e => e.Period)),
            string.Join(' ', calculated.Changed.Select(c => c.Month))
        );
        foreach (var (claimed, own) in statement.Earlier.Zip(calculated.Changed))
        {
            OfLines(claimed.Period, claimed.Lines, own.Lines);
            Amounts(
                claimed.Period,
                "应发、延期、风险金",
                "payable, deferred and reserve",
                claimed.Amounts,
                own.Amounts
            );
            Same(claimed.Period, "结转", "carried", $"{claimed.Carried}", $"{own.CarriedOut}");
        }
    }

    /// <exception cref="Refusal">A line differs.</exception>
    public void OfLines(Month month, IReadOnlyList<Line> claimed, IReadOnlyList<CalculatedLine> calculated)
    {
        for (var i = 0; i < Math.Max(claimed.Count, calculated.Count); i++)
        {
            var (said, own) = (claimed.ElementAtOrDefault(i), calculated.ElementAtOrDefault(i));
            if (said is null || own is null || said.Rule != own.Rule || said.Kind != own.Kind)
                throw OtherLine(month, i + 1, said, own);
            Compare(month, said, own);
            Lines++;
        }
    }

    private void Compare(Month month, Line claimed, CalculatedLine own)
    {
        if (claimed.Amount != own.Amount)
            throw Different(month, own.Rule, own.Kind, $"{claimed.Amount}", $"{own.Amount}");
        Number("数量", "quantity", claimed.Quantity, own.Quantity);
        Number("系数", "factor", claimed.Factor, own.Factor);
        if (own.Unrounded is not null)
            Number("未取整金额", "amount before rounding", claimed.Exact, own.Unrounded);
        Text("依据", "basis", claimed.Basis, own.Basis);
        if (own.Parts is null)
            return;
        Text("部分", "parts", claimed.Steps?.Select(s => s.Subject), own.Parts.Select(p => p.Subject));
        foreach (var (step, part) in claimed.Steps!.Zip(own.Parts))
            Number($"部分 {part.Subject}", $"part {part.Subject}", step.Amount, part.Amount);

        void Number(string zh, string en, Exact? said, Exact? found)
        {
            if ((said, found) is not (null, null) && !(said is { } a && found is { } b && a.IsCloseTo(b)))
                throw Different(month, own.Rule, own.Kind, $"{said}", $"{found}", zh, en);
        }

        void Text(string zh, string en, IEnumerable<string>? said, IEnumerable<string>? found)
        {
            var (a, b) = (string.Join(' ', said ?? []), string.Join(' ', found ?? []));
            if (a != b)
                throw Different(month, own.Rule, own.Kind, Short(a), Short(b), zh, en);
        }
    }

    private void Amounts(Month month, string zh, string en, Amounts said, Amounts found) =>
        Same(month, zh, en, $"{said}", $"{found}");

    private void Same(Month month, string zh, string en, string said, string found)
    {
        if (said != found)
            throw new Refusal(
                $"{manager} {month} 的{zh}：奖金单为 {said}，重新计算为 {found}。",
                $"{manager} {month}, {en}: the statement says {said}, recalculated it is {found}."
            );
    }

    private Refusal OtherLine(Month month, int number, Line? claimed, CalculatedLine? own)
    {
        var said = claimed is null ? "—" : $"{claimed.Rule} ({claimed.Kind}) {claimed.Amount}";
        var found = own is null ? "—" : $"{own.Rule} ({own.Kind}) {own.Amount}";
        return new(
            Invariant($"{manager} {month}，第 {number} 行：证明包为 {said}，重新计算为 {found}。"),
            Invariant($"{manager} {month}, line {number}: the bundle says {said}, recalculated it is {found}.")
        );
    }

    private Refusal Different(
        Month month,
        string rule,
        string kind,
        string said,
        string found,
        string zh = "金额",
        string en = "amount"
    ) =>
        new(
            $"{manager} {month}，规则 {rule}（{kind}）的{zh}：证明包为 {said}，重新计算为 {found}。",
            $"{manager} {month}, rule {rule} ({kind}), {en}: the bundle says {said}, recalculated it is {found}."
        );

    private static string Short(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
