using CardTeam.Incentive.Data;
using CardTeam.Platform.Roster;

namespace CardTeam.Incentive.Books;

/// <summary>Keeps Incentive's own copy of the managers' grades.</summary>
internal sealed class KeepGradesOnAssigned(IncentiveDbContext db) : KeepGrades(db);
