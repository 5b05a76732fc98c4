using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Feedback;
using CardTeam.Gateway;
using CardTeam.Incentive;
using CardTeam.Performance;
using CardTeam.Platform.Messaging.Inbox;
using CardTeam.Platform.Messaging.Transport;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using CardTeam.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Architecture.Tests;

/// <summary>
/// The suite with a small bank: M0001 works in B1, M0002 in B2. May is closed, calculated, approved and paid; a run of
/// June waits for its approval. Every writing route has been called successfully at least once. The references of
/// M0001's data contain the number.
/// </summary>
public sealed class SeededBank : IAsyncLifetime
{
    /// <summary>Closed and paid.</summary>
    public const string May = "2026-05";

    /// <summary>The month in which Incentive's clock stays; manual adjustments and holds are of it.</summary>
    public const string AdjustedMonth = "2028-05";
    public const string KpiCode = "deposits";

    /// <summary>A KPI of May's sheet that superiors mark.</summary>
    public const string MarkedKpi = "manner";

    public const string Kpi = """
        { "name": { "zh": "存款", "en": "Deposits" }, "unit": "cny", "direction": "higher", "family": "sales",
          "source": "import" }
        """;

    public const string Recognition = """
        { "title": { "zh": "表彰", "en": "Recognition" }, "from": "2026-05",
          "rule": { "type": "kpi", "kpi": "scorecard", "atLeast": "0" } }
        """;

    /// <summary>A course for everybody.</summary>
    public const string Course = """
        { "title": { "zh": "合规", "en": "Compliance" }, "kind": "compliance", "channel": "classroom", "hours": "6.0" }
        """;

    public const string Contest = """
        { "title": { "zh": "竞赛", "en": "Contest" }, "prize": { "zh": "奖杯", "en": "A cup" }, "from": "2026-05",
          "to": "2026-06", "orgs": [], "kpi": "scorecard" }
        """;

    /// <summary>Closed and calculated by <see cref="MakerAndChecker"/>, not decided.</summary>
    public const string June = "2026-06";

    public const string Session = "CARD-2026-05",
        PlanCode = "CARD-2026",
        GradeScheme = "GRADES";

    /// <summary>A manager of B2 who left before the first closed month.</summary>
    public const string Leaver = "M0003";

    /// <summary>A person with both incentive roles.</summary>
    public const string MakerAndChecker = "both";

    /// <summary>A plan document that passes every check.</summary>
    public const string Plan = """
        { "effectiveFrom": "2026-05", "title": { "zh": "方案", "en": "Plan" },
          "rules": [
            { "id": "activation", "type": "per-unit", "fact": "activated", "rate": "50.00" },
            { "id": "attainment", "type": "factor", "of": ["activation"], "by": "scorecard", "bands": [ { "from": "0", "factor": "1" } ] },
            { "id": "deferral", "type": "deferral", "share": "0.40", "years": 3 } ] }
        """;

    /// <summary>A rule that finds every manager with an activated card.</summary>
    public const string WarningRule = """
        { "name": { "zh": "发卡", "en": "Cards" }, "kind": "threshold", "kpi": "activated",
          "terms": { "side": "above", "limit": "1" }, "severity": "notice" }
        """;

    /// <summary>
    /// The columns of a question of the bank, and its row. Exam and question have the sessions' code.
    /// </summary>
    public const string QuestionColumns = "code,kind,topic,difficulty,stem,stem_en,key",
        QuestionRow = $"{Session},判断,合规,易,题,Q,对";

    /// <summary>The same question as a body.</summary>
    public const string Question = """
        { "kind": "true-false", "topic": "合规", "difficulty": "easy", "stem": { "zh": "题", "en": "Q" }, "key": "true" }
        """;

    /// <summary>A programme of the course that both managers have completed.</summary>
    public const string Programme = """
        { "title": { "zh": "强基计划", "en": "Foundations" }, "kind": "yearly", "from": "2026-01-01",
          "courses": [ "CARD-2026-05" ] }
        """;

    /// <summary>An exam of that question.</summary>
    public const string Exam = """
        { "course": "CARD-2026-05", "forms": ["written"], "passMark": "60", "attempts": 10, "minutes": 480,
          "window": { "from": "2026-01-01", "to": "2029-12-31" },
          "blueprint": [ { "topic": "合规", "difficulty": "easy", "count": 1 } ] }
        """;

    /// <summary>An exam of one form, which examiners mark.</summary>
    private const string Interviewed = "INTERVIEWED",
        Interview =
            """
                { "course": "CARD-2026-05", "forms": ["interview"], "passMark": "60", "attempts": 10,
                  "window": { "from": "2026-01-01", "to": "2029-12-31" } }
                """;

    /// <summary>A question that a what-if may answer.</summary>
    public const string WhatIf = """
        { "plan": { "code": "CARD-2026", "version": 1 }, "from": "2026-05", "to": "2026-05", "org": null }
        """;

    private readonly LoopbackBus _bus = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("cardteam-test-").FullName;
    private readonly Dictionary<string, ServiceUnderTest> _hosts = new(StringComparer.Ordinal);

    /// <summary>True for a test of SQLite itself.</summary>
    public bool OnFile { get; init; }

    public ServiceUnderTest this[string host] => _hosts[host];

    /// <summary>True once the host exists: while the bank is being filled, some do not.</summary>
    public bool Has(string host) => _hosts.ContainsKey(host);

    public ServiceUnderTest Incentive => this["incentive"];

    /// <summary>The import by the head of B1.</summary>
    public Guid ImportOfB1 { get; private set; }

    /// <summary>The approved run of May.</summary>
    public Guid PaidRun { get; private set; }

    /// <summary>
    /// The payroll entry of M0001 for May, acknowledged as paid. It was sent in place of one that payroll rejected.
    /// </summary>
    public Guid EntryOfM0001 { get; private set; }

    /// <summary>
    /// The payroll entry of M0002 for May, which payroll rejected; <see cref="MakerAndChecker"/> proposes what to do.
    /// </summary>
    public Guid ProposedRejection { get; private set; }

    /// <summary>An id that payroll acknowledged and no entry has.</summary>
    public Guid UnknownEvent { get; } = Guid.NewGuid();

    /// <summary>A talk with M0001, which the manager confirmed.</summary>
    public Guid TalkOfM0001 { get; private set; }

    /// <summary>M0001's request for a seat, not decided.</summary>
    public Guid OpenEnrolmentRequest { get; private set; }

    /// <summary>A file of the course.</summary>
    public Guid CourseFile { get; private set; }

    /// <summary>A coaching of M0001 that is not met yet.</summary>
    public Guid CoachingOfM0001 { get; private set; }

    /// <summary>The verification code of a certificate of M0001.</summary>
    public string DocumentOfM0001 { get; private set; } = "";

    /// <summary>A suspension of a certificate of M0001.</summary>
    public Guid SanctionOfM0001 { get; private set; }

    /// <summary>A complaint about M0001 that is investigated; the manager was asked for their side.</summary>
    public string CaseOfM0001 => Cases["M0001"];

    /// <summary>The references of the cases by the manager each is about.</summary>
    public Dictionary<string, string> Cases { get; } = new(StringComparer.Ordinal);

    /// <summary>The run of June.</summary>
    public Guid OpenRun { get; private set; }

    /// <summary>The calculated what-if.</summary>
    public Guid WhatIfOfMay { get; private set; }

    /// <summary>The approved release of what May deferred.</summary>
    public Guid PaidRelease { get; private set; }

    /// <summary>The release proposed by <see cref="MakerAndChecker"/>, not decided.</summary>
    public Guid OpenRelease { get; private set; }

    /// <summary>The manual adjustment of M0001 proposed by <see cref="MakerAndChecker"/>, not decided.</summary>
    public Guid OpenAdjustment { get; private set; }

    /// <summary>M0001's dispute about May, which waits for an answer.</summary>
    public Guid OpenDispute { get; private set; }

    /// <summary>M0002's dispute about May, which was rejected and reopened.</summary>
    public Guid DisputeOfM0002 { get; private set; }

    /// <summary>The target of M0001 that <see cref="MakerAndChecker"/> proposed, not decided.</summary>
    public Guid OpenTargetPlan { get; private set; }

    /// <summary>The grades of June: made by <see cref="MakerAndChecker"/>, reviewed twice, not approved.</summary>
    public Guid OpenGradeRun { get; private set; }

    /// <summary>M0002's appeal against the grade of May, which waits.</summary>
    public Guid OpenGradeAppeal { get; private set; }

    /// <summary>The target of M0002 that waits.</summary>
    public Guid TargetPlanOfM0002 { get; private set; }

    /// <summary>The appraisal of B1 that <see cref="MakerAndChecker"/> proposed, not confirmed.</summary>
    public Guid OpenReview { get; private set; }

    /// <summary>The closed appraisal of B2.</summary>
    public Guid ReviewOfM0002 { get; private set; }

    /// <summary>The form that M0001 is asked to fill.</summary>
    public Guid ReviewForm { get; private set; }

    /// <summary>M0001's result, with an appeal that waits.</summary>
    public Guid ResultOfM0001 { get; private set; }

    /// <summary>M0002's result, with an appeal that was rejected.</summary>
    public Guid ResultOfM0002 { get; private set; }

    /// <summary>The warning about M0001 that <see cref="MakerAndChecker"/> responded to.</summary>
    public Guid OpenWarning { get; private set; }

    /// <summary>The warning about M0002, which is settled.</summary>
    public Guid WarningOfM0002 { get; private set; }

    /// <summary>M0001's interview, whose two examiners were far apart: it waits for the third.</summary>
    public Guid AssessmentOfM0001 { get; private set; }

    /// <summary>M0002's interview, which is marked.</summary>
    public Guid AssessmentOfM0002 { get; private set; }

    /// <summary>M0001's sitting, which has ended and was marked again.</summary>
    public Guid SittingOfM0001 { get; private set; }

    /// <summary>M0002's sitting, which is open.</summary>
    public Guid OpenSitting { get; private set; }

    /// <summary>The recovery from M0001 that <see cref="MakerAndChecker"/> opened, not decided.</summary>
    public Guid OpenRecovery { get; private set; }

    /// <summary>The recovery from M0002, which was refused.</summary>
    public Guid RecoveryOfM0002 { get; private set; }

    /// <summary>The recovery from <see cref="Leaver"/> that <see cref="MakerAndChecker"/> demands.</summary>
    public Guid OpenDemand { get; private set; }

    /// <summary>The score sheet with findings written by <see cref="MakerAndChecker"/>, not decided.</summary>
    public Guid OpenSheet { get; private set; }

    /// <summary>The hold of M0001's pay made by <see cref="MakerAndChecker"/>.</summary>
    public Guid OpenHold { get; private set; }

    /// <summary>The plan's second version, a draft of <see cref="MakerAndChecker"/>.</summary>
    public int DraftVersion { get; private set; }

    public HttpClient HeadOf(string org, string host) => this[host].As(Roles.BranchHead, org, id: $"head-{org}");

    public HttpClient Manager(string managerNo, string host) =>
        this[host].As(Roles.AccountManager, managerNo: managerNo, id: managerNo);

    public async Task InitializeAsync()
    {
        _hosts["performance"] = await ServiceUnderTest.StartAsync(
            PerformanceService.Build,
            b => b.Services.AddSingleton(_bus),
            onFile: OnFile
        );
        _hosts["training"] = await ServiceUnderTest.StartAsync(
            TrainingService.Build,
            b => b.Services.AddSingleton(_bus),
            onFile: OnFile
        );
        _hosts["feedback"] = await ServiceUnderTest.StartAsync(
            FeedbackService.Build,
            b => b.Services.AddSingleton(_bus),
            onFile: OnFile
        );
        _hosts["incentive"] = await ServiceUnderTest.StartAsync(
            IncentiveService.Build,
            b => b.Services.AddSingleton(_bus),
            onFile: OnFile
        );
        _hosts["gateway"] = await ServiceUnderTest.StartAsync(GatewayHost.Build);
        _hosts[Routes.RouteTable.Demonstration] = await ServiceUnderTest.StartAsync(
            GatewayHost.Build,
            StartGatewayWithAccounts
        );
        _bus.Open();

        await FillPerformanceAsync();
        await SettleAsync();
        await FillTrainingAndFeedbackAsync();
        await ExamineAsync();
        await SettleAsync();
        await AppraiseAsync();
        await RecogniseAsync();
        await CloseAsync(May);
        await AnswerWarningsAsync();
        await ServiceUnderTest.UntilAsync(
            async () =>
                (await CallAsync(Incentive.As(Roles.IncentiveAnalyst), HttpMethod.Get, "/recognitions/awards", null))
                    .GetProperty("items")
                    .GetArrayLength() > 1,
            "the awards of May"
        );
        await PayMayAsync();
        await RecoverAsync();
        await CloseAsync(June);
        await GradeAsync();
        OpenRun = await RunAsync(
            June,
            Incentive.As($"{Roles.IncentiveAnalyst} {Roles.IncentiveApprover}", id: MakerAndChecker)
        );
        foreach (var service in Routes.RouteTable.Services)
            await ReplayAsync(service);
        await ReleaseMayAsync();
        await CorrectAsync();
        await DisputeAsync();
    }

    /// <summary>
    /// Grades May, which is returned once, approved and appealed against; and June, which waits for approval.
    /// </summary>
    private async Task GradeAsync()
    {
        var hr = this["performance"].As(Roles.Hr);
        await CallAsync(
            hr,
            HttpMethod.Put,
            $"/grade-schemes/{GradeScheme}",
            """{ "effectiveFrom": "2026-01", "period": "month" }"""
        );
        var may = await StartAsync(hr, May);
        await CallAsync(
            HeadOf("B1", "performance"),
            HttpMethod.Put,
            $"/grade-runs/{may}/proposals/M0001",
            """{ "level": "trainee", "reason": "a test" }"""
        );
        await ReviewAsync(may);
        var third = this["performance"].As(Roles.Hr, id: "third-hr");
        await CallAsync(third, HttpMethod.Post, $"/grade-runs/{may}/return", """{ "reason": "once more" }""");
        await CallAsync(
            this["performance"].As(Roles.Hr, id: "second-hr"),
            HttpMethod.Post,
            $"/grade-runs/{may}/review",
            "{}"
        );
        await CallAsync(third, HttpMethod.Post, $"/grade-runs/{may}/approve", "{}");
        var appeals = new List<Guid>();
        foreach (var manager in (string[])["M0001", "M0002"])
            appeals.Add(
                (
                    await CallAsync(
                        Manager(manager, "performance"),
                        HttpMethod.Post,
                        $"/grades/{manager}/appeals",
                        $$"""{ "text": "{{manager}}-appeal" }"""
                    )
                )
                    .GetProperty("id")
                    .GetGuid()
            );
        OpenGradeAppeal = appeals[1];
        await CallAsync(
            this["performance"].As(Roles.Hr, id: "fourth-hr"),
            HttpMethod.Post,
            $"/grade-appeals/{appeals[0]}/decide",
            """{ "outcome": "rejected", "reason": "a test" }"""
        );
        OpenGradeRun = await StartAsync(this["performance"].As(Roles.Hr, id: MakerAndChecker), June);
        await ReviewAsync(OpenGradeRun);
        await SettleAsync();

        async Task<Guid> StartAsync(HttpClient by, string period) =>
            (
                await CallAsync(
                    by,
                    HttpMethod.Post,
                    "/grade-runs",
                    $$"""{ "scheme": "{{GradeScheme}}", "period": "{{period}}" }"""
                )
            )
                .GetProperty("id")
                .GetGuid();

        async Task ReviewAsync(Guid run)
        {
            foreach (var org in (string[])["B1", "B2"])
                await CallAsync(HeadOf(org, "performance"), HttpMethod.Post, $"/grade-runs/{run}/review", "{}");
            await CallAsync(
                this["performance"].As(Roles.Hr, id: "second-hr"),
                HttpMethod.Post,
                $"/grade-runs/{run}/review",
                "{}"
            );
        }
    }

    /// <summary>
    /// Recovers from M0001, who has stated their side; from M0002, which is refused; and from M0003, who has left:
    /// payroll claims one case of them, and may claim the other.
    /// </summary>
    private async Task RecoverAsync()
    {
        var (analyst, approver) = (Incentive.As(Roles.IncentiveAnalyst), Incentive.As(Roles.IncentiveApprover));
        var both = Incentive.As($"{Roles.IncentiveAnalyst} {Roles.IncentiveApprover}", id: MakerAndChecker);
        OpenRecovery = await OpenAsync(both, "M0001");
        RecoveryOfM0002 = await OpenAsync(analyst, "M0002");
        await PostAsync(approver, $"/recoveries/{RecoveryOfM0002}/refuse", """{ "reason": "not proven" }""");
        var claimed = await OpenAsync(analyst, Leaver);
        OpenDemand = await OpenAsync(analyst, Leaver);
        foreach (var id in new[] { claimed, OpenDemand })
            await PostAsync(approver, $"/recoveries/{id}/approve", "{}");
        await PostAsync(analyst, $"/recoveries/{claimed}/demand", "{}");
        await PostAsync(approver, $"/recoveries/{claimed}/demand/refuse", """{ "reason": "not yet" }""");
        await PostAsync(analyst, $"/recoveries/{claimed}/demand", "{}");
        await PostAsync(approver, $"/recoveries/{claimed}/demand/approve", "{}");
        await PostAsync(both, $"/recoveries/{OpenDemand}/demand", "{}");

        async Task<Guid> OpenAsync(HttpClient by, string managerNo)
        {
            var opened = await CallAsync(
                by,
                HttpMethod.Post,
                "/recoveries",
                $$"""{ "managerNo": "{{managerNo}}", "ground": "false-results", "periods": [ "{{May}}" ], "amount": "10.00", "text": "made up" }"""
            );
            var id = opened.GetProperty("id").GetGuid();
            await PostAsync(
                Manager(managerNo, "incentive"),
                $"/recoveries/{id}/side",
                """{ "text": "it was not me" }"""
            );
            return id;
        }

        static Task PostAsync(HttpClient by, string path, string body) => CallAsync(by, HttpMethod.Post, path, body);
    }

    /// <summary>Both managers dispute May: M0002's is taken, rejected and reopened, M0001's waits.</summary>
    private async Task DisputeAsync()
    {
        var analyst = Incentive.As(Roles.IncentiveAnalyst);
        OpenDispute = await OpenAsync("M0001");
        DisputeOfM0002 = await OpenAsync("M0002");
        await CallAsync(analyst, HttpMethod.Post, $"/disputes/{DisputeOfM0002}/assign", "{}");
        await CallAsync(
            analyst,
            HttpMethod.Post,
            $"/disputes/{DisputeOfM0002}/answer",
            """{ "outcome": "rejected", "text": "counted once" }"""
        );
        await CallAsync(
            Manager("M0002", "incentive"),
            HttpMethod.Post,
            $"/disputes/{DisputeOfM0002}/reopen",
            """{ "text": "look again" }"""
        );

        async Task<Guid> OpenAsync(string managerNo)
        {
            var manager = Manager(managerNo, "incentive");
            var statement = await CallAsync(manager, HttpMethod.Get, $"/statements/{managerNo}/{May}", null);
            var rule = statement.GetProperty("lines")[0].GetProperty("rule").GetString();
            return (
                await CallAsync(
                    manager,
                    HttpMethod.Post,
                    "/disputes",
                    $$"""{ "managerNo": "{{managerNo}}", "period": "{{May}}", "rule": "{{rule}}", "text": "a card is missing" }"""
                )
            )
                .GetProperty("id")
                .GetGuid();
        }
    }

    /// <summary>
    /// Adjusts and holds M0001's pay from a month on that no run is about; what is decided and what is not.
    /// </summary>
    private async Task CorrectAsync()
    {
        var (analyst, approver) = (Incentive.As(Roles.IncentiveAnalyst), Incentive.As(Roles.IncentiveApprover));
        var both = Incentive.As($"{Roles.IncentiveAnalyst} {Roles.IncentiveApprover}", id: MakerAndChecker);
        await CallAsync(approver, HttpMethod.Post, $"/adjustments/{await AdjustAsync(analyst)}/approve", "{}");
        await CallAsync(
            approver,
            HttpMethod.Post,
            $"/adjustments/{await AdjustAsync(analyst)}/return",
            """{ "reason": "once more" }"""
        );
        await CallAsync(analyst, HttpMethod.Post, $"/adjustments/{await AdjustAsync(analyst)}/withdraw", "{}");
        OpenAdjustment = await AdjustAsync(both);
        var file = await Incentive.ImportAsync(
            "adjustments",
            $"manager_no,period,amount,reason\nM0001,{AdjustedMonth},20.00,a file\nM0002,{AdjustedMonth},20.00,a file\n",
            analyst,
            atomic: true
        );
        Assert.Equal("completed", file.Status);
        await CallAsync(
            approver,
            HttpMethod.Post,
            $"/holds/{await HoldAsync(analyst)}/release",
            """{ "reason": "examined" }"""
        );
        OpenHold = await HoldAsync(both);

        static async Task<Guid> AdjustAsync(HttpClient by) =>
            (
                await CallAsync(
                    by,
                    HttpMethod.Post,
                    "/adjustments",
                    $$"""{ "managerNo": "M0001", "period": "{{AdjustedMonth}}", "amount": "10.00", "reason": "forgotten" }"""
                )
            )
                .GetProperty("id")
                .GetGuid();

        static async Task<Guid> HoldAsync(HttpClient by) =>
            (
                await CallAsync(
                    by,
                    HttpMethod.Post,
                    "/holds",
                    $$"""{ "managerNo": "M0001", "from": "{{AdjustedMonth}}", "amount": "1.00", "reason": "to be examined" }"""
                )
            )
                .GetProperty("id")
                .GetGuid();
    }

    /// <summary>A gateway that issues tokens itself and keeps the accounts of people.</summary>
    private void StartGatewayWithAccounts(WebApplicationBuilder builder)
    {
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Authentication:Demo"] = "true",
                ["Authentication:KeyFile"] = Path.Combine(_folder, "token-key.pem"),
                ["Authentication:PeopleFile"] = Path.Combine(_folder, "people.json"),
                ["Sessions:Folder"] = Path.Combine(_folder, "sessions"),
                ["Access:SignedInOnly"] = "true",
                ["Limits:RequestsPerMinute"] = "0",
            }
        );
        // Its tokens are valid from now on, and tokens are checked by the real clock.
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IStartupFilter>(new FromEverywhere());
    }

    /// <summary>A client of a process whose token admits it wherever a person or a program may be admitted.</summary>
    public async Task<HttpClient> AdministratorOfAsync(string host)
    {
        if (host != Routes.RouteTable.Demonstration)
            return this[host].As(string.Join(' ', Roles.All), managerNo: "M0001", id: "fuzz");
        var client = this[host].Anonymous();
        var token = await CallAsync(client, HttpMethod.Post, "/auth/token", """{ "user": "it", "password": "demo" }""");
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.GetProperty("access_token").GetString());
        return client;
    }

    public async Task DisposeAsync()
    {
        // No host is disposed of while another may still call it.
        foreach (var host in _hosts.Values)
            await host.App.StopAsync();
        foreach (var host in _hosts.Values)
            await host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task FillPerformanceAsync()
    {
        var performance = this["performance"];
        var hr = performance.As(Roles.Hr);
        await ImportAsync(
            "performance",
            "org-units",
            hr,
            "code,name,parent,kind\nHO,总行,,head-office\nB1,一分行,HO,branch\nB2,二分行,HO,branch\n"
        );
        await ImportAsync(
            "performance",
            "managers",
            hr,
            $"""
            manager_no,name,org,hired_on,left_on,level
            M0001,M0001-name,B1,2020-01-01,,senior
            M0002,M0002-name,B2,2020-01-01,,senior
            {Leaver},{Leaver}-name,B2,2020-01-01,2026-04-30,senior
            """
        );
        await ImportAsync(
            "performance",
            "card-facts",
            performance.As(Roles.Administrator),
            $"""
            fact_ref,manager_no,kind,card_ref,occurred_on
            M0001-fact,M0001,activated,M0001-card,{May}-04
            M0002-fact,M0002,activated,M0002-card,{May}-05
            M0001-again,M0001,activated,M0001-card,{May}-06
            M0002-again,M0002,activated,M0002-card,{May}-07
            """
        );
        ImportOfB1 = await ImportAsync(
            "performance",
            "targets",
            HeadOf("B1", "performance"),
            $"manager_no,period,kpi,target\nM0001,{May},activated,1\n"
        );
        await ImportAsync(
            "performance",
            "targets",
            HeadOf("B2", "performance"),
            $"manager_no,period,kpi,target\nM0002,{May},activated,1\n"
        );
        await ImportAsync(
            "performance",
            "indicators",
            hr,
            $"manager_no,period,kpi,value\nM0001,{May},attendance,0.9\nM0002,{May},attendance,0.8\n"
        );
        await CallAsync(hr, HttpMethod.Put, $"/kpis/{KpiCode}", Kpi);
        await CallAsync(hr, HttpMethod.Post, $"/kpis/{KpiCode}/end", """{ "from": "2027-01" }""");
        await CallAsync(
            hr,
            HttpMethod.Put,
            $"/kpis/{MarkedKpi}",
            """
            { "name": { "zh": "服务礼仪", "en": "Service manner" }, "unit": "score", "direction": "higher",
              "family": "satisfaction", "source": "import", "of": { "anchors": [
                { "from": 0, "text": { "zh": "须改进", "en": "To improve" } },
                { "from": 60, "text": { "zh": "合格", "en": "Good" } } ] } }
            """
        );
        await PutSheetsAsync(hr);
        foreach (var (org, managerNo) in ((string, string)[])[("B1", "M0001"), ("B2", "M0002")])
            await CallAsync(
                HeadOf(org, "performance"),
                HttpMethod.Put,
                $"/qualitative-marks/{managerNo}/{May}/{MarkedKpi}",
                """{ "mark": 80 }"""
            );
        await CallAsync(hr, HttpMethod.Put, "/warning-rules/cards", WarningRule);
        await CallAsync(hr, HttpMethod.Put, "/warning-rules/ended", WarningRule);
        await CallAsync(hr, HttpMethod.Post, "/warning-rules/ended/end", "{}");
        await ProposeTargetsAsync();
        await SetGoalsAsync();
        await BringCustomersAsync();
        await WorkAsync();
    }

    /// <summary>The day on which both managers work.</summary>
    public const string WorkDay = $"{June}-15";

    public static readonly Guid TaskOfM0001 = new("0f6c0001-0000-4000-8000-000000000001");

    /// <summary>
    /// Both managers plan a task and write a log, on which their head comments; that of M0002 is done.
    /// </summary>
    private async Task WorkAsync()
    {
        var performance = this["performance"];
        foreach (var (no, id) in (IEnumerable<(string, Guid)>)[("M0001", TaskOfM0001), ("M0002", Guid.NewGuid())])
        {
            var manager = Manager(no, "performance");
            await CallAsync(
                manager,
                HttpMethod.Put,
                $"/work-tasks/{id}",
                $$"""{ "managerNo": "{{no}}", "on": "{{WorkDay}}", "kind": "visit", "title": "see them", "customerRef": "{{no}}-customer" }"""
            );
            await CallAsync(manager, HttpMethod.Put, $"/work/{no}/logs/day/{WorkDay}", """{ "text": "two visits" }""");
            await CallAsync(
                HeadOf("HO", "performance"),
                HttpMethod.Post,
                $"/work/{no}/logs/day/{WorkDay}/comment",
                """{ "comment": "well done" }"""
            );
            if (no == "M0002")
                await CallAsync(manager, HttpMethod.Post, $"/work-tasks/{id}/status", """{ "state": "done" }""");
        }

        await CallAsync(
            performance.As(Roles.Hr),
            HttpMethod.Put,
            "/day-types/visit",
            """{ "name": { "zh": "拜访日", "en": "Visits" }, "checklist": [ { "zh": "核对", "en": "Check" } ] }"""
        );
    }

    /// <summary>The customer of M0001.</summary>
    public const string CustomerOfM0001 = "M0001-customer";

    public const string CustomerOfM0002 = "M0002-customer";

    /// <summary>
    /// Brings a customer of each manager, who is cared for, and one who was handed over to the leaver and back.
    /// </summary>
    private async Task BringCustomersAsync()
    {
        var hr = this["performance"].As(Roles.Hr);
        await CallAsync(
            hr,
            HttpMethod.Put,
            "/care-plans/high",
            """{ "rules": [ { "kind": "call-back", "days": 30 } ] }"""
        );
        await ImportAsync(
            "performance",
            "customers",
            hr,
            $"customer_ref,manager_no,segment,since,consent\n{CustomerOfM0001},M0001,high,2024-01-01,true\n{CustomerOfM0002},M0002,high,2024-01-01,true\nHanded-over,M0002,high,2024-01-01,true\n"
        );
        await ImportAsync(
            "performance",
            "customer-handovers",
            hr,
            $"customer_ref,manager_no,from,reason\nHanded-over,{Leaver},2026-04-01,moved\n"
        );
        await CallAsync(
            hr,
            HttpMethod.Put,
            "/customers/Handed-over",
            """{ "segment": "middle", "since": "2024-01-01", "consent": true }"""
        );
        await CallAsync(
            hr,
            HttpMethod.Post,
            "/customers/Handed-over/hand-over",
            """{ "managerNo": "M0002", "from": "2026-05-01" }"""
        );
        foreach (var no in (string[])["M0001", "M0002"])
            await CallAsync(
                Manager(no, "performance"),
                HttpMethod.Post,
                $"/customers/{no}-customer/care",
                """{ "outcome": "reached", "note": "wants an instalment" }"""
            );
    }

    /// <summary>
    /// Sets goals for May: those of M0001 were returned and set anew by <see cref="MakerAndChecker"/>, those of M0002
    /// are confirmed.
    /// </summary>
    private async Task SetGoalsAsync()
    {
        var hr = this["performance"].As(Roles.Hr);
        await SetAsync(Manager("M0001", "performance"), "M0001");
        await CallAsync(
            hr,
            HttpMethod.Post,
            $"/own-goals/M0001/{May}/return",
            """{ "version": 1, "reason": "say it by week" }"""
        );
        await SetAsync(
            this["performance"].As(Roles.AccountManager, managerNo: "M0001", id: MakerAndChecker),
            "M0001",
            "two visits a week"
        );
        await SetAsync(Manager("M0002", "performance"), "M0002");
        await CallAsync(hr, HttpMethod.Post, $"/own-goals/M0002/{May}/confirm", """{ "version": 1 }""");

        static Task SetAsync(HttpClient by, string managerNo, string plan = "visits") =>
            CallAsync(
                by,
                HttpMethod.Put,
                $"/own-goals/{managerNo}/{May}",
                $$"""{ "marketing": "new customers", "kpi": "active", "target": "9", "workPlan": "{{plan}}", "focus": "first use" }"""
            );
    }

    /// <summary>Both managers have a warning of May: M0002's goes all the way, M0001's waits for its receipt.</summary>
    private async Task AnswerWarningsAsync()
    {
        const string response = """{ "response": "visits", "dueOn": "2029-01-31" }""";
        var hr = this["performance"].As(Roles.Hr);
        OpenWarning = await WarningOfAsync("M0001");
        WarningOfM0002 = await WarningOfAsync("M0002");
        await ActAsync(this["performance"].As(Roles.Hr, id: MakerAndChecker), OpenWarning, "respond", response);
        await ActAsync(HeadOf("B2", "performance"), WarningOfM0002, "respond", response);
        await ActAsync(hr, WarningOfM0002, "return", """{ "reason": "until when?" }""");
        await ActAsync(HeadOf("B2", "performance"), WarningOfM0002, "respond", response);
        await ActAsync(hr, WarningOfM0002, "receive", "{}");
        await ActAsync(hr, WarningOfM0002, "settle", """{ "outcome": "improved", "note": "seen" }""");

        async Task<Guid> WarningOfAsync(string managerNo) =>
            (await CallAsync(hr, HttpMethod.Get, $"/warnings?manager={managerNo}", null))
                .GetProperty("items")[0]
                .GetProperty("id")
                .GetGuid();

        Task ActAsync(HttpClient by, Guid warning, string act, string body) =>
            CallAsync(by, HttpMethod.Post, $"/warnings/{warning}/{act}", body);
    }

    /// <summary>
    /// Proposes targets that no score sheet asks for: two wait, one was approved, and one refused.
    /// </summary>
    private async Task ProposeTargetsAsync()
    {
        OpenTargetPlan = await ProposeAsync("M0001", "active");
        TargetPlanOfM0002 = await ProposeAsync("M0002", "active");
        var hr = this["performance"].As(Roles.Hr);
        var approved = await ProposeAsync("M0002", "cancelled");
        await CallAsync(hr, HttpMethod.Post, $"/target-plans/{approved}/approve", "{}");
        var refused = await ProposeAsync("M0001", "cancelled");
        await CallAsync(hr, HttpMethod.Post, $"/target-plans/{refused}/refuse", """{ "reason": "not yet" }""");

        async Task<Guid> ProposeAsync(string managerNo, string kpi)
        {
            var plan = await CallAsync(
                this["performance"].As(Roles.Hr, id: MakerAndChecker),
                HttpMethod.Post,
                "/target-plans",
                $$"""{ "period": "{{May}}", "kpi": "{{kpi}}", "nodes": [ { "node": "{{managerNo}}", "target": "5" } ] }"""
            );
            return plan.GetProperty("plan").GetProperty("id").GetGuid();
        }
    }

    /// <summary>
    /// Appraises both managers in April, with an appeal of each; an appraisal of B1 in May is open, one in June waits.
    /// </summary>
    private async Task AppraiseAsync()
    {
        var hr = this["performance"].As(Roles.Hr);
        await CallAsync(hr, HttpMethod.Put, "/review-forms/short", Routes.RouteBodies.ReviewForm);
        (_, ResultOfM0001) = await CloseReviewAsync("M0001", "B1");
        (ReviewOfM0002, ResultOfM0002) = await CloseReviewAsync("M0002", "B2");
        await CallAsync(
            this["performance"].As(Roles.Hr, id: "second-hr"),
            HttpMethod.Post,
            $"/review-results/{ResultOfM0002}/appeal/decide",
            """{ "upheld": false, "reason": "examined" }"""
        );
        await OpenReviewAsync("B1", May);
        ReviewForm = await FormAsync(Manager("M0001", "performance"));
        OpenReview = await ProposeReviewAsync(this["performance"].As(Roles.Hr, id: MakerAndChecker), "B1", June);

        async Task<Guid> ProposeReviewAsync(HttpClient by, string org, string period) =>
            (
                await CallAsync(
                    by,
                    HttpMethod.Post,
                    "/reviews",
                    $$"""{ "org": "{{org}}", "period": "{{period}}", "form": "short", "dueOn": "2027-12-31" }"""
                )
            )
                .GetProperty("round")
                .GetProperty("id")
                .GetGuid();

        async Task<Guid> OpenReviewAsync(string org, string period)
        {
            var round = await ProposeReviewAsync(hr, org, period);
            await CallAsync(HeadOf(org, "performance"), HttpMethod.Post, $"/reviews/{round}/confirm", "{}");
            return round;
        }

        async Task<(Guid Round, Guid Result)> CloseReviewAsync(string managerNo, string org)
        {
            var round = await OpenReviewAsync(org, "2026-04");
            var (manager, head) = (Manager(managerNo, "performance"), HeadOf(org, "performance"));
            await CallAsync(
                manager,
                HttpMethod.Put,
                $"/reviews/mine/{await FormAsync(manager)}",
                """{ "marks": [ 4 ], "words": "a year of learning", "send": true }"""
            );
            await CallAsync(
                head,
                HttpMethod.Post,
                $"/reviews/mine/{await FormAsync(head)}/decline",
                """{ "reason": "new here" }"""
            );
            await CallAsync(hr, HttpMethod.Post, $"/reviews/{round}/close", "{}");
            var result = (await CallAsync(manager, HttpMethod.Get, "/review-results", null))
                .GetProperty("items")[0]
                .GetProperty("id")
                .GetGuid();
            await CallAsync(hr, HttpMethod.Put, $"/review-results/{result}/themes", """{ "themes": [ "service" ] }""");
            await CallAsync(
                manager,
                HttpMethod.Post,
                $"/review-results/{result}/appeal",
                """{ "reason": "on loan in April" }"""
            );
            return (round, result);
        }

        static async Task<Guid> FormAsync(HttpClient by) =>
            (await CallAsync(by, HttpMethod.Get, "/reviews/mine", null))
                .GetProperty("items")
                .EnumerateArray()
                .First(f => f.GetProperty("state").GetString() == "asked")
                .GetProperty("id")
                .GetGuid();
    }

    /// <summary>May's sheet, approved by a second person; one that is returned, and one that waits.</summary>
    private async Task PutSheetsAsync(HttpClient hr)
    {
        var second = this["performance"].As(Roles.Hr, id: "second-hr");
        await DecideAsync(await PutAsync(hr, May), "approve", "{}");
        await DecideAsync(await PutAsync(hr, "2027-01"), "return", """{ "reason": "examined" }""");
        const string personal =
            """{ "effectiveFrom": "2027-01", "kpis": [ { "kpi": "compliance", "weight": "1.00" } ] }""";
        foreach (var manager in (string[])["M0001", "M0002"])
            await CallAsync(hr, HttpMethod.Put, $"/score-sheets/people/{manager}", personal);
        await CallAsync(hr, HttpMethod.Delete, "/score-sheets/people/M0001?from=2027-03", null);
        OpenSheet = await PutAsync(this["performance"].As(Roles.Hr, id: MakerAndChecker), "2027-02");

        static async Task<Guid> PutAsync(HttpClient by, string from) => (
                await CallAsync(
                    by,
                    HttpMethod.Put,
                    "/score-sheets/senior",
                    $$"""
                    { "effectiveFrom": "{{from}}", "kpis": [ { "kpi": "activated", "weight": "0.60" },
                      { "kpi": "{{MarkedKpi}}", "weight": "0.40" } ], "acceptFindings": "a test" }
                    """
                )
            ).GetProperty("proposal").GetGuid();

        Task DecideAsync(Guid id, string decision, string body) =>
            CallAsync(second, HttpMethod.Post, $"/score-sheets/proposals/{id}/{decision}", body);
    }

    /// <summary>
    /// Both managers sit an exam of two questions, of which one is taken out, and another: M0001 hands that in, M0002
    /// is at it.
    /// </summary>
    private async Task ExamineAsync()
    {
        const string other = "TAKEN-OUT";
        var trainer = this["training"].As(Roles.Trainer);
        await ImportAsync("training", "questions", trainer, $"{QuestionColumns}\n{QuestionRow}\n");
        await CallAsync(trainer, HttpMethod.Put, $"/questions/{Session}", Question);
        await CallAsync(trainer, HttpMethod.Put, $"/questions/{other}", Question);
        await CallAsync(
            trainer,
            HttpMethod.Put,
            $"/exams/{other}",
            Exam.Replace("\"count\": 1", "\"count\": 2", StringComparison.Ordinal)
        );
        await CallAsync(trainer, HttpMethod.Put, $"/exams/{Session}", Exam);
        foreach (var manager in new[] { "M0001", "M0002" })
            await EndAsync(manager, await BeginAsync(manager, other));
        await CallAsync(
            trainer,
            HttpMethod.Post,
            $"/exams/{other}/withdrawals",
            $$"""{ "question": "{{other}}", "reason": "two answers are right" }"""
        );
        SittingOfM0001 = await BeginAsync("M0001", Session);
        await EndAsync("M0001", SittingOfM0001);
        OpenSitting = await BeginAsync("M0002", Session);
        await InterviewAsync(trainer);

        async Task<Guid> BeginAsync(string managerNo, string exam) =>
            (await CallAsync(Manager(managerNo, "training"), HttpMethod.Post, $"/exams/{exam}/sittings", "{}"))
                .GetProperty("sitting")
                .GetProperty("id")
                .GetGuid();

        async Task EndAsync(string managerNo, Guid sitting)
        {
            var manager = Manager(managerNo, "training");
            await CallAsync(
                manager,
                HttpMethod.Put,
                $"/sittings/{sitting}/answers/1",
                """{ "given": ["A"], "change": 1 }"""
            );
            await CallAsync(manager, HttpMethod.Post, $"/sittings/{sitting}/left", "{}");
            await CallAsync(manager, HttpMethod.Post, $"/sittings/{sitting}/end", "{}");
        }
    }

    /// <summary>The request that names two examiners of a manager's interview.</summary>
    public static string Assessment(string managerNo) =>
        $$"""
            { "exam": "{{Interviewed}}", "managerNo": "{{managerNo}}", "form": "interview", "heldOn": "2026-05-20",
              "examiners": ["li", "wang"] }
            """;

    private async Task InterviewAsync(HttpClient trainer)
    {
        await CallAsync(trainer, HttpMethod.Put, $"/exams/{Interviewed}", Interview);
        AssessmentOfM0001 = await NameAsync("M0001");
        AssessmentOfM0002 = await NameAsync("M0002");
        await MarkAsync(AssessmentOfM0001, 20, 90);
        await MarkAsync(AssessmentOfM0002, 70, 80);
        await CallAsync(
            trainer,
            HttpMethod.Post,
            $"/assessments/{AssessmentOfM0001}/third",
            """{ "examiner": "zhao" }"""
        );

        async Task<Guid> NameAsync(string managerNo) =>
            (await CallAsync(trainer, HttpMethod.Post, "/assessments", Assessment(managerNo)))
                .GetProperty("assessment")
                .GetProperty("id")
                .GetGuid();

        async Task MarkAsync(Guid assessment, int first, int second)
        {
            foreach (var (examiner, marks) in new[] { ("li", first), ("wang", second) })
                await CallAsync(
                    this["training"].As(Roles.Trainer, id: examiner),
                    HttpMethod.Put,
                    $"/assessments/{assessment}/marks",
                    $$"""{ "marks": [ { "marks": {{marks}}, "reason": "seen" } ] }"""
                );
        }
    }

    private async Task FillTrainingAndFeedbackAsync()
    {
        var (trainer, desk) = (this["training"].As(Roles.Trainer), this["feedback"].As(Roles.ComplaintDesk));
        await CallAsync(
            trainer,
            HttpMethod.Put,
            $"/sessions/{Session}",
            """{ "course": "合规", "startsOn": "2026-05-20" }"""
        );
        await ImportAsync(
            "training",
            "enrolments",
            trainer,
            $"manager_no,session_code\nM0001,{Session}\nM0002,{Session}\n"
        );
        await FillCoursesAsync(trainer);
        await ImportAsync(
            "training",
            "exam-results",
            trainer,
            "manager_no,exam_code,form,score,taken_on\nM0001,CARD-SALES,written,90,2026-05-21\nM0002,CARD-SALES,written,80,2026-05-21\n"
        );
        await ImportAsync(
            "training",
            "certificates",
            trainer,
            "manager_no,certificate,valid_from\nM0001,CARD-SALES,2026-05-01\nM0002,CARD-SALES,2026-05-01\n"
        );
        await SanctionAsync(trainer);
        await ImportAsync(
            "feedback",
            "complaints",
            desk,
            """
            complaint_ref,manager_no,received_on,channel,category,severity,outcome,resolved_on
            M0001-complaint,M0001,2026-05-02,phone,费用,minor,upheld,2026-05-09
            M0002-complaint,M0002,2026-05-02,phone,费用,minor,upheld,2026-05-09
            """
        );
        foreach (var (org, manager) in new[] { ("B1", "M0001"), ("B2", "M0002") })
        {
            var talk = (
                await CallAsync(
                    HeadOf(org, "feedback"),
                    HttpMethod.Post,
                    "/talks",
                    $$"""{ "managerNo": "{{manager}}", "heldOn": "2026-05-12", "kind": "one-to-one", "said": "{{manager}}-said" }"""
                )
            )
                .GetProperty("id")
                .GetString();
            await CallAsync(Manager(manager, "feedback"), HttpMethod.Post, $"/talks/{talk}/confirm", "{}");
            if (manager == "M0001")
                TalkOfM0001 = Guid.Parse(talk!);
            var received = (
                await CallAsync(
                    desk,
                    HttpMethod.Post,
                    "/complaints",
                    $$"""
                    { "managerNo": "{{manager}}", "receivedOn": "{{June}}-02", "channel": "phone", "category": "{{manager}}-费用",
                      "severity": "minor", "text": "{{manager}}-told" }
                    """
                )
            ).GetProperty("complaintRef").GetString()!;
            foreach (var step in new[] { "accept", "assign", "ask-statement" })
                await CallAsync(desk, HttpMethod.Post, $"/complaint-cases/{received}/{step}", "{}");
            Cases[manager] = received;
        }
        await CallAsync(
            Manager("M0001", "feedback"),
            HttpMethod.Post,
            $"/complaint-statements/{CaseOfM0001}",
            """{ "text": "M0001-side" }"""
        );
        await WalkCaseAsync(desk);

        await ImportAsync(
            "feedback",
            "satisfaction",
            desk,
            "manager_no,answered_on,score\nM0001,2026-05-03,5\nM0002,2026-05-03,4\n"
        );
    }

    /// <summary>A course that both managers have completed, and requests for seats of sessions to come.</summary>
    private async Task FillCoursesAsync(HttpClient trainer)
    {
        const string done = "CARD-DONE",
            later = "CARD-LATER",
            next = "CARD-NEXT";
        await CallAsync(trainer, HttpMethod.Put, $"/courses/{Session}", Course);
        using (var file = new ByteArrayContent("%PDF-1.7"u8.ToArray()))
        {
            file.Headers.ContentDisposition = new("attachment") { FileName = "handout.pdf" };
            using var added = await trainer.PostAsync(new Uri($"/courses/{Session}/files", UriKind.Relative), file);
            added.EnsureSuccessStatusCode();
            CourseFile = (await added.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        }

        var today = BankCalendar.DayOf(this["training"].Clock.Now);
        await CallAsync(
            trainer,
            HttpMethod.Put,
            $"/sessions/{done}",
            $$"""{ "courseCode": "{{Session}}", "startsOn": "{{today:yyyy-MM-dd}}" }"""
        );
        await CallAsync(
            trainer,
            HttpMethod.Put,
            "/sessions/CARD-ALL",
            $$"""{ "courseCode": "{{Session}}", "startsOn": "2030-01-14" }"""
        );
        await CallAsync(trainer, HttpMethod.Post, "/sessions/CARD-ALL/enrol-audience", "{}");
        foreach (var no in new[] { "M0001", "M0002" })
            await CallAsync(
                trainer,
                HttpMethod.Post,
                $"/sessions/{done}/enrolments",
                $$"""{ "managerNo": "{{no}}" }"""
            );
        var code = (await CallAsync(trainer, HttpMethod.Post, $"/sessions/{done}/attendance-code", "{}"))
            .GetProperty("code")
            .GetString();
        await CallAsync(
            Manager("M0001", "training"),
            HttpMethod.Post,
            "/attendance/check-in",
            $$"""{ "code": "{{code}}" }"""
        );
        await CallAsync(
            trainer,
            HttpMethod.Put,
            $"/sessions/{done}/attendance",
            $$"""{ "day": "{{today:yyyy-MM-dd}}", "present": [ "M0002" ] }"""
        );
        await CallAsync(trainer, HttpMethod.Post, $"/sessions/{done}/confirm-attendance", "{}");
        await AwaitExamAsync(trainer, today);
        foreach (var session in new[] { later, next })
            await CallAsync(
                trainer,
                HttpMethod.Put,
                $"/sessions/{session}",
                """{ "course": "合规进阶", "startsOn": "2030-01-07" }"""
            );
        OpenEnrolmentRequest = await AskAsync("M0001", next);
        await AskAsync("M0002", next);
        var taken = await AskAsync("M0002", later);
        await CallAsync(Manager("M0002", "training"), HttpMethod.Post, $"/enrolment-requests/{taken}/take-back", "{}");
        var refused = await AskAsync("M0002", later);
        await CallAsync(
            HeadOf("B2", "training"),
            HttpMethod.Post,
            $"/enrolment-requests/{refused}/refuse",
            """{ "reason": "later" }"""
        );
        var approved = await AskAsync("M0002", later);
        await CallAsync(HeadOf("B2", "training"), HttpMethod.Post, $"/enrolment-requests/{approved}/approve", "{}");
        await CallAsync(trainer, HttpMethod.Post, $"/sessions/{later}/enrolments/M0002/withdraw", "{}");
        var list = $"manager_no,session_code\nM0001,{Session}\nM0002,{Session}\n";
        await ImportAsync("training", "enrolment-lists", trainer, list);
        await ImportAsync(
            "training",
            "attendance",
            trainer,
            $"manager_no,session_code,day\nM0001,{Session},2026-05-20\nM0002,{Session},2026-05-20\n"
        );

        async Task<Guid> AskAsync(string managerNo, string session) =>
            (await CallAsync(Manager(managerNo, "training"), HttpMethod.Post, $"/sessions/{session}/requests", "{}"))
                .GetProperty("id")
                .GetGuid();
    }

    /// <summary>Both managers attend a course and have still to pass its exam.</summary>
    private async Task AwaitExamAsync(HttpClient trainer, DateOnly today)
    {
        const string examined = "CARD-EXAMINED";
        await CallAsync(trainer, HttpMethod.Put, $"/courses/{examined}", Course);
        await CallAsync(
            trainer,
            HttpMethod.Put,
            $"/exams/{examined}",
            Interview.Replace(Session, examined, StringComparison.Ordinal)
        );
        await CallAsync(
            trainer,
            HttpMethod.Put,
            $"/sessions/{examined}",
            $$"""{ "courseCode": "{{examined}}", "startsOn": "{{today:yyyy-MM-dd}}" }"""
        );
        await ImportAsync(
            "training",
            "enrolments",
            trainer,
            $"manager_no,session_code\nM0001,{examined}\nM0002,{examined}\n"
        );
        await CallAsync(
            trainer,
            HttpMethod.Put,
            $"/sessions/{examined}/attendance",
            $$"""{ "day": "{{today:yyyy-MM-dd}}", "present": [ "M0001", "M0002" ] }"""
        );
        await CallAsync(trainer, HttpMethod.Post, $"/sessions/{examined}/confirm-attendance", "{}");
    }

    /// <summary>Both managers have a document of their old certificate, a key to their calendar, and a reminder.</summary>
    private async Task DocumentAsync(HttpClient trainer)
    {
        var training = this["training"];
        var soon = BankCalendar.DayOf(training.Clock.Now).AddDays(20);
        await ImportAsync(
            "training",
            "certificates",
            trainer,
            $"manager_no,certificate,valid_from,valid_to\nM0001,CARD-SHORT,2026-01-01,{soon:yyyy-MM-dd}\nM0002,CARD-SHORT,2026-01-01,{soon:yyyy-MM-dd}\n"
        );
        await using (var scope = training.App.Services.CreateAsyncScope())
            await Training.Holders.RemindOfExpiry.RunAsync(
                scope.ServiceProvider,
                training.Clock,
                CancellationToken.None
            );
        foreach (var no in new[] { "M0002", "M0001" })
        {
            DocumentOfM0001 = (
                await CallAsync(
                    trainer,
                    HttpMethod.Post,
                    "/certificate-documents",
                    $$"""{ "managerNo": "{{no}}", "certificate": "CARD-OLD", "validFrom": "2020-01-01" }"""
                )
            )
                .GetProperty("code")
                .GetString()!;
            await CallAsync(Manager(no, "training"), HttpMethod.Post, "/calendar-key", "{}");
        }
    }

    /// <summary>An old certificate of both managers was suspended, and both are coached for a new one.</summary>
    private async Task SanctionAsync(HttpClient trainer)
    {
        await ImportAsync(
            "training",
            "certificates",
            trainer,
            "manager_no,certificate,valid_from,valid_to\nM0001,CARD-OLD,2020-01-01,2020-12-31\nM0002,CARD-OLD,2020-01-01,2020-12-31\n"
        );
        await CallAsync(trainer, HttpMethod.Put, $"/programmes/{Session}", Programme);
        await DocumentAsync(trainer);
        foreach (var no in new[] { "M0002", "M0001" })
        {
            SanctionOfM0001 = await IdOfAsync(
                "/certificate-sanctions",
                $$"""
                { "managerNo": "{{no}}", "certificate": "CARD-OLD", "kind": "suspended", "from": "2020-02-01",
                  "to": "2020-02-29", "reason": "papers were missing" }
                """
            );
            var withdrawn = await IdOfAsync(
                "/certificate-sanctions",
                $$"""
                { "managerNo": "{{no}}", "certificate": "CARD-OLD", "kind": "suspended", "from": "2020-06-01",
                  "reason": "a mistake" }
                """
            );
            await CallAsync(
                trainer,
                HttpMethod.Post,
                $"/certificate-sanctions/{withdrawn}/end",
                """{ "lastDay": "2020-06-30" }"""
            );
            await CallAsync(
                trainer,
                HttpMethod.Post,
                $"/certificate-sanctions/{withdrawn}/withdraw",
                """{ "reason": "it was a mistake" }"""
            );
            await CoachAsync(no, "CARD-GIVEN-UP");
            var listed = (await GetAsync(trainer, "/coachings?certificate=CARD-GIVEN-UP&limit=500")).GetProperty(
                "items"
            );
            var own = listed.EnumerateArray().Single(c => c.GetProperty("managerNo").GetString() == no);
            await CallAsync(
                trainer,
                HttpMethod.Post,
                $"/coachings/{own.GetProperty("id").GetGuid()}/end",
                """{ "reason": "moved" }"""
            );
            await CoachAsync(no, "CARD-WANTED");
        }

        CoachingOfM0001 = (await GetAsync(trainer, "/coachings?certificate=CARD-WANTED&search=M0001"))
            .GetProperty("items")[0]
            .GetProperty("id")
            .GetGuid();

        async Task<Guid> IdOfAsync(string path, string body) =>
            (await CallAsync(trainer, HttpMethod.Post, path, body)).GetProperty("id").GetGuid();

        Task CoachAsync(string managerNo, string certificate) =>
            CallAsync(
                trainer,
                HttpMethod.Post,
                "/coachings",
                $$"""
                { "managers": [ "{{managerNo}}" ], "certificate": "{{certificate}}", "coachNo": "{{Leaver}}",
                  "dueOn": "2029-12-31" }
                """
            );

        static Task<JsonElement> GetAsync(HttpClient client, string path) =>
            client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));
    }

    /// <summary>Takes one more complaint about M0001 through every step.</summary>
    private async Task WalkCaseAsync(HttpClient desk)
    {
        await CallAsync(desk, HttpMethod.Post, "/complaint-cases/alike", """{ "cardRef": "K1" }""");
        var (hr, other) = (this["feedback"].As(Roles.Hr), this["feedback"].As(Roles.ComplaintDesk, id: "other-desk"));
        var one = await ReceiveAsync();
        await StepAsync(desk, "accept", "{}");
        await StepAsync(desk, "assign", "{}");
        await StepAsync(desk, "investigate", """{ "text": "heard" }""");
        await StepAsync(desk, "complex", """{ "text": "two branches" }""");
        await StepAsync(desk, "extension", """{ "text": "records elsewhere" }""");
        await StepAsync(hr, "decide-extension", """{ "isApproved": true, "text": "agreed" }""");
        await StepAsync(desk, "decide", """{ "outcome": "rejected", "reasons": "not so" }""");
        await StepAsync(desk, "reply", """{ "letter": "Dear customer" }""");
        await StepAsync(desk, "appeal", """{ "text": "it is so" }""");
        await StepAsync(other, "decide-appeal", """{ "outcome": "rejected", "reasons": "still not so" }""");
        await StepAsync(other, "reply", """{ "letter": "Dear customer" }""");
        await StepAsync(other, "measure", """{ "cause": "customer.misunderstanding" }""");
        await StepAsync(other, "close", "{}");
        await StepAsync(desk, "reopen", """{ "text": "new papers" }""");
        await StepAsync(desk, "withdraw", """{ "text": "settled" }""");
        await CallAsync(
            desk,
            HttpMethod.Put,
            "/complaint-topics/category/fees.transfer",
            """{ "nameZh": "转账费用", "nameEn": "Transfer fee", "isActive": true }"""
        );
        await AttachAsync();
        await CounselAsync();
        await SuggestAsync();
        one = await SendFormAsync(desk);
        await StepAsync(
            desk,
            "identify",
            """{ "managerNo": "M0002", "severity": "minor", "category": "M0002-form" }"""
        );

        async Task<string> ReceiveAsync() => (
                await CallAsync(
                    desk,
                    HttpMethod.Post,
                    "/complaints",
                    $$"""
                    { "managerNo": "M0001", "receivedOn": "{{June}}-02", "channel": "email", "category": "费用",
                      "severity": "minor", "text": "M0001-told-again" }
                    """
                )
            ).GetProperty("complaintRef").GetString()!;
        Task StepAsync(HttpClient who, string step, string body) =>
            CallAsync(who, HttpMethod.Post, $"/complaint-cases/{one}/{step}", body);

        async Task AttachAsync()
        {
            using var file = new ByteArrayContent("%PDF-1.7"u8.ToArray());
            file.Headers.ContentDisposition = new("attachment") { FileName = "letter.pdf" };
            using var answer = await desk.PostAsync(
                new Uri($"/complaint-cases/{CaseOfM0001}/attachments", UriKind.Relative),
                file
            );
            Assert.Equal(200, (int)answer.StatusCode);
        }
    }

    /// <summary>Sends a suggestion under a name and one without, and answers them.</summary>
    private async Task SuggestAsync()
    {
        var (hr, author) = (this["feedback"].As(Roles.Hr), this["feedback"].As(Roles.Trainer, id: "author"));
        foreach (var (number, isAnonymous) in new[] { (1, "false"), (2, "true") })
        {
            var sent = await CallAsync(
                author,
                HttpMethod.Post,
                "/suggestions",
                $$"""{ "kind": "improvement", "text": "open at eight", "isAnonymous": {{isAnonymous}}, "mayPublish": true }"""
            );
            await CallAsync(hr, HttpMethod.Post, $"/suggestions/{number}/lines", """{ "text": "why?" }""");
            if (sent.GetProperty("code").GetString() is { } code)
                await CallAsync(
                    author,
                    HttpMethod.Post,
                    "/suggestions/by-code/lines",
                    $$"""{ "code": "{{code}}", "text": "because" }"""
                );
            else
                await CallAsync(
                    author,
                    HttpMethod.Post,
                    $"/suggestions/mine/{number}/lines",
                    """{ "text": "because" }"""
                );
            await CallAsync(
                hr,
                HttpMethod.Post,
                $"/suggestions/{number}/answer",
                """{ "isTakenUp": true, "text": "thank you" }"""
            );
            await CallAsync(hr, HttpMethod.Post, $"/suggestions/{number}/publish", """{ "isShown": true }""");
        }
    }

    /// <summary>Takes a request for counselling through every step, and gives it to a key that was made anew.</summary>
    private async Task CounselAsync()
    {
        const string passphrase = """{ "passphrase": "a long enough passphrase" }""";
        var feedback = this["feedback"];
        var (administrator, hr, auditor) = (
            feedback.As(Roles.Administrator, id: "administrator"),
            feedback.As(Roles.Hr, id: "hr"),
            feedback.As(Roles.Auditor, id: "auditor")
        );
        await CallAsync(
            administrator,
            HttpMethod.Put,
            "/counselling/officers",
            """{ "first": "hr", "second": "auditor" }"""
        );
        await CallAsync(hr, HttpMethod.Put, "/counselling/officers/key", passphrase);
        await CallAsync(auditor, HttpMethod.Put, "/counselling/officers/key", passphrase);
        await CallAsync(
            hr,
            HttpMethod.Put,
            "/counselling/hotlines",
            """{ "hotlines": [{ "nameZh": "热线", "nameEn": "Helpline", "phone": "12356", "hours": "24 h" }] }"""
        );
        var counsellor = feedback.As(Roles.Counsellor, id: "counsellor");
        await MakeKeyAsync(isNew: false);
        await CallAsync(
            Manager("M0002", "feedback"),
            HttpMethod.Post,
            "/counselling/requests",
            """{ "words": "sleepless", "reach": "extension 77", "channel": "room" }"""
        );
        await MakeKeyAsync(isNew: true);
        foreach (var officer in new[] { hr, auditor })
            await CallAsync(
                officer,
                HttpMethod.Post,
                "/counselling/recovery",
                """{ "counsellor": "counsellor", "passphrase": "a long enough passphrase" }"""
            );
        var unlocked = await CallAsync(counsellor, HttpMethod.Post, "/counselling/key/unlock", passphrase);
        counsellor.DefaultRequestHeaders.Add("X-Counselling-Key", unlocked.GetProperty("key").GetString());
        var listed = await CallAsync(counsellor, HttpMethod.Get, "/counselling/cases", null);
        var one = $"/counselling/cases/{listed.GetProperty("cases")[0].GetProperty("id").GetString()}";
        await CallAsync(counsellor, HttpMethod.Get, one, null);
        await CallAsync(counsellor, HttpMethod.Post, $"{one}/appointment", """{ "text": "Wednesday" }""");
        await CallAsync(counsellor, HttpMethod.Post, $"{one}/notes", """{ "text": "weekly talks" }""");
        await CallAsync(counsellor, HttpMethod.Post, $"{one}/share", """{ "counsellor": "counsellor" }""");
        await CallAsync(counsellor, HttpMethod.Post, $"{one}/close", "{}");

        Task MakeKeyAsync(bool isNew) =>
            CallAsync(
                counsellor,
                HttpMethod.Put,
                "/counselling/key",
                $$"""{ "name": "Ms Lin", "passphrase": "a long enough passphrase", "isNew": {{(isNew ? "true" : "false")}} }"""
            );
    }

    /// <summary>Sends the public form as a browser does.</summary>
    /// <returns>The reference of the complaint.</returns>
    private async Task<string> SendFormAsync(HttpClient desk)
    {
        await PublicForm.SendAsync(
            this["feedback"],
            new() { ["category"] = "fees.annual", ["text"] = "The fee was taken twice." }
        );
        var page = await CallAsync(desk, HttpMethod.Get, "/complaint-cases?state=received&limit=500", null);
        return page.GetProperty("items")
            .EnumerateArray()
            .Single(c => c.GetProperty("managerNo").GetString() == "")
            .GetProperty("complaintRef")
            .GetString()!;
    }

    private async Task CloseAsync(string period)
    {
        await CallAsync(
            this["performance"].As(Roles.Hr),
            HttpMethod.Post,
            $"/periods/{period}/close",
            """{ "acceptGaps": true }"""
        );
        await SettleAsync();
    }

    /// <summary>Pays May, after a run that is cancelled and one that is rejected.</summary>
    private async Task PayMayAsync()
    {
        var (analyst, approver, payroll) = (
            Incentive.As(Roles.IncentiveAnalyst),
            Incentive.As(Roles.IncentiveApprover),
            Incentive.As(Roles.Payroll)
        );
        await CallAsync(analyst, HttpMethod.Put, $"/plans/{PlanCode}", Plan);
        await CallAsync(
            approver,
            HttpMethod.Post,
            $"/plans/{PlanCode}/versions/1/approve",
            """{ "acceptFindings": "a test" }"""
        );
        var text = await CallAsync(analyst, HttpMethod.Get, $"/plans/{PlanCode}/versions/1/text", null);
        await CallAsync(
            Manager("M0001", "incentive"),
            HttpMethod.Post,
            $"/plans/{PlanCode}/versions/1/signatures",
            $$"""{ "textHash": "{{text.GetProperty("textHash").GetString()}}" }"""
        );
        var both = Incentive.As($"{Roles.IncentiveAnalyst} {Roles.IncentiveApprover}", id: MakerAndChecker);
        var returned = (await CallAsync(analyst, HttpMethod.Put, $"/plans/{PlanCode}", Plan)).GetProperty("version");
        await CallAsync(
            approver,
            HttpMethod.Post,
            $"/plans/{PlanCode}/versions/{returned}/return",
            """{ "reason": "not yet" }"""
        );
        DraftVersion = (await CallAsync(both, HttpMethod.Put, $"/plans/{PlanCode}", Plan))
            .GetProperty("version")
            .GetInt32();
        await CallAsync(analyst, HttpMethod.Post, $"/runs/{await RunAsync(May, analyst)}/cancel", "{}");
        await CallAsync(
            approver,
            HttpMethod.Post,
            $"/runs/{await RunAsync(May, analyst)}/reject",
            """{ "reason": "once more" }"""
        );
        PaidRun = await RunAsync(May, analyst);
        await CallAsync(approver, HttpMethod.Post, $"/runs/{PaidRun}/approve", "{}");
        await CallAsync(analyst, HttpMethod.Post, $"/plans/trial/M0001/{May}", Plan);
        await CallAsync(analyst, HttpMethod.Post, $"/estimates/M0001/{June}", """{ "add": [] }""");
        await AskWhatIfAsync(analyst);
        var bonuses = await CallAsync(payroll, HttpMethod.Get, "/payroll/bonuses", null);
        await SettleWithPayrollAsync(
            analyst,
            approver,
            payroll,
            bonuses.GetProperty("items")[0].GetProperty("eventId").GetGuid()
        );
        ProposedRejection = bonuses.GetProperty("items")[1].GetProperty("eventId").GetGuid();
        await RejectAsync(payroll, ProposedRejection);
        await ProposeAsync(both, ProposedRejection);
    }

    /// <summary>Recognises everybody with a score, and sets up a contest. The sessions' code names both.</summary>
    private async Task RecogniseAsync()
    {
        var analyst = Incentive.As(Roles.IncentiveAnalyst);
        await CallAsync(analyst, HttpMethod.Put, $"/recognitions/{Session}", Recognition);
        await CallAsync(analyst, HttpMethod.Put, $"/contests/{Session}", Contest);
    }

    /// <summary>Sends M0001's rejected entry again, sets calendar and groups, and settles a difference.</summary>
    private async Task SettleWithPayrollAsync(
        HttpClient analyst,
        HttpClient approver,
        HttpClient payroll,
        Guid rejected
    )
    {
        await RejectAsync(payroll, rejected);
        await ProposeAsync(analyst, rejected);
        await CallAsync(
            approver,
            HttpMethod.Post,
            $"/payroll/rejections/{rejected}/return",
            """{ "reason": "once more" }"""
        );
        await ProposeAsync(analyst, rejected);
        var resent = await CallAsync(approver, HttpMethod.Post, $"/payroll/rejections/{rejected}/approve", "{}");
        EntryOfM0001 = resent.GetProperty("resentAs").GetGuid();
        await CallAsync(
            payroll,
            HttpMethod.Post,
            "/payroll/acknowledgements",
            $$"""{ "items": [ { "eventId": "{{EntryOfM0001}}", "status": "paid", "paidOn": "2026-06-15" } ] }"""
        );
        await CallAsync(payroll, HttpMethod.Put, "/payroll/calendar/2026", PayrollCalendar(15));
        await CallAsync(
            payroll,
            HttpMethod.Put,
            "/payroll/groups/north",
            """{ "orgs": ["B1"], "queue": "payroll.bonuses.north" }"""
        );
        foreach (var unknown in (Guid[])[Guid.NewGuid(), UnknownEvent])
        {
            using var refused = await payroll.PostAsJsonAsync(
                new Uri("/payroll/acknowledgements", UriKind.Relative),
                new { items = new[] { new { eventId = unknown, status = "paid" } } }
            );
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            if (unknown != UnknownEvent)
                await CallAsync(
                    payroll,
                    HttpMethod.Post,
                    "/payroll/differences/settle",
                    $$"""{ "kind": "unknown-event", "eventId": "{{unknown}}", "note": "a test" }"""
                );
        }
    }

    /// <summary>
    /// A calendar of 2026 with the same day of the month after as pay day, and the cut-off a week before.
    /// </summary>
    public static string PayrollCalendar(int payDay) =>
        JsonSerializer.Serialize(
            new
            {
                months = Enumerable
                    .Range(1, 12)
                    .Select(month => Period.Month(2026, month))
                    .Select(month => new
                    {
                        period = month.ToString(),
                        cutOff = $"{month.Next()}-{payDay - 7:00}",
                        payDay = $"{month.Next()}-{payDay:00}",
                    }),
            }
        );

    private static Task<JsonElement> RejectAsync(HttpClient payroll, Guid entry) =>
        CallAsync(
            payroll,
            HttpMethod.Post,
            "/payroll/acknowledgements",
            $$"""{ "items": [ { "eventId": "{{entry}}", "status": "rejected", "reason": "account closed" } ] }"""
        );

    private static Task<JsonElement> ProposeAsync(HttpClient analyst, Guid entry) =>
        CallAsync(
            analyst,
            HttpMethod.Post,
            $"/payroll/rejections/{entry}/proposal",
            """{ "decision": "resend", "reason": "new account" }"""
        );

    /// <summary>
    /// Releases the first part of what May deferred, after one that is withdrawn and one that is rejected, years later:
    /// Incentive's clock stays there.
    /// </summary>
    private async Task ReleaseMayAsync()
    {
        var (analyst, approver) = (Incentive.As(Roles.IncentiveAnalyst), Incentive.As(Roles.IncentiveApprover));
        Incentive.Clock.SetTo(new(2027, 5, 31));
        await CallAsync(
            analyst,
            HttpMethod.Post,
            $"/releases/{await ProposeReleaseAsync(analyst, "2027-05-31")}/withdraw",
            "{}"
        );
        await CallAsync(
            approver,
            HttpMethod.Post,
            $"/releases/{await ProposeReleaseAsync(analyst, "2027-05-31")}/reject",
            """{ "reason": "once more" }"""
        );
        PaidRelease = await ProposeReleaseAsync(analyst, "2027-05-31");
        await CallAsync(approver, HttpMethod.Post, $"/releases/{PaidRelease}/approve", "{}");
        Incentive.Clock.SetTo(new(2028, 5, 31));
        OpenRelease = await ProposeReleaseAsync(
            Incentive.As($"{Roles.IncentiveAnalyst} {Roles.IncentiveApprover}", id: MakerAndChecker),
            "2028-05-31"
        );
    }

    private static async Task<Guid> ProposeReleaseAsync(HttpClient by, string dueUntil) =>
        (await CallAsync(by, HttpMethod.Post, "/releases", $$"""{ "dueUntil": "{{dueUntil}}" }"""))
            .GetProperty("id")
            .GetGuid();

    private static async Task<Guid> RunAsync(string period, HttpClient analyst)
    {
        var id = (await CallAsync(analyst, HttpMethod.Post, "/runs", $$"""{ "period": "{{period}}" }"""))
            .GetProperty("id")
            .GetGuid();
        var status = "";
        await ServiceUnderTest.UntilAsync(
            async () =>
            {
                var run = await CallAsync(analyst, HttpMethod.Get, $"/runs/{id}", null);
                status = run.GetProperty("status").GetString();
                return status is not ("queued" or "running");
            },
            "the run"
        );
        Assert.Equal("calculated", status);
        return id;
    }

    /// <summary>
    /// Asks two what-ifs: one is calculated, the other cancelled while another replica holds the turn.
    /// </summary>
    private async Task AskWhatIfAsync(HttpClient analyst)
    {
        WhatIfOfMay = (await CallAsync(analyst, HttpMethod.Post, "/what-ifs", WhatIf)).GetProperty("id").GetGuid();
        await ServiceUnderTest.UntilAsync(
            async () =>
                (await CallAsync(analyst, HttpMethod.Get, $"/what-ifs/{WhatIfOfMay}", null))
                    .GetProperty("status")
                    .GetString() == "calculated",
            "the what-if"
        );
        await Incentive.ReadAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""UPDATE "Leases" SET "Owner" = 'another-machine/1/1', "ExpiresAt" = '2099-01-01 00:00:00' WHERE "Name" = 'what-ifs'"""
            )
        );
        var waiting = (await CallAsync(analyst, HttpMethod.Post, "/what-ifs", WhatIf)).GetProperty("id").GetGuid();
        await CallAsync(analyst, HttpMethod.Post, $"/what-ifs/{waiting}/cancel", "{}");
        await Incentive.ReadAsync(db =>
            db.Database.ExecuteSqlAsync($"""DELETE FROM "Leases" WHERE "Name" = 'what-ifs'""")
        );
    }

    /// <summary>Parks a message that the service can process, and replays it.</summary>
    private async Task ReplayAsync(string service)
    {
        var units = new OrgUnitsChanged([new OrgUnit("B3", "HO", 1)]);
        var id = await this[service]
            .ReadAsync(async db =>
            {
                var parked = new ParkedMessage(
                    new(Guid.NewGuid(), EventCatalogue.NameOf(units.GetType()), EventCatalogue.Write(units)),
                    "KeepOrgUnitsOnChanged",
                    "once failed",
                    this[service].Clock.Now
                );
                db.Parked.Add(parked);
                await db.SaveChangesAsync();
                return parked.Id;
            });
        await CallAsync(this[service].As(Roles.Administrator), HttpMethod.Post, $"/parked/{id}/replay", "{}");

        // Without a broker there is nothing to replay, but the route was called.
        using var tried = await this[service]
            .As(Roles.Administrator)
            .PostAsync(new Uri("/error-queues/any/replay", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Conflict, tried.StatusCode);

        await CancelAsync(service);
    }

    /// <summary>Cancels an import that waits because another replica holds the turn.</summary>
    private async Task CancelAsync(string service)
    {
        var kind = service switch
        {
            "performance" => "managers",
            "training" => "enrolments",
            "feedback" => "complaints",
            _ => "adjustments",
        };
        var importer = this[service].As(service == "incentive" ? Roles.IncentiveAnalyst : Roles.Administrator);
        await LetGoAsync();
        await this[service]
            .ReadAsync(db =>
                db.Database.ExecuteSqlAsync(
                    $"""INSERT INTO "Leases" ("Name", "Owner", "ExpiresAt") VALUES ('imports', 'another-machine/1/1', '2099-01-01 00:00:00')"""
                )
            );
        using var file = new StringContent("manager_no\nM0001\n", Encoding.UTF8, "text/csv");
        using var queued = await importer.PostAsync(new Uri($"/imports/{kind}", UriKind.Relative), file);
        var import = (await queued.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        using var cancelled = await importer.PostAsync(new Uri($"/imports/{import}/cancel", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);
        await LetGoAsync();

        Task LetGoAsync() =>
            this[service]
                .ReadAsync(db => db.Database.ExecuteSqlAsync($"""DELETE FROM "Leases" WHERE "Name" = 'imports'"""));
    }

    private async Task<Guid> ImportAsync(string service, string kind, HttpClient bearer, string csv)
    {
        var outcome = await this[service].ImportAsync(kind, csv, bearer);
        Assert.Equal(("completed", 0L), (outcome.Status, outcome.RowsRejected));
        return outcome.Id;
    }

    /// <summary>Waits until every event, and every event announced because of it, has been consumed.</summary>
    private Task SettleAsync() =>
        ServiceUnderTest.UntilAsync(
            async () =>
            {
                foreach (var service in Routes.RouteTable.Services)
                    if (await this[service].ReadAsync(db => db.Outbox.AnyAsync()))
                        return false;
                return true;
            },
            "the events to arrive"
        );

    private static async Task<JsonElement> CallAsync(HttpClient client, HttpMethod method, string path, string? json)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return response.StatusCode == HttpStatusCode.NoContent
            ? default
            : JsonSerializer.Deserialize<JsonElement>(text);
    }
}

/// <summary>
/// Gives every request an address of its own, so that what is counted by address refuses none of a walk over all
/// routes.
/// </summary>
internal sealed class FromEverywhere : IStartupFilter
{
    private int _requests;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(
                (HttpContext http, RequestDelegate rest) =>
                {
                    var n = Interlocked.Increment(ref _requests);
                    http.Connection.RemoteIpAddress = new([10, (byte)(n >> 16), (byte)(n >> 8), (byte)n]);
                    return rest(http);
                }
            );
            next(app);
        };
}

/// <summary>Tests that share the bank and do not change May.</summary>
[CollectionDefinition(nameof(SeededBank))]
public sealed class SeededBankTests : ICollectionFixture<SeededBank>;
