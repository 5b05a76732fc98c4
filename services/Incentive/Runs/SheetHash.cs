using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CardTeam.Incentive.Runs;

/// <summary>
/// SHA-256 over every column of every sheet a run wrote, in order of managers and periods. <see cref="ResultHash"/> says what was calculated; this says that nothing of what is stored,
/// the unit a bonus is sent to included, is another than the calculation wrote.
/// </summary>
internal sealed class SheetHash : IDisposable
{
    private const char Field = '\u001f',
        Record = '\u001e';

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds the sheets of one manager in whatever order; they are hashed by period.</summary>
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
