using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Recognitions;

/// <summary>The fields that recognitions and contests have in common: codes, titles, months and units.</summary>
internal static class RecognitionTexts
{
    private const int LongestCode = 40;

    /// <exception cref="RuleBrokenException">400: it has other characters than a code may have.</exception>
    public static string ReadCode(string given)
    {
        var code = Codes.Read(given, LongestCode, "code") ?? "";
        return code.Length > 0 && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? code
            : throw Invalid([
                new(
                    "code",
                    new("只能含字母、数字、横线和下划线。", "has letters, digits, hyphens and underscores only.")
                ),
            ]);
    }

    /// <exception cref="RuleBrokenException">400: a language is missing, or a text is refused.</exception>
    public static (string Zh, string En) ReadTitle(Text given, string field)
    {
        var zh = TypedText.Read(given.Zh, Lengths.Title, $"{field}.zh");
        var en = TypedText.Read(given.En, Lengths.Title, $"{field}.en");
        return zh is not null && en is not null
            ? (zh, en)
            : throw Invalid([
                new(
                    zh is null ? $"{field}.zh" : $"{field}.en",
                    new("中文和英文均须填写。", "needs Chinese and English.")
                ),
            ]);
    }

    /// <exception cref="RuleBrokenException">400: not months, or not in order.</exception>
    public static (Period From, Period? To) ReadMonths(Period from, Period? to, BankBounds bounds)
    {
        foreach (var (period, field) in ((Period?, string)[])[(from, "from"), (to, "to")])
        {
            if (period is not { } given)
                continue;
            if (bounds.OfPeriod(given) is { } refusal)
                throw refusal.Of(field);
            if (!given.IsMonth)
                throw Invalid([new(field, new("应为月份，如 2026-06。", "is a month, such as 2026-06."))]);
        }

        return to is { } last && last < from
            ? throw Invalid([new("to", new("不能早于 from。", "must not be before from."))])
            : (from, to);
    }

    /// <exception cref="RuleBrokenException">400: there is no such unit.</exception>
    public static async Task CheckUnitsAsync(
        IReadOnlyCollection<string> orgs,
        string field,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var known = await db.OrgUnits.Where(u => orgs.Contains(u.Code)).Select(u => u.Code).ToListAsync(ct);
        var unknown = orgs.Except(known, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
            throw Invalid([
                .. unknown.Select(o => new RecognitionFault(
                    field,
                    new($"没有机构 {Refusal.Quote(o)}。", $"names {Refusal.Quote(o)}, and there is no such unit.")
                )),
            ]);
    }

    /// <exception cref="RuleBrokenException">409: there are too many, or the code differs in case only.</exception>
    public static async Task CheckNewAsync(IQueryable<string> codes, string code, CancellationToken ct)
    {
        if ((await AlikeCodes.AmongAsync(codes, [code], ct)).Of(code) is { } alike)
            throw AlikeCodes.Broken(code, alike);
        if (await codes.CountAsync(ct) >= Recognition.Most)
            throw new RuleBrokenException(
                "recognition.too-many",
                new(
                    Invariant($"最多可设 {Recognition.Most} 项。"),
                    Invariant($"There are {Recognition.Most}, which is the most there can be.")
                )
            );
    }

    /// <summary>400 with every fault among the details.</summary>
    public static RuleBrokenException Invalid(IReadOnlyList<RecognitionFault> faults) =>
        new(
            "recognition.not-valid",
            new($"{faults[0].Field}：{faults[0].Text.Zh}", $"{faults[0].Field}: {faults[0].Text.En}"),
            status: 400,
            details: [.. faults]
        );
}
