using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CardTeam.Incentive.Calculation;

namespace CardTeam.Incentive.Runs;

/// <summary>
/// SHA-256 over the states a run keeps of its managers, in ordinal order, after the revision of the calculation and the
/// plans of all months it knows. A run that finds another hash over what it reads does not go on from it: it recomputes
/// everything.
/// </summary>
internal sealed class StateHash : IDisposable
{
    private const char Field = '\u001f',
        Record = '\u001e';

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public StateHash(PlanCalendar calendar)
    {
        Append($"{BonusCalculation.Revision}{Record}");
        foreach (var month in calendar.Months)
        {
            var plan = calendar.In(month)!;
            Append($"{month}{Field}{plan.Code}{Field}{plan.Version}{Field}{plan.RuleHash}{Record}");
            if (plan.NamesUnits)
                Append($"{plan.UnitsCovered}{Record}");
        }
    }

    public void Add(ManagerState state) =>
        Append(
            $"{state.ManagerNo}{Field}{state.CutOffPayable}{Field}{state.CutOffDeferred}{Field}{state.CutOffReserved}{Field}{state.Carried}{Record}"
        );

    public string Result() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private void Append(FormattableString text) =>
        _hash.AppendData(Encoding.UTF8.GetBytes(text.ToString(CultureInfo.InvariantCulture)));
}
