using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CardTeam.EndToEnd.Tests.Embedded;

/// <summary>Keeps every line, and records whether it was disposed of.</summary>
internal sealed class CountingLogs : ILoggerFactory, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public bool IsDisposed { get; private set; }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) { }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Lines.Enqueue(formatter(state, exception));

    public void Dispose() => IsDisposed = true;
}
