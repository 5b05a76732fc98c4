using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CardTeam.DemonstrationBank;
using CardTeam.EndToEnd.Tests.Reference;

namespace CardTeam.EndToEnd.Tests.Samples;

/// <summary>
/// The required content of the demonstration bank, and the results of its month ends by the reference calculation.
/// </summary>
public sealed class DemoFilesTests
{
    private static readonly Lazy<IReadOnlyList<ReferenceMonth>> MonthEnds = new(() =>
    {
        var bank = new ReferenceBank();
        foreach (var (level, sheet) in DemoFiles.ScoreSheets)
        {
            bank.PutScoreSheet(level, sheet);
        }

        bank.PutPlan(DemoFiles.Plan);
        return
        [
            .. DemoFiles.Months.Select(month =>
            {
                foreach (var file in month.Files)
                {
                    bank.Learn(file.Kind, file.Csv);
                }

                return bank.Close(month.Period);
            }),
        ];
    });

    [Fact]
    public void The_files_are_the_same_byte_for_byte_everywhere()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in DemoFiles.Months.SelectMany(month => month.Files))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file.Service + "/" + file.Kind + "/" + file.Name + "\n"));
            hash.AppendData(file.Bytes.Span);
        }

        hash.AppendData(Encoding.UTF8.GetBytes(DemoFiles.Plan));
        foreach (var (level, sheet) in DemoFiles.ScoreSheets.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(level + sheet));
        }

        foreach (var (code, session) in DemoFiles.Sessions)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(code + session));
        }

        // Another value means another bank: the figures in its README and below then change too, unless, as with
        // enrolments and with a fact that counts nowhere, nobody is paid by what is new.
        Assert.Equal(
            "993c7d10df854ea85dedfbf1cedd5b9a50aaa3a8ef502c4c35e5e1435d4065b0",
            Convert.ToHexStringLower(hash.GetHashAndReset())
        );
    }

    [Fact]
    public void The_month_ends_come_to_the_figures_of_the_readme()
    {
        Assert.Equal(
            [
                ("2026-04", 68922.12m, 4348.49m, 70),
                ("2026-05", 67489.93m, 6555.35m, 70),
                ("2026-06", 64034.47m, 4451.68m, 70),
            ],
            MonthEnds.Value.Select(m => (m.Period, m.Payable, m.Deferred, m.ManagersPaid))
        );
    }

    [Fact]
    public void The_roster_is_that_of_71_managers_in_nine_sub_branches()
    {
        var units = Rows("2026-04-org-units");
        Assert.Equal([("branch", 3), ("head-office", 1), ("sub-branch", 9)], Counts(units, "kind"));
        Assert.All(
            units.Where(u => u["kind"] != "head-office"),
            unit => Assert.Contains(units, parent => parent["code"] == unit["parent"])
        );

        var managers = Rows("2026-04-managers");
        Assert.Equal(
            Enumerable.Range(1, 71).Select(i => $"M{i:0000}"),
            managers.Select(m => m["manager_no"]).Order(StringComparer.Ordinal)
        );
        Assert.Equal([("intermediate", 36), ("junior", 18), ("senior", 6), ("trainee", 11)], Counts(managers, "level"));
        Assert.Equal([("contract", 15), ("regular", 56)], Counts(managers, "employment"));
        Assert.Equal(71, managers.Select(m => m["name"]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("B1", managers.Single(m => m["manager_no"] == "M0001")["org"][..2]);
        Assert.Equal(["rural", "urban"], Counts(managers, "area").Select(c => c.Value));

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var manager in managers)
        {
            Assert.Equal(manager["level"] == "trainee", manager["step"].Length == 0);
            Assert.Equal(manager["level"] == "trainee", seen.Contains(manager["mentor_no"]));
            Assert.Equal(manager["level"] != "senior", seen.Contains(manager["supervisor_no"]));
            Assert.True(manager.Day("hired_on") <= manager.Day("in_post_since"));
            seen.Add(manager["manager_no"]);
        }
    }

    [Fact]
    public void Each_month_has_every_kind_of_fact_in_a_likely_number_and_each_reference_once()
    {
        foreach (var month in DemoFiles.Months)
        {
            var facts = Rows($"{month.Period}-card-facts");
            Assert.Equal(
                [
                    "activated",
                    "active-month",
                    "applied",
                    "approved",
                    "cancelled",
                    "first-used",
                    "instalment",
                    "overdue",
                    "referral-confirmed",
                    "sleeping",
                ],
                Counts(facts, "kind").Select(c => c.Value)
            );
            Assert.Equal(["gold", "platinum", "standard"], Counts(facts, "product").Select(c => c.Value));
            Assert.All(facts, f => Assert.StartsWith(month.Period, f["occurred_on"], StringComparison.Ordinal));
            Assert.All(
                Counts(facts, "manager_no").Where(c => c.Value != "M0066"), // suspended in May
                c => Assert.InRange(c.Count, c.Value == "M0044" ? 40 : 60, 220)
            );
        }

        var first = DemoFiles
            .Months.SelectMany(m => Rows($"{m.Period}-card-facts"))
            .Select(f => f["fact_ref"])
            .ToList();
        Assert.Equal(first.Count, first.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Late_corrected_and_voided_facts_of_april_arrive_in_may()
    {
        var april = Rows("2026-04-card-facts").ToDictionary(f => f["fact_ref"], StringComparer.Ordinal);
        var arriving = Rows("2026-05-card-facts-of-april");
        Assert.All(arriving, f => Assert.StartsWith("2026-04", f["occurred_on"], StringComparison.Ordinal));

        Assert.Equal(
            [("M0012", 18), ("M0030", 17)],
            Counts(arriving.Where(f => !april.ContainsKey(f["fact_ref"])), "manager_no")
        );
        Assert.Contains(
            arriving,
            f => f["manager_no"] == "M0006" && f["amount"] == "8600.50" && april[f["fact_ref"]]["amount"] == "86005.00"
        );
        Assert.Contains(
            arriving,
            f =>
                f["manager_no"] == "M0022"
                && april.TryGetValue(f["fact_ref"], out var was)
                && was["manager_no"] == "M0013"
        );
        Assert.Single(arriving, f => f["manager_no"] == "M0007" && f["void"] == "true");
        Assert.All(arriving.Where(f => f["void"] == "true"), f => Assert.Contains(f["fact_ref"], april.Keys));

        Assert.All(new[] { "M0012", "M0030", "M0022" }, no => Assert.True(Statement(5, no).PayableAdjustment > 0m));
        Assert.All(new[] { "M0006", "M0013" }, no => Assert.True(Statement(5, no).PayableAdjustment < 0m));
        // A card that was recorded twice counted once from the start; voiding the second changes nothing.
        Assert.Equal(0m, Statement(5, "M0007").PayableAdjustment);

        // The clawback exceeds May's earnings: nothing is paid, and the rest is deducted in June.
        Assert.Equal((-650.94m, 0m), (Statement(5, "M0066").PayableAdjustment, Statement(5, "M0066").Payable));
        Assert.Equal((-610.94m, 420.71m), (Statement(6, "M0066").PayableAdjustment, Statement(6, "M0066").Payable));
    }

    [Fact]
    public void A_card_recorded_twice_in_may_counts_once_and_nobody_has_taken_the_second_back()
    {
        var second = Rows("2026-05-card-facts").Single(f => f["fact_ref"] == "CF-2605-90001");
        var first = Assert.Single(
            Rows("2026-05-card-facts"),
            f => f["card_ref"] == second["card_ref"] && f["kind"] == "activated" && f["fact_ref"] != second["fact_ref"]
        );
        Assert.Equal((first["manager_no"], "activated"), (second["manager_no"], second["kind"]));
        Assert.True(first.Day("occurred_on") < second.Day("occurred_on"));
        Assert.DoesNotContain(
            DemoFiles.Months.SelectMany(m => Rows($"{m.Period}-card-facts")),
            f => f["card_ref"] == second["card_ref"] && f["kind"] == "cancelled"
        );
    }

    [Fact]
    public void Enrolments_come_before_the_roster_and_leave_people_waiting_and_without_a_seat()
    {
        var april = DemoFiles.Months[0].Files.Select(f => f.Kind).ToList();
        Assert.True(april.IndexOf("enrolments") < april.IndexOf("managers"));
        var roster = Rows("2026-04-managers").Select(m => m["manager_no"]).ToHashSet(StringComparer.Ordinal);
        var enrolments = Rows("2026-04-enrolments");
        Assert.All(enrolments, e => Assert.Contains(e["session_code"], DemoFiles.Sessions.Keys));
        Assert.Equal(2, enrolments.Count(e => !roster.Contains(e["manager_no"])));
        Assert.Contains("\"seats\": 8", DemoFiles.Sessions["TR-2605-01"], StringComparison.Ordinal);
        Assert.Equal(11, enrolments.Count(e => e["session_code"] == "TR-2605-01" && roster.Contains(e["manager_no"])));
    }

    [Fact]
    public void M0001_has_a_month_worth_opening()
    {
        var april = Statement(4, "M0001");
        Assert.Equal(820.00m, april.Amount("activation")); // fourteen cards: ten at 50, four at 80
        Assert.Equal(-50.00m, april.Amount("complaints"));
        Assert.Equal(-50.00m, april.Amount("early-cancel"));
        Assert.Equal((1.1683m, 1017.22m), (april.ScorecardTotal, april.Payable));
    }

    [Fact]
    public void Cards_given_back_count_to_the_thirtieth_day()
    {
        Assert.Equal(0m, Statement(4, "M0004").Amount("early-cancel"));
        Assert.True(Statement(5, "M0004").Amount("early-cancel") < 0m); // of April, given back in May
        Assert.Equal(0m, Statement(5, "M0009").Amount("early-cancel")); // the thirty-first day
        Assert.True(Statement(5, "M0010").Amount("early-cancel") < 0m); // the day of activation
    }

    [Fact]
    public void Those_without_a_certificate_earn_no_activation_until_they_hold_one()
    {
        foreach (var month in MonthEnds.Value)
        {
            Assert.Equal(0m, month.Statements["M0061"].Amount("activation"));
        }

        Assert.Equal(0m, Statement(4, "M0062").Amount("activation"));
        // April's cards are included.
        Assert.True(Statement(5, "M0062").Amount("activation") > Statement(6, "M0062").Amount("activation") - 80m);
        Assert.Contains(
            Rows("2026-04-card-facts"),
            f => f["manager_no"] == "M0062" && f["kind"] == "activated" && f.Day("occurred_on").Day >= 10
        );

        // Lapsed on 15 April, renewed on 1 June: cards sold from 2 May on count in June.
        Assert.True(Statement(4, "M0028").Amount("activation") > 0m);
        Assert.Equal(0m, Statement(5, "M0028").Amount("activation"));
        Assert.True(Statement(6, "M0028").Amount("activation") > 1000m);
    }

    [Fact]
    public void Complaints_are_upheld_rejected_and_undecided()
    {
        var all = DemoFiles.Months.SelectMany(m => Rows($"{m.Period}-complaints")).ToList();
        Assert.Equal(["", "rejected", "upheld"], Counts(all, "outcome").Select(c => c.Value));
        Assert.Equal(
            ["", "major", "minor", "severe"],
            Counts(all.Where(c => c["outcome"] == "upheld"), "severity").Select(c => c.Value)
        );

        Assert.Equal(-200.00m, Statement(4, "M0015").Amount("complaints"));
        Assert.Equal(0m, Statement(4, "M0021").Amount("complaints"));
        Assert.Equal(
            (0m, -200.00m),
            (Statement(4, "M0033").Amount("complaints"), Statement(5, "M0033").Amount("complaints"))
        );
        Assert.Equal(-50.00m, Statement(4, "M0040").Amount("complaints"));

        // A severe complaint costs more than a trainee's month.
        Assert.Equal((0m, -632.24m), (Statement(4, "M0063").Payable, Statement(4, "M0063").CarriedOut));
        Assert.Equal((-632.24m, 192.86m), (Statement(5, "M0063").CarriedIn, Statement(5, "M0063").Payable));
    }

    [Fact]
    public void The_cap_the_deferral_the_transfer_and_the_leaver_are_there()
    {
        Assert.Equal(
            (-1610.12m, 2400.00m, 3600.00m),
            (Statement(5, "M0017").Amount("cap"), Statement(5, "M0017").Deferred, Statement(5, "M0017").Payable)
        );

        var before = Rows("2026-04-managers").ToDictionary(m => m["manager_no"], StringComparer.Ordinal);
        var rows = Rows("2026-05-managers");
        var moved = Assert.Single(rows, m => m["effective_on"].Length > 0);
        Assert.NotEqual(before[moved["manager_no"]]["org"][..2], moved["org"][..2]);
        var leaver = Assert.Single(rows, m => m["left_on"].Length > 0);
        Assert.All(
            DemoFiles
                .Months.SelectMany(m => Rows($"{m.Period}-card-facts"))
                .Where(f => f["manager_no"] == leaver["manager_no"]),
            f => Assert.True(f.Day("occurred_on") <= leaver.Day("left_on"))
        );
        Assert.True(Statement(5, leaver["manager_no"]).InPost);
        Assert.False(Statement(6, leaver["manager_no"]).InPost);
    }

    [Fact]
    public void Every_kpi_of_a_sheet_has_its_target_and_its_value_and_risk_weighs_most()
    {
        string[] risk = ["overdue", "complaints-upheld", "compliance"];
        foreach (var sheet in DemoFiles.ScoreSheets.Values)
        {
            using var document = JsonDocument.Parse(sheet);
            var weights = document
                .RootElement.GetProperty("kpis")
                .EnumerateArray()
                .ToDictionary(
                    k => k.GetProperty("kpi").GetString()!,
                    k => decimal.Parse(k.GetProperty("weight").GetString()!),
                    StringComparer.Ordinal
                );
            Assert.Equal(1m, weights.Values.Sum());
            Assert.True(weights.Where(w => risk.Contains(w.Key, StringComparer.Ordinal)).Sum(w => w.Value) >= 0.60m);
            Assert.True(weights["activated"] < weights.Values.Max());
        }

        foreach (var month in MonthEnds.Value)
        {
            Assert.All(month.Statements.Values.Where(s => s.InPost), s => Assert.NotNull(s.ScorecardTotal));
            var answered = Rows($"{month.Period}-satisfaction")
                .Select(a => a["manager_no"])
                .ToHashSet(StringComparer.Ordinal);
            Assert.All(month.Statements.Values.Where(s => s.InPost), s => Assert.Contains(s.ManagerNo, answered));
        }
    }

    [Fact]
    public void The_plan_uses_every_type_of_rule()
    {
        using var plan = JsonDocument.Parse(DemoFiles.Plan);
        Assert.Equal(DemoFiles.PlanCode, plan.RootElement.GetProperty("code").GetString());
        Assert.Equal(
            ["cap", "clawback", "complaint", "deferral", "factor", "per-amount", "per-unit"],
            plan.RootElement.GetProperty("rules")
                .EnumerateArray()
                .Select(r => r.GetProperty("type").GetString()!)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );
    }

    private static ReferenceStatement Statement(int month, string managerNo) =>
        MonthEnds.Value[month - 4].Statements[managerNo];

    private static List<ReferenceCsv.Row> Rows(string name) =>
        [.. ReferenceCsv.Rows(DemoFiles.Months.SelectMany(m => m.Files).Single(f => f.Name == name).Csv)];

    private static List<(string Value, int Count)> Counts(IEnumerable<ReferenceCsv.Row> rows, string column) =>
        [
            .. rows.GroupBy(row => row[column], StringComparer.Ordinal)
                .Select(g => (g.Key, g.Count()))
                .OrderBy(c => c.Key, StringComparer.Ordinal),
        ];
}
