using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Platform.Data;
using CardTeam.Platform.Messaging.Inbox;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Roster;

/// <summary>A service's own copy of a manager's grade from a day on, in its newest version.</summary>
public sealed class KnownGrade
{
    private KnownGrade() { }

    internal KnownGrade(AssignedGrade grade)
    {
        (ManagerNo, From) = (grade.ManagerNo, grade.From);
        Replace(grade);
    }

    public string ManagerNo { get; private set; } = "";

    /// <summary>The first day it holds.</summary>
    public DateOnly From { get; private set; }

    public int Version { get; private set; }
    public string Level { get; private set; } = "";
    public string? Step { get; private set; }
    public string PayLevel { get; private set; } = "";
    public string? PayStep { get; private set; }
    public string Scheme { get; private set; } = "";

    /// <summary>The period it was assessed for.</summary>
    public Period Period { get; private set; }

    /// <summary>An older version never replaces a newer one: arrival order proves nothing.</summary>
    internal void Replace(AssignedGrade grade)
    {
        if (grade.Version <= Version)
            return;
        (Version, Scheme, Period) = (grade.Version, grade.Scheme, grade.Period);
        (Level, Step) = (grade.Level, grade.Step);
        (PayLevel, PayStep) = (grade.PayLevel, grade.PayStep);
    }
}

/// <summary>Keeps the copy up to date. A service with the copy derives its consumer from this one.</summary>
public abstract class KeepGrades(ServiceDbContext db) : OnceConsumer<GradesAssigned>
{
    private readonly ServiceDbContext _db = db;

    protected override async Task Handle(GradesAssigned message, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(message);
        var numbers = message.Grades.Select(g => g.ManagerNo).Distinct(StringComparer.Ordinal).ToList();
        var known = (
            await _db.Set<KnownGrade>().Where(g => numbers.Contains(g.ManagerNo)).ToListAsync(ct)
        ).ToDictionary(g => (g.ManagerNo, g.From));
        foreach (var grade in message.Grades)
            if (known.TryGetValue((grade.ManagerNo, grade.From), out var own))
                own.Replace(grade);
            else
                _db.Add(known[(grade.ManagerNo, grade.From)] = new(grade));
    }
}
