using System.Diagnostics;
using System.Text.Json;
using CardTeam.Contracts.Incentive;
using CardTeam.Testing;

namespace CardTeam.EndToEnd.Tests.Payroll;

/// <summary>A sample consumer with a ledger of its own. It can be started again however it ended.</summary>
internal sealed class PayrollConsumer(string language, string address, string? queue = null) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cardteam-payroll-").FullName;

    public string Ledger => Path.Combine(_folder, "ledger.ndjson");

    /// <summary>The complete lines.</summary>
    public IReadOnlyList<JsonElement> Entries =>
        File.Exists(Ledger)
            ? File.ReadAllText(Ledger)
                .Split('\n')[..^1]
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
                .ToList()
            : [];

    public IEnumerable<Bonus> Bonuses =>
        Entries.Select(e => e.GetProperty("bonus").Deserialize<Bonus>(Contracts.EventCatalogue.Json)!);

    public ChildProcess Start(Action<string>? heard, params IEnumerable<string> options)
    {
        var program =
            language == "node"
                ? ("node", NodeProgram())
                : (
                    "dotnet",
                    Path.Combine(
                        AppContext.BaseDirectory,
                        "programs",
                        "PayrollConsumer",
                        "CardTeam.PayrollConsumer.dll"
                    )
                );
        var start = new ProcessStartInfo(program.Item1, [program.Item2, .. options]);
        (start.Environment["AMQP_URL"], start.Environment["LEDGER"]) = (address, Ledger);
        if (queue is not null)
            start.Environment["QUEUE"] = queue;
        return ChildProcess.Start(start, heard);
    }

    /// <summary>Runs it until nothing arrives any more.</summary>
    public async Task<(int ExitCode, string Said)> RunAsync(params IEnumerable<string> options)
    {
        await using var process = Start(heard: null, ["--once", .. options]);
        return (await process.ExitAsync(), process.Said);
    }

    public string Write(string file, string text)
    {
        File.WriteAllText(Path.Combine(_folder, file), text);
        return Path.Combine(_folder, file);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string NodeProgram()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CardTeam.sln")))
            folder = Path.GetDirectoryName(folder)!;
        folder = Path.Combine(folder, "samples", "payroll-consumer", "node");
        Assert.True(
            Directory.Exists(Path.Combine(folder, "node_modules")),
            "The consumer's modules are not installed; with Node.js 20 or later: npm ci --prefix samples/payroll-consumer/node"
        );
        return Path.Combine(folder, "payroll-consumer.mjs");
    }
}
