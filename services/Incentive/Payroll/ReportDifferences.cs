using System.Globalization;
using System.Runtime.CompilerServices;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// Reports the differences between the stream and payroll's words as of a day, each with what to do about it.
/// </summary>
internal static class ReportDifferences
{
    /// <param name="AsOf">The day of the report, all of it included.</param>
    /// <param name="Days">The days after which an entry should have an answer.</param>
    /// <param name="Counts">The numbers of the whole report within the caller's part of the bank.</param>
    /// <param name="Next">The cursor to send as <c>after</c> for the next page; null on the last page.</param>
    public sealed record Answer(
        DateOnly AsOf,
        int Days,
        PayrollDifferenceCounts Counts,
        IReadOnlyList<Item> Items,
        string? Next
    );

    /// <param name="Kind">
    /// <c>paid-after-decision</c>, <c>amount-differs</c>, <c>unknown-event</c> or <c>unanswered</c>.
    /// </param>
    /// <param name="Sequence">The entry's number; null for an id that is no entry's.</param>
    /// <param name="Amount">The entry's amount.</param>
    /// <param name="PaidAmount">The amount payroll named; null where it named none.</param>
    /// <param name="Since">The instant of payroll's word, or of the approval that has no answer.</param>
    /// <param name="Times">How often payroll's word came; null for an entry without an answer.</param>
    /// <param name="By">The user or queue from which payroll's word came.</param>
    /// <param name="WhatToDo">A sentence in both languages.</param>
    public sealed record Item(
        string Kind,
        Guid EventId,
        long? Sequence,
        Period? Period,
        string? ManagerNo,
        string? Name,
        string? Org,
        Money? Amount,
        Money? PaidAmount,
        DateOnly? PaidOn,
        DateTimeOffset Since,
        int? Times,
        string? By,
        Text WhatToDo
    );

    private static readonly (string Name, Text Title, Func<Item, HttpContext, object?> Value)[] Columns =
    [
        ("kind", new("差异种类", "Kind"), (i, _) => i.Kind),
        ("eventId", new("发放编号", "Entry id"), (i, _) => i.EventId),
        ("sequence", new("流水序号", "Sequence"), (i, _) => i.Sequence),
        ("period", new("期间", "Period"), (i, _) => i.Period),
        ("managerNo", new("客户经理编号", "Manager number"), (i, _) => i.ManagerNo),
        ("name", new("姓名", "Name"), (i, _) => i.Name),
        ("org", new("机构", "Unit"), (i, _) => i.Org),
        ("amount", new("应发金额", "Amount"), (i, _) => i.Amount),
        ("paidAmount", new("登记的发放金额", "Paid amount"), (i, _) => i.PaidAmount),
        ("paidOn", new("发放日期", "Paid on"), (i, _) => i.PaidOn),
        ("since", new("发生时间（UTC）", "Since (UTC)"), (i, _) => i.Since),
        ("times", new("次数", "Times"), (i, _) => i.Times),
        ("by", new("登记人", "Recorded by"), (i, _) => i.By),
        ("whatToDo", new("处理办法", "What to do"), (i, http) => i.WhatToDo.For(http)),
    ];

    /// <summary>The sentences, by kind.</summary>
    private static readonly Dictionary<string, Text> Advice = new(StringComparer.Ordinal)
    {
        [PayrollDifferences.PaidAfterDecision] = new(
            "薪资部门登记已发放，但该条目退回后已重新发送或核销：请与薪资部门核实是否重复发放，如已重复则追回，再在此处标记为已处理。",
            "Payroll says it paid an entry that was sent again or written off after its rejection: ask payroll whether it "
                + "was paid twice, have it recovered if so, then mark this as settled."
        ),
        [PayrollDifferences.AmountDiffers] = new(
            "登记的发放金额与应发金额不符：请薪资部门核对；登记有误时用正确金额重新登记，实际少发或多发时补发或追回，再标记为已处理。",
            "The amount paid is not the entry's: have payroll check it. If the acknowledgement is wrong, payroll "
                + "acknowledges again with the right amount; if the payment is wrong, settle the rest and mark this as settled."
        ),
        [PayrollDifferences.UnknownEvent] = new(
            "薪资部门登记了不存在的 eventId：请核实该编号是否来自其他环境或被改动，确认没有发放错误款项后标记为已处理。",
            "Payroll acknowledged an eventId that does not exist: find out whether it is of another environment or was "
                + "altered, make sure that nothing was paid for it, then mark this as settled."
        ),
        [PayrollDifferences.Unanswered] = new(
            "该条目逾期未登记：请薪资部门确认是否收到并登记发放或退回；未收到时按流水序号通过接口补取。",
            "The entry has no answer in time: ask payroll whether it has the entry and to acknowledge it as paid or "
                + "rejected; if it never arrived, payroll reads it again by HTTP from its sequence."
        ),
    };

    /// <param name="asOf">The day; today when left out.</param>
    /// <param name="kind">One kind of difference; null for all.</param>
    /// <exception cref="RuleBrokenException">400: a day to come, no such kind, an invalid limit or cursor.</exception>
    public static async Task<Ok<Answer>> Show(
        DateOnly? asOf,
        string? kind,
        [AsParameters] PageQuery page,
        PartOfBankFinder part,
        BankBounds bounds,
        IConfiguration configuration,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var day = ReadDay(asOf, bounds, clock);
        var days = SuiteSettings.PayrollAnswerDays.Of(configuration);
        var differences = new PayrollDifferences(day, days, await part.FindAsync(ct), db);
        var (items, next) = await PageAsync(differences, ReadKind(kind), page, db, ct);
        return TypedResults.Ok(new Answer(day, days, await differences.CountAsync(ct), items, next));
    }

    /// <summary>Writes the whole report as a file.</summary>
    public static async Task Export(
        string format,
        DateOnly? asOf,
        string? kind,
        HttpContext http,
        PartOfBankFinder part,
        BankBounds bounds,
        IConfiguration configuration,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var day = ReadDay(asOf, bounds, clock);
        var differences = new PayrollDifferences(
            day,
            SuiteSettings.PayrollAnswerDays.Of(configuration),
            await part.FindAsync(ct),
            db
        );
        var kinds = ReadKind(kind);
        var isForPeople = ExportFile.IsForPeople(http);
        await ExportFile.WriteAsync(
            http,
            Invariant($"payroll-differences-{day:yyyy-MM-dd}.{format}"),
            [.. Columns.Select(c => new ExportHeading(isForPeople ? c.Title.For(http) : c.Name) { IsSummed = false })],
            AllAsync(differences, kinds, db, ct)
                .Select(item => (IReadOnlyList<object?>)[.. Columns.Select(c => c.Value(item, http))]),
            ct
        );
    }

    private static DateOnly ReadDay(DateOnly? asOf, BankBounds bounds, TimeProvider clock)
    {
        var today = BankCalendar.Today(clock);
        if (asOf is not { } day)
            return today;
        if (day > today || day < bounds.FirstDay)
            throw new RuleBrokenException(
                "request.invalid-day",
                new(
                    Invariant($"asOf 应在 {bounds.FirstDay:yyyy-MM-dd} 至今天之间。"),
                    Invariant($"asOf is a day from {bounds.FirstDay:yyyy-MM-dd} to today.")
                ),
                status: 400
            );
        return day;
    }

    private static IReadOnlyList<string> ReadKind(string? kind)
    {
        if (string.IsNullOrEmpty(kind))
            return PayrollDifferences.Kinds;
        return PayrollDifferences.Kinds.Contains(kind, StringComparer.Ordinal)
            ? [kind]
            : throw new RuleBrokenException(
                "request.invalid-kind",
                new(
                    $"kind 应为下列之一：{string.Join('、', PayrollDifferences.Kinds)}。",
                    $"kind is one of these: {string.Join(", ", PayrollDifferences.Kinds)}."
                ),
                status: 400
            );
    }

    private static async IAsyncEnumerable<Item> AllAsync(
        PayrollDifferences differences,
        IReadOnlyList<string> kinds,
        IncentiveDbContext db,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        string? after = null;
        do
        {
            var (items, next) = await PageAsync(differences, kinds, new(500, after), db, ct);
            foreach (var item in items)
                yield return item;
            after = next;
        } while (after is not null);
    }

    /// <summary>Reads a page: the kinds one after the other, each in an order of its own.</summary>
    private static async Task<(IReadOnlyList<Item> Items, string? Next)> PageAsync(
        PayrollDifferences differences,
        IReadOnlyList<string> kinds,
        PageQuery page,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var after = page.AfterParts(2);
        var first = after[0].Length == 0 ? 0 : kinds.ToList().IndexOf(after[0]);
        if (first < 0)
            throw PageQuery.Unknown();
        var items = new List<Item>();
        for (var i = first; i < kinds.Count && items.Count <= page.Size; i++)
            items.AddRange(
                await ReadAsync(differences, kinds[i], i == first ? after[1] : "", page.Size + 1 - items.Count, db, ct)
            );
        if (items.Count <= page.Size)
            return (items, null);
        items.RemoveAt(page.Size);
        var last = items[^1];
        var key = last.Kind is PayrollDifferences.Unanswered or PayrollDifferences.AmountDiffers
            ? last.Sequence!.Value.ToString(CultureInfo.InvariantCulture)
            : last.EventId.ToString();
        return (items, PageQuery.Cursor(PageQuery.Key(last.Kind, key)));
    }

    private static async Task<IReadOnlyList<Item>> ReadAsync(
        PayrollDifferences differences,
        string kind,
        string after,
        int most,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        List<Found> found;
        if (kind == PayrollDifferences.Unanswered)
        {
            var start = ReadSequence(after);
            found = await differences
                .OfUnanswered()
                .Where(e => e.Sequence > start)
                .OrderBy(e => e.Sequence)
                .Take(most)
                .Select(e => new Found(e.EventId, e, null, null))
                .ToListAsync(ct);
        }
        else if (kind == PayrollDifferences.AmountDiffers)
        {
            var start = ReadSequence(after);
            found = await (
                from step in differences.OfAmounts()
                join entry in db.PayrollEntries on step.EventId equals entry.EventId
                where entry.Sequence > start
                orderby entry.Sequence
                select new Found(entry.EventId, entry, step, null)
            )
                .Take(most)
                .ToListAsync(ct);
        }
        else
        {
            if (after.Length > 0 && !Guid.TryParse(after, out _))
                throw PageQuery.Unknown();
            var start = after.Length == 0 ? Guid.Empty : Guid.Parse(after);
            found = await differences
                .OfRefused(kind)
                .Where(r => r.EventId > start)
                .OrderBy(r => r.EventId)
                .Take(most)
                .Select(r => new Found(
                    r.EventId,
                    db.PayrollEntries.FirstOrDefault(e => e.EventId == r.EventId),
                    null,
                    r
                ))
                .ToListAsync(ct);
        }

        var names = await ManagerNames.OfAsync(
            db,
            found.Where(f => f.Entry is not null).Select(f => f.Entry!.ManagerNo),
            ct
        );
        return [.. found.Select(f => Of(kind, f, names))];
    }

    private static long ReadSequence(string after)
    {
        if (after.Length == 0)
            return 0;
        return long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : throw PageQuery.Unknown();
    }

    private static Item Of(string kind, Found found, IReadOnlyDictionary<string, string> names)
    {
        var (eventId, entry, step, refused) = found;
        return new(
            Kind: kind,
            EventId: eventId,
            Sequence: entry?.Sequence,
            Period: entry?.Period,
            ManagerNo: entry?.ManagerNo,
            Name: entry is null ? null : names.GetValueOrDefault(entry.ManagerNo),
            Org: entry?.Org,
            Amount: entry?.Amount,
            PaidAmount: step?.PaidAmount ?? refused?.PaidAmount,
            PaidOn: step?.PaidOn ?? refused?.PaidOn,
            Since: step?.At ?? refused?.LastAt ?? entry!.ApprovedAt,
            Times: refused?.Times ?? (step is null ? null : 1),
            By: step?.By ?? refused?.By,
            WhatToDo: Advice[kind]
        );
    }

    private sealed record Found(
        Guid EventId,
        PayrollEntry? Entry,
        AcknowledgementStep? Step,
        RefusedAcknowledgement? Refused
    );
}
