using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>The results of a soak so far.</summary>
internal sealed class SoakTally
{
    private readonly long _began = Stopwatch.GetTimestamp();
    private (SeparateSuite Suite, RandomKiller Killer)? _running;
    private int _kills,
        _lost,
        _doubled,
        _failures;
    private long _messages;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    public int Months { get; set; }

    public int BrokerRestarts { get; set; }

    /// <summary>The kills of payroll's consumer in the years that are over.</summary>
    public int ConsumerKills { get; set; }

    public bool IsWhole => (_lost, _doubled, _failures) == (0, 0, 0);

    public void Begin(SeparateSuite suite, RandomKiller killer) => _running = (suite, killer);

    public void End(Aftermath aftermath, int seed)
    {
        var (suite, killer) = _running!.Value;
        (_kills, _messages, _running) = (_kills + killer.Kills, _messages + suite.MessagesTaken(), null);
        (_lost, _doubled) = (_lost + aftermath.Lost.Count, _doubled + aftermath.Doubled.Count);
        foreach (var line in aftermath.Lost)
            Console.WriteLine($"starting number {seed}: lost {line}");
        foreach (var line in aftermath.Doubled)
            Console.WriteLine($"starting number {seed}: doubled {line}");
    }

    public void Fail(Exception failure)
    {
        _failures++;
        Console.WriteLine(failure);
    }

    public async Task SayEveryMinuteAsync(CancellationToken stopped)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
        try
        {
            while (await timer.WaitForNextTickAsync(stopped))
                Console.WriteLine(this);
        }
        catch (OperationCanceledException)
        {
            // The soak is over.
        }
    }

    public override string ToString()
    {
        var (kills, messages) = (_kills, _messages);
        if (_running is { } now)
            (kills, messages) = (kills + now.Killer.Kills, messages + TakenNow(now.Suite));
        return $"{Elapsed:hh\\:mm\\:ss}  {Months} months, {kills} kills, {ConsumerKills} of payroll's consumer, {BrokerRestarts} restarts of the broker, {messages} messages taken, {_lost} lost, {_doubled} doubled{(_failures > 0 ? ", FAILED" : "")}";
    }

    private static long TakenNow(SeparateSuite suite)
    {
        try
        {
            return suite.MessagesTaken();
        }
        catch (SqliteException)
        {
            return 0; // a database that does not exist yet
        }
    }
}
