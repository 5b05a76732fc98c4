using CardTeam.ServiceDefaults;
using CardTeam.Training.Data;

namespace CardTeam.Training.Enrolments;

/// <summary>
/// Takes a file as the whole list of the sessions it names: whoever is enrolled in one of them and not in the file is
/// taken off. It is taken whole or not at all.
/// </summary>
internal sealed class ImportEnrolmentLists(TrainingDbContext db, IConfiguration configuration, TimeProvider clock)
    : ImportEnrolments(db, configuration, clock)
{
    public const string KindName = "enrolment-lists";

    public override string Name => KindName;
    public override Text Title { get; } = new("报名名单（整份替换）", "Enrolments (whole lists)");
    public override bool IsAtomic => true;

    /// <summary>The whole file at once: seats become free before others take them.</summary>
    public override int ChunkSize => 1_000_000;

    public override string? WholeListKind => null;

    protected override bool IsWholeList => true;
}
