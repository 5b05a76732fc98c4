using CardTeam.EndToEnd.Tests.Embedded;

namespace CardTeam.EndToEnd.Tests.MonthEnds;

/// <summary>Copies taken during month ends lead to the same books as the original.</summary>
[Trait("Run", "long")]
public sealed class BackupTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Copies = 2;
    private const int Seed = 20260731;

    [Fact]
    public async Task From_a_copy_taken_at_any_moment_the_month_ends_come_to_what_they_come_to_without()
    {
        var bank = new RandomBank(Seed);
        var undisturbed = await InProcessBank.ResultAsync(bank);
        var folder = Directory.CreateTempSubdirectory("cardteam-backup-").FullName;
        var random = new Random(Seed);
        var at = Enumerable.Range(0, Step.Of(bank).Count).OrderBy(_ => random.Next()).Take(Copies).ToHashSet();
        try
        {
            await using (
                var suite = await SuiteProcess.StartAsync("--data", Data(0), "--port", "0", "--empty", "--demo-users")
            )
            {
                var people = new BankAtWork(suite.Http);
                foreach (var (number, step) in Step.Of(bank).Index())
                {
                    var copied = at.Contains(number)
                        ? CopyAsync(number, TimeSpan.FromMilliseconds(random.Next(100)))
                        : Task.CompletedTask;
                    await step.DoAsync(people);
                    await copied;
                }

                Assert.Equal(undisturbed, await people.ResultAsync());
                var (exitCode, _, error) = await SuiteProcess.RunAsync("--data", Data(0), "--backup", Data(0));
                Assert.Equal(1, exitCode);
                Assert.Contains("not empty", error, StringComparison.Ordinal);
            }

            foreach (var number in at)
            {
                output.WriteLine(
                    $"from the copy taken at step {number} of {Step.Of(bank).Count}, '{Step.Of(bank)[number].Name}', starting number {Seed}"
                );
                // Keys are in no backup of the data: an administrator restores them from where they are kept.
                foreach (var key in Directory.GetFiles(Data(0), "*.audit-key"))
                    File.Copy(key, Path.Combine(Data(number + 1), Path.GetFileName(key)));
                await using var restored = await SuiteProcess.StartAsync(
                    "--data",
                    Data(number + 1),
                    "--port",
                    "0",
                    "--demo-users"
                );
                var people = new BankAtWork(restored.Http);
                foreach (var step in Step.Of(bank))
                    await step.DoAsync(people);
                Assert.Equal(undisturbed, await people.ResultAsync());
                await people.FindAuditWholeAsync();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string Data(int number) => Path.Combine(folder, $"{number}");

        async Task CopyAsync(int number, TimeSpan wait)
        {
            await Task.Delay(wait);
            var (exitCode, _, error) = await SuiteProcess.RunAsync("--data", Data(0), "--backup", Data(number + 1));
            Assert.True(exitCode == 0, error);
        }
    }
}
