using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CardTeam.Performance.Tests;

/// <summary>Counts the questions that reach the database.</summary>
internal sealed class CountedStatements : DbCommandInterceptor
{
    private readonly ConcurrentQueue<string> _asked = [];

    /// <summary>Forgets those so far.</summary>
    public void Begin() => _asked.Clear();

    /// <summary>The number of queries that read from a table.</summary>
    public int Of(string table) => _asked.Count(sql => sql.Contains($"FROM \"{table}\"", StringComparison.Ordinal));

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        _asked.Enqueue(command.CommandText.Replace('[', '"').Replace(']', '"'));
        return new(result);
    }
}
