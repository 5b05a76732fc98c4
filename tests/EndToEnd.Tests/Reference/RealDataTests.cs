namespace CardTeam.EndToEnd.Tests.Reference;

/// <summary>Compares the reference calculation with the figures published with the real data.</summary>
public sealed class RealDataTests
{
    private static readonly (string Period, decimal Payable, decimal Deferred, int ManagersPaid)[] Published =
    [
        ("2005-04", 152894.81m, 8094.13m, 259),
        ("2005-05", 212538.03m, 13220.68m, 259),
        ("2005-06", 181029.02m, 10543.21m, 279),
        ("2005-07", 162624.30m, 7456.68m, 279),
    ];

    [Fact]
    public void Everything_known_before_the_first_close_comes_to_the_published_figures()
    {
        var bank = BankWithout("card-facts");
        foreach (var month in RealData.Months)
        {
            bank.Learn("card-facts", RealData.Text($"taiwan-2005/card-facts-{month}.csv"));
        }

        Assert.Equal(Published, RealData.Months.Select(month => Figures(bank.Close(month))));
    }

    [Fact]
    public void Learning_each_month_just_before_its_close_comes_to_the_same()
    {
        var bank = BankWithout("card-facts");
        var figures = new List<(string, decimal, decimal, int)>();
        foreach (var month in RealData.Months)
        {
            bank.Learn("card-facts", RealData.Text($"taiwan-2005/card-facts-{month}.csv"));
            figures.Add(Figures(bank.Close(month)));
        }

        Assert.Equal(Published, figures);
    }

    [Fact]
    public void Facts_that_come_a_month_late_are_made_good_to_the_last_分()
    {
        var onTime = BankWithout("card-facts");
        var late = BankWithout("card-facts");
        foreach (var month in RealData.Months)
        {
            onTime.Learn("card-facts", RealData.Text($"taiwan-2005/card-facts-{month}.csv"));
        }

        var expected = RealData.Months.Select(onTime.Close).ToList();
        var actual = new List<ReferenceMonth>();
        var heldBack = "";
        foreach (var month in RealData.Months)
        {
            var lines = RealData.Text($"taiwan-2005/card-facts-{month}.csv").Split('\n');
            late.Learn("card-facts", heldBack);
            late.Learn("card-facts", string.Join('\n', lines.Where((_, at) => at == 0 || at % 3 != 0)));
            heldBack = string.Join('\n', lines.Where((_, at) => at % 3 == 0));
            if (month == RealData.Months[^1])
            {
                late.Learn("card-facts", heldBack);
            }

            actual.Add(late.Close(month));
        }

        Assert.NotEqual(Figures(expected[0]), Figures(actual[0]));
        foreach (var managerNo in expected[^1].Statements.Keys)
        {
            // The part cut off at zero in the last month is still owed back; nothing else may be missing.
            var last = actual[^1].Statements[managerNo];
            var cutOff = Math.Min(0m, expected[^1].Statements[managerNo].Payable + last.PayableAdjustment);
            Assert.Equal(
                expected.Sum(month => month.Statements[managerNo].Payable),
                actual.Sum(month => month.Statements[managerNo].Payable) + cutOff
            );
        }
    }

    [Fact]
    public void The_real_complaints_are_read_with_their_quotes()
    {
        var rows = ReferenceCsv.Rows(RealData.Text("complaints/complaints.csv")).ToList();

        Assert.Equal(2197, rows.Count);
        Assert.Equal(rows.Count, rows.Select(row => row["complaint_ref"]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3, rows.Count(row => row.DayOrNull("resolved_on") < row.DayOrNull("received_on")));
        Assert.All(rows, row => Assert.Contains(row["severity"], new[] { "minor", "major", "severe" }));
    }

    private static ReferenceBank BankWithout(string kind)
    {
        var bank = new ReferenceBank();
        foreach (var each in new[] { "org-units", "managers", "targets", "certificates" }.Where(k => k != kind))
        {
            bank.Learn(each, RealData.Text($"taiwan-2005/{each}.csv"));
        }

        foreach (var level in RealData.Levels)
        {
            bank.PutScoreSheet(level, RealData.Text("taiwan-2005/score-sheets.json"));
        }

        bank.PutPlan(RealData.Text("taiwan-2005/plan.json"));
        return bank;
    }

    private static (string, decimal, decimal, int) Figures(ReferenceMonth month) =>
        (month.Period, month.Payable, month.Deferred, month.ManagersPaid);
}
