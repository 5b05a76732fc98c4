using CardTeam.Incentive.Data;
using CardTeam.Platform.Roster;

namespace CardTeam.Incentive.Books;

/// <summary>Keeps Incentive's own copy of the managers' names.</summary>
internal sealed class KeepManagerNamesOnChanged(IncentiveDbContext db) : KeepManagerNames(db);
