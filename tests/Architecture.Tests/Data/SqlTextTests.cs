using System.Collections.Concurrent;
using System.Diagnostics;
using CardTeam.Architecture.Tests.Structure;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CardTeam.Architecture.Tests.Data;

/// <summary>
/// The SQL of our own, run on SQLite by a whole bank's work, is also SQL Server's. What a kind of database writes in
/// its own words is tested with it.
/// </summary>
public sealed class SqlTextTests : IAsyncLifetime
{
    /// <summary>Words that only SQLite has, and only the code for SQLite may say.</summary>
    private static readonly string[] OfSqlite = ["ON CONFLICT", " LIMIT 1", "PRAGMA "];

    private readonly ConcurrentDictionary<string, byte> _texts = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];
    private readonly SeededBank _bank = new();

    public async Task InitializeAsync()
    {
        _subscriptions.Add(
            DiagnosticListener.AllListeners.Subscribe(
                new Each<DiagnosticListener>(listener =>
                {
                    if (listener.Name is "CardTeam.Sql" or "Microsoft.EntityFrameworkCore")
                        _subscriptions.Add(listener.Subscribe(new Each<KeyValuePair<string, object?>>(Hear)));
                })
            )
        );
        await _bank.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        await _bank.DisposeAsync();
    }

    [Fact]
    public void Sql_server_understands_every_text_that_is_run()
    {
        var texts = _texts.Keys.Where(t => !OfSqlite.Any(w => t.Contains(w, StringComparison.Ordinal))).ToList();
        Assert.True(texts.Count > 10, $"Only {texts.Count} texts were heard.");
        foreach (var word in (string[])["\"Facts\"", "\"CardFacts\"", "\"Sheets\"", "\"UncountedFacts\"", "\"Leases\""])
            Assert.Contains(texts, t => t.Contains(word, StringComparison.Ordinal));
        var faults = texts.SelectMany(t => TransactSql.Faults(t).Select(f => $"{f}\n{t}")).ToList();
        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
        // It is no rubber stamp.
        Assert.NotEmpty(TransactSql.Faults("SELECT 1 FROM \"Facts\" WHERE \"Void\" = 0 AND TRUE"));
        Assert.NotEmpty(TransactSql.Faults("SELECT 1 FROM \"Facts\" LIMIT 1"));
    }

    /// <summary>Every text goes through the one class that a test can listen to.</summary>
    [Fact]
    public void Commands_are_made_in_one_place()
    {
        var files = Repository
            .Files("*.cs", ["services"])
            .Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal))
            .Where(f => !f.Contains("services/Platform/Data/", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(files);
        foreach (var word in OfSqlite.Append("CommandText"))
            Assert.DoesNotContain(files, f => Repository.Read(f).Contains(word, StringComparison.Ordinal));
    }

    private void Hear(KeyValuePair<string, object?> happening)
    {
        if (happening.Value is string prepared)
            _texts.TryAdd(prepared, 0);
        else if (
            happening.Value is CommandEventData { CommandSource: CommandSource.ExecuteSqlRaw, Command: { } command }
            && happening.Key == RelationalEventId.CommandExecuting.Name
        )
            _texts.TryAdd(command.CommandText, 0);
    }

    private sealed class Each<T>(Action<T> action) : IObserver<T>
    {
        public void OnNext(T value) => action(value);

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }
}
