using CardTeam.Contracts.Feedback;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Feedback.Complaints;

/// <summary>Takes complaints in: received, judged, decided.</summary>
internal sealed class ImportComplaints(FeedbackDbContext db, TimeProvider clock) : ImportKind
{
    private const int Ref = 0,
        No = 1,
        ReceivedOn = 2,
        Channel = 3,
        Category = 4,
        Severity = 5,
        Outcome = 6,
        ResolvedOn = 7;

    public override string Name => "complaints";

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [
        new("complaint_ref", true),
        new("manager_no", true),
        new("received_on", true),
        new("channel", true),
        new("category", true),
        new("severity"),
        new("outcome"),
        new("resolved_on"),
    ];

    public override IReadOnlyList<string> Roles { get; } =
    [AllRoles.ComplaintDesk, AllRoles.Administrator, AllRoles.Feed];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var nextClose = await HeardClose.NextAsync(db, ct);
        var cells = chunk.Rows.Select(Read).ToList();
        var refs = cells.Select(c => c.Ref).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var current = await db
            .Complaints.Where(c => refs.Contains(c.ComplaintRef) && c.KnownUntil == null)
            .ToDictionaryAsync(c => c.ComplaintRef, StringComparer.Ordinal, ct);
        var numbers = cells.Select(c => c.Said.ManagerNo).Concat(current.Values.Select(c => c.ManagerNo));
        var roster = await RosterCheck.LoadAsync(db, numbers, chunk.Part, clock, ct);

        // Every version is announced, also one that a later row of the same file supersedes: whoever counts them must find no hole.
        var news = new List<ComplaintState>();
        foreach (var (row, complaintRef, said) in cells)
        {
            if (!row.IsGood)
                continue;
            var known = current.GetValueOrDefault(complaintRef!);
            roster.Check(row, said.ManagerNo);
            if (known is not null && known.ManagerNo != said.ManagerNo)
                roster.Check(row, known.ManagerNo);
            if (!row.IsGood)
                continue;

            try
            {
                var version = known is null
                    ? Complaint.Receive(complaintRef!, said, nextClose)
                    : known.Revise(Complete(said, row, known), nextClose);
                if (version is null)
                {
                    row.Unchanged();
                    continue;
                }

                db.Complaints.Add(current[complaintRef!] = version);
                news.Add(version.ToState());
                row.Accept();
            }
            catch (RuleBrokenException broken)
            {
                row.Reject(
                    broken.Code == "complaint.resolved-without-outcome" ? "outcome" : "resolved_on",
                    broken.Code,
                    broken.Text
                );
            }
        }

        foreach (var some in news.Chunk(500))
            db.Announce(new ComplaintsChanged(some), "complaints");
    }

    private static (ImportRow Row, string? Ref, ComplaintContent Said) Read(ImportRow row) =>
        (
            row,
            row.Text(Ref, 100),
            new(
                row.Text(No, 32) ?? "",
                row.Date(ReceivedOn) ?? default,
                row.Choice(Channel, Complaint.Channels) ?? "",
                row.Text(Category) ?? "",
                row.Choice(Severity, Complaint.Severities) ?? "minor",
                row.Choice(Outcome, Complaint.Outcomes),
                row.Date(ResolvedOn)
            )
        );

    /// <summary>A column the file does not have leaves what is known; an empty cell takes it away.</summary>
    private static ComplaintContent Complete(ComplaintContent said, ImportRow row, Complaint known) =>
        said with
        {
            Severity = row.Has(Severity) ? said.Severity : known.Severity,
            Outcome = row.Has(Outcome) ? said.Outcome : known.Outcome,
            ResolvedOn = row.Has(ResolvedOn) ? said.ResolvedOn : known.ResolvedOn,
        };
}
