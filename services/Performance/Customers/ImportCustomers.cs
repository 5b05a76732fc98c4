using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Performance.Customers;

/// <summary>Imports customers; who has a customer changes by a hand-over only.</summary>
internal sealed class ImportCustomers(PerformanceDbContext db, AuditTrail trail, TimeProvider clock) : ImportKind
{
    internal static readonly CodeColumn Ref = new(
        "customer_ref",
        new("客户编号", "Customer"),
        Lengths.CustomerRef,
        true
    )
    {
        AlsoKnownAs = ["客户号", "Customer reference"],
    };
    private static readonly ChoiceColumn Segment = new(
        "segment",
        new("客户分类", "Segment"),
        [
            new(CustomerWords.High, new("高净值", "High"), "高"),
            new(CustomerWords.Middle, new("中等净值", "Middle"), "中"),
            new(CustomerWords.General, new("普通", "General")),
        ],
        true
    );
    private static readonly DateColumn Since = new("since", new("首卡日期", "Since"), Required: true)
    {
        AlsoKnownAs = ["开户日期", "First card"],
    };
    private static readonly WholeColumn BirthdayMonth = new("birthday_month", new("生日月份", "Birthday month"), 1, 12);
    private static readonly FlagColumn Consent = new("consent", new("同意联系", "Consent"));
    private static readonly DateColumn CareDue = new("care_due", new("关怀到期日", "Care due"), IsPlanned: true)
    {
        AlsoKnownAs = ["回访日期"],
    };
    private static readonly DateColumn ActiveOn = new("active_on", new("最近用卡日", "Active on"));

    public override string Name => "customers";
    public override Text Title { get; } = new("客户", "Customers");

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [Ref, ManagerNoColumn.Whose, Segment, Since, BirthdayMonth, Consent, CareDue, ActiveOn];

    public override IReadOnlyList<string> ExportedToo { get; } =
    [
        "name",
        "姓名",
        "heldFrom",
        "负责起始日",
        "stage",
        "生命周期",
        "careKind",
        "Care",
        "关怀事项",
        "isOverdue",
        "Overdue",
        "已逾期",
    ];

    public override IReadOnlyList<string> Roles { get; } =
    [AllRoles.Hr, AllRoles.BranchHead, AllRoles.Administrator, AllRoles.Feed];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var today = BankCalendar.Today(clock);
        var refs = chunk.Rows.Select(r => r.Text(Ref)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var known = await db
            .Customers.Include(c => c.Holdings)
            .Where(c => refs.Contains(c.CustomerRef))
            .ToDictionaryAsync(c => c.CustomerRef, StringComparer.Ordinal, ct);
        var numbers = chunk
            .Rows.Select(r => r.Text(ManagerNoColumn.Whose))
            .OfType<string>()
            .Concat(known.Values.Select(c => c.On(today).ManagerNo))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var roster = await Roster.LoadAsync(db, numbers, clock, ct);
        var plan = await CarePlan.LoadAsync(db, ct);
        foreach (var row in chunk.Rows)
        {
            var (reference, no) = (row.Text(Ref), row.Text(ManagerNoColumn.Whose));
            var data = Read(row);
            var careDue = row.Date(CareDue);
            roster.Check(row, no, chunk.Part);
            if (!row.IsGood)
                continue;
            if (!known.TryGetValue(reference!, out var customer))
            {
                db.Customers.Add(
                    known[reference!] = Customer.Take(
                        reference!,
                        no!,
                        data!,
                        careDue,
                        plan,
                        new(data!.Since, trail.Actor, clock.GetUtcNow(), null),
                        today
                    )
                );
                row.Accept();
                continue;
            }

            if (customer.On(today).ManagerNo != no)
            {
                Refuse(row, chunk, roster, customer.On(today).ManagerNo);
                continue;
            }

            if (customer.Describe(Whole(row, data!, customer), careDue, plan, today))
                row.Accept();
            else
                row.Unchanged();
        }
    }

    /// <summary>A column that the file does not have leaves what is known.</summary>
    private static CustomerData Whole(ImportRow row, CustomerData read, Customer known) =>
        read with
        {
            BirthdayMonth = row.Has(BirthdayMonth) ? read.BirthdayMonth : known.BirthdayMonth,
            Consent = row.IsFilled(Consent) ? read.Consent : known.Consent,
            ActiveOn = row.IsFilled(ActiveOn) ? read.ActiveOn : known.ActiveOn,
        };

    private static CustomerData? Read(ImportRow row)
    {
        var (segment, since) = (row.Choice(Segment), row.Date(Since));
        var (month, consent, active) = (row.Whole(BirthdayMonth), row.Flag(Consent), row.Date(ActiveOn));
        return segment is null || since is null ? null : new(segment, since.Value, month, consent ?? false, active);
    }

    private static void Refuse(ImportRow row, ImportChunk chunk, Roster roster, string holder)
    {
        // Of a customer of another part nothing is told, not even whose they are.
        if (!chunk.Part.IsWhole && !roster.Includes(holder, chunk.Part))
            OutsideYourPart.Reject(row, "customer_ref", OutsideYourPart.Reference);
        else
            row.Reject(
                "manager_no",
                "customer.held-by-another",
                new(
                    $"该客户由“{holder}”负责；请用“客户移交”更换客户经理。",
                    $"'{holder}' has this customer; a hand-over gives them to somebody else."
                )
            );
    }
}
