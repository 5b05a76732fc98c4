using System.Text.RegularExpressions;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Performance.Managers;

/// <summary>Takes the roster in.</summary>
internal sealed partial class ImportManagers(PerformanceDbContext db) : ImportKind
{
    private static readonly ManagerNoColumn No = ManagerNoColumn.Whose;
    private static readonly TextColumn PersonName = new("name", new("姓名", "Name"), Lengths.PersonName, true);
    private static readonly CodeColumn Org = new("org", new("机构", "Unit"), Lengths.OrgCode, true)
    {
        AlsoKnownAs = ["机构编号", "所属机构", "Org unit", "Unit code"],
    };
    private static readonly DateColumn HiredOn = new(
        "hired_on",
        new("入职日期", "Hired on"),
        IsPlanned: true,
        Required: true
    );
    private static readonly DateColumn InPostSince = new(
        "in_post_since",
        new("任现职日期", "In post since"),
        IsPlanned: true
    )
    {
        AlsoKnownAs = ["任职日期"],
    };
    private static readonly ChoiceColumn Employment = new(
        "employment",
        new("用工形式", "Employment"),
        [new("regular", new("在册", "Regular"), "正式"), new("contract", new("聘用", "Contract"), "合同制")]
    )
    {
        AlsoKnownAs = ["用工"],
    };
    private static readonly ChoiceColumn Level = new(
        "level",
        new("级别", "Level"),
        [
            new("trainee", new("见习", "Trainee"), "见习客户经理"),
            new("junior", new("初级", "Junior"), "初级客户经理"),
            new("intermediate", new("中级", "Intermediate"), "中级客户经理"),
            new("senior", new("高级", "Senior"), "高级客户经理"),
        ]
    )
    {
        AlsoKnownAs = ["级", "等级"],
    };
    private static readonly ChoiceColumn Step = new(
        "step",
        new("档次", "Step"),
        [
            new("A", new("A档", "Step A"), "A 档"),
            new("B", new("B档", "Step B"), "B 档"),
            new("C", new("C档", "Step C"), "C 档"),
        ]
    )
    {
        AlsoKnownAs = ["档"],
    };
    private static readonly ChoiceColumn Area = new(
        "area",
        new("区域", "Area"),
        [new("urban", new("城区", "Urban"), "城市"), new("rural", new("县域", "Rural"), "农村", "乡村")]
    );
    private static readonly ManagerNoColumn Supervisor = new("supervisor_no", new("上级编号", "Supervisor number"))
    {
        AlsoKnownAs = ["直接上级", "上级", "Supervisor"],
    };
    private static readonly ManagerNoColumn Mentor = new("mentor_no", new("带教人编号", "Mentor number"))
    {
        AlsoKnownAs = ["带教人", "导师", "Mentor"],
    };
    private static readonly DateColumn LeftOn = new("left_on", new("离职日期", "Left on"), IsPlanned: true);
    private static readonly TextColumn Education = new("education", new("学历", "Education"), Lengths.PersonName);
    private static readonly DateColumn EffectiveOn = new(
        "effective_on",
        new("生效日期", "Effective on"),
        IsPlanned: true
    );

    public override string Name => "managers";

    public override Text Title { get; } = new("客户经理花名册", "Roster");

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [
        No,
        PersonName,
        Org,
        HiredOn,
        InPostSince,
        Employment,
        Level,
        Step,
        Area,
        Supervisor,
        Mentor,
        LeftOn,
        Education,
        EffectiveOn,
    ];

    public override IReadOnlyList<string> ExportedToo { get; } =
    ["version", "版本", "orgName", "机构名称", "unit name"];

    public override IReadOnlyList<string> Roles { get; } =
    [AllRoles.Hr, AllRoles.BranchHead, AllRoles.Administrator, AllRoles.Feed];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var numbers = chunk.Rows.Select(r => r.Text(No)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var managers = await db
            .Managers.Where(m => numbers.Contains(m.ManagerNo))
            .ToDictionaryAsync(m => m.ManagerNo, StringComparer.Ordinal, ct);
        var units = (await db.Units.Select(u => u.Code).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var ledger = await PeriodLedger.LoadAsync(db, ct);

        var changed = new List<ManagerProfile>();
        foreach (var row in chunk.Rows.Where(r => r.IsGood))
        {
            var known = row.Text(No) is { } no ? managers.GetValueOrDefault(no) : null;
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
            row.Text(PersonName) ?? "",
            row.Date(HiredOn) ?? default,
            row.Has(InPostSince) ? row.Date(InPostSince) : known?.InPostSince,
            row.Has(LeftOn) ? row.Date(LeftOn) : known?.LeftOn,
            row.Has(Education) ? row.Text(Education) : known?.Education
        );
        var posting = new PostingData(
            row.Text(Org) ?? "",
            row.Has(Employment) ? row.Choice(Employment) : before?.Employment,
            row.Has(Level) ? row.Choice(Level) : before?.Level,
            row.Has(Step) ? row.Choice(Step) : before?.Step,
            row.Has(Area) ? row.Choice(Area) : before?.Area,
            row.Has(Supervisor) ? row.Text(Supervisor) : before?.SupervisorNo,
            row.Has(Mentor) ? row.Text(Mentor) : before?.MentorNo
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
        if (row.Text(No) is { } no && !ManagerNumber().IsMatch(no))
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
