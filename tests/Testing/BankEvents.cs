using CardTeam.Contracts;
using CardTeam.Contracts.Performance;

namespace CardTeam.Testing;

/// <summary>Events of Performance that the other services need, in one line each.</summary>
public static class BankEvents
{
    /// <summary>Units and the unit above each; null at the top.</summary>
    public static OrgUnitsChanged Units(params IEnumerable<(string Code, string? Parent)> units) =>
        new(units.Select(u => new OrgUnit(u.Code, u.Parent, 1)).ToList());

    /// <summary>Managers hired in 2020, each in one unit ever since.</summary>
    public static ManagersChanged Managers(params IEnumerable<(string ManagerNo, string Org)> managers) =>
        new(
            managers
                .Select(m => Profile(m.ManagerNo, 1, new Posting(new(2020, 1, 1), m.Org, null, null, null, null)))
                .ToList()
        );

    /// <summary>A version of a manager with a history of postings.</summary>
    public static ManagersChanged Manager(
        string managerNo,
        int version,
        params (DateOnly From, string Org)[] postings
    ) =>
        new([
            Profile(managerNo, version, [.. postings.Select(p => new Posting(p.From, p.Org, null, null, null, null))]),
        ]);

    /// <summary>The close of a month, with totals of zero.</summary>
    public static PeriodClosed Closed(int number, string period) =>
        new(Period.Parse(period), number, SettableClock.OrdinaryDay, [], 0, 0, 0, 0);

    private static ManagerProfile Profile(string managerNo, int version, params Posting[] postings) =>
        new(managerNo, version, 1, new(2020, 1, 1), null, null, postings);
}
