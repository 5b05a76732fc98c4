using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Organisation;

/// <summary>
/// The known managers and their current units, against which every file that names managers is checked.
/// </summary>
internal sealed class Roster
{
    private readonly Dictionary<string, string?> _orgs;
    private readonly AlikeCodes _alike;

    private Roster(Dictionary<string, string?> orgs, AlikeCodes alike) => (_orgs, _alike) = (orgs, alike);

    /// <param name="numbers">The numbers named in the file; null for all managers.</param>
    public static async Task<Roster> LoadAsync(
        PerformanceDbContext db,
        IReadOnlyList<string>? numbers,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var managers = db.Managers.AsNoTracking();
        if (numbers is not null)
            managers = managers.Where(m => numbers.Contains(m.ManagerNo));
        var orgs = await managers
            .Select(m => new
            {
                m.ManagerNo,
                Org = m
                    .Postings.Where(p => p.From <= today)
                    .OrderByDescending(p => p.From)
                    .Select(p => p.Data.Org)
                    .FirstOrDefault(),
            })
            .ToDictionaryAsync(m => m.ManagerNo, m => m.Org, StringComparer.Ordinal, ct);
        return new(
            orgs,
            numbers is null
                ? AlikeCodes.Among(orgs.Keys)
                : await AlikeAsync(db, numbers.Where(no => !orgs.ContainsKey(no)), ct)
        );
    }

    /// <summary>The known numbers that differ from some only in case.</summary>
    public static Task<AlikeCodes> AlikeAsync(
        PerformanceDbContext db,
        IEnumerable<string> numbers,
        CancellationToken ct
    ) => AlikeCodes.AmongAsync(db.Managers.AsNoTracking().Select(m => m.ManagerNo), numbers, ct);

    /// <summary>True when the manager is known and within the part of the bank.</summary>
    public bool Includes(string managerNo, PartOfBank part) =>
        _orgs.TryGetValue(managerNo, out var org) && part.Includes(org, managerNo);

    /// <summary>
    /// Rejects a row whose manager is unknown or outside the importer's part of the bank: an importer for a part only
    /// gets the same answer for both.
    /// </summary>
    public void Check(ImportRow row, string? managerNo, PartOfBank part)
    {
        if (managerNo is null)
            return;
        if (!part.IsWhole)
        {
            if (!Includes(managerNo, part))
                OutsideYourPart.Reject(row, "manager_no", OutsideYourPart.Manager);
        }
        else if (_orgs.ContainsKey(managerNo))
        {
            return;
        }
        else if (!Codes.IsManagerNo(managerNo))
            row.Reject("manager_no", ManagerNumber.NotValid, ManagerNumber.Rule);
        else if (_alike.Of(managerNo) is { } alike)
            row.Reject("manager_no", ManagerNumber.DiffersInCaseOnly, ManagerNumber.Alike(managerNo, alike));
        else
            row.Reject(
                "manager_no",
                "manager.unknown",
                new($"没有编号为“{managerNo}”的客户经理。", $"There is no manager '{managerNo}'.")
            );
    }
}
