using CardTeam.Contracts.Performance;
using CardTeam.Platform.Data;
using CardTeam.Platform.Messaging.Inbox;
using CardTeam.Platform.Organisation;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Roster;

/// <summary>Keeps the copy of the units up to date; Performance does it from its own events like every other service.</summary>
internal sealed class KeepOrgUnitsOnChanged(ServiceDbContext db) : OnceConsumer<OrgUnitsChanged>
{
    private readonly ServiceDbContext _db = db;

    protected override async Task Handle(OrgUnitsChanged message, CancellationToken ct)
    {
        var codes = message.Units.Select(u => u.Code).ToList();
        var known = await _db
            .OrgUnits.Where(u => codes.Contains(u.Code))
            .ToDictionaryAsync(u => u.Code, StringComparer.Ordinal, ct);
        foreach (var unit in message.Units)
        {
            if (known.TryGetValue(unit.Code, out var own))
                own.Replace(unit);
            else
                _db.OrgUnits.Add(known[unit.Code] = new KnownOrgUnit(unit));
        }
    }
}
