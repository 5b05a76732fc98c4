using CardTeam.Platform.Roster;
using CardTeam.Training.Data;

namespace CardTeam.Training.Managers;

/// <summary>Keeps Training's own copy of the managers' names.</summary>
internal sealed class KeepManagerNamesOnChanged(TrainingDbContext db) : KeepManagerNames(db);
