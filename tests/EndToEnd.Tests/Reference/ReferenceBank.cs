namespace CardTeam.EndToEnd.Tests.Reference;

/// <summary>
/// The month end of the contract, calculated by plain loops and exact decimals, independently of every service; the
/// suite's payments are compared with it. Rows are learned in the order in which the bank imports them;
/// <see cref="Close"/> closes a month with the rows learned by then, runs and approves it.
/// </summary>
public sealed class ReferenceBank
{
    private readonly KnownRows known = new();
    private readonly List<DateOnly> closed = [];
    private readonly Dictionary<string, decimal> paidSoFar = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> deferredSoFar = new(StringComparer.Ordinal);

    /// <summary>Imports a csv of the kind; a known row changes nothing, another version of it replaces it.</summary>
    /// <param name="kind">A kind of the import contract, such as <c>card-facts</c>.</param>
    /// <param name="csv">The text, the first line naming the columns.</param>
    public void Learn(string kind, string csv)
    {
        foreach (var row in ReferenceCsv.Rows(csv))
        {
            switch (kind)
            {
                case "org-units":
                    break; // no amount depends on the unit
                case "enrolments":
                    break; // nor on who goes to which training
                case "managers":
                    LearnManager(row);
                    break;
                case "card-facts":
                    LearnFact(row);
                    break;
                case "targets":
                    known.Targets[(row["manager_no"], row["period"], row["kpi"])] = row.Number("target");
                    break;
                case "indicators":
                    known.Indicators[(row["manager_no"], row["period"], row["kpi"])] = row.Number("value");
                    break;
                case "certificates":
                    LearnCertificate(row);
                    break;
                case "complaints" when row.DayOrNull("resolved_on") < row.DayOrNull("received_on"):
                    break; // refused: decided before it was received
                case "complaints":
                    known.Complaints[row["complaint_ref"]] = new ComplaintRow(
                        row["manager_no"],
                        row.OrNull("severity") ?? "minor",
                        row.OrNull("outcome"),
                        row.DayOrNull("resolved_on")
                    );
                    break;
                case "satisfaction":
                    LearnAnswer(row);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such import.");
            }
        }
    }

    /// <summary>The body of <c>PUT /performance/score-sheets/{level}</c>.</summary>
    public void PutScoreSheet(string level, string json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        var kpis = document
            .RootElement.GetProperty("kpis")
            .EnumerateArray()
            .Select(kpi => (kpi.GetProperty("kpi").GetString()!, decimal.Parse(kpi.GetProperty("weight").GetString()!)))
            .ToList();
        var from = Month(document.RootElement.GetProperty("effectiveFrom").GetString()!);
        if (!known.Sheets.TryGetValue(level, out var sheets))
        {
            known.Sheets[level] = sheets = [];
        }

        sheets.RemoveAll(sheet => sheet.From == from);
        sheets.Add(new SheetRow(from, kpis));
    }

    /// <summary>Adds a plan document, approved at once.</summary>
    public void PutPlan(string json) => known.Plans.Add(ReferencePlan.Parse(json));

    /// <summary>Closes, runs and approves the month with what is known now.</summary>
    /// <param name="period">Such as <c>2026-04</c>; the first may be any month, the next ones follow on.</param>
    public ReferenceMonth Close(string period)
    {
        var month = Month(period);
        if (closed.Count > 0 && month != closed[^1].AddMonths(1))
        {
            throw new ArgumentException("Months are closed in order.", nameof(period));
        }

        closed.Add(month);
        var calculation = new ReferenceCalculation(known, closed);
        var statements = new SortedDictionary<string, ReferenceStatement>(StringComparer.Ordinal);
        foreach (var managerNo in known.Roster.Keys)
        {
            // The full recalculation: every month from the first, with the carry running through all of them, employed
            // or not.
            var recomputed = new List<RecomputedMonth>();
            var carried = 0m;
            foreach (var each in closed)
            {
                var result = calculation.Recompute(managerNo, each, carried);
                recomputed.Add(result);
                carried = result.CarriedOut;
            }

            var open = recomputed[^1];
            var payableAdjustment = -paidSoFar.GetValueOrDefault(managerNo);
            var deferredAdjustment = -deferredSoFar.GetValueOrDefault(managerNo);
            foreach (var approved in recomputed.SkipLast(1))
            {
                payableAdjustment += approved.Payable;
                deferredAdjustment += approved.Deferred;
            }

            // The contract limits the payable amount at zero; the deferred one is limited the same way.
            var payable = Math.Max(0m, open.Payable + payableAdjustment);
            var deferred = Math.Max(0m, open.Deferred + deferredAdjustment);
            paidSoFar[managerNo] = paidSoFar.GetValueOrDefault(managerNo) + payable;
            deferredSoFar[managerNo] = deferredSoFar.GetValueOrDefault(managerNo) + deferred;

            var lines = open.Lines.ToList();
            if (payableAdjustment != 0m)
            {
                lines.Add(new ReferenceLine("adjustment", "adjustment", payableAdjustment));
            }

            statements[managerNo] = new ReferenceStatement(
                managerNo,
                calculation.InPost(managerNo, month),
                payable,
                deferred,
                open.CarriedIn,
                open.CarriedOut,
                payableAdjustment,
                deferredAdjustment,
                calculation.ScorecardTotal(managerNo, month),
                lines
            );
        }

        return new ReferenceMonth(period, statements);
    }

    /// <summary>The first day of a month written as <c>2026-04</c>.</summary>
    internal static DateOnly Month(string period) => DateOnly.ParseExact(period + "-01", "yyyy-MM-dd");

    private void LearnManager(ReferenceCsv.Row row)
    {
        var no = row["manager_no"];
        if (!known.Roster.TryGetValue(no, out var history))
        {
            known.Roster[no] = history = [];
        }

        // An empty cell keeps the known value; no bank of the tests uses the word that removes it.
        var hiredOn = row.Day("hired_on");
        LearnEmployment(no, hiredOn, row.DayOrNull("left_on"));
        var said = new RosterRow(no, hiredOn, row["org"], row.OrNull("level") ?? history.LastOrDefault()?.Level);
        if (row.DayOrNull("effective_on") is { } effectiveOn)
        {
            said = said with { From = effectiveOn };
        }
        else if (history.Count > 0)
        {
            var current = history[^1];
            if (said with { From = current.From } == current)
            {
                return;
            }

            // Before the first close no month is closed, so a correction of the first row replaces it.
            said = said with
            {
                From = closed.Count == 0 ? current.From : closed[^1].AddMonths(1),
            };
        }

        history.RemoveAll(earlier => earlier.From == said.From);
        history.Add(said);
        history.Sort((a, b) => a.From.CompareTo(b.From));
    }

    private void LearnEmployment(string no, DateOnly hiredOn, DateOnly? leftOn)
    {
        if (!known.Employments.TryGetValue(no, out var employments))
        {
            known.Employments[no] = employments = [];
        }

        var same = employments.FindIndex(e => e.HiredOn == hiredOn);
        if (same >= 0)
        {
            employments[same] = (hiredOn, leftOn ?? employments[same].LeftOn);
        }
        else if (employments.Count == 0 || hiredOn > employments[^1].LeftOn)
        {
            employments.Add((hiredOn, leftOn));
        }
        else
        {
            employments[^1] = (hiredOn, leftOn ?? employments[^1].LeftOn);
        }
    }

    private void LearnFact(ReferenceCsv.Row row)
    {
        var factRef = row["fact_ref"];
        if (row["void"] == "true")
        {
            known.VoidedFacts.Add(factRef);
        }

        // "For good": a voided fact stays void, whatever arrives under its reference afterwards.
        if (known.VoidedFacts.Contains(factRef))
        {
            known.Facts.Remove(factRef);
            return;
        }

        known.Facts[factRef] = new FactRow(
            factRef,
            row["manager_no"],
            row["kind"],
            row["card_ref"],
            row.Day("occurred_on"),
            row.OrNull("product"),
            row.NumberOrNull("amount") ?? 0m,
            row["new_customer"] == "true"
        );
    }

    private void LearnCertificate(ReferenceCsv.Row row)
    {
        var key = (row["manager_no"], row["certificate"]);
        if (!known.Certificates.TryGetValue(key, out var held))
        {
            known.Certificates[key] = held = [];
        }

        // A renewal begins on another day and is kept beside the old interval; the same first day is a correction.
        var validFrom = row.Day("valid_from");
        held.RemoveAll(earlier => earlier.ValidFrom == validFrom);
        held.Add(new CertificateRow(validFrom, row.DayOrNull("valid_to")));
    }

    private void LearnAnswer(ReferenceCsv.Row row)
    {
        // An answer has no reference of its own: a named customer's second row of a day corrects the first; an unnamed
        // one's row is known already when it has the same score.
        var who = row.OrNull("customer_ref") ?? "score " + row["score"];
        known.Answers[$"{row["manager_no"]} {row["answered_on"]} {who}"] = new AnswerRow(
            row["manager_no"],
            row.Day("answered_on"),
            row.Number("score")
        );
    }
}

/// <summary>The result of a month end.</summary>
/// <param name="Period">Such as <c>2026-04</c>.</param>
/// <param name="Statements">The statements by manager number, of every manager of the roster, employed or not.</param>
public sealed record ReferenceMonth(string Period, IReadOnlyDictionary<string, ReferenceStatement> Statements)
{
    /// <summary>The sum of everything payable, CNY.</summary>
    public decimal Payable => Statements.Values.Sum(s => s.Payable);

    /// <summary>The sum of everything deferred, CNY.</summary>
    public decimal Deferred => Statements.Values.Sum(s => s.Deferred);

    /// <summary>
    /// The number of managers with a payable amount, which is the number of entries of the payroll stream.
    /// </summary>
    public int ManagersPaid => Statements.Values.Count(s => s.Payable > 0m);
}

/// <summary>A manager's month, in CNY.</summary>
/// <param name="ManagerNo">The manager.</param>
/// <param name="InPost">True when the manager was employed on some day of the month.</param>
/// <param name="Payable">The amount paid for this month, adjustment included; never negative.</param>
/// <param name="Deferred">The amount deferred this month, adjustment included; never negative.</param>
/// <param name="CarriedIn">The amount carried in from the month before; zero or negative.</param>
/// <param name="CarriedOut">The amount carried to the next month; zero or negative.</param>
/// <param name="PayableAdjustment">The recalculated amounts of approved months less the approved ones.</param>
/// <param name="DeferredAdjustment">The same for the deferred part.</param>
/// <param name="ScorecardTotal">The total to four decimals; null without a scorecard.</param>
/// <param name="Lines">The lines of the rules with an amount, in the order of effect.</param>
public sealed record ReferenceStatement(
    string ManagerNo,
    bool InPost,
    decimal Payable,
    decimal Deferred,
    decimal CarriedIn,
    decimal CarriedOut,
    decimal PayableAdjustment,
    decimal DeferredAdjustment,
    decimal? ScorecardTotal,
    IReadOnlyList<ReferenceLine> Lines
)
{
    /// <summary>The amount of a rule; zero when it has no line.</summary>
    public decimal Amount(string rule) => Lines.Where(line => line.Rule == rule).Sum(line => line.Amount);
}

/// <summary>The amount of one rule for one manager: earnings above zero, deductions below.</summary>
/// <param name="Rule">The rule's id; <c>carried</c> and <c>adjustment</c> for amounts without a rule.</param>
/// <param name="Kind">The kind of line of the statement contract.</param>
/// <param name="Amount">CNY, to the 分.</param>
public sealed record ReferenceLine(string Rule, string Kind, decimal Amount);
