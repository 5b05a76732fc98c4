using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CardTeam.Incentive.Calculation;

namespace CardTeam.Incentive.Runs;

/// <summary>
/// SHA-256 over the canonical lines of a run: managers in ordinal order, each with what it comes to and every line's rule, kind, reason, numbers
/// without trailing zeros, and basis. No time, no id and no order of arrival is in it, so the same inputs give the same hash, always.
/// </summary>
internal sealed class ResultHash : IDisposable
{
    private const char Field = '\u001f',
        Record = '\u001e';
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly StringBuilder _text = new();
    private byte[] _bytes = [];

    public void Add(string managerNo, AdjustedBonus bonus)
    {
        _text.Clear();
        Append(
            managerNo,
            bonus.Own.Period.ToString(),
            bonus.Payable.ToString(),
            bonus.Deferred.ToString(),
            bonus.Own.CarriedOut.ToString()
        );
        _text.Append(Record);
        foreach (var line in bonus.Lines)
            Append(line);
        foreach (var earlier in bonus.Changed)
        {
            Append(earlier.Period.ToString(), earlier.Payable.ToString(), earlier.Deferred.ToString());
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

    private void Append(params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
            _text.Append(field).Append(Field);
    }

    private static string Number(decimal? value) =>
        value is { } number ? number.ToString("0.############################", CultureInfo.InvariantCulture) : "";
}
