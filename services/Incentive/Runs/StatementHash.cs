using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CardTeam.Contracts;

namespace CardTeam.Incentive.Runs;

/// <summary>
/// SHA-256 over every column of every statement a run wrote, in order of managers and periods. <see cref="ResultHash"/>
/// identifies what was calculated; this hash proves that the stored statements, including the unit a bonus is sent to, are
/// those the calculation wrote.
/// </summary>
internal sealed class StatementHash : IDisposable
{
    private const char Field = '\u001f',
        Record = '\u001e';

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds the statements of one manager in any order; they are hashed by period.</summary>
    public void Add(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements.OrderBy(s => s.Period))
            _hash.AppendData(
                Encoding.UTF8.GetBytes(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{statement.ManagerNo}{Field}{statement.Period}{Field}{statement.IsStatement}{Field}{statement.Org}{Field}{statement.Payable}{Field}{statement.Deferred}{Field}{statement.OwnPayable}{Field}{statement.OwnDeferred}{Field}{statement.Carried}{Field}{statement.Lines}{Reserves(statement)}{Corrections(statement)}{Record}"
                    )
                )
            );
    }

    /// <summary>The reserves; nothing without any, as in statements of releases that knew no reserve.</summary>
    private static string Reserves(Statement statement) =>
        (statement.Reserved, statement.OwnReserved) == (Money.Zero, Money.Zero)
            ? ""
            : $"{Field}{statement.Reserved}{Field}{statement.OwnReserved}";

    /// <summary>The corrections; nothing without any.</summary>
    private static string Corrections(Statement statement) =>
        (statement.Corrected, statement.Held) == (Money.Zero, Money.Zero)
            ? ""
            : $"{Field}{statement.Corrected}{Field}{statement.Held}{Field}corrected";

    public string Result() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
