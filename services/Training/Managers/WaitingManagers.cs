using CardTeam.Platform.Roster;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;

namespace CardTeam.Training.Managers;

/// <summary>Rows that may have been imported before their manager was announced.</summary>
internal sealed class WaitingManagers(TrainingDbContext db) : WaitingRows
{
    public override IReadOnlyDictionary<string, IQueryable<string>> ManagersByKind { get; } =
        new Dictionary<string, IQueryable<string>>(StringComparer.Ordinal)
        {
            ["certificates"] = db.Certificates.Where(c => c.KnownUntil == null).Select(c => c.ManagerNo),
            ["enrolments"] = db.Enrolments.Where(e => e.State != EnrolmentState.Withdrawn).Select(e => e.ManagerNo),
            ["exam-results"] = db.ExamResults.Select(r => r.ManagerNo),
        };
}
