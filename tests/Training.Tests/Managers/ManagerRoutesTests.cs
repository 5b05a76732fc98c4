using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Contracts.Performance;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Training.Tests.Managers;

/// <summary>Managers in post and whether they hold a certificate valid today, 15 June 2026.</summary>
public class ManagerRoutesTests
{
    [Fact]
    public async Task Without_a_certificate_is_who_is_in_post_and_holds_none_today()
    {
        await using var service = await BankAsync();

        var trainer = service.As(Roles.Trainer);
        Assert.Equal(["EXPIRED", "FUTURE", "NEVER", "REVOKED"], await NumbersAsync(trainer, "?certified=false"));
        Assert.Equal(["OPEN", "TODAY"], await NumbersAsync(trainer, "?certified=true"));
        Assert.Equal(["EXPIRED", "FUTURE", "NEVER", "OPEN", "REVOKED", "TODAY"], await NumbersAsync(trainer, ""));
    }

    [Fact]
    public async Task It_says_since_when_somebody_holds_none_and_where_they_work()
    {
        await using var service = await BankAsync();

        var items = (await PageAsync(service.As(Roles.Trainer), "")).Items;
        Assert.Equal(
            [
                "EXPIRED B1-1 false 2026-06-14",
                "FUTURE B2 false ",
                "NEVER B1 false ",
                "OPEN B1 true ",
                "REVOKED B2 false 2026-03-31",
                "TODAY B2 true ",
            ],
            items.Select(i => $"{i.ManagerNo} {i.Org} {(i.Certified ? "true" : "false")} {i.ExpiredOn:yyyy-MM-dd}")
        );
    }

    [Fact]
    public async Task Everybody_sees_their_part_and_filters_by_unit_name_and_number()
    {
        await using var service = await BankAsync();

        Assert.Equal(
            ["EXPIRED", "NEVER"],
            await NumbersAsync(service.As(Roles.BranchHead, org: "B1"), "?certified=false")
        );
        Assert.Equal(["EXPIRED"], await NumbersAsync(service.As(Roles.Trainer), "?certified=false&org=B1-1"));
        Assert.Equal(["EXPIRED", "NEVER"], await NumbersAsync(service.As(Roles.Hr), "?certified=false&org=B1"));
        Assert.Empty(await NumbersAsync(service.As(Roles.BranchHead, org: "B1"), "?org=B2"));
        Assert.Equal(["NEVER"], await NumbersAsync(service.As(Roles.Auditor), "?search=ever"));
        Assert.Equal(403, (int)(await service.As(Roles.Payroll).GetAsync("/managers")).StatusCode);
        Assert.Equal(
            403,
            (int)(await service.As(Roles.AccountManager, managerNo: "OPEN").GetAsync("/managers")).StatusCode
        );
    }

    [Fact]
    public async Task Pages_follow_each_other_with_the_total_and_the_file_has_the_same_rows()
    {
        await using var service = await BankAsync();
        var trainer = service.As(Roles.Trainer);

        foreach (var sort in new[] { "managerNo", "-managerNo", "org", "-org" })
        {
            var seen = new List<string>();
            string? next = "";
            do
            {
                var page = await PageAsync(trainer, $"?certified=false&limit=1&total=true&sort={sort}&after={next}");
                Assert.Equal(4, page.Total);
                seen.AddRange(page.Items.Select(i => i.ManagerNo));
                next = page.Next;
            } while (next is not null);

            Assert.Equal(await NumbersAsync(trainer, $"?certified=false&sort={sort}"), seen);
            var csv = await trainer.GetStringAsync($"/managers.csv?certified=false&sort={sort}");
            Assert.Equal(
                seen.Prepend("managerNo"),
                csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim('\uFEFF').Split(',')[0])
            );
        }
    }

    [Fact]
    public async Task Who_leaves_comes_back_or_is_corrected_counts_by_the_newest_version_in_either_order()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        service.Clock.SetTo(new(2026, 6, 15));
        var trainer = service.As(Roles.Trainer);
        await service.DeliverAsync(Changed(Profile("M1", "B1", new(2020, 1, 1), null)));
        Assert.Equal(["M1"], await NumbersAsync(trainer, ""));

        await service.DeliverAsync(Changed(Profile("M1", "B1", new(2020, 1, 1), new(2026, 6, 14), version: 3)));
        await service.DeliverAsync(Changed(Profile("M1", "B1", new(2020, 1, 1), null, version: 2)));
        Assert.Empty(await NumbersAsync(trainer, ""));

        // Rehired from July: the list has them on the day.
        var earlier = new Employment(new(2020, 1, 1), new(2026, 6, 14));
        await service.DeliverAsync(
            Changed(Profile("M1", "B1", new(2026, 7, 1), null, version: 4) with { EarlierEmployments = [earlier] })
        );
        Assert.Empty(await NumbersAsync(trainer, ""));
        service.Clock.SetTo(new(2026, 7, 1));
        Assert.Equal(["M1"], await NumbersAsync(trainer, ""));

        // The day of the earlier hiring was wrong: the copy of it goes.
        await service.DeliverAsync(Changed(Profile("M1", "B1", new(2026, 7, 2), null, version: 5)));
        Assert.Empty(await NumbersAsync(trainer, ""));
        service.Clock.SetTo(new(2026, 6, 14));
        Assert.Empty(await NumbersAsync(trainer, ""));
    }

    [Fact]
    public async Task A_first_version_announced_again_after_an_upgrade_says_who_has_left()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        service.Clock.SetTo(new(2026, 6, 15));
        var trainer = service.As(Roles.Trainer);
        await service.DeliverAsync(Changed(Profile("M1", "B1", new(2020, 1, 1), new(2026, 1, 31))));
        await service.ReadAsync<CardTeam.Training.Data.TrainingDbContext, int>(async db =>
        {
            db.RemoveRange(db.Employments);
            return await db.SaveChangesAsync();
        });
        Assert.Equal(["M1"], await NumbersAsync(trainer, ""));

        await service.DeliverAsync(Changed(Profile("M1", "B1", new(2020, 1, 1), new(2026, 1, 31))));
        Assert.Empty(await NumbersAsync(trainer, ""));
    }

    private static async Task<ServiceUnderTest> BankAsync()
    {
        var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        service.Clock.SetTo(new(2026, 6, 15));
        await service.DeliverAsync(BankEvents.Units(("B1", null), ("B1-1", "B1"), ("B2", null)));
        await service.DeliverAsync(
            Changed(
                Profile("OPEN", "B1", new(2020, 1, 1), null),
                Profile("TODAY", "B2", new(2020, 1, 1), new(2026, 6, 15)),
                Profile("EXPIRED", "B1-1", new(2020, 1, 1), null),
                Profile("FUTURE", "B2", new(2020, 1, 1), null),
                Profile("REVOKED", "B2", new(2020, 1, 1), null),
                Profile("NEVER", "B1", new(2020, 1, 1), new(2026, 12, 31)),
                Profile("LEFT", "B1", new(2020, 1, 1), new(2026, 6, 14)),
                Profile("LATER", "B1", new(2026, 6, 16), null)
            )
        );
        await service.ImportAsync(
            "certificates",
            """
            manager_no,certificate,valid_from,valid_to
            OPEN,A,2024-01-01,
            OPEN,B,2020-01-01,2020-12-31
            TODAY,A,2024-01-01,2026-06-15
            EXPIRED,A,2020-01-01,2025-12-31
            EXPIRED,B,2024-01-01,2026-06-14
            FUTURE,A,2026-06-16,
            REVOKED,A,2024-01-01,
            """
        );
        // The version before the revocation no longer counts.
        await service.ImportAsync(
            "certificates",
            "manager_no,certificate,valid_from,valid_to\nREVOKED,A,2024-01-01,2026-03-31\n"
        );
        return service;
    }

    private static ManagersChanged Changed(params ManagerProfile[] profiles) => new(profiles);

    private static ManagerProfile Profile(string no, string org, DateOnly hiredOn, DateOnly? leftOn, int version = 1) =>
        new(no, version, 1, hiredOn, null, leftOn, [new(hiredOn, org, null, null, null, null)]);

    private sealed record Item(string ManagerNo, string? Name, string? Org, bool Certified, DateOnly? ExpiredOn);

    private sealed record Page(List<Item> Items, string? Next, int? Total);

    private static async Task<Page> PageAsync(HttpClient client, string query) =>
        (await client.GetFromJsonAsync<Page>("/managers" + query, JsonSerializerOptions.Web))!;

    private static async Task<IEnumerable<string>> NumbersAsync(HttpClient client, string query) =>
        (await PageAsync(client, query)).Items.Select(i => i.ManagerNo);
}
