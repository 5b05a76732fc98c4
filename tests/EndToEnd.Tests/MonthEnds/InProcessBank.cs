using System.Collections.Concurrent;
using CardTeam.Embedded;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CardTeam.EndToEnd.Tests.MonthEnds;

/// <summary>The whole suite in the test's own process, with a folder that is deleted with it.</summary>
internal sealed class InProcessBank : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Results = new(StringComparer.Ordinal);

    private readonly EmbeddedSuite _suite;
    private readonly HttpClient _http;

    private InProcessBank(EmbeddedSuite suite)
    {
        _suite = suite;
        _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = suite.Address };
        People = new(_http);
    }

    public BankAtWork People { get; }

    /// <param name="folder">A folder with existing data, which is deleted too; null for a new one.</param>
    public static async Task<InProcessBank> OpenAsync(string? folder = null) =>
        new(
            await EmbeddedSuite.StartAsync(
                new()
                {
                    DataFolder = folder ?? Directory.CreateTempSubdirectory("cardteam-bank-").FullName,
                    Logs = NullLoggerFactory.Instance,
                }
            )
        );

    /// <summary>The result of a whole bank's undisturbed month ends, computed once a test run.</summary>
    public static Task<string> ResultAsync(RandomBank bank) =>
        Results
            .GetOrAdd(
                $"{bank.Seed} {bank.Months.Length} {bank.MoreFacts} {bank.HasDecisions}",
                new Lazy<Task<string>>(() => ResultAsync(Step.Of(bank)))
            )
            .Value;

    /// <summary>The result of undisturbed month ends.</summary>
    public static async Task<string> ResultAsync(IEnumerable<Step> steps)
    {
        await using var suite = await OpenAsync();
        foreach (var step in steps)
            await step.DoAsync(suite.People);
        return await suite.People.ResultAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _suite.DisposeAsync();
        Directory.Delete(_suite.DataFolder, recursive: true);
    }
}
