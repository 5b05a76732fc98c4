using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CardTeam.DemonstrationBank;

/// <summary>
/// Takes a running suite through the demonstration bank's first three months, each step as the user responsible for it:
/// all files are imported, April and May closed, calculated, approved and mostly paid, June is left open.
/// </summary>
/// <param name="gateway">A client whose base address is the gateway.</param>
/// <param name="say">Called with one line about each step.</param>
/// <param name="time">The clock for waiting; null for the system's.</param>
/// <remarks>
/// It may be called again at any time, after a failure or when finished: existing state is looked up first, imports
/// have a key under which the same file is answered with its first import, and a closed month is not imported again.
/// </remarks>
public sealed class MonthEndWalk(HttpClient gateway, Action<string> say, TimeProvider? time = null)
{
    private const string Administrator = "it";
    private const string Personnel = "hr";
    private const string Trainer = "trainer";
    private const string ComplaintDesk = "desk";
    private const string Analyst = "analyst";
    private const string Approver = "approver";
    private const string Payroll = "payroll";
    private const string Manager = "manager";
    private const string Head = "head";

    private static readonly string[] Evidence = ["OA-2026-0617"];
    private static readonly string[] Branches = ["B1", "B2", "B3"];
    private static readonly string[] RecoveredMonths = ["2026-04", "2026-05"];

    // The longest time that events may take to arrive.
    private static readonly TimeSpan EventWaitLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan WorkWaitLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider time = time ?? TimeProvider.System;
    private readonly BankClient bank = new(gateway, time ?? TimeProvider.System);

    /// <summary>Takes every step that has not been taken yet.</summary>
    /// <param name="cancellation">Ends the walk between two requests; calling again continues.</param>
    /// <exception cref="MonthEndWalkException">
    /// A step did not succeed; its message names the step, the problem's code and detail.
    /// </exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var closed = await ClosedPeriods(cancellation);
        foreach (var month in DemoFiles.Months)
        {
            // A closed month has been imported, and a later month's files may have corrected it since: it is not
            // imported again.
            if (!closed.Contains(month.Period))
            {
                if (month == DemoFiles.Months[0])
                {
                    await PutSessions(cancellation);
                    await PutExam(cancellation);
                }

                foreach (var file in month.Files)
                {
                    await Import(file, cancellation);
                }
            }

            if (!month.Paid)
            {
                continue;
            }

            if (month == DemoFiles.Months[0])
            {
                if (!closed.Contains(month.Period))
                {
                    await PutScoreSheets(cancellation);
                    await PutWarningRules(cancellation);
                }

                await PutPlan(month.Period, cancellation);
                await SetUpRecognition(cancellation);
            }

            if (!closed.Contains(month.Period))
            {
                await Close(month.Period, cancellation);
            }

            await RunAndApprove(month.Period, cancellation);
            await Acknowledge(month.Period, cancellation);
        }

        await AnswerWarnings(cancellation);
        await CascadeTargets(cancellation);
        var work = new WorkOfManagers(bank, say);
        await work.SetGoals(cancellation);
        await Mark(cancellation);
        await Grade(cancellation);
        await Appraise(cancellation);
        await new WorkOfExaminers(bank, say).Interview(cancellation);
        await work.PlanCare(cancellation);
        await Import(WorkOfManagers.Customers, cancellation);
        await Import(WorkOfManagers.HandOvers, cancellation);
        await work.PlanDay(BankDay(), cancellation);
        var trainers = new WorkOfTrainers(bank, Import, say);
        await trainers.TeachAsync(BankDay(), cancellation);
        await trainers.CertifyAsync(BankDay(), cancellation);
        await new DeskOfComplaints(bank, time, say).HandleComplaints(BankDay(), cancellation);
        await new RoomOfCounsellor(bank, say).OpenRoom(cancellation);
        await Correct(cancellation);
        await DisputeMay(cancellation);
        await Recover(cancellation);
        await SetUpPayroll(cancellation);
        await AskWhatIf(cancellation);
        say("The demonstration bank is ready: April and May 2026 are paid, June is open.");
    }

    private DateOnly BankDay() => DateOnly.FromDateTime(time.GetUtcNow().AddHours(8).UtcDateTime);

    private async Task<HashSet<string>> ClosedPeriods(CancellationToken cancellation)
    {
        var periods = await bank.Get("list periods", Personnel, "/performance/periods?limit=500", cancellation);
        return periods
            .Items.Where(p => BankClient.Text(p, "status") == "closed" || BankClient.Text(p, "closedAt").Length > 0)
            .Select(p => BankClient.Text(p, "period"))
            .ToHashSet(StringComparer.Ordinal);
    }

    private async Task Import(DemoFile file, CancellationToken cancellation)
    {
        var step = $"import {file.Name}";
        var user = (file.Service, file.Kind) switch
        {
            ("training", _) => Trainer,
            ("feedback", _) => ComplaintDesk,
            (_, "card-facts") => Administrator,
            _ => Personnel,
        };

        // The digest is part of the key: another edition of the bank is another file, not the same one with another
        // body.
        var key = $"demonstration-{file.Name}-{Convert.ToHexStringLower(SHA256.HashData(file.Bytes.Span))[..16]}";
        var import = await ImportOnce(step, user, file, key, cancellation);
        if (BankClient.Text(import, "status") == "failed")
        {
            // The key would be answered with this failure for ever; rows are recognised by their content, so sending
            // them again is safe.
            import = await ImportOnce(step, user, file, key: null, cancellation);
        }

        if (BankClient.Text(import, "status") == "failed")
        {
            throw new MonthEndWalkException(step, "import failed", BankClient.Text(import, "error"));
        }

        var rejected = import.GetProperty("rowsRejected").GetInt64();
        if (rejected > 0)
        {
            var errors = await bank.Text(
                step,
                user,
                $"/{file.Service}/imports/{BankClient.Text(import, "id")}/errors",
                cancellation
            );
            throw new MonthEndWalkException(
                step,
                Invariant($"{rejected} rows rejected"),
                string.Join(" | ", errors.Split('\n').Take(4))
            );
        }

        say(Invariant($"Imported {file.Name}: {import.GetProperty("rowsRead").GetInt64()} rows."));
    }

    private async Task<JsonElement> ImportOnce(
        string step,
        string user,
        DemoFile file,
        string? key,
        CancellationToken cancellation
    )
    {
        var accepted = await bank.PostCsv(
            step,
            user,
            $"/{file.Service}/imports/{file.Kind}",
            file.Bytes,
            key,
            cancellation
        );
        return await Finished(step, user, accepted, ["completed", "failed"], cancellation);
    }

    private async Task PutSessions(CancellationToken cancellation)
    {
        foreach (var (code, session) in DemoFiles.Sessions)
        {
            await bank.Put($"put session {code}", Trainer, $"/training/sessions/{code}", session, cancellation);
        }

        say("Planned the training sessions.");
    }

    private async Task PutExam(CancellationToken cancellation)
    {
        foreach (var (code, question) in DemoExam.Questions)
        {
            await bank.Put($"put question {code}", Trainer, $"/training/questions/{code}", question, cancellation);
        }

        foreach (var (code, body) in WorkOfTrainers.Courses)
        {
            await bank.Put($"put course {code}", Trainer, $"/training/courses/{code}", body, cancellation);
        }

        await bank.Put("put exam", Trainer, $"/training/exams/{DemoExam.Code}", DemoExam.Exam, cancellation);
        say("Filled the question bank and planned an exam.");
    }

    private async Task PutScoreSheets(CancellationToken cancellation)
    {
        foreach (var (code, kpi) in DemoFiles.Kpis)
        {
            await bank.Put($"put KPI {code}", Personnel, $"/performance/kpis/{code}", kpi, cancellation);
        }

        foreach (var (level, sheet) in DemoFiles.ScoreSheets)
        {
            await bank.Put(
                $"put score sheet {level}",
                Personnel,
                $"/performance/score-sheets/{level}",
                sheet,
                cancellation
            );
        }

        await bank.Put(
            "put the quarter's score sheet",
            Personnel,
            "/performance/score-sheets/senior",
            DemoFiles.SheetOfQuarter,
            cancellation
        );
        await bank.Put(
            "put a score sheet with findings",
            Personnel,
            "/performance/score-sheets/trainee",
            DemoFiles.SheetWithFindings,
            cancellation
        );
        say("Put KPIs of the bank's own and the score sheets of the four levels.");
    }

    private async Task PutWarningRules(CancellationToken cancellation)
    {
        foreach (var (code, rule) in DemoPlan.WarningRules)
        {
            await bank.Put(
                $"put warning rule {code}",
                Personnel,
                $"/performance/warning-rules/{code}",
                rule,
                cancellation
            );
        }
    }

    // One warning is received, one waits for its receipt, and the others wait for a response.
    private async Task AnswerWarnings(CancellationToken cancellation)
    {
        const string step = "answer warnings";
        var warnings = (
            await bank.Get(step, Head, "/performance/warnings?rule=low-compliance&sort=number&limit=500", cancellation)
        ).Items.ToList();
        foreach (var (warning, isReceived) in warnings.Take(2).Zip([true, false]))
        {
            var (id, state) = (BankClient.Text(warning, "id"), BankClient.Text(warning, "state"));
            if (state == "warning")
            {
                await bank.Post(
                    step,
                    Head,
                    $"/performance/warnings/{id}/respond",
                    """{ "response": "每周一次双人走访，逐户核对进件资料；月末复查。", "dueOn": "2028-12-31" }""",
                    cancellation
                );
            }

            if (isReceived && state is "warning" or "responded")
            {
                await bank.Post(step, Personnel, $"/performance/warnings/{id}/receive", "{}", cancellation);
            }
        }

        say($"{warnings.Count} warnings about compliance: one received, one responded to, the others open.");
    }

    private async Task PutPlan(string firstPeriod, CancellationToken cancellation)
    {
        var step = $"put plan {DemoFiles.PlanCode}";

        // A run needs an approved plan: where there is one, the plan has been approved.
        if ((await Runs(firstPeriod, cancellation)).Count > 0)
        {
            return;
        }

        var plans = await bank.Get(step, Analyst, "/incentive/plans?limit=500", cancellation);
        var versions = plans.Items.Where(p => BankClient.Text(p, "code") == DemoFiles.PlanCode).ToList();
        if (versions.Exists(p => BankClient.Text(p, "status") is not ("" or "draft")))
        {
            return;
        }

        var plan = versions.Find(p => BankClient.Text(p, "status") == "draft");
        if (plan.ValueKind == JsonValueKind.Undefined)
        {
            plan = (
                await bank.Put(step, Analyst, $"/incentive/plans/{DemoFiles.PlanCode}", DemoFiles.Plan, cancellation)
            ).Body;
        }

        await ApprovePlan(plan, cancellation);
    }

    private async Task ApprovePlan(JsonElement plan, CancellationToken cancellation)
    {
        const string accepting = """{ "acceptFindings": "Demonstration bank: the findings were read." }""";
        var version = plan.GetProperty("version").GetInt32();
        var step = Invariant($"approve plan {DemoFiles.PlanCode} version {version}");
        var path = Invariant($"/incentive/plans/{DemoFiles.PlanCode}/versions/{version}/approve");
        var found =
            plan.TryGetProperty("findings", out var findings)
            && findings.ValueKind == JsonValueKind.Array
            && findings.GetArrayLength() > 0;
        try
        {
            await bank.Post(step, Approver, path, found ? accepting : "{}", cancellation);
        }
        catch (MonthEndWalkException problem) when (problem.Code.Contains("already", StringComparison.Ordinal))
        {
            return;
        }
        catch (MonthEndWalkException problem)
            when (!found && problem.Code.Contains("finding", StringComparison.Ordinal))
        {
            // A list of plans need not include the findings of a draft written by an earlier walk.
            await bank.Post(step, Approver, path, accepting, cancellation);
        }

        say(Invariant($"Approved plan {DemoFiles.PlanCode} version {version}."));
    }

    // What both closed months would have come to with a higher first tier, beside the plan in force.
    private async Task AskWhatIf(CancellationToken cancellation)
    {
        const string step = "ask a what-if";
        if ((await bank.Get(step, Analyst, "/incentive/what-ifs?limit=1", cancellation)).Items.Any())
        {
            return;
        }

        await bank.Post(
            step,
            Analyst,
            "/incentive/what-ifs",
            $$"""{ "plan": {{DemoFiles.OtherPlan}}, "from": "2026-04", "to": "2026-05", "org": null }""",
            cancellation
        );
        say("Asked what April and May would have come to by another plan.");
    }

    private async Task Close(string period, CancellationToken cancellation)
    {
        var step = $"close {period}";
        var path = $"/performance/periods/{period}/close";
        var until = time.GetUtcNow() + EventWaitLimit;
        while (true)
        {
            try
            {
                await bank.Post(step, Personnel, path, "{}", cancellation);
                say($"Closed {period}.");
                return;
            }
            catch (MonthEndWalkException problem) when (problem.Code == "period.already-closed")
            {
                return;
            }
            catch (MonthEndWalkException problem)
                when (problem.Status == HttpStatusCode.Conflict && time.GetUtcNow() < until)
            {
                // Answers and decided complaints reach Performance as events: a gap may still be filled. The bank has
                // no gap of its own, so one that remains is an error and ends the walk.
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }

    private async Task RunAndApprove(string period, CancellationToken cancellation)
    {
        // A run is stale when an input arrived while it was being approved; it is then made again, a few times at most.
        for (var attempt = 1; ; attempt++)
        {
            var runs = await Runs(period, cancellation);
            if (runs.Exists(r => BankClient.Text(r, "status") == "approved"))
            {
                return;
            }

            var standing = runs.Find(r => BankClient.Text(r, "status") is "queued" or "running" or "calculated");
            var run =
                standing.ValueKind == JsonValueKind.Undefined
                    ? await StartRun(period, cancellation)
                    : await Finished(
                        $"run {period}",
                        Analyst,
                        new Answer(standing, null),
                        ["calculated"],
                        cancellation
                    );
            var id = BankClient.Text(run, "id");
            try
            {
                await bank.Post(
                    $"approve run of {period}",
                    Approver,
                    $"/incentive/runs/{id}/approve",
                    "{}",
                    cancellation
                );
                say($"Approved the run of {period}.");
                return;
            }
            catch (MonthEndWalkException problem) when (problem.Code == "run.stale" && attempt < 5)
            {
                await bank.Post(
                    $"cancel stale run of {period}",
                    Analyst,
                    $"/incentive/runs/{id}/cancel",
                    "{}",
                    cancellation
                );
            }
            catch (MonthEndWalkException problem) when (problem.Code == "run.already-approved")
            {
                return;
            }
        }
    }

    private async Task<List<JsonElement>> Runs(string period, CancellationToken cancellation) =>
        [
            .. (
                await bank.Get($"list runs of {period}", Analyst, $"/incentive/runs?period={period}", cancellation)
            ).Items,
        ];

    private async Task<JsonElement> StartRun(string period, CancellationToken cancellation)
    {
        var step = $"run {period}";
        var until = time.GetUtcNow() + EventWaitLimit;
        while (true)
        {
            try
            {
                var accepted = await bank.Post(
                    step,
                    Analyst,
                    "/incentive/runs",
                    $$"""{ "period": "{{period}}" }""",
                    cancellation
                );
                return await Finished(step, Analyst, accepted, ["calculated"], cancellation);
            }
            catch (MonthEndWalkException problem) when (problem.Code == "run.not-complete" && time.GetUtcNow() < until)
            {
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }

    // Polls an import or a run until it has one of the statuses; a status from which it cannot get there is a failure.
    private async Task<JsonElement> Finished(
        string step,
        string user,
        Answer accepted,
        string[] statuses,
        CancellationToken cancellation
    )
    {
        var path =
            accepted.Location
            ?? (
                BankClient.Text(accepted.Body, "id") is { Length: > 0 } id
                    ? $"/incentive/runs/{id}"
                    : throw new MonthEndWalkException(step, "no Location", "the answer does not say where to ask")
            );
        var until = time.GetUtcNow() + WorkWaitLimit;
        while (time.GetUtcNow() < until)
        {
            var body = (await bank.Get(step, user, path, cancellation)).Body;
            var status = BankClient.Text(body, "status");
            if (statuses.Contains(status, StringComparer.Ordinal))
            {
                return body;
            }

            if (status is not ("queued" or "running"))
            {
                throw new MonthEndWalkException(step, $"ended as '{status}'", BankClient.Text(body, "error"));
            }

            await Task.Delay(Pause, time, cancellation);
        }

        throw new MonthEndWalkException(
            step,
            "not finished",
            $"after {WorkWaitLimit.TotalMinutes.ToString(CultureInfo.InvariantCulture)} minutes"
        );
    }

    // What June's run will give and keep back beside the plan: an adjustment that is approved and one that waits for the
    // approver, and a hold. Each is made once, and told by its reason; what people make of them in the trial stays.
    private async Task Correct(CancellationToken cancellation)
    {
        const string forgotten = "五月联合推广活动的奖励当时漏报，现予补发";
        const string twice = "四月同一笔推荐奖励重复计入，予以扣回";
        const string examined = "分期营销活动的真实性正在核查";
        var adjustments = await bank.Get("list adjustments", Analyst, "/incentive/adjustments?limit=500", cancellation);
        var known = adjustments.Items.ToList();
        var approved = known.Find(a => BankClient.Text(a, "reason") == forgotten);
        var proposal = BankClient.Text(approved, "proposal");
        if (proposal.Length == 0)
        {
            proposal = await Adjust("M0004", "2026-05", "300.00", forgotten, cancellation);
        }

        if (BankClient.Text(approved, "state") is "" or "proposed")
        {
            await bank.Post(
                "approve an adjustment",
                Approver,
                $"/incentive/adjustments/{proposal}/approve",
                "{}",
                cancellation
            );
        }

        if (!known.Exists(a => BankClient.Text(a, "reason") == twice))
        {
            await Adjust("M0010", "2026-04", "-150.00", twice, cancellation);
        }

        var holds = await bank.Get("list holds", Analyst, "/incentive/holds?limit=500", cancellation);
        if (!holds.Items.Any(h => BankClient.Text(h, "reason") == examined))
        {
            await bank.Post(
                "hold pay",
                Analyst,
                "/incentive/holds",
                JsonSerializer.Serialize(
                    new
                    {
                        managerNo = "M0017",
                        from = "2026-06",
                        amount = "2000.00",
                        reason = examined,
                    }
                ),
                cancellation
            );
        }

        say("Adjusted the pay of two managers, and held some of a third's.");
    }

    // June's activated cards down the bank: head office and the branches have a target from a file, those of the
    // sub-branches of B1 were proposed by its head and approved, and a change for two of its managers waits.
    private async Task CascadeTargets(CancellationToken cancellation)
    {
        const string step = "cascade targets";
        const string moved = "两人六月下旬轮岗驻点，网点客流较大";
        var plans = (
            await bank.Get(step, Personnel, "/performance/target-plans?limit=500", cancellation)
        ).Items.ToList();
        var ofUnits = plans.Find(p => BankClient.Text(p, "reason").Length == 0);
        var isMoved = plans.Exists(p => BankClient.Text(p, "reason") == moved);
        if (isMoved && BankClient.Text(ofUnits, "state") == "approved")
        {
            return;
        }

        var tree = await bank.Get(
            step,
            Personnel,
            "/performance/target-tree?period=2026-06&kpi=activated",
            cancellation
        );
        var nodes = tree.Body.GetProperty("nodes").EnumerateArray().ToList();
        var sums = nodes
            .Where(n =>
                BankClient.Text(n, "kind") == "unit"
                && BankClient.Text(n, "code").Contains('-', StringComparison.Ordinal)
            )
            .Where(n => BankClient.Text(n, "childrenSum").Length > 0)
            .ToDictionary(
                n => BankClient.Text(n, "code"),
                n => decimal.Parse(BankClient.Text(n, "childrenSum"), CultureInfo.InvariantCulture),
                StringComparer.Ordinal
            );
        var branches = Branches.Select(branch =>
            (
                Code: branch,
                Sum: sums.Where(s => s.Key.StartsWith($"{branch}-", StringComparison.Ordinal)).Sum(s => s.Value)
            )
        );
        var units = new StringBuilder("org,period,kpi,target\n");
        foreach (var (code, sum) in branches.Append(("HO", sums.Values.Sum() + 20)))
        {
            units.Append(CultureInfo.InvariantCulture, $"{code},2026-06,activated,{sum}\n");
        }

        await Import(
            new DemoFile("performance", "targets", "2026-06-targets-of-units", units.ToString()),
            cancellation
        );
        var proposed = BankClient.Text(ofUnits, "id");
        if (proposed.Length == 0)
        {
            proposed = await Propose(
                null,
                sums.Where(s => s.Key.StartsWith("B1-", StringComparison.Ordinal)).Select(s => (s.Key, s.Value))
            );
        }

        if (BankClient.Text(ofUnits, "state") is "" or "proposed")
        {
            await bank.Post(step, Personnel, $"/performance/target-plans/{proposed}/approve", "{}", cancellation);
        }

        if (!isMoved)
        {
            await Propose(
                moved,
                nodes
                    .Where(n => BankClient.Text(n, "kind") == "manager" && BankClient.Text(n, "parent") == "B1-01")
                    .Take(2)
                    .Select(n =>
                        (
                            BankClient.Text(n, "code"),
                            decimal.Parse(BankClient.Text(n, "target"), CultureInfo.InvariantCulture) + 3
                        )
                    )
            );
        }

        say("Targets of June lie down the bank, and a change for two managers waits for its approval.");

        async Task<string> Propose(string? reason, IEnumerable<(string Node, decimal Target)> targets)
        {
            var plan = await bank.Post(
                step,
                Head,
                "/performance/target-plans",
                JsonSerializer.Serialize(
                    new
                    {
                        period = "2026-06",
                        kpi = "activated",
                        reason,
                        nodes = targets.Select(t => new { node = t.Node, target = t.Target }),
                    }
                ),
                cancellation
            );
            return BankClient.Text(plan.Body.GetProperty("plan"), "id");
        }
    }

    // The managers are graded by May, on trial: one branch has reviewed its proposals, the others are still to.
    private async Task Grade(CancellationToken cancellation)
    {
        const string step = "grade on trial";
        var known = (
            await bank.Get(step, Personnel, "/performance/grade-runs?limit=1", cancellation)
        ).Items.FirstOrDefault();
        if (known.ValueKind == JsonValueKind.Undefined)
        {
            await bank.Put(
                step,
                Personnel,
                "/performance/grade-schemes/TRIAL-2026",
                DemoFiles.GradeScheme,
                cancellation
            );
            known = (
                await bank.Post(
                    step,
                    Personnel,
                    "/performance/grade-runs",
                    """{ "scheme": "TRIAL-2026", "period": "2026-05" }""",
                    cancellation
                )
            ).Body;
        }

        var run = $"/performance/grade-runs/{BankClient.Text(known, "id")}";
        var waiting = (await bank.Get(step, Personnel, run, cancellation)).Body.GetProperty("waiting");
        if (waiting.EnumerateArray().Any(unit => unit.GetString()!.StartsWith(Branches[0], StringComparison.Ordinal)))
        {
            await bank.Post(
                step,
                Head,
                $"{run}/review",
                """{ "note": "逐人对照五月业绩和投诉情况评议，无异议。" }""",
                cancellation
            );
        }

        say("Grades are proposed by May's scores on trial; one branch has reviewed its own.");
    }

    // The head has marked one of the branch's senior managers for the second quarter; the other waits.
    private async Task Mark(CancellationToken cancellation)
    {
        const string step = "mark senior managers";
        var rows = (
            await bank.Get(step, Head, "/performance/qualitative-marks?period=2026-Q2&limit=1", cancellation)
        ).Items.ToList();
        foreach (var row in rows)
        {
            await bank.Put(
                step,
                Head,
                $"/performance/qualitative-marks/{BankClient.Text(row, "managerNo")}/2026-Q2/service-manner",
                """{ "mark": 96, "reason": "连续两季获客户书面表扬，带教新员工礼仪。" }""",
                cancellation
            );
        }

        say("The head has marked the service manner of a senior manager; another waits.");
    }

    // May's appraisal of a branch: its head has confirmed the raters, and the head and the demonstration's account manager
    // have each filled half of their forms and begun another one.
    private async Task Appraise(CancellationToken cancellation)
    {
        const string step = "appraise a branch";
        var round = (
            await bank.Get(step, Personnel, "/performance/reviews?limit=1", cancellation)
        ).Items.FirstOrDefault();
        if (round.ValueKind == JsonValueKind.Undefined)
        {
            var proposed = await bank.Post(
                step,
                Personnel,
                "/performance/reviews",
                JsonSerializer.Serialize(
                    new
                    {
                        org = Branches[0],
                        period = "2026-05",
                        form = "ten-abilities",
                        dueOn = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(21),
                        peers = 4,
                        draw = 260531,
                    }
                ),
                cancellation
            );
            round = proposed.Body.GetProperty("round");
        }

        if (BankClient.Text(round, "state") == "proposed")
        {
            await bank.Post(
                step,
                Head,
                $"/performance/reviews/{BankClient.Text(round, "id")}/confirm",
                "{}",
                cancellation
            );
        }

        foreach (var rater in (string[])[Manager, Head])
        {
            var forms = (await bank.Get(step, rater, "/performance/reviews/mine", cancellation)).Items.ToList();
            var half = (forms.Count + 1) / 2 - forms.Count(f => BankClient.Text(f, "state") == "answered");
            foreach (
                var (form, at) in forms
                    .Where(f => BankClient.Text(f, "state") == "asked")
                    .Take(half + 1)
                    .Select((f, at) => (f, at))
            )
            {
                var isWhole = at < half;
                await bank.Put(
                    step,
                    rater,
                    $"/performance/reviews/mine/{BankClient.Text(form, "id")}",
                    JsonSerializer.Serialize(
                        new
                        {
                            marks = Enumerable
                                .Range(0, 10)
                                .Select(c => isWhole || c < 4 ? 3 + (at + c * 2) % 3 : (int?)null),
                            words = isWhole && at % 2 == 0 ? "与网点同事配合好，走访可以更有计划。" : null,
                            send = isWhole,
                        }
                    ),
                    cancellation
                );
            }
        }

        say("A branch is appraised: its raters are confirmed, and some have answered.");
    }

    // The demonstration's account manager disputes a line of May; an analyst has to answer.
    private async Task DisputeMay(CancellationToken cancellation)
    {
        const string step = "dispute a line";
        if ((await bank.Get(step, Manager, "/incentive/disputes?limit=1", cancellation)).Items.Any())
        {
            return;
        }

        await bank.Post(
            step,
            Manager,
            "/incentive/disputes",
            JsonSerializer.Serialize(
                new
                {
                    managerNo = "M0001",
                    period = "2026-05",
                    rule = "activation",
                    text = "五月下旬有一张卡由我推荐并已激活，明细中没有，请核对。",
                }
            ),
            cancellation
        );
        say("An account manager disputed a line of May.");
    }

    // Three cases of recovery: one that June's run begins to take from the demonstration's account manager, one on which they
    // may state their side, and one against a manager who has left. Each is told by its manager and ground.
    private async Task Recover(CancellationToken cancellation)
    {
        var recoveries = await bank.Get("list recoveries", Analyst, "/incentive/recoveries?limit=500", cancellation);
        var known = recoveries.Items.ToList();
        var (id, state) = Known("M0001", "wrong-information");
        if (id.Length == 0)
        {
            id = await Open("M0001", "wrong-information", "1500.00", "四月分期业务的规模系系统错误，奖金多计。");
        }

        if (state is "" or "awaiting-side")
        {
            await bank.Post(
                "state one's side",
                Manager,
                $"/incentive/recoveries/{id}/side",
                JsonSerializer.Serialize(new { text = "数据确由系统错误产生，本人并不知情；同意扣回，请分月扣。" }),
                cancellation
            );
        }

        if (state is "" or "awaiting-side" or "to-decide")
        {
            await bank.Post("approve a recovery", Approver, $"/incentive/recoveries/{id}/approve", "{}", cancellation);
        }

        if (Known("M0001", "false-results").Id.Length == 0)
        {
            await Open("M0001", "false-results", "240.00", "五月有三张卡的面签记录与监控不符，疑似代签。");
        }

        if (Known("M0044", "violation").Id.Length == 0)
        {
            await Open("M0044", "violation", "800.00", "四月活动奖励未经审批发放，离职审计时发现。");
        }

        say("Opened three cases of recovery; June's run begins to take one of them.");

        (string Id, string State) Known(string managerNo, string ground)
        {
            var found = known.Find(r =>
                BankClient.Text(r, "managerNo") == managerNo && BankClient.Text(r, "ground") == ground
            );
            return (BankClient.Text(found, "id"), BankClient.Text(found, "state"));
        }

        async Task<string> Open(string managerNo, string ground, string amount, string text)
        {
            var opened = await bank.Post(
                "open a recovery",
                Analyst,
                "/incentive/recoveries",
                JsonSerializer.Serialize(
                    new
                    {
                        managerNo,
                        ground,
                        periods = RecoveredMonths,
                        amount,
                        evidence = Evidence,
                        text,
                    }
                ),
                cancellation
            );
            return BankClient.Text(opened.Body, "id");
        }
    }

    private async Task<string> Adjust(
        string managerNo,
        string period,
        string amount,
        string reason,
        CancellationToken cancellation
    )
    {
        var proposed = await bank.Post(
            "propose an adjustment",
            Analyst,
            "/incentive/adjustments",
            JsonSerializer.Serialize(
                new
                {
                    managerNo,
                    period,
                    amount,
                    reason,
                    evidence = Evidence,
                }
            ),
            cancellation
        );
        return BankClient.Text(proposed.Body, "id");
    }

    // April is paid completely. The last five entries of May stay outstanding, and payroll rejected the one before
    // them.
    private async Task Acknowledge(string period, CancellationToken cancellation)
    {
        // All acknowledgements are sent in one request: where there is any, this step is done, and later
        // acknowledgements are not overwritten.
        var reconciled = (
            await bank.Get($"reconcile {period}", Payroll, $"/incentive/payroll/reconciliation/{period}", cancellation)
        ).Body;
        if (Number(reconciled, "acknowledged") + Number(reconciled, "rejected") > 0m)
        {
            return;
        }

        var entries = await Entries(period, cancellation);
        var first = period == DemoFiles.Months[0].Period;
        var answered = first ? entries : [.. entries.SkipLast(5)];
        if (answered.Count == 0)
        {
            return;
        }

        var paidOn = DateOnly.ParseExact(period + "-15", "yyyy-MM-dd", CultureInfo.InvariantCulture).AddMonths(1);
        var body = new StringBuilder();
        foreach (var eventId in answered)
        {
            var item =
                !first && eventId == answered[^1]
                    ? (object)
                        new
                        {
                            eventId,
                            status = "rejected",
                            reason = "收款账户已销户",
                        }
                    : new
                    {
                        eventId,
                        status = "paid",
                        paidOn = paidOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    };
            body.Append(body.Length == 0 ? "" : ", ").Append(JsonSerializer.Serialize(item));
        }

        await bank.Post(
            $"acknowledge {period}",
            Payroll,
            "/incentive/payroll/acknowledgements",
            $$"""{ "items": [ {{body}} ] }""",
            cancellation
        );
        say($"Payroll answered {answered.Count} of {entries.Count} entries of {period}.");
    }

    // What managers are recognised for at the closes to come, and a contest of the quarter. Written once: what people
    // change in the trial stays. The recognition of the best comes last, because it says that the others are there.
    private async Task SetUpRecognition(CancellationToken cancellation)
    {
        var known = await bank.Get("list recognitions", Analyst, "/incentive/recognitions", cancellation);
        if (known.Items.Any(r => BankClient.Text(r, "code") == "star"))
        {
            return;
        }

        await bank.Put(
            "set up contest",
            Analyst,
            "/incentive/contests/spring",
            """
            { "title": { "zh": "二季度竞赛", "en": "Second quarter contest" },
              "prize": { "zh": "奖杯和一天假期", "en": "A cup and a day off" },
              "from": "2026-04", "to": "2026-06", "orgs": [], "kpi": "scorecard" }
            """,
            cancellation
        );
        await bank.Put(
            "set up recognition steady",
            Analyst,
            "/incentive/recognitions/steady",
            """
            { "title": { "zh": "稳健之星", "en": "Steady star" }, "from": "2026-04",
              "rule": { "type": "streak", "kpi": "scorecard", "atLeast": "1", "months": 2 } }
            """,
            cancellation
        );
        await bank.Put(
            "set up recognition star",
            Analyst,
            "/incentive/recognitions/star",
            """
            { "title": { "zh": "月度之星", "en": "Star of the month" }, "from": "2026-04",
              "rule": { "type": "rank", "kpi": "scorecard", "top": 3 } }
            """,
            cancellation
        );
    }

    // The calendar of the year: cut-off on the 8th and pay day on the 15th of the month after. Branch B2 is paid by a
    // payroll system of its own from June on. Both are written once: what people change in the trial stays. The calendar
    // comes last, because it says that both are there.
    private async Task SetUpPayroll(CancellationToken cancellation)
    {
        const string Year = "/incentive/payroll/calendar/2026";
        var known = (await bank.Get("show payroll calendar", Payroll, Year, cancellation)).Body;
        if (known.GetProperty("months").GetArrayLength() > 0)
        {
            return;
        }

        var months = Enumerable
            .Range(1, 12)
            .Select(month => new DateOnly(2026, month, 1))
            .Select(month => new
            {
                period = month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                cutOff = month.AddMonths(1).AddDays(7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                payDay = month.AddMonths(1).AddDays(14).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            });
        await bank.Put(
            "set up payroll group B2",
            Payroll,
            "/incentive/payroll/groups/B2",
            """{ "orgs": ["B2"], "queue": "payroll.bonuses.B2" }""",
            cancellation
        );
        await bank.Put("set payroll calendar", Payroll, Year, JsonSerializer.Serialize(new { months }), cancellation);
    }

    // A count is a JSON number, an amount a string; either shows whether there is any.
    private static decimal Number(JsonElement of, string name) =>
        of.TryGetProperty(name, out var number)
            ? number.ValueKind == JsonValueKind.String
                ? decimal.Parse(number.GetString()!, CultureInfo.InvariantCulture)
                : number.GetDecimal()
            : 0m;

    private async Task<List<string>> Entries(string period, CancellationToken cancellation)
    {
        var entries = new List<string>();
        var after = 0L;
        while (true)
        {
            var page = await bank.Get(
                $"read payroll entries of {period}",
                Payroll,
                Invariant($"/incentive/payroll/bonuses?after={after}&limit=500"),
                cancellation
            );
            var items = page.Items.ToList();
            entries.AddRange(
                items
                    .Where(e => BankClient.Text(e, "period") == period && BankClient.Text(e, "kind") == "approved")
                    .Select(e => BankClient.Text(e, "eventId"))
            );
            if (items.Count == 0)
            {
                return entries;
            }

            after = items[^1].GetProperty("sequence").GetInt64();
        }
    }
}
