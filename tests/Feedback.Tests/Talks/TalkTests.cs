using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Feedback.Talks;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Feedback.Tests.Talks;

/// <summary>A talk with a manager is visible to the manager and those above them, and to nobody else.</summary>
public class TalkTests
{
    private static readonly DateOnly Today = new(2026, 6, 15);

    [Fact]
    public void A_talk_is_recorded_when_it_was_held_and_the_next_comes_after_it()
    {
        Assert.Equal("talk.not-held-yet", Assert.Throws<RuleBrokenException>(() => Held(Today.AddDays(1))).Code);
        Assert.Equal("talk.next-before", Assert.Throws<RuleBrokenException>(() => Held(Today, next: Today)).Code);
        Assert.Equal(Today.AddDays(1), Held(Today, next: Today.AddDays(1)).NextOn);
    }

    [Fact]
    public void The_manager_confirms_it_once()
    {
        var talk = Held(Today);
        talk.Confirm("agreed", DateTimeOffset.UnixEpoch);
        Assert.Equal((DateTimeOffset.UnixEpoch, "agreed"), (talk.ReadAt, talk.Reply));
        Assert.Equal(
            "talk.already-read",
            Assert.Throws<RuleBrokenException>(() => talk.Confirm(null, DateTimeOffset.UnixEpoch)).Code
        );
    }

    /// <summary>A number typed in full-width letters, as an input method leaves it, is the same number.</summary>
    [Theory]
    [InlineData("Ｍ１", 201)]
    [InlineData(" M1 ", 201)]
    [InlineData("M\u200B1", 400)]
    [InlineData("m1", 404)]
    public async Task The_manager_is_named_by_the_rule_for_codes(string managerNo, int status)
    {
        await using var service = await BankAsync();
        var answer = await service
            .As(Roles.BranchHead, org: "B1", id: "head-b1")
            .PostAsJsonAsync(
                "/talks",
                new
                {
                    managerNo,
                    heldOn = "2026-06-10",
                    kind = "performance",
                    said = "61 %",
                }
            );
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_head_records_it_the_manager_reads_and_answers_it_and_nobody_else_sees_it()
    {
        await using var service = await BankAsync();
        var head = service.As(Roles.BranchHead, org: "B1", id: "head-b1");
        var recorded = await head.PostAsJsonAsync(
            "/talks",
            new
            {
                managerNo = "M1",
                heldOn = "2026-06-10",
                kind = "performance",
                said = "61 %",
                agreed = "two visits a week",
                nextOn = "2026-07-10",
            }
        );
        Assert.Equal(201, (int)recorded.StatusCode);
        var id = (await recorded.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        (
            await service
                .As(Roles.Hr)
                .PostAsJsonAsync(
                    "/talks",
                    new
                    {
                        managerNo = "M3",
                        heldOn = "2026-06-11",
                        kind = "interview",
                        said = "well",
                    }
                )
        ).EnsureSuccessStatusCode();

        Assert.Equal(["M3", "M1"], await service.As(Roles.Hr).WalkAsync("/talks?", "managerNo", 1));
        Assert.Equal(["M1", "M3"], await service.As(Roles.Hr).WalkAsync("/talks?sort=heldOn", "managerNo", 1));
        Assert.Equal(["M1"], await head.WalkAsync("/talks?", "managerNo"));
        Assert.Equal(
            ["M1"],
            await service.As(Roles.AccountManager, managerNo: "M1").WalkAsync("/talks?unread=true", "managerNo")
        );
        Assert.Empty(await service.As(Roles.AccountManager, managerNo: "M2").WalkAsync("/talks?", "managerNo"));
        Assert.Equal(["61 %"], await head.ColumnAsync("/talks.csv?manager=M1", "said"));

        Assert.Equal(
            404,
            (int)
                (
                    await service
                        .As(Roles.AccountManager, managerNo: "M2")
                        .PostAsJsonAsync($"/talks/{id}/confirm", new { })
                ).StatusCode
        );
        var own = service.As(Roles.AccountManager, managerNo: "M1");
        var confirmed = await own.PostAsJsonAsync($"/talks/{id}/confirm", new { reply = "agreed" });
        Assert.Equal(
            "agreed",
            (await confirmed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("reply").GetString()
        );
        Assert.Equal(409, (int)(await own.PostAsJsonAsync($"/talks/{id}/confirm", new { reply = "no" })).StatusCode);
        Assert.Empty(await own.WalkAsync("/talks?unread=true", "managerNo"));
        foreach (
            var role in new[] { Roles.Auditor, Roles.ComplaintDesk, Roles.Trainer, Roles.Payroll, Roles.Administrator }
        )
            Assert.Equal(403, (int)(await service.As(role).GetAsync("/talks")).StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_another_branch_is_not_there()
    {
        await using var service = await BankAsync();
        var head = service.As(Roles.BranchHead, org: "B1");
        var shape = await head.PostAsJsonAsync(
            "/talks",
            new
            {
                managerNo = "M1",
                kind = "chat",
                said = "",
            }
        );
        Assert.Equal(400, (int)shape.StatusCode);
        var errors = (await shape.Content.ReadFromJsonAsync<JsonElement>())
            .GetProperty("errors")
            .EnumerateObject()
            .Select(e => e.Name)
            .ToList();
        Assert.Equal(["heldOn", "kind", "said"], errors.Select(e => char.ToLowerInvariant(e[0]) + e[1..]).Order());
        Assert.Equal(
            404,
            (int)
                (
                    await head.PostAsJsonAsync(
                        "/talks",
                        new
                        {
                            managerNo = "M3",
                            heldOn = "2026-06-10",
                            kind = "interview",
                            said = "x",
                        }
                    )
                ).StatusCode
        );
        var early = await head.PostAsJsonAsync(
            "/talks",
            new
            {
                managerNo = "M1",
                heldOn = "2026-06-16",
                kind = "interview",
                said = "x",
            }
        );
        Assert.Equal(
            (409, "talk.not-held-yet"),
            (
                (int)early.StatusCode,
                (await early.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()
            )
        );
    }

    [Fact]
    public async Task Talks_are_deleted_after_as_many_years_as_the_bank_says_and_on_record()
    {
        await using var service = await BankAsync(talkYears: "6");
        foreach (var day in (string[])["2020-06-14", "2020-06-15", "2026-06-10"])
            (
                await service
                    .As(Roles.Hr)
                    .PostAsJsonAsync(
                        "/talks",
                        new
                        {
                            managerNo = "M1",
                            heldOn = day,
                            kind = "interview",
                            said = "well",
                        }
                    )
            ).EnsureSuccessStatusCode();
        await service.RetainAsync();
        await service.RetainAsync();
        Assert.Equal(["2026-06-10", "2020-06-15"], await service.As(Roles.Hr).WalkAsync("/talks?", "heldOn"));
        var entry = Assert.Single(
            (await service.As(Roles.Auditor).GetFromJsonAsync<JsonElement>("/audit?actor=retention"))
                .GetProperty("items")
                .EnumerateArray()
        );
        Assert.Equal(
            ("forget talks", "before 2020-06-15"),
            (entry.GetProperty("action").GetString(), entry.GetProperty("subject").GetString())
        );

        await using var keeps = await BankAsync();
        (
            await keeps
                .As(Roles.Hr)
                .PostAsJsonAsync(
                    "/talks",
                    new
                    {
                        managerNo = "M1",
                        heldOn = "1999-01-01",
                        kind = "interview",
                        said = "well",
                    }
                )
        ).EnsureSuccessStatusCode();
        await keeps.RetainAsync();
        Assert.Equal(["1999-01-01"], await keeps.As(Roles.Hr).WalkAsync("/talks?", "heldOn"));
    }

    private static Talk Held(DateOnly day, DateOnly? next = null) =>
        Talk.Record("M1", day, "performance", "said", null, next, "head", Today, DateTimeOffset.UnixEpoch);

    private static async Task<ServiceUnderTest> BankAsync(string? talkYears = null)
    {
        var service = await ServiceUnderTest.StartAsync(
            FeedbackService.Build,
            builder => builder.Configuration["Retention:TalkYears"] = talkYears
        );
        await service.DeliverAsync(BankEvents.Units(("HQ", null), ("B1", "HQ"), ("B11", "B1"), ("B2", "HQ")));
        await service.DeliverAsync(BankEvents.Managers(("M1", "B1"), ("M2", "B11"), ("M3", "B2")));
        return service;
    }
}
