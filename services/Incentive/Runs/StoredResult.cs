using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Runs;

/// <summary>
/// Proves before a payment that the database holds what was calculated: both hashes are computed again from the stored
/// statements, and the run's total and the payroll entries are summed from them.
/// </summary>
internal static class StoredResult
{
    /// <exception cref="RuleBrokenException">
    /// 409: a stored statement, or a figure of the run, differs from what was calculated.
    /// </exception>
    public static async Task CheckAsync(IncentiveDbContext db, Run run, CancellationToken ct)
    {
        using var result = new ResultHash();
        using var stored = new StatementHash();
        var (managers, paid, lines, total) = (0, 0, 0L, default(Amounts));
        var own = new List<Statement>();
        var corrections = (
            await db.RunCorrections.AsNoTracking().Where(c => c.RunNumber == run.Number).ToListAsync(ct)
        ).ToLookup(c => c.ManagerNo, c => c.Part, StringComparer.Ordinal);
        var corrected = 0;
        await foreach (
            var statement in db
                .Statements.AsNoTracking()
                .Where(s => s.RunNumber == run.Number)
                .OrderBy(s => s.ManagerNo)
                .ThenBy(s => s.Period)
                .AsAsyncEnumerable()
                .WithCancellation(ct)
        )
        {
            if (own.Count > 0 && own[0].ManagerNo != statement.ManagerNo)
                Add();
            own.Add(statement);
        }

        Add();
        if (
            result.Result() != run.ResultHash
            || (run.StatementHash is { } written && stored.Result() != written)
            || (managers, paid, lines) != (run.Managers, run.Paid, run.Lines)
            || total != new Amounts(run.Total, run.Deferred, run.Reserved)
            || corrected != corrections.Sum(c => c.Count())
        )
            throw Changed();

        void Add()
        {
            if (own.Count == 0)
                return;
            if (own.Count(s => s.IsStatement) != 1 || own[^1] is not { IsStatement: true } statement)
                throw Changed();
            var read = ReadLines(statement);
            // What later months count as given and taken is what the lines of this one say.
            var parts = read.Select(CorrectionPart.Of).OfType<CorrectionPart>().ToList();
            if (!parts.ToHashSet().SetEquals(corrections[statement.ManagerNo]))
                throw Changed();
            corrected += parts.Count;
            result.Add(
                new(statement.ManagerNo, statement.Period, statement.Amounts(), statement.Carried),
                read,
                own.SkipLast(1).Select(s => (s.Period, s.Amounts()))
            );
            stored.Add(own);
            managers++;
            lines += read.Count;
            total += statement.Amounts();
            if (statement.Payable > Money.Zero)
                paid++;
            own.Clear();
        }
    }

    /// <summary>
    /// Checks that the payroll entries added by an approval sum to the run's total, with an entry for each manager with
    /// a payable amount.
    /// </summary>
    /// <exception cref="RuleBrokenException">409: they do not.</exception>
    public static void CheckStream(Run run, int entries, Money amount)
    {
        if (entries != run.Paid || amount != run.Total)
            throw Changed();
    }

    private static IReadOnlyList<Calculation.Line> ReadLines(Statement statement)
    {
        try
        {
            return statement.ReadLines();
        }
        catch (Exception unreadable) when (unreadable is System.Text.Json.JsonException or NotSupportedException)
        {
            throw Changed();
        }
    }

    private static RuleBrokenException Changed() =>
        new(
            "run.result-changed",
            new(
                "存储的计算结果与计算时不一致，未做任何支付。请联系管理员检查数据库，取消本次计算后重新计算。",
                "What is stored is not what this run calculated; nothing was paid. "
                    + "Have the database checked, then cancel the run and calculate again."
            )
        );
}
