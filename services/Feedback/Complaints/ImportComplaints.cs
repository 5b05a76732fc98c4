using CardTeam.Contracts.Feedback;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Feedback.Complaints;

/// <summary>Imports complaints: received, judged, decided.</summary>
internal sealed class ImportComplaints(FeedbackDbContext db, AuditTrail trail, TimeProvider clock) : ImportKind
{
    private static readonly CodeColumn Ref = new(
        "complaint_ref",
        new("投诉编号", "Complaint reference"),
        Lengths.ComplaintRef,
        true
    )
    {
        AlsoKnownAs = ["投诉", "Complaint"],
    };
    private static readonly ManagerNoColumn No = ManagerNoColumn.Whose;
    private static readonly DateColumn ReceivedOn = new("received_on", new("收到日期", "Received on"), Required: true)
    {
        AlsoKnownAs = ["受理日期"],
    };
    private static readonly ChoiceColumn Channel = new(
        "channel",
        new("渠道", "Channel"),
        [
            new("phone", new("电话", "Phone")),
            new("email", new("邮件", "Email"), "电子邮件"),
            new("online", new("网上", "Online"), "线上", "网络"),
            new("post", new("信函", "Post"), "来信", "邮寄"),
            new("branch", new("网点", "Branch"), "来访"),
            new("regulator", new("监管转办", "Regulator"), "监管"),
        ],
        true
    )
    {
        AlsoKnownAs = ["投诉渠道"],
    };
    private static readonly TextColumn Category = new("category", new("类别", "Category"), Lengths.Category, true)
    {
        AlsoKnownAs = ["投诉类别"],
    };
    private static readonly ChoiceColumn Severity = new(
        "severity",
        new("严重程度", "Severity"),
        [
            new("minor", new("一般", "Minor"), "轻微"),
            new("major", new("较大", "Major"), "较重"),
            new("severe", new("重大", "Severe"), "严重"),
        ]
    );
    private static readonly ChoiceColumn Outcome = new(
        "outcome",
        new("处理结果", "Outcome"),
        [new("upheld", new("属实", "Upheld"), "成立"), new("rejected", new("不属实", "Rejected"), "不成立")]
    );
    private static readonly DateColumn ResolvedOn = new("resolved_on", new("办结日期", "Resolved on"));

    public override string Name => "complaints";

    public override Text Title { get; } = new("投诉", "Complaints");

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [Ref, No, ReceivedOn, Channel, Category, Severity, Outcome, ResolvedOn];

    public override IReadOnlyList<string> ExportedToo { get; } =
    ["dueOn", "办理期限", "due on", "version", "版本", "name", "姓名"];

    public override IReadOnlyList<string> Roles { get; } =
    [AllRoles.ComplaintDesk, AllRoles.Administrator, AllRoles.Feed];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var closed = await ClosedMonths.LoadAsync(db, ct);
        var cells = chunk.Rows.Select(Read).ToList();
        var refs = cells.Select(c => c.Ref).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var current = await db
            .Complaints.Where(c => refs.Contains(c.ComplaintRef) && c.KnownUntil == null)
            .ToDictionaryAsync(c => c.ComplaintRef, StringComparer.Ordinal, ct);
        var numbers = cells.Select(c => c.Said.ManagerNo).Concat(current.Values.Select(c => c.ManagerNo));
        var roster = await RosterCheck.LoadAsync(db, numbers, chunk.Part, clock, ct);

        var folded = refs.Where(r => !current.ContainsKey(r)).Select(AlikeCodes.Fold).ToList();
        var alike = AlikeCodes.Among(
            await db
                .Complaints.Where(c => folded.Contains(c.FoldedRef))
                .Select(c => c.ComplaintRef)
                .Distinct()
                .ToListAsync(ct)
        );

        var handledHere = (
            await db.Cases.Where(c => refs.Contains(c.ComplaintRef)).Select(c => c.ComplaintRef).ToListAsync(ct)
        ).ToHashSet(StringComparer.Ordinal);

        // Every version is announced, also one that a later row of the same file supersedes: their count must have no
        // gap.
        var news = new List<ComplaintState>();
        foreach (var (row, complaintRef, said) in cells)
        {
            if (!row.IsGood)
                continue;
            var known = current.GetValueOrDefault(complaintRef!);
            roster.Check(row, said.ManagerNo);
            if (alike.Of(complaintRef!) is { } other)
                Refuse(row, complaintRef!, other, chunk.Part);
            if (known is not null && known.ManagerNo != said.ManagerNo && !roster.Includes(known.ManagerNo))
                OutsideYourPart.Reject(row, "complaint_ref", OutsideYourPart.Reference);
            if (row.IsGood && handledHere.Contains(complaintRef!))
                row.Reject(
                    Ref.Name,
                    "complaint.handled-here",
                    new(
                        "该投诉在本系统内办理，请在投诉页面中更新。",
                        "This complaint is handled here: change it on its page."
                    )
                );
            if (!row.IsGood)
                continue;

            try
            {
                var version = known is null
                    ? Complaint.Receive(complaintRef!, said, closed.NextClose)
                    : known.Revise(Complete(said, row, known), closed.NextClose);
                if (version is null)
                {
                    row.Unchanged();
                    continue;
                }

                db.Complaints.Add(current[complaintRef!] = version);
                alike.Add(complaintRef!);
                news.Add(version.ToState(version.ClosedMonthsChanged(known, closed), trail.Actor));
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

    /// <summary>
    /// Refuses a new reference that differs from a known one in case only. An importer for a part of the bank learns
    /// nothing of complaints elsewhere.
    /// </summary>
    private static void Refuse(ImportRow row, string complaintRef, string known, PartOfBank part)
    {
        if (part.IsWhole)
            row.Reject(Ref, AlikeCodes.Refused(complaintRef, known));
        else
            OutsideYourPart.Reject(row, "complaint_ref", OutsideYourPart.Reference);
    }

    private static (ImportRow Row, string? Ref, ComplaintContent Said) Read(ImportRow row) =>
        (
            row,
            row.Text(Ref),
            new(
                row.Text(No) ?? "",
                row.Date(ReceivedOn) ?? default,
                row.Choice(Channel) ?? "",
                row.Text(Category) ?? "",
                row.Choice(Severity) ?? "minor",
                row.Choice(Outcome),
                row.Date(ResolvedOn)
            )
        );

    /// <summary>Completes a row: a missing column keeps the known value, an empty cell removes it.</summary>
    private static ComplaintContent Complete(ComplaintContent said, ImportRow row, Complaint known) =>
        said with
        {
            Severity = row.Has(Severity) ? said.Severity : known.Severity,
            Outcome = row.Has(Outcome) ? said.Outcome : known.Outcome,
            ResolvedOn = row.Has(ResolvedOn) ? said.ResolvedOn : known.ResolvedOn,
        };
}
