using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Architecture.Tests.Routes;

/// <summary>A branch head or an account manager sees only their own data, on every route.</summary>
[Collection(nameof(SeededBank))]
public sealed class PartOfBankWalkTests(SeededBank bank)
{
    /// <summary>Routes without data of managers.</summary>
    private static readonly string[] NotOfManagers =
    [
        "/grade-schemes",
        "/grade-runs",
        "/grade-runs.{format}",
        "/grade-runs/{id:guid}",
        "/org-units",
        "/kpis",
        "/kpis.{format}",
        "/kpis/{code}",
        "/score-sheets/{level}",
        "/score-sheets/templates",
        "/review-forms",
        "/review-forms.{format}",
        "/review-forms/{code}",
        "/reviews",
        "/reviews.{format}",
        // A form is its rater's, wherever the person works; a head is asked about those of their own unit only.
        "/reviews/mine",
        "/reviews/mine/{id:guid}",
        "/periods",
        "/comparison",
        "/comparison.{format}",
        "/warning-rules",
        "/warning-rules.{format}",
        "/facts/summary",
        "/facts/summary.{format}",
        "/certificates/share",
        // Found by its code alone, which nobody guesses.
        "/certificate-documents/{code}/pdf",
        "/programmes",
        "/programmes.{format}",
        "/programmes/{code}",
        "/programmes/{code}/coverage",
        "/programmes/{code}/coverage.{format}",
        "/programmes/{code}/batches",
        "/courses",
        "/courses.{format}",
        "/courses/{code}",
        "/courses/{code}/files/{id:guid}",
        "/sessions",
        "/sessions.{format}",
        "/exams",
        "/exams.{format}",
        "/exams/{code}",
        "/sessions/{code}",
        "/imports",
        "/imports.{format}",
        "/imports/{id:guid}",
        "/imports/{id:guid}/errors",
        "/imports/{id:guid}/preview",
        "/imports/{id:guid}/difference",
        "/imports/{id:guid}/rejected.xlsx",
        "/statements/{managerNo}/{period}/adjustments",
        "/care-plans",
        "/complaint-topics",
        "/counselling/counsellors",
        "/counselling/requests/mine",
        "/counselling/hotlines",
        "/suggestions/mine",
        "/suggestions/published",
        "/day-types",
        "/plans/in-force",
        "/bundle-keys",
        "/disputes/figures",
        "/recovery-grounds",
        "/recognitions",
        "/recognitions.{format}",
        "/contests",
        "/contests.{format}",
        "/payroll/calendar",
        "/payroll/calendar.{format}",
        "/payroll/calendar/{year:int}",
        "/payroll/calendar/next",
    ];

    private static bool IsOfManagers(string pattern) =>
        !NotOfManagers.Contains(pattern)
        && !pattern.EndsWith("/columns", StringComparison.Ordinal)
        && !pattern.EndsWith("/template.xlsx", StringComparison.Ordinal);

    public static TheoryData<string, string> Readable
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (
                var row in RouteTable
                    .Services.SelectMany(RouteTable.Of)
                    .Where(r => r.Method == "GET" && (r.Admits(Roles.BranchHead) || r.Admits(Roles.AccountManager)))
            )
                data.Add(row.Host, row.Pattern);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task Another_branch_and_another_manager_are_not_there(string service, string pattern)
    {
        var row = RouteTable.Of(service).Single(r => r.Method == "GET" && r.Pattern == pattern);
        if (row.Admits(Roles.BranchHead))
        {
            await SeesAsync(bank.HeadOf("B1", service), pattern, own: "M0001", other: "M0002");
            await SeesAsync(bank.HeadOf("B2", service), pattern, own: "M0002", other: "M0001");
            await SeesNothingAsync(bank[service].As(Roles.BranchHead), pattern);
        }

        if (row.Admits(Roles.AccountManager))
        {
            await SeesAsync(bank.Manager("M0001", service), pattern, own: "M0001", other: "M0002");
            await SeesAsync(bank.Manager("M0002", service), pattern, own: "M0002", other: "M0001");
            await SeesNothingAsync(bank[service].As(Roles.AccountManager), pattern);
        }

        // A role of the whole bank that is given to one unit is bound to it.
        foreach (var role in row.Roles.Except([Roles.BranchHead, Roles.AccountManager]))
            await SeesAsync(bank[service].As(role, org: "B2"), pattern, own: "M0002", other: "M0001");
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task A_unit_sees_what_is_below_it(string service, string pattern)
    {
        if (
            !RouteTable.Of(service).Single(r => r.Method == "GET" && r.Pattern == pattern).Admits(Roles.BranchHead)
            || !IsOfManagers(pattern)
        )
            return;
        var headOffice = bank.HeadOf("HO", service);
        Assert.Contains("M0001", await ReadAsync(headOffice, pattern, "M0001"), StringComparison.Ordinal);
        Assert.Contains("M0002", await ReadAsync(headOffice, pattern, "M0002"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/org-units", "\"B1\"")]
    [InlineData("/imports", "\"completed\"")]
    [InlineData("/imports.csv", ",completed,")]
    public async Task Lists_of_other_things_are_bound_too(string path, string own)
    {
        Assert.Contains(
            own,
            await bank.HeadOf("B1", "performance").GetStringAsync(new Uri(path, UriKind.Relative)),
            StringComparison.Ordinal
        );
        var other = await bank.HeadOf("B3", "performance").GetStringAsync(new Uri(path, UriKind.Relative));
        Assert.DoesNotContain(own, other, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/errors")]
    public async Task A_head_reads_only_imports_of_their_own(string part)
    {
        var path = new Uri($"/imports/{bank.ImportOfB1}{part}", UriKind.Relative);
        using var own = await bank.HeadOf("B1", "performance").GetAsync(path);
        using var other = await bank.HeadOf("B2", "performance").GetAsync(path);
        Assert.Equal((200, 404), ((int)own.StatusCode, (int)other.StatusCode));
    }

    /// <summary>Imports a row of every kind a head may bring, for a manager of another branch.</summary>
    [Fact]
    public async Task A_head_brings_rows_of_their_own_branch_only()
    {
        var rows = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["/imports/managers"] = "manager_no,name,org,hired_on\nM0001,taken over,B2,2020-01-01\n",
            ["/imports/targets"] = $"manager_no,period,kpi,target\nM0001,{SeededBank.June},activated,99\n",
            ["/imports/customers"] =
                $"customer_ref,manager_no,segment,since\n{SeededBank.CustomerOfM0001},M0001,high,2024-01-01\n",
            ["/imports/customer-handovers"] =
                $"customer_ref,manager_no,from\n{SeededBank.CustomerOfM0001},M0001,2030-01-01\n",
            ["/imports/indicators"] = $"manager_no,period,kpi,value\nM0001,{SeededBank.June},attendance,0.1\n",
        };
        var open = RouteTable
            .Services.SelectMany(RouteTable.Of)
            .Where(r => r.IsWrite && r.Admits(Roles.BranchHead))
            .ToList();
        var withoutRows = (string[])
            [
                "/talks",
                "/counselling/requests",
                "/suggestions",
                "/suggestions/mine/{number:long}/lines",
                "/suggestions/by-code",
                "/suggestions/by-code/lines",
                "/complaints",
                "/imports/{id:guid}/cancel",
                "/estimates/{managerNo}/{period}",
                "/target-plans",
                "/target-plans/check",
                "/target-plans/spread",
                "/target-plans/{id:guid}/approve",
                "/target-plans/{id:guid}/refuse",
                "/qualitative-marks/{managerNo}/{period}/{kpi}",
                "/own-goals/{managerNo}/{period}/confirm",
                "/own-goals/{managerNo}/{period}/return",
                "/reviews/mine/{id:guid}",
                "/reviews/mine/{id:guid}/decline",
                "/reviews/{id:guid}/confirm",
                "/grade-runs/{id:guid}/proposals/{managerNo}",
                "/grade-runs/{id:guid}/review",
                "/assessments/{id:guid}/marks",
                "/warnings/{id:guid}/respond",
                "/warnings/{id:guid}/receive",
                "/warnings/{id:guid}/return",
                "/warnings/{id:guid}/settle",
                "/customers/{customerRef}",
                "/customers/{customerRef}/hand-over",
                "/customers/{customerRef}/care",
                "/work-tasks/{id:guid}",
                "/work-tasks/{id:guid}/status",
                "/work/{managerNo}/logs/{kind}/{date}/comment",
                "/sessions/{code}/enrolments",
                "/sessions/{code}/enrol-audience",
                "/sessions/{code}/enrolments/{managerNo}/withdraw",
                "/enrolment-requests/{id:guid}/approve",
                "/enrolment-requests/{id:guid}/refuse",
                "/coachings",
                "/coachings/{id:guid}/end",
            ];
        Assert.Equal(rows.Keys.Concat(withoutRows).Order(), open.Select(r => r.Pattern).Order());
        using var cancelled = await bank.HeadOf("B2", "performance")
            .PostAsync(new Uri($"/imports/{bank.ImportOfB1}/cancel", UriKind.Relative), null);
        Assert.Equal(404, (int)cancelled.StatusCode);
        using var marks = await bank.HeadOf("B2", "training")
            .PutAsync(
                new Uri($"/assessments/{bank.AssessmentOfM0001}/marks", UriKind.Relative),
                new StringContent(
                    RouteBodies.Of(bank)["/assessments/{id:guid}/marks"],
                    Encoding.UTF8,
                    "application/json"
                )
            );
        Assert.Equal(404, (int)marks.StatusCode);
        using var talk = await bank.HeadOf("B2", "feedback")
            .PostAsJsonAsync(
                new Uri("/talks", UriKind.Relative),
                new
                {
                    managerNo = "M0001",
                    heldOn = $"{SeededBank.May}-01",
                    kind = "one-to-one",
                    said = "taken over",
                }
            );
        Assert.Equal(404, (int)talk.StatusCode);
        using var complaint = await bank.HeadOf("B2", "feedback")
            .PostAsJsonAsync(
                new Uri("/complaints", UriKind.Relative),
                JsonNode.Parse(RouteBodies.Of(bank)["/complaints"])
            );
        Assert.Equal(404, (int)complaint.StatusCode);
        using var estimate = await bank.HeadOf("B2", "incentive")
            .PostAsJsonAsync(
                new Uri("/estimates/M0001/2026-07", UriKind.Relative),
                new { add = Array.Empty<object>() }
            );
        Assert.Equal(404, (int)estimate.StatusCode);
        var decisions = withoutRows.Where(p =>
            p.StartsWith("/target-plans", StringComparison.Ordinal)
            || p.StartsWith("/own-goals", StringComparison.Ordinal)
            || p.StartsWith("/qualitative-marks", StringComparison.Ordinal)
            || p.StartsWith("/warnings", StringComparison.Ordinal)
            || p.StartsWith("/customers", StringComparison.Ordinal)
            || p.StartsWith("/work", StringComparison.Ordinal)
        );
        foreach (var pattern in decisions)
        {
            var path = RouteTable.Fill(
                pattern,
                parameter =>
                    parameter switch
                    {
                        "managerNo" => "M0001",
                        "period" => SeededBank.May,
                        "kpi" => SeededBank.MarkedKpi,
                        _ when pattern.StartsWith("/warnings", StringComparison.Ordinal) => bank.OpenWarning.ToString(),
                        "customerRef" => SeededBank.CustomerOfM0001,
                        "date" => SeededBank.WorkDay,
                        "kind" => "day",
                        "id:guid" when pattern.StartsWith("/work-tasks", StringComparison.Ordinal) =>
                            SeededBank.TaskOfM0001.ToString(),
                        _ => bank.OpenTargetPlan.ToString(),
                    }
            );
            using var request = new HttpRequestMessage(
                new(open.First(r => r.Pattern == pattern).Method),
                new Uri(path, UriKind.Relative)
            )
            {
                Content = new StringContent(RouteBodies.Of(bank)[pattern], Encoding.UTF8, "application/json"),
            };
            using var plan = await bank.HeadOf("B2", "performance").SendAsync(request);
            Assert.Equal((pattern, 404), (pattern, (int)plan.StatusCode));
        }

        foreach (var pattern in withoutRows.Where(p => p.StartsWith("/reviews", StringComparison.Ordinal)))
        {
            var id = pattern.Contains("/mine/", StringComparison.Ordinal) ? bank.ReviewForm : bank.OpenReview;
            using var request = new HttpRequestMessage(
                pattern.EndsWith('}') ? HttpMethod.Put : HttpMethod.Post,
                new Uri(RouteTable.Fill(pattern, _ => id.ToString()), UriKind.Relative)
            )
            {
                Content = new StringContent(RouteBodies.Of(bank)[pattern], Encoding.UTF8, "application/json"),
            };
            using var written = await bank.HeadOf("B2", "performance").SendAsync(request);
            Assert.Equal(404, (int)written.StatusCode);
        }

        foreach (
            var pattern in withoutRows.Where(p =>
                // A head's audience is of their own unit, whatever the session.
                (
                    p.StartsWith("/sessions", StringComparison.Ordinal)
                    && !p.EndsWith("/enrol-audience", StringComparison.Ordinal)
                )
                || p.StartsWith("/enrolment-requests", StringComparison.Ordinal)
                || p.StartsWith("/coachings", StringComparison.Ordinal)
            )
        )
        {
            var path = RouteTable.Fill(
                pattern,
                parameter =>
                    parameter switch
                    {
                        "code" => SeededBank.Session,
                        "managerNo" => "M0001",
                        _ when pattern.StartsWith("/coachings", StringComparison.Ordinal) =>
                            bank.CoachingOfM0001.ToString(),
                        _ => bank.OpenEnrolmentRequest.ToString(),
                    }
            );
            using var training = await bank.HeadOf("B2", "training")
                .PostAsync(
                    new Uri(path, UriKind.Relative),
                    new StringContent(RouteBodies.Of(bank)[pattern], Encoding.UTF8, "application/json")
                );
            Assert.Equal(404, (int)training.StatusCode);
        }

        using var grade = await bank.HeadOf("B2", "performance")
            .PutAsJsonAsync(
                new Uri($"/grade-runs/{bank.OpenGradeRun}/proposals/M0001", UriKind.Relative),
                new { level = "trainee", reason = "taken over" }
            );
        Assert.Equal(404, (int)grade.StatusCode);
        foreach (var route in open.Where(r => !withoutRows.Contains(r.Pattern)))
        {
            var outcome = await bank[route.Host]
                .ImportAsync(route.Pattern["/imports/".Length..], rows[route.Pattern], bank.HeadOf("B2", route.Host));
            Assert.Equal((0L, 0L, 1L), outcome.Rows);
            Assert.Equal("import.outside-your-part", outcome.Errors.Single().Code);
        }
    }

    /// <summary>Before its approval a statement is visible only to those who make and check it.</summary>
    [Fact]
    public async Task A_statement_is_theirs_when_it_is_approved()
    {
        var path = new Uri($"/statements/M0001/{SeededBank.June}", UriKind.Relative);
        using var early = await bank.Manager("M0001", "incentive").GetAsync(path);
        using var earlyHead = await bank.HeadOf("B1", "incentive").GetAsync(path);
        using var maker = await bank.Incentive.As(Roles.IncentiveAnalyst).GetAsync(path);
        Assert.Equal((404, 404, 200), ((int)early.StatusCode, (int)earlyHead.StatusCode, (int)maker.StatusCode));
    }

    private async Task SeesAsync(HttpClient client, string pattern, string own, string other)
    {
        if (IsOfManagers(pattern))
            Assert.Contains(own, await ReadAsync(client, pattern, own), StringComparison.Ordinal);
        Assert.DoesNotContain(other, await ReadAsync(client, pattern, other), StringComparison.Ordinal);
    }

    private async Task SeesNothingAsync(HttpClient client, string pattern)
    {
        // A token without a part of the bank loses the role itself: everything is refused.
        foreach (var managerNo in (string[])["M0001", "M0002"])
            Assert.DoesNotContain(
                managerNo,
                await ReadAsync(client, pattern, managerNo, refused: 403),
                StringComparison.Ordinal
            );
    }

    /// <summary>Reads the route in every way that might mention a manager.</summary>
    private async Task<string> ReadAsync(HttpClient client, string pattern, string managerNo, int refused = 404)
    {
        var path = RouteTable.Fill(
            pattern,
            parameter =>
                parameter switch
                {
                    "managerNo" => managerNo,
                    "period" => SeededBank.May,
                    "kpi" => SeededBank.MarkedKpi,
                    "code" when pattern.StartsWith("/kpis", StringComparison.Ordinal) => SeededBank.KpiCode,
                    "code" => pattern.StartsWith("/plans", StringComparison.Ordinal)
                        ? SeededBank.PlanCode
                        : SeededBank.Session,
                    "version:int" => "1",
                    "year:int" => "2026",
                    "level" => "senior",
                    "date" => SeededBank.WorkDay,
                    "complaintRef" => bank.Cases[managerNo],
                    "customerRef" => managerNo == "M0001" ? SeededBank.CustomerOfM0001 : SeededBank.CustomerOfM0002,
                    "format" => "csv",
                    "id:guid" when pattern.StartsWith("/assessments", StringComparison.Ordinal) => (
                        managerNo == "M0001" ? bank.AssessmentOfM0001 : bank.AssessmentOfM0002
                    ).ToString(),
                    "id:guid" when pattern.StartsWith("/sittings", StringComparison.Ordinal) => (
                        managerNo == "M0001" ? bank.SittingOfM0001 : bank.OpenSitting
                    ).ToString(),
                    "id:guid" when pattern.StartsWith("/disputes", StringComparison.Ordinal) => (
                        managerNo == "M0001" ? bank.OpenDispute : bank.DisputeOfM0002
                    ).ToString(),
                    "id:guid" when pattern.StartsWith("/grade-runs", StringComparison.Ordinal) =>
                        bank.OpenGradeRun.ToString(),
                    "id:guid" when pattern.StartsWith("/warnings", StringComparison.Ordinal) => (
                        managerNo == "M0001" ? bank.OpenWarning : bank.WarningOfM0002
                    ).ToString(),
                    "id:guid" when pattern.StartsWith("/target-plans", StringComparison.Ordinal) => (
                        managerNo == "M0001" ? bank.OpenTargetPlan : bank.TargetPlanOfM0002
                    ).ToString(),
                    "id:guid" when pattern.StartsWith("/reviews/mine", StringComparison.Ordinal) =>
                        bank.ReviewForm.ToString(),
                    "id:guid" when pattern.StartsWith("/reviews", StringComparison.Ordinal) => (
                        managerNo == "M0001" ? bank.OpenReview : bank.ReviewOfM0002
                    ).ToString(),
                    "id:guid" when pattern.StartsWith("/review-results", StringComparison.Ordinal) => (
                        managerNo == "M0001" ? bank.ResultOfM0001 : bank.ResultOfM0002
                    ).ToString(),
                    "id:guid" when pattern.StartsWith("/recoveries", StringComparison.Ordinal) => (
                        managerNo == "M0001" ? bank.OpenRecovery : bank.RecoveryOfM0002
                    ).ToString(),
                    _ => Guid.Empty.ToString(),
                }
        );
        var said = new List<string>();
        foreach (
            var query in (string[])
                [
                    "",
                    $"?period={SeededBank.May}",
                    $"?period={SeededBank.May}&kpi=activated",
                    $"?period={SeededBank.May}&manager={managerNo}",
                    $"?period={SeededBank.May}&org=B1",
                    $"?period={SeededBank.May}&org=B2&limit=500",
                ]
        )
        {
            using var response = await client.GetAsync(new Uri(path + query, UriKind.Relative));
            Assert.True(
                (int)response.StatusCode is 200 or 400 or 404 || (int)response.StatusCode == refused,
                $"{path}{query}: {(int)response.StatusCode}"
            );
            said.Add(await response.Content.ReadAsStringAsync());
        }

        return string.Join('\n', said);
    }
}
