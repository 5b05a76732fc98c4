using CardTeam.Contracts.Feedback;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Feedback.Satisfaction;

/// <summary>
/// Imports customers' answers; an answer of the same customer and day with another score corrects the first.
/// </summary>
internal sealed class ImportSatisfaction(FeedbackDbContext db, AuditTrail trail, TimeProvider clock) : ImportKind
{
    private static readonly ManagerNoColumn No = ManagerNoColumn.Whose;
    private static readonly DateColumn AnsweredOn = new("answered_on", new("答复日期", "Answered on"), Required: true)
    {
        AlsoKnownAs = ["评价日期"],
    };
    private static readonly WholeColumn Score = new("score", new("分数", "Score"), 1, 5, true)
    {
        AlsoKnownAs = ["评分", "满意度"],
    };
    private static readonly CodeColumn Customer = new(
        "customer_ref",
        new("客户引用号", "Customer reference"),
        Lengths.CustomerRef
    )
    {
        AlsoKnownAs = ["客户", "Customer"],
    };

    private static readonly CodeColumn AnswerRef = new(
        "answer_ref",
        new("答复引用号", "Answer reference"),
        Lengths.FactRef
    )
    {
        AlsoKnownAs = ["答复编号", "Answer"],
    };

    private readonly RowsSoFar<(string No, DateOnly Day, int Score)> _alike = new();

    public override string Name => "satisfaction";

    public override Text Title { get; } = new("客户满意度", "Customer satisfaction");

    public override IReadOnlyList<ImportColumn> Columns { get; } = [No, AnsweredOn, Score, Customer, AnswerRef];

    public override IReadOnlyList<string> Roles { get; } =
    [AllRoles.ComplaintDesk, AllRoles.Administrator, AllRoles.Feed];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var cells = chunk
            .Rows.Select(r =>
                (
                    Row: r,
                    No: r.Text(No),
                    Day: r.Date(AnsweredOn),
                    Score: r.Whole(Score),
                    Customer: r.Text(Customer),
                    Ref: r.Text(AnswerRef)
                )
            )
            .ToList();
        var roster = await RosterCheck.LoadAsync(db, cells.Select(c => c.No).OfType<string>(), chunk.Part, clock, ct);
        foreach (var cell in cells)
            roster.Check(cell.Row, cell.No);

        var good = cells
            .Where(c => c.Row.IsGood)
            .Select(c =>
                (
                    c.Row,
                    Answer: new CustomerAnswer(
                        c.No!,
                        c.Day!.Value,
                        c.Customer,
                        c.Score!.Value,
                        c.Ref,
                        c.Customer is null && c.Ref is null
                            ? _alike.PlaceOf((c.No!, c.Day.Value, c.Score.Value), c.Row.Number)
                            : 1
                    )
                )
            )
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

            news.Add(known.ToAnnouncement(trail.Actor));
            row.Accept();
        }

        foreach (var some in news.Chunk(500))
            db.Announce(new SatisfactionRecorded(some), "satisfaction");
    }

    public override void Recall(ImportRow row)
    {
        if (
            row.Text(Customer) is null
            && row.Text(AnswerRef) is null
            && (row.Text(No), row.Date(AnsweredOn), row.Whole(Score)) is ({ } no, { } day, { } score)
            && row.IsGood
        )
            _alike.PlaceOf((no, day, score), row.Number);
    }
}
