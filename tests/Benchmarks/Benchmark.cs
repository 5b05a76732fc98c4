using System.Diagnostics;
using System.Globalization;

namespace CardTeam.Benchmarks;

/// <summary>Prints figures as ratios to a stated limit or peer, both measured in the same run; medians.</summary>
internal static class Benchmark
{
    private static async Task<int> Main(string[] args)
    {
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        switch (args.FirstOrDefault())
        {
            case "import":
                await ImportBenchmark.RunAsync(rounds);
                return 0;
            case "month-end":
                await MonthEndBenchmark.RunAsync(rounds);
                return 0;
            case "what-if":
                await WhatIfBenchmark.RunAsync(rounds);
                return 0;
            case "history":
                await HistoryBenchmark.RunAsync(months: args.Length > 1 ? rounds : 24);
                return 0;
            case "performance":
                await PerformanceBenchmark.RunAsync(rounds);
                return 0;
            case "sittings":
                await SittingBenchmark.RunAsync(Math.Min(rounds, 3));
                return 0;
            case "outbox":
                await OutboxBenchmark.RunAsync(rounds);
                return 0;
            case "gateway":
                await GatewayBenchmark.RunAsync(rounds);
                return 0;
            case "gateway-nginx":
                await GatewayNginxBenchmark.RunAsync(rounds);
                return 0;
            default:
                await Console.Error.WriteLineAsync(
                    "dotnet run -c Release --project tests/Benchmarks -- import|month-end|performance|sittings|what-if|outbox|gateway|gateway-nginx [rounds] or history [months]"
                );
                return 1;
        }
    }

    public static double Seconds(Action work)
    {
        var from = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    public static async Task<double> SecondsAsync(Func<Task> work)
    {
        var from = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    public static void Report(string figure, IReadOnlyList<double> values, string unit) =>
        Console.WriteLine(
            $"{figure, -62} median {Median(values):0.000} {unit}   min {values.Min():0.000}  max {values.Max():0.000}"
        );

    public static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
