using System.Globalization;
using System.Text.Json;
using CardTeam.Performance.Data;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.Reviews;

public class ReviewRoundTests
{
    private static (int[], string?)? AllOf(int mark) => ([.. Enumerable.Repeat(mark, ReviewWorld.Competencies)], null);

    [Fact]
    public async Task Is_proposed_confirmed_answered_closed_and_read()
    {
        await using var world = await ReviewWorld.StartAsync();
        await world.OpenAsync();
        // P1 is marked 5 by P2 and P3 and 2 by the others; the head marks 4, everybody marks themselves 3.
        await world.AnswerAsync(
            (rater, person, relation) =>
                (relation, person, rater) switch
                {
                    ("self", _, _) => AllOf(3),
                    ("superior", _, _) => AllOf(4),
                    ("peer", "P1", "P2" or "P3") => AllOf(5),
                    ("peer", "P1", _) => AllOf(2),
                    _ => AllOf(3),
                }
        );
        Assert.Empty(
            (await HrOffice.GetAsync(world.Office.Hr, "/review-results")).Body.GetProperty("items").EnumerateArray()
        );
        await world.CloseAsync();

        var own = (await HrOffice.GetAsync(world.As("P1"), $"/review-results/{await world.ResultOfAsync("P1")}")).Body;
        var kept = await HrOffice.GetAsync(world.Office.Hr, "/indicators?period=2026-07&kpi=review-360&manager=P1");
        Assert.Equal(
            own.GetProperty("result").GetProperty("score").GetString(),
            kept.Body.GetProperty("items").EnumerateArray().Single().GetProperty("value").GetString()
        );
        var line = own.GetProperty("competencies")[0];
        Assert.Equal("market-analysis", line.GetProperty("code").GetString());
        Assert.Equal(
            ["self 1 3", "superior 1 4", "peer 5 3.2"],
            line.GetProperty("groups")
                .EnumerateArray()
                .Select(g =>
                    $"{g.GetProperty("relations")[0].GetString()} {g.GetProperty("answers").GetInt32()} {Plain(g, "mean")}"
                )
        );
        // Self 0.10, superior 0.25 and peers 0.20 count, of 0.55.
        Assert.Equal(
            ["self 0.1818 50", "superior 0.4545 75", "peer 0.3636 55"],
            own.GetProperty("parts")
                .EnumerateArray()
                .Select(p => $"{p.GetProperty("relations")[0].GetString()} {Plain(p, "weight")} {Plain(p, "score")}")
        );
        // (0.10 × 3 + 0.25 × 4 + 0.20 × 3.2) ÷ 0.55.
        Assert.Equal("3.53", Plain(line, "mark"));
        Assert.Equal("3", Plain(line, "self"));
        // The five others have 3.45 each.
        Assert.Equal("3.46", Plain(line, "unitMean"));
        Assert.Equal(
            404,
            (await HrOffice.GetAsync(world.As("P2"), $"/review-results/{await world.ResultOfAsync("P1")}")).Status
        );
        Assert.Equal("P2", Assert.Single(await HrOffice.KeysAsync(world.As("P2"), "/review-results", "managerNo")));
        Assert.Equal(6, (await HrOffice.KeysAsync(world.Head, "/review-results", "managerNo")).Count);
        Assert.Empty(
            await HrOffice.KeysAsync(
                world.Office.Service.As(Roles.BranchHead, org: "B1"),
                "/review-results",
                "managerNo"
            )
        );
    }

    [Fact]
    public async Task A_draft_is_kept_and_a_sent_form_is_neither_shown_nor_changed()
    {
        await using var world = await ReviewWorld.StartAsync();
        await world.OpenAsync();
        var p1 = world.As("P1");
        var (id, _, _) = (await ReviewWorld.FormsAsync(p1)).First(f => f.Relation == "peer");
        int?[] half = [4, null, 3, null, null, null, null, null, null, null];
        Assert.Equal(200, (await ReviewWorld.SendFormAsync(p1, id, half, "begun", send: false)).Status);
        var draft = (await HrOffice.GetAsync(p1, $"/reviews/mine/{id}")).Body;
        Assert.Equal("[4,null,3,null,null,null,null,null,null,null]", draft.GetProperty("marks").GetRawText());
        Assert.Equal("begun", draft.GetProperty("words").GetString());

        Assert.Equal("review.not-complete", (await ReviewWorld.SendFormAsync(p1, id, half, null, send: true)).Code);
        int?[] six = [6, 1, 1, 1, 1, 1, 1, 1, 1, 1];
        Assert.Equal("review.marks-not-valid", (await ReviewWorld.SendFormAsync(p1, id, six, null, send: true)).Code);
        int?[] whole = [4, 4, 3, 3, 3, 3, 3, 3, 3, 3];
        Assert.Equal("review.marks-not-valid", (await ReviewWorld.SendFormAsync(p1, id, whole[1..], null, true)).Code);
        var sent = await ReviewWorld.SendFormAsync(p1, id, whole, null, send: true);
        Assert.Equal(JsonValueKind.Null, sent.Body.GetProperty("marks").ValueKind);
        var again = (await HrOffice.GetAsync(p1, $"/reviews/mine/{id}")).Body;
        Assert.Equal(
            ("answered", JsonValueKind.Null),
            (again.GetProperty("review").GetProperty("state").GetString(), again.GetProperty("marks").ValueKind)
        );
        Assert.Equal("review.already-answered", (await ReviewWorld.SendFormAsync(p1, id, whole, null, true)).Code);
        // Nobody else opens it.
        foreach (var other in new[] { world.As("P2"), world.Head })
            Assert.Equal(404, (await HrOffice.GetAsync(other, $"/reviews/mine/{id}")).Status);
    }

    [Fact]
    public async Task The_proposer_cannot_confirm_and_it_cannot_be_closed_while_somebody_may_still_answer()
    {
        await using var world = await ReviewWorld.StartAsync();
        var hr = world.Office.Hr;
        var proposed = await HrOffice.SendAsync(hr, HttpMethod.Post, "/reviews", ReviewWorld.Proposal("B2-1"));
        var id = proposed.Body.GetProperty("round").GetProperty("id").GetString();
        Assert.Equal(
            "review.maker-cannot-check",
            (await HrOffice.SendAsync(hr, HttpMethod.Post, $"/reviews/{id}/confirm", "{}")).Code
        );
        Assert.Equal(
            404,
            (
                await HrOffice.SendAsync(
                    world.Office.Service.As(Roles.BranchHead, org: "B1", id: "other"),
                    HttpMethod.Post,
                    $"/reviews/{id}/confirm",
                    "{}"
                )
            ).Status
        );
        Assert.Equal(
            "review.wrong-state",
            (await HrOffice.SendAsync(hr, HttpMethod.Post, $"/reviews/{id}/close", "{}")).Code
        );
        Assert.Equal(
            200,
            (await HrOffice.SendAsync(world.Head, HttpMethod.Post, $"/reviews/{id}/confirm", "{}")).Status
        );
        Assert.Equal(
            "review.still-answering",
            (await HrOffice.SendAsync(hr, HttpMethod.Post, $"/reviews/{id}/close", "{}")).Code
        );
        world.Office.Service.Clock.SetTo(new(2026, 8, 21));
        Assert.Equal(200, (await HrOffice.SendAsync(hr, HttpMethod.Post, $"/reviews/{id}/close", "{}")).Status);
        Assert.Equal(
            "review.wrong-state",
            (await HrOffice.SendAsync(hr, HttpMethod.Post, $"/reviews/{id}/close", "{}")).Code
        );
    }

    /// <summary>The difference between two rounds about one person would be the answer of one rater.</summary>
    [Fact]
    public async Task Nobody_is_in_two_rounds_of_the_same_days()
    {
        await using var world = await ReviewWorld.StartAsync();
        await world.OpenAsync();
        foreach (var (org, period) in new[] { ("B2-1", "2026-07"), ("B2", "2026-Q3"), ("B2-1", "2026-H2") })
            Assert.Equal(
                "review.already-rated",
                (
                    await HrOffice.SendAsync(
                        world.Office.Hr,
                        HttpMethod.Post,
                        "/reviews",
                        ReviewWorld.Proposal(org, period)
                    )
                ).Code
            );
        Assert.Equal(
            201,
            (
                await HrOffice.SendAsync(
                    world.Office.Hr,
                    HttpMethod.Post,
                    "/reviews",
                    ReviewWorld.Proposal("B2-1", "2026-06")
                )
            ).Status
        );
    }

    [Fact]
    public async Task A_head_names_other_raters_within_the_rules()
    {
        await using var world = await ReviewWorld.StartAsync();
        var proposed = await HrOffice.SendAsync(
            world.Office.Hr,
            HttpMethod.Post,
            "/reviews",
            ReviewWorld.Proposal("B2-1")
        );
        var id = proposed.Body.GetProperty("round").GetProperty("id").GetString();
        Assert.Equal(7, proposed.Body.GetProperty("people")[0].GetProperty("raters").GetArrayLength());
        Task<Answer> ConfirmAsync(params (string Person, string Rater, string Relation)[] raters) =>
            HrOffice.SendAsync(
                world.Head,
                HttpMethod.Post,
                $"/reviews/{id}/confirm",
                JsonSerializer.Serialize(
                    new
                    {
                        raters = raters.Select(r => new
                        {
                            managerNo = r.Person,
                            rater = r.Rater,
                            relation = r.Relation,
                        }),
                    }
                )
            );
        Assert.Equal("review.rater-not-valid", (await ConfirmAsync(("P1", "P1", "peer"))).Code);
        Assert.Equal("review.rater-not-valid", (await ConfirmAsync(("P1", "M2", "peer"))).Code);
        Assert.Equal("review.rater-not-valid", (await ConfirmAsync(("P1", "P2", "partner"))).Code);
        Assert.Equal("review.rater-not-valid", (await ConfirmAsync(("M1", "P2", "peer"))).Code);
        Assert.Equal("review.rater-not-valid", (await ConfirmAsync(("P1", "X9", "peer"))).Code);
        Assert.Equal("review.rater-not-valid", (await ConfirmAsync(("P1", "P2", "peer"), ("P1", "P2", "peer"))).Code);
        var opened = await ConfirmAsync(("P1", "P2", "peer"), ("P1", "M2", "partner"), ("P1", "M1", "partner"));
        Assert.Equal(200, opened.Status);
        var first = opened.Body.GetProperty("people")[0];
        Assert.Equal(
            (3, false, 0),
            (
                first.GetProperty("anonymous").GetInt32(),
                first.GetProperty("tooFew").GetBoolean(),
                first.GetProperty("raters").GetArrayLength()
            )
        );
        Assert.True(opened.Body.GetProperty("people")[1].GetProperty("tooFew").GetBoolean());
        // Two relations, each with too few, are one group of the coverage too.
        Assert.Equal(
            ["self 6", "superior 6", "partner+peer 3"],
            opened
                .Body.GetProperty("coverage")
                .EnumerateArray()
                .Select(c =>
                    $"{string.Join('+', c.GetProperty("relations").EnumerateArray().Select(r => r.GetString()))} {c.GetProperty("asked").GetInt32()}"
                )
        );
        Assert.Equal(
            ("P1", "partner"),
            Assert.Single((await ReviewWorld.FormsAsync(world.As("M2"))).Select(f => (f.ManagerNo, f.Relation)))
        );
    }

    [Fact]
    public async Task Words_below_the_minimum_become_themes_and_are_then_gone()
    {
        await using var world = await ReviewWorld.StartAsync();
        await world.OpenAsync(
            """
            { "raters": [ { "managerNo": "P1", "rater": "P2", "relation": "peer" },
              { "managerNo": "P1", "rater": "P3", "relation": "peer" }, { "managerNo": "P1", "rater": "P4", "relation": "peer" },
              { "managerNo": "P1", "rater": "M2", "relation": "partner" }, { "managerNo": "P2", "rater": "P3", "relation": "peer" } ] }
            """
        );
        await world.AnswerAsync(
            (rater, person, relation) => (AllOf(3)!.Value.Item1, $"{relation} words about {person}")
        );
        var m2 = world.As("M2");
        var form = Assert.Single(await ReviewWorld.FormsAsync(m2));
        await ReviewWorld.SendFormAsync(m2, form.Id, Enumerable.Repeat<int?>(4, 10), "a partner writes", send: true);
        await world.CloseAsync();

        var id = await world.ResultOfAsync("P1");
        var detail = (await HrOffice.GetAsync(world.Office.Hr, $"/review-results/{id}")).Body;
        Assert.Equal(4, detail.GetProperty("themesDue").GetInt32());
        Assert.Equal(
            ["self", "superior"],
            detail.GetProperty("words").EnumerateArray().Select(w => w.GetProperty("relation").GetString())
        );
        Assert.Equal(
            0,
            (await HrOffice.GetAsync(world.Head, $"/review-results/{id}")).Body.GetProperty("themesDue").GetInt32()
        );
        Assert.Equal(403, (await HrOffice.GetAsync(world.Head, $"/review-results/{id}/words")).Status);
        var words = (await HrOffice.GetAsync(world.Office.Hr, $"/review-results/{id}/words")).Body.GetProperty("words");
        Assert.Equal("a partner writes", words[0].GetString());
        // The single peer of P2 is not even read by HR.
        var p2 = await world.ResultOfAsync("P2");
        Assert.Equal(
            0,
            (await HrOffice.GetAsync(world.Office.Hr, $"/review-results/{p2}/words"))
                .Body.GetProperty("words")
                .GetArrayLength()
        );
        Assert.DoesNotContain("peer words about P2", await DatabaseAsync(world), StringComparison.Ordinal);

        var coded = await HrOffice.SendAsync(
            world.Office.Hr,
            HttpMethod.Put,
            $"/review-results/{id}/themes",
            """{ "themes": ["沟通", "沟通"] }"""
        );
        Assert.Equal(
            "[\"沟通\"]",
            JsonSerializer.Serialize(
                coded.Body.GetProperty("themes").EnumerateArray().Select(t => t.GetString()),
                Unescaped
            )
        );
        Assert.DoesNotContain("a partner writes", await DatabaseAsync(world), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_appeal_is_decided_by_somebody_who_had_no_part_in_the_round()
    {
        await using var world = await ReviewWorld.StartAsync();
        await world.OpenAsync();
        await world.AnswerAsync((_, _, _) => AllOf(3));
        await world.CloseAsync();
        var id = await world.ResultOfAsync("P1");
        Task<Answer> PostAsync(HttpClient by, string act, string body) =>
            HrOffice.SendAsync(by, HttpMethod.Post, $"/review-results/{id}/{act}", body);
        Assert.Equal(404, (await PostAsync(world.As("P2"), "appeal", """{ "reason": "not mine" }""")).Status);
        Assert.Equal(200, (await PostAsync(world.As("P1"), "appeal", """{ "reason": "期间内借调" }""")).Status);
        Assert.Equal(
            "review-result.already-appealed",
            (await PostAsync(world.As("P1"), "appeal", """{ "reason": "again" }""")).Code
        );
        const string upheld = """{ "upheld": true, "reason": "属实" }""";
        Assert.Equal(
            "review-result.maker-cannot-check",
            (await PostAsync(world.Office.Hr, "appeal/decide", upheld)).Code
        );
        var decided = await PostAsync(world.SecondHr, "appeal/decide", upheld);
        Assert.Equal(JsonValueKind.Null, decided.Body.GetProperty("result").GetProperty("score").ValueKind);
        Assert.Equal("upheld", decided.Body.GetProperty("result").GetProperty("appeal").GetString());
        Assert.Equal("review-result.wrong-state", (await PostAsync(world.SecondHr, "appeal/decide", upheld)).Code);
    }

    [Fact]
    public async Task A_form_is_written_by_hr_and_a_round_keeps_the_one_it_began_with()
    {
        await using var world = await ReviewWorld.StartAsync();
        const string form = """
            { "name": { "zh": "短表", "en": "Short" }, "competencies": [ { "code": "service", "name": { "zh": "服务", "en": "Service" } } ],
              "anchors": [ { "zh": "一", "en": "1" }, { "zh": "二", "en": "2" }, { "zh": "三", "en": "3" }, { "zh": "四", "en": "4" }, { "zh": "五", "en": "5" } ],
              "hasText": false, "weights": [ { "relation": "self", "weight": "0.5" }, { "relation": "peer", "weight": "0.5" } ], "minimum": 3 }
            """;
        Task<Answer> PutAsync(string body) =>
            HrOffice.SendAsync(world.Office.Hr, HttpMethod.Put, "/review-forms/ten-abilities", body);
        await world.OpenAsync();
        Assert.Equal(200, (await PutAsync(form)).Status);
        Assert.Equal(
            "review-form.not-valid",
            (await PutAsync(form.Replace("0.5", "0.4", StringComparison.Ordinal))).Code
        );
        Assert.Equal(
            "request.invalid",
            (await PutAsync(form.Replace("\"minimum\": 3", "\"minimum\": 2", StringComparison.Ordinal))).Code
        );
        var p1 = world.As("P1");
        var mine = (await ReviewWorld.FormsAsync(p1))[0];
        Assert.Equal(
            10,
            (await HrOffice.GetAsync(p1, $"/reviews/mine/{mine.Id}")).Body.GetProperty("competencies").GetArrayLength()
        );
    }

    /// <summary>All that the database holds of reviews, without their forms.</summary>
    private static Task<string> DatabaseAsync(ReviewWorld world) =>
        world.Office.Service.ReadAsync<PerformanceDbContext, string>(async db =>
            JsonSerializer.Serialize(
                new object[]
                {
                    await db
                        .ReviewResults.AsNoTracking()
                        .Select(r => new
                        {
                            r.ManagerNo,
                            r.Content,
                            r.Themes,
                        })
                        .ToListAsync(),
                    await db.ReviewRemarks.AsNoTracking().ToListAsync(),
                    await db.ReviewAnswers.AsNoTracking().ToListAsync(),
                    await db.Audit.AsNoTracking().Select(a => new { a.Subject, a.Detail }).ToListAsync(),
                },
                Unescaped
            )
        );

    /// <summary>A decimal without zeros at its end.</summary>
    private static string Plain(JsonElement of, string name) =>
        decimal.Parse(of.GetProperty(name).GetString()!, CultureInfo.InvariantCulture)
            .ToString("0.####", CultureInfo.InvariantCulture);

    private static readonly JsonSerializerOptions Unescaped = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
