using System.Globalization;
using CardTeam.Incentive.Runs;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Incentive.Tests.Runs;

/// <summary>
/// A run that goes on from what the approved run of the month before kept comes to the same as one that recomputes the
/// whole history: amounts, lines, hashes, and what it keeps itself.
/// </summary>
public sealed class GoingOnTests
{
    /// <summary>More histories than a build has time for: set it to some thousands after a change of the calculation.</summary>
    private static readonly int Histories =
        Environment.GetEnvironmentVariable("CARDTEAM_TEST_HISTORIES") is { Length: > 0 } number
            ? int.Parse(number, CultureInfo.InvariantCulture)
            : 200;

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
        Assert.True(goingOn > runs / 2, $"{goingOn} of {runs} runs went on.");
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
                        withoutFeedback ? await books.LastComplaintAsync() : long.MaxValue
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
}
