using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CardTeam.Testing;

/// <summary>Reads SQL as SQL Server 2022 does, without a server.</summary>
public static class TransactSql
{
    /// <summary>
    /// Lists what SQL Server would not understand of a text, by line and column; empty where it is right.
    /// </summary>
    /// <param name="sql">Statements, or a script of batches that end with GO.</param>
    public static IReadOnlyList<string> Faults(string sql)
    {
        using var text = new StringReader(sql);
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(text, out var faults);
        return [.. faults.Select(f => $"{f.Line},{f.Column}: {f.Message}")];
    }
}
