using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Satisfaction;

internal static class SatisfactionRoutes
{
    /// <param name="Name">The manager's name; null for a manager not announced yet.</param>
    /// <param name="Period">The requested period; null for all time.</param>
    /// <param name="Mean">The mean of the scores, to 4 decimals half up.</param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        Period? Period,
        [property: JsonConverter(typeof(RatioJson))] decimal Mean,
        int Answers
    );

    public static void MapSatisfaction(this IEndpointRouteBuilder app) =>
        app.MapGet("/satisfaction", List)
            .Describe(
                "Lists the satisfaction of customers by manager: the mean and the number of answers.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor"
            )
            .AuditPersonalReads()
            .WithTags("Satisfaction")
            .RequireRoles(Roles.ComplaintDesk, Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);

    /// <summary>Lists satisfaction by manager; single answers are shown to nobody.</summary>
    /// <param name="search">A part of the manager's name or number.</param>
    private static async Task<Page<Answer>> List(
        [AsParameters] PageQuery page,
        string? manager,
        Period? period,
        string? search,
        PartOfBankFinder part,
        FeedbackDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var after = page.AfterKey();
        var answers = db
            .Answers.AsNoTracking()
            .OfManagersWithin(await part.FindAsync(ct), a => a.ManagerNo, db, clock)
            .OfManagersLike(search, a => a.ManagerNo, db);
        if (manager is not null)
            answers = answers.Where(a => a.ManagerNo == manager);
        if (period is { } p)
        {
            var (first, last) = (p.FirstDay, p.LastDay);
            answers = answers.Where(a => a.AnsweredOn >= first && a.AnsweredOn <= last);
        }

        var found = await answers
            .Where(a => a.ManagerNo.CompareTo(after) > 0)
            .GroupBy(a => a.ManagerNo)
            .OrderBy(g => g.Key)
            .Select(g => new
            {
                ManagerNo = g.Key,
                Sum = g.Sum(a => a.Score),
                Count = g.Count(),
            })
            .ToPageAsync(page, g => g.ManagerNo, ct)
            .WithTotalAsync(answers.Select(a => a.ManagerNo).Distinct(), page, ct);
        var names = await ManagerNames.OfAsync(db, found.Items.Select(g => g.ManagerNo), ct);
        return new(
            found
                .Items.Select(g => new Answer(
                    g.ManagerNo,
                    names.GetValueOrDefault(g.ManagerNo),
                    period,
                    Mean(g.Sum, g.Count),
                    g.Count
                ))
                .ToList(),
            found.Next
        );
    }

    /// <summary>The mean, always with four decimal places.</summary>
    internal static decimal Mean(int sum, int count) =>
        Math.Round((decimal)sum / count, 4, MidpointRounding.AwayFromZero) + 0.0000m;
}
