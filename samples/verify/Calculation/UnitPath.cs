using CardTeam.Verify.Bundles;

namespace CardTeam.Verify.Calculation;

/// <summary>The unit of a manager in a month, and those above it.</summary>
/// <param name="units">Each with the unit above it; null where the bundle has none for the month.</param>
internal sealed class UnitPath(string manager, Month month, IReadOnlyList<Unit>? units)
{
    public static UnitPath Of(Inputs inputs, Month month) =>
        new(
            inputs.ManagerNo,
            month,
            inputs.Units?.Where(u => u.Months.Contains(month)).Select(u => u.Units).FirstOrDefault()
        );

    /// <summary>True when a unit is another one or lies below it.</summary>
    /// <exception cref="Refusal">The bundle does not say where the unit lies.</exception>
    public bool IsWithin(string unit, string above)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal);
        for (var at = unit; at is not null && passed.Add(at); )
        {
            var here = units?.FirstOrDefault(u => u.Code == at);
            if (here is null)
                throw new Refusal(
                    $"{manager} {month}：文件没有机构 {at} 的上级。",
                    $"{manager} {month}: the bundle does not say above which unit {at} lies."
                );
            if (at == above)
                return true;
            at = here.Parent;
        }

        return false;
    }
}
