using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Contracts.Performance;
using CardTeam.Platform.Organisation;
using CardTeam.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Tests.Security;

/// <summary>
/// A caller's part of the bank follows from the roles that the route admits, their unit, and their own number.
/// </summary>
public sealed class PartOfBankTests : IAsyncLifetime
{
    private ServiceUnderTest _service = null!;

    public async Task InitializeAsync()
    {
        _service = await NoteService.StartAsync();
        await _service.DeliverAsync(
            BankEvents.Units(
                ("HO", null),
                ("B1", "HO"),
                ("B1-1", "B1"),
                ("B1-1-1", "B1-1"),
                ("B2", "HO"),
                ("X", "Y"),
                ("Y", "X")
            )
        );
        await _service.ReadAsync<NoteDbContext, int>(async db =>
        {
            foreach (var org in (string[])["HO", "B1", "B1-1", "B1-1-1", "B2", "X", "Y"])
                db.Notes.Add(new Note { Name = $"M-{org}", Org = org });
            return await db.SaveChangesAsync();
        });
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("hr", null, null, "M-B1 M-B1-1 M-B1-1-1 M-B2 M-HO M-X M-Y")]
    [InlineData("hr", "B1", null, "M-B1 M-B1-1 M-B1-1-1")] // a role of the whole bank given to one unit
    [InlineData("branch-head", "HO", null, "M-B1 M-B1-1 M-B1-1-1 M-B2 M-HO")]
    [InlineData("branch-head", "B1-1", null, "M-B1-1 M-B1-1-1")]
    [InlineData("branch-head", "B1-1-1", null, "M-B1-1-1")]
    [InlineData("branch-head", "no-such-unit", null, "")]
    [InlineData("branch-head", "X", null, "M-X M-Y")] // units that are each other's parents end too
    [InlineData("account-manager", null, "M-B2", "M-B2")]
    [InlineData("account-manager", "B1", "M-B2", "M-B2")] // where they work opens nothing
    [InlineData("account-manager branch-head", "B1-1", "M-B2", "M-B1-1 M-B1-1-1")]
    [InlineData("account-manager branch-head", null, "M-B2", "M-B2")]
    [InlineData("account-manager trainer", null, "M-B2", "M-B2")] // a role that does not open the route widens nothing
    [InlineData("branch-head auditor", "B1-1", null, "M-B1-1 M-B1-1-1")]
    public async Task Is_what_the_caller_sees(string roles, string? org, string? managerNo, string seen)
    {
        var part = await _service.As(roles, org, managerNo).GetFromJsonAsync<JsonElement>("/part");
        Assert.Equal(seen, string.Join(' ', part.GetProperty("notes").EnumerateArray().Select(n => n.GetString())));
        Assert.Equal(roles == "hr" && org is null, part.GetProperty("isWhole").GetBoolean());
    }

    /// <summary>
    /// A head without a unit and a manager without a number have no part of the bank and therefore no role either.
    /// </summary>
    [Theory]
    [InlineData("branch-head", null, null)]
    [InlineData("branch-head", null, "M-B2")]
    [InlineData("account-manager", null, null)]
    [InlineData("account-manager", "B1", null)]
    [InlineData("account-manager branch-head", null, null)]
    public async Task Is_nothing_without_the_claim_the_role_needs(string roles, string? org, string? managerNo) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await _service.As(roles, org, managerNo).GetAsync("/part")).StatusCode);

    [Fact]
    public async Task A_unit_that_moves_takes_its_own_with_it_and_an_older_word_changes_nothing()
    {
        await _service.DeliverAsync(new OrgUnitsChanged([new OrgUnit("B1-1", "B2", 3)]));
        await _service.DeliverAsync(new OrgUnitsChanged([new OrgUnit("B1-1", "B1", 2)]));
        var below = await _service.ReadAsync(db => PartOfBank.BelowAsync("B2", db, CancellationToken.None));
        Assert.Equal(["B1-1", "B1-1-1", "B2"], below.Order(StringComparer.Ordinal));
    }

    /// <summary>The query and the check of a single row agree for any tree of units and any caller.</summary>
    [Fact]
    public void A_query_keeps_what_is_included()
    {
        var units = Gen.Choose(0, 7).Select(i => i == 0 ? null : $"U{i}");
        var rows = Gen.Zip(units, Gen.Choose(1, 4).Select(i => $"M{i}")).ListOf(12);
        var parts = Gen.OneOf(
            Gen.Constant(PartOfBank.Whole),
            units.ListOf(3).Select(orgs => new PartOfBank(orgs.OfType<string>().ToList(), null)),
            Gen.Choose(1, 4).Select(i => new PartOfBank(null, $"M{i}"))
        );
        Prop.ForAll(
                rows.ToArbitrary(),
                parts.ToArbitrary(),
                (all, part) =>
                {
                    var kept = all.AsQueryable().Within(part, r => r.Item1!, r => r.Item2).ToList();
                    return kept.SequenceEqual(all.Where(r => part.Includes(r.Item1, r.Item2)));
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
