using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Performance.Customers;

/// <summary>Hands customers over by file, many at once, such as when a manager leaves.</summary>
internal sealed class ImportHandOvers(PerformanceDbContext db, AuditTrail trail, TimeProvider clock) : ImportKind
{
    private static readonly DateColumn From = new("from", new("移交日期", "From"), IsPlanned: true, Required: true);
    private static readonly TextColumn Reason = new("reason", new("原因", "Reason"), Lengths.Reason);

    public override string Name => "customer-handovers";
    public override Text Title { get; } = new("客户移交", "Hand-overs of customers");

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [ImportCustomers.Ref, ManagerNoColumn.Whose, From, Reason];

    public override IReadOnlyList<string> Roles { get; } =
    [AllRoles.Hr, AllRoles.BranchHead, AllRoles.Administrator, AllRoles.Feed];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var today = BankCalendar.Today(clock);
        var refs = chunk
            .Rows.Select(r => r.Text(ImportCustomers.Ref))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var customers = await db
            .Customers.Include(c => c.Holdings)
            .Where(c => refs.Contains(c.CustomerRef))
            .ToDictionaryAsync(c => c.CustomerRef, StringComparer.Ordinal, ct);
        var numbers = chunk
            .Rows.Select(r => r.Text(ManagerNoColumn.Whose))
            .OfType<string>()
            .Concat(customers.Values.Select(c => c.On(today).ManagerNo))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var roster = await Roster.LoadAsync(db, numbers, clock, ct);
        var leavers = await db
            .Managers.AsNoTracking()
            .Where(m => numbers.Contains(m.ManagerNo) && m.LeftOn != null)
            .ToDictionaryAsync(m => m.ManagerNo, m => m.LeftOn!.Value, StringComparer.Ordinal, ct);
        foreach (var row in chunk.Rows)
        {
            var (reference, no, from) = (
                row.Text(ImportCustomers.Ref),
                row.Text(ManagerNoColumn.Whose),
                row.Date(From)
            );
            var reason = row.Text(Reason);
            roster.Check(row, no, chunk.Part);
            if (!row.IsGood)
                continue;
            var customer = customers.GetValueOrDefault(reference!);
            if (
                !chunk.Part.IsWhole
                && !(customer is not null && roster.Includes(customer.On(today).ManagerNo, chunk.Part))
            )
            {
                OutsideYourPart.Reject(row, "customer_ref", OutsideYourPart.Reference);
                continue;
            }

            if (customer is null)
            {
                row.Reject(
                    "customer_ref",
                    "customer.not-found",
                    new($"没有客户“{reference}”。", $"There is no customer '{reference}'.")
                );
                continue;
            }

            if (customer.Holdings.Any(h => h.ManagerNo == no && h.From == from))
            {
                row.Unchanged();
                continue;
            }

            if (leavers.TryGetValue(no!, out var left) && left < from)
            {
                Reject(row, "manager_no", CustomersWithin.HasLeft);
                continue;
            }

            try
            {
                customer.HandOver(no!, new(from!.Value, trail.Actor, clock.GetUtcNow(), reason), today);
                row.Accept();
            }
            catch (RuleBrokenException broken)
            {
                Reject(row, broken.Code == "customer.same-manager" ? "manager_no" : "from", broken);
            }
        }
    }

    private static void Reject(ImportRow row, string column, RuleBrokenException broken) =>
        row.Reject(column, broken.Code, broken.Text);
}
