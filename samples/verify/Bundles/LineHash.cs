using System.Security.Cryptography;
using System.Text;
using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Bundles;

/// <summary>SHA-256 over the canonical lines of one manager, or of all of a run.</summary>
internal sealed class LineHash : IDisposable
{
    private const char Field = '\u001f',
        Record = '\u001e';

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The lines of one statement as they are hashed.</summary>
    public static byte[] Canonical(Statement statement)
    {
        var text = new StringBuilder();
        Add(statement.ManagerNo, $"{statement.Period}");
        AddAmounts(statement.Amounts);
        Add($"{statement.Carried}");
        text.Append(Record);
        foreach (var line in statement.Lines)
        {
            Add(line.Rule, line.Kind, line.Reason);
            Add(Number(line.Quantity), Number(line.Rate), Number(line.Factor), Number(line.Exact));
            Add($"{line.Amount}");
            Add([.. line.Arguments ?? []]);
            Add([.. line.Basis ?? []]);
            foreach (var step in line.Steps ?? [])
                Add(step.Subject, Number(step.Quantity), Number(step.Rate), Number(step.Amount));
            text.Append(Record);
        }

        foreach (var earlier in statement.Earlier)
        {
            Add($"{earlier.Period}");
            AddAmounts(earlier.Amounts);
            text.Append(Record);
        }

        return Encoding.UTF8.GetBytes(text.ToString());

        void AddAmounts(Amounts amounts)
        {
            Add($"{amounts.Payable}", $"{amounts.Deferred}");
            if (amounts.Reserved != Fen.Zero)
                Add($"{amounts.Reserved}");
        }

        void Add(params ReadOnlySpan<string> fields)
        {
            foreach (var field in fields)
                text.Append(field).Append(Field);
        }
    }

    public static string Of(Statement statement) => Convert.ToHexStringLower(SHA256.HashData(Canonical(statement)));

    public void Add(Statement statement) => _hash.AppendData(Canonical(statement));

    public string Result() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private static string Number(Exact? number) => number?.ToString() ?? "";
}
