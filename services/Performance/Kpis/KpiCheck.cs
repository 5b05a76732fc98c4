using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Performance.Kpis;

/// <summary>Finds what is wrong with a KPI as it was sent, and reads its terms.</summary>
/// <param name="code">The code it is to have.</param>
/// <param name="known">The newest definitions.</param>
internal sealed class KpiCheck(string code, KpiSet known)
{
    private const int MostParts = 50,
        MostProducts = 50,
        MostAnchors = 10,
        MostPlaces = 6;

    private const decimal LargestWeight = 1_000_000m,
        LargestCap = 10m;

    private static readonly Text NotForThisSource = new("不适用于该来源。", "does not belong to this source.");

    private readonly List<KpiFault> _faults = [];

    /// <exception cref="RuleBrokenException">400: every fault is in the details.</exception>
    public KpiTerms Read(PutKpi.Request given)
    {
        if (!Kpi.IsCode(code))
            Find(
                "code",
                "应为小写字母、数字和横线，以字母开头。",
                "has lower-case letters, digits and hyphens, a letter first."
            );
        var (zh, en) = (NameOf(given.Name?.Zh, "name.zh"), NameOf(given.Name?.En, "name.en"));
        OneOf("unit", given.Unit, KpiWords.Units);
        OneOf("direction", given.Direction, KpiWords.Directions);
        OneOf("family", given.Family, KpiWords.Families);
        var cap = given.Cap ?? KpiDefinition.UsualCap;
        if (cap is < 1 or > LargestCap || cap.Scale > MostPlaces)
            Find("cap", "应在 1 到 10 之间，最多 6 位小数。", "lies between 1 and 10, with at most 6 decimal places.");
        KpiBasis? basis = null;
        if (KpisOfRelease.IsCounted(code))
            basis = CheckCounted(given, KpisOfRelease.TermsOf(code)!);
        else if (KpiWords.SourcesToCome.Contains(given.Source, StringComparer.Ordinal))
            Find(
                "source",
                "该来源尚无数据，请用 import 导入。",
                "has no figures yet; the values of this KPI are imported (import)."
            );
        else if (OneOf("source", given.Source, KpiWords.OwnSources))
            basis = given.Source switch
            {
                KpiWords.CardFacts => OfFacts(given.Of),
                KpiWords.RatioOf => OfRatio(given.Of),
                KpiWords.SumOf => OfSum(given.Of),
                _ => OfAnchors(given),
            };
        if (_faults.Count > 0)
            throw Invalid(_faults);
        return new(zh, en, given.Unit!, given.Direction!, given.Family!, given.Source!, basis, cap, given.Volume);
    }

    /// <summary>400 with every fault among the details.</summary>
    public static RuleBrokenException Invalid(IReadOnlyList<KpiFault> faults) =>
        new(
            "kpi.not-valid",
            new($"{faults[0].Field}：{faults[0].Text.Zh}", $"{faults[0].Field}: {faults[0].Text.En}"),
            status: 400,
            details: [.. faults]
        );

    /// <summary>The counting of such a KPI is the release's; what may change is its name, family, cap and mark.</summary>
    private KpiBasis? CheckCounted(PutKpi.Request given, KpiTerms release)
    {
        foreach (
            var (field, value, fixedTo) in new[]
            {
                ("unit", given.Unit, release.Unit),
                ("direction", given.Direction, release.Direction),
                ("source", given.Source, release.Source),
            }
        )
            if (value != fixedTo)
                Find(
                    field,
                    $"系统自行计算的指标，只能为 {fixedTo}。",
                    $"is {fixedTo}: the suite counts this KPI itself."
                );
        if (given.Of is { } basis && basis.Write() != release.Basis!.Write())
            Find("of", "系统自行计算的指标，计算方法不能更改。", "cannot change: the suite counts this KPI itself.");
        return release.Basis;
    }

    /// <summary>Nothing for imported values; anchors for those that superiors mark.</summary>
    private KpiBasis? OfAnchors(PutKpi.Request given)
    {
        if (given.Of is { } of && of with { Anchors = null } != new KpiBasis())
            Find("of", NotForThisSource);
        if (given.Of?.Anchors is not { Count: > 0 } anchors)
            return null;
        if (given.Unit != KpiWords.Score)
            Find("unit", "由负责人打分的指标，单位应为 score。", "is score: superiors mark this KPI.");
        if (
            anchors.Count is < 2 or > MostAnchors
            || anchors.Any(a => a is null || a.From is < 0 or > 100)
            || anchors[0].From != 0
            || anchors.Zip(anchors.Skip(1)).Any(pair => pair.First.From >= pair.Second.From)
        )
        {
            Find(
                "of.anchors",
                $"应有 2 到 {MostAnchors} 档，起始分从 0 递增，不超过 100。",
                $"has from 2 to {MostAnchors} steps, whose marks begin at 0 and grow up to 100."
            );
            return null;
        }

        return new(
            Anchors:
            [
                .. anchors.Select(a => new KpiAnchor(
                    a.From,
                    new(NameOf(a.Text.Zh, "of.anchors"), NameOf(a.Text.En, "of.anchors"))
                )),
            ]
        );
    }

    private KpiBasis? OfFacts(KpiBasis? given)
    {
        if (given is null)
        {
            Find("of", "应说明按哪种卡片事实计算。", "says which card facts are counted.");
            return null;
        }

        if (!CardFactKinds.TryParse(given.Fact, out _))
            Find(
                "of.fact",
                $"应为下列之一：{string.Join("、", CardFactKinds.All)}。",
                $"is one of {string.Join(", ", CardFactKinds.All)}."
            );
        OneOf("of.measure", given.Measure, KpiWords.Measures);
        if (given.Numerator is not null || given.Denominator is not null || given.Parts is not null)
            Find("of", NotForThisSource);
        return new(given.Fact, given.Measure, ProductsOf(given.Products), given.NewCustomers == true ? true : null);
    }

    private List<string>? ProductsOf(IReadOnlyList<string>? given)
    {
        if (given is not { Count: > 0 })
            return null;
        if (given.Count > MostProducts)
            Find("of.products", $"最多 {MostProducts} 个产品。", $"has at most {MostProducts} products.");
        var products = new List<string>();
        foreach (var product in given.Take(MostProducts))
            if (Codes.TryRead(product, Lengths.ProductCode, out var read, out var refusal) && read is not null)
                products.Add(read);
            else
                Find("of.products", refusal?.Text ?? new("产品代码不能为空。", "has an empty code."));
        return [.. products.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private KpiBasis? OfRatio(KpiBasis? given)
    {
        if (given is null || given with { Numerator = null, Denominator = null } != new KpiBasis())
            Find("of", "应给出 numerator 和 denominator。", "has a numerator and a denominator, and nothing else.");
        Counted("of.numerator", given?.Numerator);
        Counted("of.denominator", given?.Denominator);
        if (given?.Numerator is not null && given.Numerator == given.Denominator)
            Find("of.denominator", "不能与 numerator 相同。", "is another KPI than the numerator.");
        return new(Numerator: given?.Numerator, Denominator: given?.Denominator);
    }

    private KpiBasis? OfSum(KpiBasis? given)
    {
        var parts = given?.Parts;
        if (
            given is null
            || given with { Parts = null } != new KpiBasis()
            || parts is not { Count: > 0 and <= MostParts }
        )
        {
            Find("of", $"应给出 1 到 {MostParts} 个 parts。", $"has from 1 to {MostParts} parts, and nothing else.");
            return null;
        }

        if (parts.Select(p => p?.Kpi).Distinct(StringComparer.Ordinal).Count() < parts.Count)
            Find("of.parts", "同一指标出现了两次。", "name a KPI twice.");
        foreach (var part in parts)
        {
            Counted("of.parts", part?.Kpi);
            if (
                part is not null
                && (part.Weight == 0 || Math.Abs(part.Weight) > LargestWeight || part.Weight.Scale > MostPlaces)
            )
                Find(
                    "of.parts",
                    "权重不能为零，最多 6 位小数。",
                    "have weights other than zero, with at most 6 decimal places."
                );
        }

        return new(Parts: parts);
    }

    /// <summary>Checks that a ratio or sum names a KPI that is counted or imported: there are no circles.</summary>
    private void Counted(string field, string? other)
    {
        if (other is null || other.Length > Lengths.KpiCode || !known.Has(other))
            Find(
                field,
                $"没有指标 {Refusal.Quote(other ?? "")}。",
                $"names {Refusal.Quote(other ?? "")}, and there is no such KPI."
            );
        else if (other == code || known.Of(other).IsCalculated)
            Find(field, $"{other} 本身是计算得出的。", $"names {other}, which is computed itself.");
        else if (known.Of(other).EndedFrom is not null)
            Find(field, $"{other} 已停用。", $"names {other}, which has ended.");
    }

    private string NameOf(string? given, string field)
    {
        if (!TypedText.TryRead(given, Lengths.Title, out var name, out var refusal))
            Find(field, refusal.Text);
        else if (name is null)
            Find(field, "中文和英文名称均须填写。", "needs a name in Chinese and in English.");
        return name ?? "";
    }

    private bool OneOf(string field, string? given, string[] words)
    {
        if (words.Contains(given, StringComparer.Ordinal))
            return true;
        Find(field, $"应为下列之一：{string.Join("、", words)}。", $"is one of {string.Join(", ", words)}.");
        return false;
    }

    private void Find(string field, string zh, string en) => Find(field, new(zh, en));

    private void Find(string field, Text text) => _faults.Add(new(field, text));
}

/// <summary>A field of a KPI that is wrong.</summary>
internal sealed record KpiFault(string Field, Text Text);
