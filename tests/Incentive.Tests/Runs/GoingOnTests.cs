using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Runs;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Runs;

/// <summary>
/// A run that goes on from what the approved run of the month before kept comes to the same as one that recomputes the
/// whole history: amounts, lines, hashes, and what it keeps itself.
/// </summary>
public sealed class GoingOnTests
{
    private static readonly int Histories = LongRun.Histories(inShortRun: 60, inLongRun: 200);

    [Fact]
    public async Task Whatever_becomes_known_late_it_equals_the_full_recompute()
    {
        await using var books = await BookedHistory.OpenAsync();
        var (runs, goingOn, managers, recomputed) = (0, 0, 0, 0);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Histories),
            Prop.ForAll(
                Gen.Choose(1, int.MaxValue - 1).ToArbitrary(),
                seed =>
                {
                    CompareAsync(seed).GetAwaiter().GetResult();
                    return true;
                }
            )
        );
        // The property says nothing about runs that recompute everything anyway.
        Assert.True(goingOn > runs / 3, $"{goingOn} of {runs} runs went on.");
        Assert.True(recomputed < managers * 3 / 4, $"{recomputed} of {managers} managers were recomputed.");

        async Task CompareAsync(int seed)
        {
            await books.ClearAsync();
            var history = new RandomHistory(seed);
            await books.AddPlansAsync(history.Plans());
            for (var close = 1; close <= history.Months; close++)
            {
                var (training, feedback) = (history.Chance(8), history.Chance(8));
                history.Learn(close, books.Db, training, feedback);
                await books.CloseAsync(close, RandomHistory.MonthOf(close), history.Facts);
                var run = await RunAsync(training, feedback);
                while (history.Chance(6))
                {
                    await books.RejectAsync(run);
                    if (history.Chance(2))
                    {
                        history.Catch(books.Db);
                        await books.SaveAsync();
                        (training, feedback) = (false, false);
                    }

                    run = await RunAsync(training, feedback);
                }

                await books.ApproveAsync(run);
                history.Catch(books.Db);
                await books.SaveAsync();

                async Task<Run> RunAsync(bool withoutTraining, bool withoutFeedback)
                {
                    var (made, result) = await books.RunAsync(
                        close,
                        RandomHistory.MonthOf(close),
                        withoutTraining ? await books.LastCertificateAsync() : long.MaxValue,
                        withoutFeedback ? await books.LastComplaintAsync() : long.MaxValue,
                        withoutTraining ? await books.LastTrainingFactAsync() : long.MaxValue
                    );
                    var verdict = await books.VerifyAsync(made);
                    Assert.True(
                        verdict.Differs.Count == 0,
                        $"Seed {seed}, {made.Period}: {string.Join(", ", verdict.Differs)} differ."
                    );
                    runs++;
                    if (!result.GoesOn)
                        return made;
                    goingOn++;
                    managers += made.Managers;
                    recomputed += result.Recomputed;
                    return made;
                }
            }
        }
    }

    [Fact]
    public async Task A_month_reads_as_many_facts_as_the_second_however_long_the_history_is()
    {
        await using var books = await StillBooksAsync(managers: 3);
        var read = new List<long>();
        for (var close = 1; close <= 14; close++)
            read.Add((await PayAsync(books, close, FactsUntil(close, managers: 3))).Facts);

        Assert.Equal(FactsUntil(1, managers: 3).Count, read[0]);
        Assert.All(read.Skip(1), facts => Assert.Equal(read[1], facts));
    }

    [Fact]
    public async Task A_late_fact_recomputes_its_manager_alone_from_its_month_on()
    {
        await using var books = await StillBooksAsync(managers: 5);
        for (var close = 1; close <= 5; close++)
            await PayAsync(books, close, FactsUntil(close, managers: 5));
        var late = FactOf("late", "M2", RandomHistory.MonthOf(4).FirstDay, knownFrom: 6);
        await books.CloseAsync(6, RandomHistory.MonthOf(6), [.. FactsUntil(6, managers: 5), late]);

        var (run, result) = await books.RunAsync(6, RandomHistory.MonthOf(6));

        Assert.Equal((true, 1), (result.GoesOn, result.Recomputed));
        // Each manager's own month, and of one of them two months and the fact more.
        Assert.Equal(FactsUntil(1, managers: 5).Count + 2 * FactsUntil(1, managers: 1).Count + 1, result.Facts);
        Assert.Equal(
            [RandomHistory.MonthOf(4), RandomHistory.MonthOf(6)],
            await books
                .Db.Statements.Where(s => s.RunNumber == run.Number && s.ManagerNo == "M2")
                .OrderBy(s => s.Period)
                .Select(s => s.Period)
                .ToListAsync()
        );
        Assert.Empty((await books.VerifyAsync(run)).Differs);
    }

    [Fact]
    public async Task A_late_fact_of_a_month_longer_ago_than_anything_is_kept_comes_to_the_same()
    {
        await using var books = await StillBooksAsync(managers: 2);
        for (var close = 1; close <= ManagerState.Months + 2; close++)
            await PayAsync(books, close, FactsUntil(close, managers: 2));
        var last = ManagerState.Months + 3;
        var late = FactOf("late", "M1", RandomHistory.MonthOf(2).FirstDay, knownFrom: last);
        await books.CloseAsync(last, RandomHistory.MonthOf(last), [.. FactsUntil(last, managers: 2), late]);

        var (run, result) = await books.RunAsync(last, RandomHistory.MonthOf(last));

        Assert.Equal((true, 1), (result.GoesOn, result.Recomputed));
        Assert.Empty((await books.VerifyAsync(run)).Differs);
    }

    [Theory]
    [InlineData("""UPDATE "ManagerStates" SET "CutOffPayable" = "CutOffPayable" - 100""")]
    [InlineData("""UPDATE "ManagerStates" SET "Carried" = '[]'""")]
    [InlineData("""DELETE FROM "ManagerStates" """)]
    [InlineData("""UPDATE "Runs" SET "StateHash" = NULL""")] // a run of a release that kept nothing
    [InlineData("""UPDATE "Runs" SET "StateHash" = 'another'""")]
    public async Task From_what_was_changed_or_never_kept_no_run_goes_on(string sql)
    {
        await using var books = await StillBooksAsync(managers: 2);
        await PayAsync(books, 1, FactsUntil(1, managers: 2));
        await PayAsync(books, 2, FactsUntil(2, managers: 2));
        Assert.NotEmpty(await books.Db.ManagerStates.ToListAsync());
        Assert.True(await books.Db.Database.ExecuteSqlRawAsync(sql) > 0);
        await books.CloseAsync(3, RandomHistory.MonthOf(3), FactsUntil(3, managers: 2));

        var (run, result) = await books.RunAsync(3, RandomHistory.MonthOf(3));

        Assert.Equal((false, 2), (result.GoesOn, result.Recomputed));
        await books.ApproveAsync(run);
        await books.CloseAsync(4, RandomHistory.MonthOf(4), FactsUntil(4, managers: 2));
        Assert.True((await books.RunAsync(4, RandomHistory.MonthOf(4))).Result.GoesOn);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1)] // of a month that was approved already
    public async Task Facts_of_a_manager_the_books_do_not_know_fail_the_run(int month)
    {
        await using var books = await StillBooksAsync(managers: 2);
        await PayAsync(books, 1, FactsUntil(1, managers: 2));
        var strange = FactOf("strange", "M9", RandomHistory.MonthOf(month).FirstDay, knownFrom: 2);
        await books.CloseAsync(2, RandomHistory.MonthOf(2), [.. FactsUntil(2, managers: 2), strange]);

        await Assert.ThrowsAsync<InvalidDataException>(() => books.RunAsync(2, RandomHistory.MonthOf(2)));
    }

    [Fact]
    public async Task A_cancelled_run_stops_and_leaves_nothing_and_an_interrupted_one_begins_anew()
    {
        await using var books = await StillBooksAsync(managers: 1_100);
        var facts = FactsUntil(1, managers: 1_100);
        await books.CloseAsync(1, RandomHistory.MonthOf(1), facts);
        var written = 0;

        await Assert.ThrowsAsync<RunStoppedException>(() =>
            books.RunAsync(
                1,
                RandomHistory.MonthOf(1),
                whileRunning: async run =>
                {
                    if (++written < 2)
                        return true;
                    Assert.Equal(500, await books.Db.Statements.CountAsync());
                    var seen = await books.Db.Runs.AsNoTracking().SingleAsync();
                    Assert.Equal((1_000, 1_100), (seen.Done, seen.ToDo));
                    await books.Db.Runs.ExecuteUpdateAsync(set => set.SetProperty(r => r.Status, RunStatus.Cancelled));
                    return true;
                }
            )
        );
        Assert.Equal(1_000, await books.Db.Statements.CountAsync());
        await RunCalculation.DropUnfinishedAsync(books.Db, running: null, CancellationToken.None);
        Assert.Equal((0, 0), (await books.Db.Statements.CountAsync(), await books.Db.ManagerStates.CountAsync()));

        // A process that ends leaves its run as it is, with what it had written.
        books.Db.ChangeTracker.Clear();
        written = 0;
        await Assert.ThrowsAsync<RunStoppedException>(() =>
            books.RunAsync(1, RandomHistory.MonthOf(1), whileRunning: _ => Task.FromResult(++written < 2))
        );
        var interrupted = await books.Db.Runs.SingleAsync(r => r.Status == RunStatus.Running);
        await books.CalculateAsync(interrupted);
        Assert.Equal(1_100, await books.Db.Statements.CountAsync());
        Assert.Empty((await books.VerifyAsync(interrupted)).Differs);
    }

    /// <summary>A bank in which nothing comes late. Every month leaves an advance of its first manager to the next.</summary>
    private static async Task<BookedHistory> StillBooksAsync(int managers)
    {
        var books = await BookedHistory.OpenAsync();
        var plan = Plan.Draft(
            Rules.Read(
                Rules.Json(
                    RandomHistory.MonthOf(1).ToString(),
                    Rules.Activation,
                    Rules.Clawback,
                    """{ "id": "least", "type": "minimum", "amount": "500.00", "recover": true, "levels": ["senior"] }"""
                )
            ),
            1,
            "analyst",
            DateTimeOffset.UnixEpoch
        );
        plan.Approve("approver", "a test", null, 1, DateTimeOffset.UnixEpoch);
        await books.AddPlansAsync([plan]);
        for (var i = 1; i <= managers; i++)
            books.Db.Managers.Add(
                new(
                    new(
                        $"M{i}",
                        1,
                        1,
                        new(2020, 1, 1),
                        null,
                        null,
                        [new(new(2020, 1, 1), "B1", null, i == 1 ? "senior" : null, null, null)]
                    )
                )
            );
        await books.SaveAsync();
        return books;
    }

    private static async Task<RunResult> PayAsync(BookedHistory books, int close, IReadOnlyList<CardFact> facts)
    {
        await books.CloseAsync(close, RandomHistory.MonthOf(close), facts);
        var (run, result) = await books.RunAsync(close, RandomHistory.MonthOf(close));
        await books.ApproveAsync(run);
        return result;
    }

    /// <summary>Three facts of each manager in the middle of every month.</summary>
    private static List<CardFact> FactsUntil(int close, int managers) =>
        [
            .. from month in Enumerable.Range(1, close)
            from manager in Enumerable.Range(1, managers)
            from number in Enumerable.Range(1, 3)
            select FactOf(
                $"F{month}-{manager}-{number}",
                $"M{manager}",
                RandomHistory.MonthOf(month).FirstDay.AddDays(27),
                month
            ),
        ];

    private static CardFact FactOf(string reference, string manager, DateOnly day, int knownFrom) =>
        new(reference, 1, manager, CardFactKind.Activated, $"C-{reference}", day, null, null, false, knownFrom, null);
}
