using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.EndToEnd.Tests.Reference;

namespace CardTeam.EndToEnd.Tests.Samples;

/// <summary>
/// The contract's calls for a month end, in memory, so that the walk can be interrupted at every single request. The
/// suite itself is walked elsewhere; this gateway only has the rules a walk could break: permissions, order, and the
/// answers to repeated calls.
/// </summary>
internal sealed class ContractGateway : HttpMessageHandler
{
    private readonly Dictionary<string, string> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> asked = new(StringComparer.Ordinal);
    private readonly List<(int Version, string Status)> plans = [];
    private readonly List<(string Id, string Period, string Status)> runs = [];
    private readonly List<(string EventId, string Period)> entries = [];
    private readonly Dictionary<string, string> answers = new(StringComparer.Ordinal);
    private int notComplete = 2;

    /// <summary>The number of requests received.</summary>
    public int Requests { get; private set; }

    /// <summary>
    /// The request at which the connection breaks, and whether the work is done by then; null for none.
    /// </summary>
    public (int At, bool AfterWork)? Break { get; set; }

    /// <summary>Imports taken in, each once, in order.</summary>
    public List<string> Imports { get; } = [];

    /// <summary>Levels that have a score sheet.</summary>
    public SortedSet<string> Sheets { get; } = new(StringComparer.Ordinal);

    /// <summary>Months closed, in order.</summary>
    public List<string> Closed { get; } = [];

    /// <summary>If set, every import reports a rejected row.</summary>
    public bool RejectRows { get; set; }

    private readonly List<(string Reason, string State)> adjustments = [];
    private readonly List<string> holds = [];
    private int disputes;
    private readonly List<(string ManagerNo, string Ground, string State)> recoveries = [];
    private readonly List<(string Reason, string State)> targetPlans = [];
    private readonly SortedDictionary<string, string> goals = new(StringComparer.Ordinal);
    private string? review;

    /// <summary>The branches that have not reviewed the grades; null while nobody is graded.</summary>
    private string[]? grades;
    private readonly Dictionary<string, string> reviewForms = new(StringComparer.Ordinal)
    {
        ["manager0"] = "asked",
        ["manager1"] = "asked",
        ["head0"] = "asked",
        ["head1"] = "asked",
    };
    private readonly List<(string ManagerNo, bool IsMarked)> interviews = [];
    private readonly List<(string Category, List<string> Steps)> cases = [];
    private readonly List<string> warnings = ["warning", "warning", "warning"];
    private readonly List<(string Id, string Title, string On, string State)> tasks = [];
    private (bool IsWritten, bool IsCommented) log;
    private readonly SortedDictionary<string, string> sessions = new(StringComparer.Ordinal);
    private readonly SortedSet<string> courses = new(StringComparer.Ordinal);
    private readonly SortedSet<string> confirmed = new(StringComparer.Ordinal);
    private int seatsAsked;
    private int sanctions;
    private int coachings;
    private int whatIfs;
    private bool hasCalendar;
    private readonly SortedSet<string> recognition = new(StringComparer.Ordinal);
    private readonly SortedSet<string> counselling = new(StringComparer.Ordinal);
    private bool hasGroup;

    /// <summary>The bank's state as one text.</summary>
    public string State =>
        $"closed {string.Join(' ', Closed)}; sheets {string.Join(' ', Sheets)}; plans {string.Join(' ', plans.Select(p => p.Status))}; "
        + $"runs {string.Join(' ', runs.Select(r => $"{r.Period} {r.Status}"))}; "
        + $"entries {string.Join(' ', entries.GroupBy(e => e.Period).Select(g => $"{g.Key} {string.Join('/', g.GroupBy(e => answers.GetValueOrDefault(e.EventId, "outstanding")).Select(a => $"{a.Key} {a.Count()}"))}"))}; "
        + $"what-ifs {whatIfs}; adjustments {string.Join('/', adjustments.Select(a => a.State))}, holds {holds.Count}, disputes {disputes}; "
        + $"recoveries {string.Join('/', recoveries.Select(r => r.State))}; "
        + $"targets {string.Join('/', targetPlans.Select(p => p.State))}; "
        + $"goals {string.Join('/', goals.Select(g => $"{g.Key} {g.Value}"))}; "
        + $"review {review} {reviewForms.Values.Count(f => f == "answered")} of {reviewForms.Count}; "
        + $"cases {string.Join('/', cases.Select(c => c.Steps[^1]))}; "
        + $"warnings {string.Join('/', warnings)}; "
        + $"interviews {string.Join('/', interviews.Select(i => $"{i.ManagerNo} {i.IsMarked}"))}; "
        + $"tasks {string.Join('/', tasks.Select(t => t.State))}, log{(log.IsWritten ? " written" : "")}{(log.IsCommented ? " and commented" : "")}; "
        + $"courses {courses.Count}, attendance {(confirmed.Count > 0 ? "confirmed" : "open")}, seats asked {seatsAsked}, sanctions {sanctions}, coachings {coachings}; "
        + $"grades {string.Join('/', grades ?? [])}; "
        + $"calendar {hasCalendar}, group {hasGroup}, recognition {string.Join(' ', recognition)}; counselling {string.Join('/', counselling)}";

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        Requests++;
        if (Break is { AfterWork: false } before && before.At == Requests)
        {
            throw new HttpRequestException("broken off before the work");
        }

        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var response = Answer(request, body);
        if (Break is { AfterWork: true } after && after.At == Requests)
        {
            response.Dispose();
            throw new HttpRequestException("broken off after the work");
        }

        return response;
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, string body)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (path == "/auth/token")
        {
            using var sign = JsonDocument.Parse(body);
            return sign.RootElement.GetProperty("password").GetString() == "demo"
                ? Ok(
                    new
                    {
                        access_token = sign.RootElement.GetProperty("user").GetString(),
                        token_type = "Bearer",
                        expires_in = 3600,
                    }
                )
                : Problem(HttpStatusCode.Unauthorized, "auth.refused");
        }

        var user = request.Headers.Authorization?.Parameter ?? "";
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (request.Method.Method, user, parts) switch
        {
            ("POST", "hr" or "it", ["performance", "imports", var kind]) => Import(request, "performance", kind, body),
            ("POST", "trainer", ["training", "imports", var kind]) => Import(request, "training", kind, body),
            ("POST", "desk", ["feedback", "imports", var kind]) => Import(request, "feedback", kind, body),
            ("GET", "hr" or "it" or "trainer" or "desk", [_, "imports", var id]) => Soon(
                path,
                "running",
                "completed",
                status => new
                {
                    id,
                    status,
                    rowsRead = 3,
                    rowsAccepted = 3,
                    rowsUnchanged = 0,
                    rowsRejected = RejectRows ? 1 : 0,
                    error = (string?)null,
                }
            ),
            ("GET", "hr" or "it" or "trainer" or "desk", [_, "imports", _, "errors"]) => new HttpResponseMessage(
                HttpStatusCode.OK
            )
            {
                Content = new StringContent("row,column,code,message\n7,level,import.unknown-value,no such level\n"),
            },
            ("GET", "hr", ["performance", "periods"]) => Ok(
                new
                {
                    items = Closed.Select(p => new
                    {
                        period = p,
                        status = "closed",
                        closedAt = "2026-07-01T00:00:00Z",
                    }),
                    next = (string?)null,
                }
            ),
            ("GET", "trainer" or "hr", ["training", "assessments"]) => Ok(
                new
                {
                    items = interviews
                        .Where(i => user == "trainer" || !i.IsMarked)
                        .Select(i => new { id = i.ManagerNo, managerNo = i.ManagerNo }),
                }
            ),
            ("POST", "trainer", ["training", "assessments"]) => NameExaminers(body),
            ("PUT", "hr", ["training", "assessments", var id, "marks"]) => MarkInterview(id),
            ("PUT", "trainer", ["training", "questions" or "exams", var code]) => Ok(new { code }),
            ("PUT", "trainer", ["training", "sessions", var code]) => PlanSession(code, body),
            ("PUT", "trainer", ["training", "courses", var code]) => WriteCourse(code),
            ("GET", "trainer", ["training", "sessions"]) => Ok(
                new
                {
                    items = sessions.Select(s => new
                    {
                        code = s.Key,
                        startsOn = s.Value,
                        confirmed = confirmed.Contains(s.Key),
                    }),
                    next = (string?)null,
                }
            ),
            ("POST", "trainer", ["training", "sessions", var code, "confirm-attendance"]) => Confirm(code),
            ("GET", "trainer", ["training", "certificates"]) => Ok(
                new
                {
                    items = Imports.Count(i => i == "training certificates") > 3 ? new[] { new { } } : [],
                    next = (string?)null,
                }
            ),
            ("GET", "trainer", ["training", "certificate-sanctions"]) => Some(sanctions),
            ("POST", "trainer", ["training", "certificate-sanctions"]) => Ok(new { count = ++sanctions }),
            ("GET", "trainer", ["training", "coachings"]) => Some(coachings),
            ("POST", "trainer", ["training", "coachings"]) => Ok(new { count = ++coachings }),
            ("PUT", "trainer", ["training", "programmes", var code]) => Ok(new { code }),
            ("GET", "manager", ["training", "enrolment-requests"]) => Ok(
                new { items = Enumerable.Range(1, seatsAsked).Select(id => new { id }), next = (string?)null }
            ),
            ("POST", "manager", ["training", "sessions", _, "requests"]) => AskForSeat(),
            ("PUT", "hr", ["performance", "kpis", var code]) => Ok(new { code }),
            ("PUT", "hr", ["performance", "warning-rules", var code]) => Ok(new { code }),
            ("GET", "desk", ["feedback", "complaint-cases"]) => Ok(
                new
                {
                    items = cases.Select((c, at) => new { complaintRef = $"c{at}", category = c.Category }),
                    next = (string?)null,
                }
            ),
            ("POST", "desk", ["feedback", "complaints"]) => TakeDown(body),
            ("GET", "", ["public", "complaints"]) => new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent("<input name=\"challenge\" value=\"c1\">"),
            },
            ("POST", "", ["public", "complaints"]) => SendByPage(body),
            ("GET", "counsellor", ["feedback", "counselling", "key"]) => Ok(
                new { hasKey = counselling.Contains("key") }
            ),
            ("GET", "it", ["feedback", "counselling", "officers"]) => Ok(
                new
                {
                    officers = new[] { "hr", "auditor" }
                        .Where(_ => counselling.Contains("officers"))
                        .Select(o => new { userId = o, hasKey = counselling.Contains($"key of {o}") }),
                }
            ),
            ("PUT", _, ["feedback", "counselling", "officers", "key"]) => Counsel($"key of {user}"),
            ("PUT", _, ["feedback", "counselling", var part]) => Counsel(part),
            ("GET", "manager", ["feedback", "counselling", "requests", "mine"]) => Ok(
                new { hasAsked = counselling.Contains("request") }
            ),
            ("POST", "manager", ["feedback", "counselling", "requests"]) => Counsel("request"),
            ("GET", "desk", ["feedback", "complaint-cases", var id]) => Ok(
                new
                {
                    steps = cases[int.Parse(id[1..], CultureInfo.InvariantCulture)].Steps.Select(kind => new { kind }),
                }
            ),
            ("POST", "desk", ["feedback", "complaint-cases", var id, var step]) => TakeStep(id, step),
            ("GET", "head", ["performance", "warnings"]) => Ok(
                new { items = warnings.Select((state, at) => new { id = $"w{at}", state }), next = (string?)null }
            ),
            ("POST", "head", ["performance", "warnings", var id, "respond"]) => MoveWarning(id, "warning", "responded"),
            ("POST", "hr", ["performance", "warnings", var id, "receive"]) => MoveWarning(id, "responded", "received"),
            ("PUT", "hr", ["performance", "score-sheets", var level]) => Put(level),
            ("POST", "hr", ["performance", "periods", var period, "close"]) => Close(period),
            ("GET", "analyst", ["incentive", "plans"]) => Ok(
                new
                {
                    items = plans.Select(p => new
                    {
                        code = "CARD-2026",
                        version = p.Version,
                        status = p.Status,
                    }),
                }
            ),
            ("PUT", "analyst", ["incentive", "plans", "CARD-2026"]) => PutPlan(),
            ("POST", "approver", ["incentive", "plans", "CARD-2026", "versions", var version, "approve"]) =>
                ApprovePlan(int.Parse(version, CultureInfo.InvariantCulture), body),
            ("GET", "analyst", ["incentive", "recognitions"]) => Ok(
                new { items = recognition.Select(code => new { code }) }
            ),
            ("PUT", "analyst", ["incentive", "recognitions" or "contests", var code]) => Ok(
                new { isNew = recognition.Add(code) }
            ),
            ("GET", "analyst", ["incentive", "runs"]) => Ok(
                new
                {
                    items = runs.Where(r => request.RequestUri.Query == $"?period={r.Period}")
                        .Select(r => new
                        {
                            id = r.Id,
                            status = r.Status,
                            period = r.Period,
                        }),
                }
            ),
            ("POST", "analyst", ["incentive", "runs"]) => Run(body),
            ("GET", "analyst", ["incentive", "runs", var id]) => Soon(
                path,
                "running",
                runs.Single(r => r.Id == id).Status,
                status => new { id, status }
            ),
            ("POST", "approver", ["incentive", "runs", var id, "approve"]) => ApproveRun(id),
            ("GET", "analyst", ["incentive", "what-ifs"]) => Ok(
                new { items = Enumerable.Range(1, whatIfs).Select(n => new { id = $"w{n}" }) }
            ),
            ("POST", "analyst", ["incentive", "what-ifs"]) => AskWhatIf(),
            ("GET", "analyst", ["incentive", "adjustments"]) => Ok(
                new
                {
                    items = adjustments.Select(
                        (a, at) =>
                            new
                            {
                                proposal = $"a{at}",
                                reason = a.Reason,
                                state = a.State,
                            }
                    ),
                }
            ),
            ("POST", "analyst", ["incentive", "adjustments"]) => Adjust(body),
            ("POST", "approver", ["incentive", "adjustments", var id, "approve"]) => ApproveAdjustment(id),
            ("GET", "manager", ["incentive", "disputes"]) => Ok(
                new { items = Enumerable.Range(1, disputes).Select(n => new { id = $"d{n}" }) }
            ),
            ("POST", "manager", ["incentive", "disputes"]) => Ok(new { id = $"d{++disputes}" }),
            ("GET", "hr", ["performance", "target-plans"]) => Ok(
                new
                {
                    items = targetPlans.Select(
                        (plan, at) =>
                            new
                            {
                                id = $"t{at}",
                                reason = plan.Reason,
                                state = plan.State,
                            }
                    ),
                    next = (string?)null,
                }
            ),
            ("GET", "hr", ["performance", "target-tree"]) => Ok(
                new
                {
                    nodes = new[]
                    {
                        new
                        {
                            code = "B1-01",
                            kind = "unit",
                            parent = "B1",
                            target = (string?)null,
                            childrenSum = (string?)"24",
                        },
                        new
                        {
                            code = "M0001",
                            kind = "manager",
                            parent = "B1-01",
                            target = (string?)"24",
                            childrenSum = (string?)null,
                        },
                    },
                }
            ),
            ("POST", "head", ["performance", "target-plans"]) => ProposeTargets(body),
            ("POST", "hr", ["performance", "target-plans", var id, "approve"]) => ApproveTargets(id),
            ("PUT", "hr", ["performance", "care-plans", _]) => Ok(new { }),
            ("GET", "manager", ["performance", "work-tasks"]) => Ok(
                new
                {
                    items = tasks.Select(t => new
                    {
                        title = t.Title,
                        plannedOn = t.On,
                        state = t.State,
                    }),
                    next = (string?)null,
                }
            ),
            ("PUT", "manager" or "head", ["performance", "work-tasks", var id]) => PlanTask(id, body),
            ("POST", "manager", ["performance", "work-tasks", var id, "status"]) => FinishTask(id),
            ("GET", "manager", ["performance", "work", "M0001", "days", _]) => Ok(
                new
                {
                    log = new
                    {
                        writtenAt = log.IsWritten ? "2026-07-01T00:00:00Z" : null,
                        comment = log.IsCommented ? "well done" : null,
                    },
                }
            ),
            ("PUT", "manager", ["performance", "work", "M0001", "logs", "day", _]) => Log(
                log with
                {
                    IsWritten = true,
                }
            ),
            ("POST", "head", ["performance", "work", "M0001", "logs", "day", _, "comment"]) when log.IsWritten => Log(
                log with
                {
                    IsCommented = true,
                }
            ),
            ("GET", "hr", ["performance", "grade-runs"]) => Ok(
                new { items = grades is null ? [] : new[] { new { id = "g0" } }, next = (string?)null }
            ),
            ("PUT", "hr", ["performance", "grade-schemes", "TRIAL-2026"]) => Ok(new { }),
            ("POST", "hr", ["performance", "grade-runs"]) => Ok(new { id = "g0", waiting = grades = ["B1", "B2"] }),
            ("GET", "hr", ["performance", "grade-runs", "g0"]) => Ok(new { id = "g0", waiting = grades }),
            ("POST", "head", ["performance", "grade-runs", "g0", "review"]) => Ok(
                new { id = "g0", waiting = grades = ["B2"] }
            ),
            ("GET", "head", ["performance", "qualitative-marks"]) => Ok(
                new { items = new[] { new { managerNo = "M0021" }, new { managerNo = "M0022" } }, next = (string?)null }
            ),
            ("PUT", "head", ["performance", "qualitative-marks", _, "2026-Q2", "service-manner"]) => Ok(new { }),
            ("GET", "manager", ["performance", "own-goals"]) => Ok(
                new { items = goals.Select(g => new { period = g.Key, state = g.Value }), next = (string?)null }
            ),
            ("PUT", "manager", ["performance", "own-goals", "M0001", var of]) => Goals(of, "set"),
            ("POST", "head", ["performance", "own-goals", "M0001", var of, "confirm"]) => Goals(of, "confirmed"),
            ("POST", "head", ["performance", "own-goals", "M0001", var of, "return"]) => Goals(of, "returned"),
            ("GET", "hr", ["performance", "reviews"]) => Ok(
                new { items = review is null ? [] : new[] { new { id = "v0", state = review } } }
            ),
            ("POST", "hr", ["performance", "reviews"]) => Ok(
                new { round = new { id = "v0", state = review = "proposed" } }
            ),
            ("POST", "head", ["performance", "reviews", "v0", "confirm"]) => Ok(new { state = review = "open" }),
            ("GET", var rater, ["performance", "reviews", "mine"]) => Ok(
                new
                {
                    items = reviewForms
                        .Where(f => f.Key.StartsWith(rater, StringComparison.Ordinal))
                        .Select(f => new { id = f.Key, state = f.Value }),
                }
            ),
            ("PUT", _, ["performance", "reviews", "mine", var form]) => FillForm(form, body),
            ("GET", "analyst", ["incentive", "recoveries"]) => Ok(
                new
                {
                    items = recoveries.Select(
                        (r, at) =>
                            new
                            {
                                id = $"r{at}",
                                managerNo = r.ManagerNo,
                                ground = r.Ground,
                                state = r.State,
                            }
                    ),
                }
            ),
            ("POST", "analyst", ["incentive", "recoveries"]) => OpenRecovery(body),
            ("POST", "manager", ["incentive", "recoveries", var id, "side"]) => DecideRecovery(
                id,
                "awaiting-side",
                "to-decide"
            ),
            ("POST", "approver", ["incentive", "recoveries", var id, "approve"]) => DecideRecovery(
                id,
                "to-decide",
                "taking"
            ),
            ("GET", "analyst", ["incentive", "holds"]) => Ok(new { items = holds.Select(reason => new { reason }) }),
            ("POST", "analyst", ["incentive", "holds"]) => Hold(body),
            ("GET", "payroll", ["incentive", "payroll", "calendar", _]) => Ok(
                new { months = hasCalendar ? new[] { "2026-01" } : [] }
            ),
            ("PUT", "payroll", ["incentive", "payroll", "calendar", _]) => Ok(new { hasCalendar = hasCalendar = true }),
            ("PUT", "payroll", ["incentive", "payroll", "groups", "B2"]) => Ok(new { hasGroup = hasGroup = true }),
            ("GET", "payroll", ["incentive", "payroll", "bonuses"]) => Bonuses(request.RequestUri.Query),
            ("GET", "payroll", ["incentive", "payroll", "reconciliation", var period]) => Ok(
                new
                {
                    acknowledged = entries.Count(e =>
                        e.Period == period && answers.GetValueOrDefault(e.EventId) == "paid"
                    ),
                    rejected = entries.Count(e =>
                        e.Period == period && answers.GetValueOrDefault(e.EventId) == "rejected"
                    ),
                }
            ),
            ("POST", "payroll", ["incentive", "payroll", "acknowledgements"]) => Acknowledge(body),
            _ => Problem(HttpStatusCode.Forbidden, $"{user} may not {request.Method} {path}"),
        };
    }

    private HttpResponseMessage PlanSession(string code, string body)
    {
        using var plan = JsonDocument.Parse(body);
        sessions[code] = plan.RootElement.GetProperty("startsOn").GetString()!;
        return Ok(new { code });
    }

    private HttpResponseMessage WriteCourse(string code)
    {
        courses.Add(code);
        return Ok(new { code });
    }

    private HttpResponseMessage Confirm(string code) =>
        confirmed.Add(code)
            ? Ok(new { completed = 4, notCompleted = 1 })
            : Problem(HttpStatusCode.Conflict, "session.confirmed");

    private HttpResponseMessage AskForSeat()
    {
        if (seatsAsked > 0)
            return Problem(HttpStatusCode.Conflict, "enrolment-request.already");
        seatsAsked++;
        return Ok(new { id = 1 });
    }

    private HttpResponseMessage Import(HttpRequestMessage request, string service, string kind, string csv)
    {
        var period = ReferenceCsv
            .Rows(csv)
            .Select(r => r["occurred_on"])
            .Where(d => d.Length > 0)
            .Select(d => d[..7])
            .FirstOrDefault();
        var key = request.Headers.TryGetValues("Idempotency-Key", out var sent)
            ? sent.Single()
            : Guid.NewGuid().ToString();
        if (!keys.TryGetValue(key, out var id))
        {
            keys[key] = id = $"i{keys.Count}";
            Imports.Add($"{service} {kind} {period}".TrimEnd());
        }

        var accepted = new HttpResponseMessage(HttpStatusCode.Accepted);
        accepted.Headers.Add("Location", $"/{service}/imports/{id}");
        return accepted;
    }

    private static HttpResponseMessage Some(int count) =>
        Ok(new { items = Enumerable.Repeat(new { }, count), next = (string?)null });

    private HttpResponseMessage Put(string level)
    {
        Sheets.Add(level);
        return Ok(new { level });
    }

    private HttpResponseMessage Close(string period)
    {
        if (Closed.Contains(period))
        {
            return Problem(HttpStatusCode.Conflict, "period.already-closed");
        }

        Closed.Add(period);
        return Ok(new { period });
    }

    private HttpResponseMessage PutPlan()
    {
        plans.Add((plans.Count + 1, "draft"));
        return Ok(
            new
            {
                code = "CARD-2026",
                version = plans.Count,
                findings = Array.Empty<string>(),
            }
        );
    }

    private HttpResponseMessage ApprovePlan(int version, string body)
    {
        if (!body.Contains("acceptFindings", StringComparison.Ordinal))
        {
            return Problem(HttpStatusCode.Conflict, "plan.findings-not-accepted");
        }

        plans[version - 1] = (version, "approved");
        return Ok(new { version });
    }

    private HttpResponseMessage AskWhatIf()
    {
        whatIfs++;
        return new(HttpStatusCode.Accepted);
    }

    private HttpResponseMessage Adjust(string body)
    {
        using var proposed = JsonDocument.Parse(body);
        adjustments.Add((proposed.RootElement.GetProperty("reason").GetString()!, "proposed"));
        return Ok(new { id = $"a{adjustments.Count - 1}" });
    }

    private HttpResponseMessage ApproveAdjustment(string id)
    {
        var at = int.Parse(id[1..], CultureInfo.InvariantCulture);
        if (adjustments[at].State != "proposed")
        {
            return Problem(HttpStatusCode.Conflict, "adjustment.wrong-state");
        }

        adjustments[at] = adjustments[at] with { State = "approved" };
        return Ok(new { id });
    }

    private HttpResponseMessage Goals(string period, string state)
    {
        if (goals.GetValueOrDefault(period) != (state == "set" ? null : "set"))
        {
            return Problem(HttpStatusCode.Conflict, "own-goals.wrong-state");
        }

        goals[period] = state;
        return Ok(new { });
    }

    private HttpResponseMessage PlanTask(string id, string body)
    {
        using var planned = JsonDocument.Parse(body);
        if (!tasks.Exists(t => t.Id == id))
        {
            tasks.Add(
                (
                    id,
                    planned.RootElement.GetProperty("title").GetString() ?? "",
                    planned.RootElement.GetProperty("on").GetString() ?? "",
                    "planned"
                )
            );
        }

        return Ok(new { });
    }

    private HttpResponseMessage FinishTask(string id)
    {
        var at = tasks.FindIndex(t => t.Id == id);
        tasks[at] = tasks[at] with { State = "done" };
        return Ok(new { });
    }

    private HttpResponseMessage Log((bool IsWritten, bool IsCommented) written)
    {
        log = written;
        return Ok(new { });
    }

    private HttpResponseMessage ProposeTargets(string body)
    {
        using var proposed = JsonDocument.Parse(body);
        targetPlans.Add((proposed.RootElement.GetProperty("reason").GetString() ?? "", "proposed"));
        return Ok(new { plan = new { id = $"t{targetPlans.Count - 1}" } });
    }

    private HttpResponseMessage FillForm(string form, string body)
    {
        using var filled = JsonDocument.Parse(body);
        if (filled.RootElement.GetProperty("send").GetBoolean())
        {
            reviewForms[form] = "answered";
        }

        return Ok(new { });
    }

    private HttpResponseMessage NameExaminers(string body)
    {
        using var named = JsonDocument.Parse(body);
        interviews.Add((named.RootElement.GetProperty("managerNo").GetString()!, false));
        return Ok(new { });
    }

    private HttpResponseMessage MarkInterview(string managerNo)
    {
        interviews[interviews.FindIndex(i => i.ManagerNo == managerNo)] = (managerNo, true);
        return Ok(new { });
    }

    /// <summary>Keeps a part of counselling, once but for the hotlines.</summary>
    private HttpResponseMessage Counsel(string part) =>
        counselling.Add(part) || part == "hotlines"
            ? new HttpResponseMessage(HttpStatusCode.NoContent)
            : Problem(HttpStatusCode.Conflict, "counselling.key-exists");

    private HttpResponseMessage SendByPage(string body)
    {
        cases.Add((body.Contains("privacy.leak", StringComparison.Ordinal) ? "privacy.leak" : "unknown", ["received"]));
        return Ok(new { });
    }

    private HttpResponseMessage TakeDown(string body)
    {
        cases.Add((JsonDocument.Parse(body).RootElement.GetProperty("category").GetString()!, ["received"]));
        return Ok(new { complaintRef = $"c{cases.Count - 1}" });
    }

    private HttpResponseMessage TakeStep(string id, string step)
    {
        var steps = cases[int.Parse(id[1..], CultureInfo.InvariantCulture)].Steps;
        var kind = step switch
        {
            "accept" => "accepted",
            "assign" => "assigned",
            "investigate" => "investigating",
            "ask-statement" => "statement-asked",
            "decide" => "decided",
            "reply" => "replied",
            "measure" => "measure-set",
            "close" => "closed",
            _ => "appealed",
        };
        if (steps.Contains(kind))
        {
            return Problem(HttpStatusCode.Conflict, "case.wrong-state");
        }

        steps.Add(kind);
        return Ok(new { });
    }

    private HttpResponseMessage MoveWarning(string id, string from, string to)
    {
        var at = int.Parse(id[1..], CultureInfo.InvariantCulture);
        if (warnings[at] != from)
        {
            return Problem(HttpStatusCode.Conflict, "warning.wrong-state");
        }

        warnings[at] = to;
        return Ok(new { });
    }

    private HttpResponseMessage ApproveTargets(string id)
    {
        var at = int.Parse(id[1..], CultureInfo.InvariantCulture);
        if (targetPlans[at].State != "proposed")
        {
            return Problem(HttpStatusCode.Conflict, "target-plan.wrong-state");
        }

        targetPlans[at] = targetPlans[at] with { State = "approved" };
        return Ok(new { });
    }

    private HttpResponseMessage OpenRecovery(string body)
    {
        using var opened = JsonDocument.Parse(body);
        var (managerNo, ground) = (
            opened.RootElement.GetProperty("managerNo"),
            opened.RootElement.GetProperty("ground")
        );
        recoveries.Add((managerNo.GetString()!, ground.GetString()!, "awaiting-side"));
        return Ok(new { id = $"r{recoveries.Count - 1}" });
    }

    private HttpResponseMessage DecideRecovery(string id, string from, string to)
    {
        var at = int.Parse(id[1..], CultureInfo.InvariantCulture);
        if (recoveries[at].State != from)
        {
            return Problem(HttpStatusCode.Conflict, "recovery.wrong-state");
        }

        recoveries[at] = recoveries[at] with { State = to };
        return Ok(new { id });
    }

    private HttpResponseMessage Hold(string body)
    {
        using var made = JsonDocument.Parse(body);
        holds.Add(made.RootElement.GetProperty("reason").GetString()!);
        return Ok(new { id = "h1" });
    }

    private HttpResponseMessage Run(string body)
    {
        if (notComplete-- > 0)
        {
            return Problem(HttpStatusCode.Conflict, "run.not-complete");
        }

        using var asking = JsonDocument.Parse(body);
        var period = asking.RootElement.GetProperty("period").GetString()!;
        if (
            !Closed.Contains(period)
            || !plans.Exists(p => p.Status == "approved")
            || runs.Exists(r => r.Period == period)
        )
        {
            return Problem(HttpStatusCode.Conflict, "run.out-of-order");
        }

        runs.Add(($"r{runs.Count}", period, "calculated"));
        var accepted = new HttpResponseMessage(HttpStatusCode.Accepted);
        accepted.Headers.Add("Location", $"http://incentive.internal:5104/incentive/runs/{runs[^1].Id}");
        return accepted;
    }

    private HttpResponseMessage ApproveRun(string id)
    {
        var at = runs.FindIndex(r => r.Id == id);
        if (runs[at].Status != "calculated")
        {
            return Problem(HttpStatusCode.Conflict, "run.already-approved");
        }

        runs[at] = runs[at] with { Status = "approved" };
        entries.AddRange(Enumerable.Range(0, 8).Select(i => ($"e{runs[at].Period}-{i}", runs[at].Period)));
        return Ok(new { id });
    }

    private HttpResponseMessage Bonuses(string query)
    {
        var after = int.Parse(query.Split(['=', '&'])[1], CultureInfo.InvariantCulture);
        return Ok(
            new
            {
                items = entries
                    .Select(
                        (e, at) =>
                            new
                            {
                                sequence = at + 1,
                                kind = "approved",
                                eventId = e.EventId,
                                period = e.Period,
                            }
                    )
                    .Where(e => e.sequence > after)
                    .Take(5),
                last = entries.Count,
            }
        );
    }

    private HttpResponseMessage Acknowledge(string body)
    {
        using var said = JsonDocument.Parse(body);
        foreach (var item in said.RootElement.GetProperty("items").EnumerateArray())
        {
            answers[item.GetProperty("eventId").GetString()!] = item.GetProperty("status").GetString()!;
        }

        return Ok(new { });
    }

    // Work takes a moment: the first query afterwards finds it in progress.
    private HttpResponseMessage Soon(string path, string first, string then, Func<string, object> body)
    {
        asked[path] = asked.GetValueOrDefault(path) + 1;
        return Ok(body(asked[path] == 1 ? first : then));
    }

    private static HttpResponseMessage Ok(object body) => new(HttpStatusCode.OK) { Content = JsonContent.Create(body) };

    private static HttpResponseMessage Problem(HttpStatusCode status, string code) =>
        new(status)
        {
            Content = JsonContent.Create(
                new
                {
                    code,
                    title = "refused",
                    detail = $"because of {code}",
                }
            ),
        };
}
