using CardTeam.Contracts.Feedback;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Roster;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Feedback.Satisfaction;

/// <summary>Takes customers' answers in; the same customer's answer of the same day again with another score corrects it.</summary>
internal sealed class ImportSatisfaction(FeedbackDbContext db, TimeProvider clock) : ImportKind
{
    private const int No = 0,
        AnsweredOn = 1,
        Score = 2,
        Customer = 3;

    public override string Name => "satisfaction";

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [new("manager_no", true), new("answered_on", true), new("score", true), new("customer_ref")];

    public override IReadOnlyList<string> Roles { get; } =
    [AllRoles.ComplaintDesk, AllRoles.Administrator, AllRoles.Feed];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var cells = chunk
            .Rows.Select(r =>
                (
                    Row: r,
                    No: r.Text(No, 32),
                    Day: r.Date(AnsweredOn),
                    Score: r.Whole(Score, 1, 5),
                    Customer: r.Text(Customer, 60)
                )
            )
            .ToList();
        var roster = await RosterCheck.LoadAsync(db, cells.Select(c => c.No).OfType<string>(), chunk.Part, clock, ct);
        foreach (var cell in cells)
            roster.Check(cell.Row, cell.No);

        var good = cells
            .Where(c => c.Row.IsGood)
            .Select(c => (c.Row, Answer: new CustomerAnswer(c.No!, c.Day!.Value, c.Customer, c.Score!.Value)))
            .ToList();
        var ids = good.Select(g => g.Answer.AnswerId).Distinct().ToList();
        var answers = await db.Answers.Where(a => ids.Contains(a.AnswerId)).ToDictionaryAsync(a => a.AnswerId, ct);
        var news = new List<SatisfactionAnswer>();
        foreach (var (row, said) in good)
        {
            if (!answers.TryGetValue(said.AnswerId, out var known))
                db.Answers.Add(known = answers[said.AnswerId] = said);
            else if (!known.Correct(said.Score))
            {
                row.Unchanged();
                continue;
            }

            news.Add(known.ToAnnouncement());
            row.Accept();
        }

        foreach (var some in news.Chunk(500))
            db.Announce(new SatisfactionRecorded(some), "satisfaction");
    }
}
