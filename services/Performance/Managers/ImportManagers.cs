using System.Text.RegularExpressions;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Imports;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Performance.Managers;

/// <summary>Takes the roster in.</summary>
internal sealed partial class ImportManagers(PerformanceDbContext db) : ImportKind
{
    private const int No = 0,
        PersonName = 1,
        Org = 2,
        HiredOn = 3,
        InPostSince = 4,
        Employment = 5,
        Level = 6,
        Step = 7,
        Area = 8,
        Supervisor = 9,
        Mentor = 10,
        LeftOn = 11,
        Education = 12,
        EffectiveOn = 13;

    public override string Name => "managers";

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [
        new("manager_no", true),
        new("name", true),
        new("org", true),
        new("hired_on", true),
        new("in_post_since"),
        new("employment"),
        new("level"),
        new("step"),
        new("area"),
        new("supervisor_no"),
        new("mentor_no"),
        new("left_on"),
        new("education"),
        new("effective_on"),
    ];

    public override IReadOnlyList<string> Roles { get; } =
    [AllRoles.Hr, AllRoles.BranchHead, AllRoles.Administrator, AllRoles.Feed];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var numbers = chunk.Rows.Select(r => r.Text(No, 32)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var managers = await db
            .Managers.Where(m => numbers.Contains(m.ManagerNo))
            .ToDictionaryAsync(m => m.ManagerNo, StringComparer.Ordinal, ct);
        var units = (await db.Units.Select(u => u.Code).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var ledger = await PeriodLedger.LoadAsync(db, ct);

        var changed = new List<ManagerProfile>();
        foreach (var row in chunk.Rows.Where(r => r.IsGood))
        {
            var known = row.Text(No, 32) is { } no ? managers.GetValueOrDefault(no) : null;
            var (person, posting, effectiveOn) = Read(row, known);
            Check(row, chunk, person, posting, known, units);
            if (!row.IsGood)
                continue;

            if (known is null)
            {
                known = managers[row.Text(No)!] = new Manager(row.Text(No)!);
                db.Managers.Add(known);
            }

            var isNew = known.Version == 0;
            if (known.Describe(person, posting, effectiveOn, ledger.FirstOpenDay))
            {
                row.Accept();
                changed.Add(known.Profile(ledger.NextClose)); // every version, also of one the file names twice: the close counts them
                // Level and unit decide the score sheet: a change that reaches into closed months gives their scorecards a new look.
                if (!isNew && ledger.FirstClosed is { } first)
                    await LateMark.AddAsync(db, known.ManagerNo, first, ledger, ct);
            }
            else
                row.Unchanged();
        }

        foreach (var some in changed.Chunk(500))
            db.Announce(new ManagersChanged(some), "managers");
    }

    /// <summary>A column the file does not have leaves what is known; an empty cell takes it away.</summary>
    private static (PersonalData, PostingData, DateOnly?) Read(ImportRow row, Manager? known)
    {
        var effectiveOn = row.Date(EffectiveOn);
        var before =
            known is null ? null
            : effectiveOn is { } day ? known.On(day).Data
            : known.Postings.MaxBy(p => p.From)!.Data;
        var person = new PersonalData(
            row.Text(PersonName, 100) ?? "",
            row.Date(HiredOn) ?? default,
            row.Has(InPostSince) ? row.Date(InPostSince) : known?.InPostSince,
            row.Has(LeftOn) ? row.Date(LeftOn) : known?.LeftOn,
            row.Has(Education) ? row.Text(Education, 100) : known?.Education
        );
        var posting = new PostingData(
            row.Text(Org, 40) ?? "",
            row.Has(Employment) ? row.Choice(Employment, "regular", "contract") : before?.Employment,
            row.Has(Level) ? row.Choice(Level, Manager.Levels) : before?.Level,
            row.Has(Step) ? row.Choice(Step, "A", "B", "C") : before?.Step,
            row.Has(Area) ? row.Choice(Area, "urban", "rural") : before?.Area,
            row.Has(Supervisor) ? row.Text(Supervisor, 32) : before?.SupervisorNo,
            row.Has(Mentor) ? row.Text(Mentor, 32) : before?.MentorNo
        );
        return (person, posting, effectiveOn);
    }

    private static void Check(
        ImportRow row,
        ImportChunk chunk,
        PersonalData person,
        PostingData posting,
        Manager? known,
        HashSet<string> units
    )
    {
        if (row.Text(No, 32) is { } no && !ManagerNumber().IsMatch(no))
            row.Reject(
                "manager_no",
                "manager.number-not-valid",
                new(
                    "编号只能含字母、数字、点、横线和下划线。",
                    "A number has letters, digits, dots, hyphens and underscores only."
                )
            );
        if (!row.IsGood)
            return;
        if (!units.Contains(posting.Org))
            row.Reject(
                "org",
                "manager.unknown-org",
                new($"没有编号为“{posting.Org}”的机构。", $"There is no unit '{posting.Org}'.")
            );
        else if (
            !chunk.Part.Includes(posting.Org, "")
            || (known is not null && !chunk.Part.Includes(known.Postings.MaxBy(p => p.From)!.Data.Org, ""))
        )
            row.Reject(
                "org",
                "import.outside-your-part",
                new("该机构不在您的权限范围内。", "The unit lies outside your part of the bank.")
            );
        if (person.LeftOn < person.HiredOn)
            row.Reject(
                "left_on",
                "manager.left-before-hired",
                new("离职日期早于入职日期。", "Left before being hired.")
            );
        if (person.InPostSince < person.HiredOn)
            row.Reject(
                "in_post_since",
                "manager.in-post-before-hired",
                new("任职日期早于入职日期。", "In the post before being hired.")
            );
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ManagerNumber();
}
