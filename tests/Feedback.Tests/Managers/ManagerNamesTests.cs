using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Contracts.Performance;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Tests.Managers;

/// <summary>
/// A name is shown beside the number, can be searched, follows the roster and is deleted when its retention ends, in
/// whatever order messages arrive.
/// </summary>
public sealed class ManagerNamesTests
{
    [Fact]
    public async Task A_complaint_has_the_manager_s_name_and_is_found_by_a_part_of_it()
    {
        await using var service = await StartAsync();
        await service.DeliverAsync(BankEvents.Managers(("M1", "B1"), ("M2", "B2")));
        await service.DeliverAsync(Named(new("M1", 1, "王芳"), new("M2", 1, "李_芳")));

        Assert.Equal(["M1 王芳", "M2 李_芳", "M3 "], await ListAsync(service, "/complaints?"));
        Assert.Equal(["M1 王芳", "M2 李_芳"], await ListAsync(service, "/complaints?search=芳"));
        Assert.Equal(["M2 李_芳"], await ListAsync(service, "/complaints?search=_"));
        Assert.Equal(["M3 "], await ListAsync(service, "/complaints?search=3"));
        Assert.Empty(await ListAsync(service, "/complaints?search=%25"));
        Assert.Equal(["M2 李_芳"], await ListAsync(service, "/complaints?search=芳", Roles.BranchHead, "B2"));
        Assert.Equal(
            ["王芳", "李_芳", ""],
            await service.As(Roles.ComplaintDesk).ColumnAsync("/complaints.csv", "name")
        );
    }

    /// <summary>Every order of the same messages, some of them repeated, has the same result.</summary>
    [Fact]
    public async Task The_newest_word_on_a_name_holds_in_whatever_order_it_comes()
    {
        NamedManager[] said =
        [
            new("M1", 1, "王芳"),
            new("M1", 2, "王小芳"),
            new("M1", 2, null),
            new("M2", 1, null),
            new("M2", 2, "李明"),
        ];
        foreach (var order in Orders(said))
        {
            var names = new Dictionary<string, ManagerName>(StringComparer.Ordinal);
            foreach (var one in order.Concat(order.Take(2)))
            {
                if (!names.TryGetValue(one.ManagerNo, out var name))
                    names[one.ManagerNo] = name = new(one.ManagerNo);
                name.Take(one);
            }

            Assert.Equal(((string?)null, "李明"), (names["M1"].Name, names["M2"].Name));
        }

        await using var service = await StartAsync();
        await service.DeliverAsync(Named(said));
        await service.DeliverAsync(Named([.. said.Reverse()]));
        Assert.Equal(
            ["M1 2 ", "M2 2 李明"],
            await service.ReadAsync(async db =>
                (await db.Set<ManagerName>().OrderBy(n => n.ManagerNo).ToListAsync()).ConvertAll(n =>
                    $"{n.ManagerNo} {n.Version} {n.Name}"
                )
            )
        );
    }

    private static IEnumerable<IReadOnlyList<NamedManager>> Orders(NamedManager[] items)
    {
        if (items.Length == 0)
            return
            [
                [],
            ];
        return items.SelectMany(
            (first, i) =>
                Orders([.. items.Where((_, other) => other != i)])
                    .Select(rest => (IReadOnlyList<NamedManager>)[first, .. rest])
        );
    }

    private static ManagersChanged Named(params NamedManager[] names) => new([], names);

    private static async Task<ServiceUnderTest> StartAsync()
    {
        var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        await service.DeliverAsync(BankEvents.Units(("B1", null), ("B2", null)));
        await service.ImportAsync(
            "complaints",
            "complaint_ref,manager_no,received_on,channel,category\nC1,M1,2026-06-01,phone,x\nC2,M2,2026-06-01,phone,x\nC3,M3,2026-06-01,phone,x\n"
        );
        return service;
    }

    private static async Task<IReadOnlyList<string>> ListAsync(
        ServiceUnderTest service,
        string path,
        string role = Roles.ComplaintDesk,
        string? org = null
    ) =>
        [
            .. (await service.As(role, org: org).GetFromJsonAsync<JsonElement>(path))
                .GetProperty("items")
                .EnumerateArray()
                .Select(c => $"{c.GetProperty("managerNo")} {c.GetProperty("name")}"),
        ];
}
