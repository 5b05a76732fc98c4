using CardTeam.Feedback.Data;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Complaints;

/// <summary>
/// Keeps a case from whoever it concerns: the manager it names, those above them up to the head of the branch, and
/// those it names as involved. For them the case is not there.
/// </summary>
internal static class Recusal
{
    /// <summary>The most superiors one above the other: more is a circle in the roster.</summary>
    private const int MostLevels = 20;

    /// <summary>The managers barred from a case, as the reporting line was on the day of receipt.</summary>
    public static async Task<List<BarredPerson>> OfAsync(
        string managerNo,
        IReadOnlyList<string> involved,
        DateOnly receivedOn,
        FeedbackDbContext db,
        CancellationToken ct
    )
    {
        var barred = new List<BarredPerson> { new(managerNo, BarredPerson.Named) };
        for (var below = managerNo; barred.Count <= MostLevels; )
        {
            var above = await db
                .Superiors.AsNoTracking()
                .Where(s => s.ManagerNo == below && s.From <= receivedOn)
                .OrderByDescending(s => s.From)
                .Select(s => s.Superior)
                .FirstOrDefaultAsync(ct);
            if (above is null || barred.Exists(b => b.ManagerNo == above))
                break;
            barred.Add(new(above, BarredPerson.Above));
            below = above;
        }

        barred.AddRange(
            involved
                .Where(no => !barred.Exists(b => b.ManagerNo == no))
                .Distinct(StringComparer.Ordinal)
                .Select(no => new BarredPerson(no, BarredPerson.AlsoInvolved))
        );
        return barred;
    }

    /// <summary>
    /// The cases a caller may see: of their part of the bank, without those that concern them. The head of a unit sees
    /// none of its cases, whatever other role they hold.
    /// </summary>
    public static IQueryable<ComplaintCase> CasesOf(this FeedbackDbContext db, Caller caller, PartOfBank part)
    {
        var cases = db.Cases.Within(part, c => c.Org, c => c.ManagerNo);
        if (caller.Is(Roles.BranchHead) && caller.Org is not null)
            return cases.Where(_ => false);
        // Of a case whose manager is not known yet, a manager may be the one.
        return caller.ManagerNo is { } own
            ? cases.Where(c => c.ManagerNo != "" && !c.Barred.Any(b => b.ManagerNo == own))
            : cases;
    }

    /// <exception cref="RuleBrokenException">404: there is no such case for the caller.</exception>
    public static async Task<ComplaintCase> FindAsync(
        this IQueryable<ComplaintCase> cases,
        string complaintRef,
        CancellationToken ct
    ) =>
        await cases.FirstOrDefaultAsync(c => c.ComplaintRef == complaintRef, ct)
        ?? throw RuleBrokenException.NotFound("case");
}
