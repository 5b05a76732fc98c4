using System.Net;
using CardTeam.EndToEnd.Tests.Embedded;

namespace CardTeam.EndToEnd.Tests.MonthEnds;

/// <summary>
/// Kills (-9) the one process at random moments of month ends and starts it again: nothing is lost, nothing is doubled.
/// </summary>
[Trait("Run", "long")]
public sealed class KillTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Kills = 6;
    private const int Seed = 20260731;

    [Fact]
    public async Task Kills_leave_the_statements_the_hashes_and_the_payroll_stream_of_a_month_end_without_any()
    {
        var bank = new RandomBank(Seed, hasDecisions: true);
        var undisturbed = await InProcessBank.ResultAsync(bank);
        // The bank of this seed does pay releases and take for recoveries.
        Assert.Contains(" released ", undisturbed, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?m)^M0001 \\S+ \\S+ 0.00 0.00 ", undisturbed);

        var folder = Directory.CreateTempSubdirectory("cardteam-kill-").FullName;
        var (kills, steps) = (0, 0);
        var random = new Random(Seed);
        var suite = await SuiteProcess.StartAsync("--data", folder, "--port", "0", "--empty", "--demo-users");
        try
        {
            var people = new BankAtWork(suite.Http);
            foreach (var step in Step.Of(bank))
            {
                steps++;
                // Several kills per step until all are used; the last attempt may finish.
                for (var left = (Kills - kills + Remaining(bank, steps) - 1) / Remaining(bank, steps); ; left--)
                {
                    using var killer = new CancellationTokenSource();
                    var kill =
                        left > 0
                            ? KillAfterAsync(suite, TimeSpan.FromMilliseconds(random.Next(1, 120)), killer.Token)
                            : Task.FromResult(false);
                    try
                    {
                        await step.DoAsync(people);
                        await killer.CancelAsync();
                        if (!await kill)
                            break;
                    }
                    catch (Exception broken)
                        when (left > 0
                            && broken is HttpRequestException or IOException or TaskCanceledException or WebException
                        )
                    {
                        await kill;
                    }

                    kills++;
                    await suite.DisposeAsync();
                    suite = await SuiteProcess.StartAsync("--data", folder, "--port", "0", "--demo-users");
                    people = new BankAtWork(suite.Http);
                }
            }

            var disturbed = await people.ResultAsync();
            output.WriteLine($"{kills} kills over {steps} steps, starting number {Seed}");
            Assert.True(kills >= Kills, $"only {kills} kills");
            Assert.Equal(undisturbed, disturbed);
            await people.FindAuditWholeAsync();
        }
        finally
        {
            await suite.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Remaining(RandomBank bank, int step) => Step.Of(bank).Count - step + 1;

    /// <summary>True when it was killed before the step had ended.</summary>
    private static async Task<bool> KillAfterAsync(SuiteProcess suite, TimeSpan wait, CancellationToken over)
    {
        try
        {
            await Task.Delay(wait, over);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        await suite.TerminateAsync(signal: 9);
        return true;
    }
}
