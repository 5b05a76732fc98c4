using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CardTeam.Platform.Tests;

/// <summary>Makes the database refuse some commands, also in the middle of a save.</summary>
/// <param name="fails">Chooses by the command's text, the SQL as EF writes it.</param>
internal sealed class FailingCommands(Func<string, bool> fails) : DbCommandInterceptor
{
    /// <summary>Set to false, every command succeeds again.</summary>
    public bool Failing { get; set; } = true;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        Refuse(command);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Refuse(command);
        return new(result);
    }

    private void Refuse(DbCommand command)
    {
        if (Failing && fails(command.CommandText))
            throw new InvalidOperationException("The test lets this command fail.");
    }
}
