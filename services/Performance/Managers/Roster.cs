using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Managers;

/// <summary>Who is known, and where they work today: what every file that names managers is checked against.</summary>
internal sealed class Roster
{
    private readonly Dictionary<string, string?> _orgs;

    private Roster(Dictionary<string, string?> orgs) => _orgs = orgs;

    /// <param name="numbers">Those named in the file; null for everybody.</param>
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
        return new(
            await managers
                .Select(m => new
                {
                    m.ManagerNo,
                    Org = m
                        .Postings.Where(p => p.From <= today)
                        .OrderByDescending(p => p.From)
                        .Select(p => p.Data.Org)
                        .FirstOrDefault(),
                })
                .ToDictionaryAsync(m => m.ManagerNo, m => m.Org, StringComparer.Ordinal, ct)
        );
    }

    /// <summary>Rejects a row whose manager is unknown, or lies outside the part of the bank its bearer may speak for.</summary>
    public void Check(ImportRow row, string? managerNo, PartOfBank part)
    {
        if (managerNo is null)
            return;
        if (!_orgs.TryGetValue(managerNo, out var org))
            row.Reject(
                "manager_no",
                "manager.unknown",
                new($"没有编号为“{managerNo}”的客户经理。", $"There is no manager '{managerNo}'.")
            );
        else if (!part.Includes(org, managerNo))
            row.Reject(
                "manager_no",
                "import.outside-your-part",
                new("该客户经理不在您的权限范围内。", "The manager lies outside your part of the bank.")
            );
    }
}
