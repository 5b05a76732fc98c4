using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Performance.Organisation;

/// <summary>Imports the roster.</summary>
internal sealed class ImportManagers(PerformanceDbContext db, AuditTrail trail, TimeProvider clock) : ImportKind
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
        var alike = await Roster.AlikeAsync(db, numbers, ct);
        var roster = chunk.Part.IsWhole
            ? null
            : await Roster.LoadAsync(db, [.. numbers.Select(alike.Of).OfType<string>()], clock, ct);
        var people = await NamedPeople.LoadAsync(db, chunk, No, [Supervisor, Mentor], clock, ct);
        var units = (await db.Units.Select(u => u.Code).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var unitsAlike = AlikeCodes.Among(units);
        var ledger = await PeriodLedger.LoadAsync(db, ct);
        var late = await LateBook.OpenAsync(db, numbers, ledger, ct);

        var changed = new List<(ManagerProfile Profile, NamedManager Name)>();
        foreach (var row in chunk.Rows.Where(r => r.IsGood))
        {
            var known = row.Text(No) is { } no ? managers.GetValueOrDefault(no) : null;
            var (person, posting, effectiveOn) = Read(row, known, BankCalendar.Today(clock));
            Check(row, chunk, person, posting, known, units, unitsAlike);
            people.Check(row);
            if (known is null)
                RefuseAlike(
                    row,
                    alike,
                    other => roster is null || managers.ContainsKey(other) || roster.Includes(other, chunk.Part)
                );
            else if (row.IsGood && IsForeign(chunk.Part, known, person, effectiveOn))
                OutsideYourPart.Reject(
                    row,
                    "manager_no",
                    chunk.Part.Includes(known.On(BankCalendar.Today(clock)).Data.Org, known.ManagerNo)
                        ? new(
                            "在相关日期，该客户经理不在您的权限范围内。",
                            "On a day that the row changes, the manager lies outside your part of the bank."
                        )
                        : OutsideYourPart.Manager
                );
            if (!row.IsGood)
                continue;

            var isNew = known is null;
            var before = known?.Profile(ledger.NextClose);
            known ??= new Manager(row.Text(No)!);
            bool news;
            try
            {
                news = known.Describe(person, posting, effectiveOn, ledger.FirstOpenDay);
            }
            catch (RuleBrokenException broken)
            {
                row.Reject("hired_on", broken.Code, broken.Text);
                continue;
            }

            if (isNew)
            {
                db.Managers.Add(managers[known.ManagerNo] = known);
                alike.Add(known.ManagerNo);
            }

            if (news)
            {
                row.Accept();
                // Every version is announced, also of a manager named twice in the file: the close counts versions.
                var after = known.Profile(ledger.NextClose);
                changed.Add((Named(after, RosterChange.ClosedMonths(before, after, ledger)), known.AnnounceName()));
                // Level and unit determine the score sheet: a change that reaches into closed months has their
                // scorecards computed again.
                if (!isNew && ledger.FirstClosed is { } first)
                    late.Mark(known.ManagerNo, first);
            }
            else
                row.Unchanged();
        }

        foreach (var some in changed.Chunk(500))
            db.Announce(
                new ManagersChanged([.. some.Select(s => s.Profile)], [.. some.Select(s => s.Name)]),
                "managers"
            );
    }

    /// <summary>Names the importer with a version that changes closed months.</summary>
    private ManagerProfile Named(ManagerProfile version, (Period From, Period To)? closed) =>
        closed is not var (from, to)
            ? version
            : version with
            {
                ChangedBy = trail.Actor,
                ChangedFrom = from,
                ChangedTo = to,
            };

    /// <summary>
    /// Reads a row. An empty cell, like a missing column, keeps the known value; the word <c>none</c> (无) removes it.
    /// </summary>
    private static (PersonalData, PostingData, DateOnly?) Read(ImportRow row, Manager? known, DateOnly today)
    {
        var hiredOn = row.Date(HiredOn) ?? default;
        var employment = known?.EmploymentOf(hiredOn);
        var effectiveOn = row.Date(EffectiveOn);
        var before =
            known is null ? null
            : effectiveOn is { } day ? known.On(day).Data
            : known.Postings.MaxBy(p => p.From)!.Data;
        var person = new PersonalData(
            row.Text(PersonName) ?? "",
            hiredOn,
            Said(row, InPostSince, row.Date, employment is null ? null : known?.InPostSince),
            Said(row, LeftOn, row.Date, employment?.LeftOn),
            Said(row, Education, row.Text, known?.Education)
        );
        // A row without a day that says what holds today says nothing new, also where another posting is planned.
        if (effectiveOn is null && known?.On(today).Data is { } now && PostingOf(row, now) == now)
            return (person, before!, effectiveOn);
        return (person, PostingOf(row, before), effectiveOn);
    }

    private static PostingData PostingOf(ImportRow row, PostingData? before) =>
        new(
            row.Text(Org) ?? "",
            Said(row, Employment, row.Choice, before?.Employment),
            Said(row, Level, row.Choice, before?.Level),
            Said(row, Step, row.Choice, before?.Step),
            Said(row, Area, row.Choice, before?.Area),
            Said(row, Supervisor, row.Text, before?.SupervisorNo),
            Said(row, Mentor, row.Text, before?.MentorNo)
        );

    private static T? Said<TColumn, T>(ImportRow row, TColumn column, Func<TColumn, T?> read, T? known)
        where TColumn : ImportColumn =>
        !row.IsFilled(column) ? known
        : row.SaysNone(column) ? default
        : read(column);

    /// <summary>
    /// Rejects a known number in other letters: it is the same person with a typing error. An importer for a part of
    /// the bank is told of a manager outside it no more than by the number letter by letter.
    /// </summary>
    /// <param name="isOwn">True for a number the importer may know of.</param>
    private static void RefuseAlike(ImportRow row, AlikeCodes alike, Func<string, bool> isOwn)
    {
        if (row.Text(No) is not { } no || alike.Of(no) is not { } other)
            return;
        if (isOwn(other))
            row.Reject("manager_no", ManagerNumber.DiffersInCaseOnly, ManagerNumber.Alike(no, other));
        else if (row.IsGood)
            OutsideYourPart.Reject(row, "manager_no", OutsideYourPart.Manager);
    }

    /// <summary>
    /// An importer for a part of the bank may change only the days on which the manager works there: not years spent
    /// elsewhere, and not a manager who has yet to join it.
    /// </summary>
    private bool IsForeign(PartOfBank part, Manager known, PersonalData said, DateOnly? effectiveOn)
    {
        if (part.IsWhole)
            return false;
        List<DateOnly> days = [BankCalendar.Today(clock), known.Postings.Max(p => p.From)];
        if (effectiveOn is { } from)
            days.Add(from);
        var employment = known.EmploymentOf(said.HiredOn);
        foreach (
            var (now, next) in new (DateOnly?, DateOnly?)[]
            {
                (employment?.HiredOn, said.HiredOn),
                (employment?.LeftOn, said.LeftOn),
                (known.InPostSince, said.InPostSince),
            }
        )
            if (now != next)
                days.AddRange(new[] { now, next }.OfType<DateOnly>());
        return days.Exists(day => !part.Includes(known.On(day).Data.Org, known.ManagerNo));
    }

    private static void Check(
        ImportRow row,
        ImportChunk chunk,
        PersonalData person,
        PostingData posting,
        Manager? known,
        HashSet<string> units,
        AlikeCodes unitsAlike
    )
    {
        if (!row.IsGood)
            return;
        if (!chunk.Part.Includes(posting.Org, ""))
            OutsideYourPart.Reject(row, "org", OutsideYourPart.Unit);
        else if (!units.Contains(posting.Org) && unitsAlike.Of(posting.Org) is { } unit)
            row.Reject(Org, AlikeCodes.Refused(posting.Org, unit));
        else if (!units.Contains(posting.Org))
            row.Reject(
                "org",
                "manager.unknown-org",
                new($"没有编号为“{posting.Org}”的机构。", $"There is no unit '{posting.Org}'.")
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
}
