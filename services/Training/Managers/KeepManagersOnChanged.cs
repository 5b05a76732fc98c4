using CardTeam.Platform.Roster;
using CardTeam.Training.Data;

namespace CardTeam.Training.Managers;

/// <summary>Keeps Training's own copy of where managers work.</summary>
internal sealed class KeepManagersOnChanged(TrainingDbContext db) : KeepManagers(db);
