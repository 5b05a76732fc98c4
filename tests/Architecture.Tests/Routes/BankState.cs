using System.Globalization;
using System.Security.Cryptography;
using CardTeam.Platform.Data;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Architecture.Tests.Routes;

/// <summary>Hashes a service's data, to show that a call changed nothing of it.</summary>
internal static class BankState
{
    /// <summary>Tables that change by themselves, or merely because of a request.</summary>
    private static readonly string[] Restless =
    [
        "Audit",
        "Imports",
        "ImportErrors",
        "Leases",
        "IdempotentAnswers",
        "Inbox",
        "Outbox",
    ];

    /// <summary>A hash of every row of every table that only a deliberate change modifies.</summary>
    public static Task<List<string>> OfAsync(ServiceUnderTest service) =>
        service.ReadAsync(async db =>
        {
            var state = new List<string>();
            foreach (var table in Tables(db))
            {
                await db.Database.OpenConnectionAsync();
                await using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = $"SELECT * FROM \"{table}\"";
                await using var reader = await command.ExecuteReaderAsync();
                var rows = new List<string>();
                while (await reader.ReadAsync())
                {
                    var cells = new object[reader.FieldCount];
                    reader.GetValues(cells);
                    rows.Add(
                        string.Join(
                            '|',
                            cells.Select(c =>
                                c is byte[] bytes
                                    ? Convert.ToHexString(SHA256.HashData(bytes))
                                    : Convert.ToString(c, CultureInfo.InvariantCulture)
                            )
                        )
                    );
                }

                state.Add($"{table}: {string.Join('\n', rows.Order(StringComparer.Ordinal))}");
            }

            return state;
        });

    private static IEnumerable<string> Tables(ServiceDbContext db) =>
        db
            .Model.GetEntityTypes()
            .Select(e => e.GetTableName())
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Where(t => !Restless.Contains(t))
            .Order(StringComparer.Ordinal);
}
