using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.RunCalculations;

/// <summary>
/// The command <c>verify-runs</c>: recomputes every approved run from the bank's first month, with what was known at its
/// close, and compares the hashes. Nothing is written.
/// </summary>
internal static class VerifyRuns
{
    /// <summary>The verdict on a run.</summary>
    /// <param name="Differs">The hashes that differ, in words; empty for a run that comes to the same.</param>
    public sealed record Verdict(Run Run, IReadOnlyList<string> Differs);

    /// <summary>Prints a line for each run.</summary>
    /// <returns>The exit code: 1 where a run comes to another result.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        var (runs, differing) = (0, 0);
        await foreach (var (run, differs) in EachAsync(scopes, ct))
        {
            runs++;
            if (differs.Count > 0)
                differing++;
            Console.WriteLine(
                differs.Count == 0
                    ? $"{run.Period} {run.Id}: same"
                    : $"{run.Period} {run.Id}: DIFFERENT in {string.Join(", ", differs)}"
            );
        }

        Console.WriteLine(Invariant($"{runs} approved runs recomputed, {differing} of them differ."));
        return differing == 0 ? 0 : 1;
    }

    public static async IAsyncEnumerable<Verdict> EachAsync(
        IServiceScopeFactory scopes,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncentiveDbContext>();
        var runs = await db
            .Runs.AsNoTracking()
            .Where(r => r.Status == RunStatus.Approved)
            .OrderBy(r => r.Number)
            .ToListAsync(ct);
        foreach (var run in runs)
        {
            await using var reading = scopes.CreateAsyncScope();
            await using var history = scopes.CreateAsyncScope();
            yield return await VerifyAsync(
                reading.ServiceProvider.GetRequiredService<IncentiveDbContext>(),
                history.ServiceProvider.GetRequiredService<IncentiveDbContext>(),
                run,
                ct
            );
        }
    }

    /// <summary>Recomputes a run in full and compares it with what it came to.</summary>
    public static async Task<Verdict> VerifyAsync(
        IncentiveDbContext reading,
        IncentiveDbContext history,
        Run run,
        CancellationToken ct
    )
    {
        using var results = await ManagerResults.OpenAsync(reading, history, run, isFull: true, ct, isRecorded: true);
        using var hash = new ResultHash();
        using var stored = new StatementHash();
        using var kept = new StateHash(results.Calendar);
        await foreach (var (manager, bonus, state, statements) in results.ReadAsync(ct))
        {
            if (state is not null)
                kept.Add(state);
            if (bonus is null)
                continue;
            hash.Add(manager.ManagerNo, bonus);
            stored.Add(statements);
        }

        var differs = new List<string>();
        Compare("the result", hash.Result(), run.ResultHash);
        Compare("the statements", stored.Result(), run.StatementHash);
        Compare("what is kept for the next month", kept.Result(), run.StateHash);
        return new(run, differs);

        // Runs of earlier releases had neither of the last two.
        void Compare(string what, string now, string? then)
        {
            if (then is not null && now != then)
                differs.Add(what);
        }
    }
}
