using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CardTeam.Incentive.Runs;

/// <summary>
/// SHA-256 over every column of every sheet a run wrote, in order of managers and periods. <see cref="ResultHash"/>
/// identifies what was calculated; this hash proves that the stored sheets, including the unit a bonus is sent to, are
/// those the calculation wrote.
/// </summary>
internal sealed class SheetHash : IDisposable
{
    private const char Field = '\u001f',
        Record = '\u001e';

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds the sheets of one manager in any order; they are hashed by period.</summary>
    public void Add(IEnumerable<Sheet> sheets)
    {
        foreach (var sheet in sheets.OrderBy(s => s.Period))
            _hash.AppendData(
                Encoding.UTF8.GetBytes(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{sheet.ManagerNo}{Field}{sheet.Period}{Field}{sheet.IsStatement}{Field}{sheet.Org}{Field}{sheet.Payable}{Field}{sheet.Deferred}{Field}{sheet.OwnPayable}{Field}{sheet.OwnDeferred}{Field}{sheet.Carried}{Field}{sheet.Lines}{Record}"
                    )
                )
            );
    }

    public string Result() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
