using CardTeam.Platform.Roster;
using CardTeam.Training.Data;

namespace CardTeam.Training.Managers;

/// <summary>Keeps Training's own copy of the managers' grades.</summary>
internal sealed class KeepGradesOnAssigned(TrainingDbContext db) : KeepGrades(db);
