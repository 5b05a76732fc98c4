using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Runs;

/// <summary>
/// SHA-256 over the canonical lines of a run: managers in ordinal order, each with their result and every line's rule,
/// kind, reason, numbers without trailing zeros, and basis. It contains no time, no id and no order of arrival, so the
/// same inputs always give the same hash.
/// </summary>
internal sealed class ResultHash : IDisposable
{
    private const char Field = '\u001f',
        Record = '\u001e';
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly StringBuilder _text = new();
    private byte[] _bytes = [];

    public void Add(string managerNo, AdjustedBonus bonus) =>
        Add(
            new(managerNo, bonus.Own.Period, bonus.Amounts, bonus.Own.CarriedOut),
            bonus.Lines,
            bonus.Changed.Select(e => (e.Period, e.Amounts))
        );

    /// <summary>
    /// Adds one manager: the statement, its lines, then the earlier periods with different results, in order.
    /// </summary>
    public void Add(Statement statement, IEnumerable<Line> lines, IEnumerable<(Period Period, Amounts Amounts)> changed)
    {
        _text.Clear();
        Append(statement.ManagerNo, statement.Period.ToString());
        Append(statement.Amounts);
        Append(statement.Carried.ToString());
        _text.Append(Record);
        foreach (var line in lines)
            Append(line);
        foreach (var (period, amounts) in changed)
        {
            Append(period.ToString());
            Append(amounts);
            _text.Append(Record);
        }

        var length = Encoding.UTF8.GetMaxByteCount(_text.Length);
        if (_bytes.Length < length)
            _bytes = new byte[length];
        var written = 0;
        foreach (var chunk in _text.GetChunks())
            written += Encoding.UTF8.GetBytes(chunk.Span, _bytes.AsSpan(written));
        _hash.AppendData(_bytes.AsSpan(0, written));
    }

    /// <summary>A manager's result in the period of the run.</summary>
    public readonly record struct Statement(string ManagerNo, Period Period, Amounts Amounts, Money Carried);

    public string Result() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private void Append(Line line)
    {
        Append(
            line.Rule,
            line.Kind.Name(),
            line.Reason,
            Number(line.Quantity),
            Number(line.Rate),
            Number(line.Factor),
            Number(line.Exact),
            line.Amount.ToString()
        );
        foreach (var argument in line.Arguments ?? [])
            Append(argument);
        foreach (var reference in line.Basis ?? [])
            Append(reference);
        foreach (var step in line.Steps ?? [])
            Append(step.Subject, Number(step.Quantity), Number(step.Rate), Number(step.Amount));
        _text.Append(Record);
    }

    /// <summary>
    /// Appends amounts; a reserve only where there is one, so that results without any keep the hash they have always
    /// had.
    /// </summary>
    private void Append(Amounts amounts)
    {
        Append(amounts.Payable.ToString(), amounts.Deferred.ToString());
        if (amounts.Reserved.Fen != 0)
            Append(amounts.Reserved.ToString());
    }

    private void Append(params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
            _text.Append(field).Append(Field);
    }

    private static string Number(decimal? value) =>
        value is { } number ? number.ToString("0.############################", CultureInfo.InvariantCulture) : "";
}
