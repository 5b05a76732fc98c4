using CardTeam.Training.Exams;

namespace CardTeam.Training.Tests.Exams;

public class PassedExamTests
{
    private static readonly ExamTerms Terms = new(
        Title: new("销售资格", "Sales"),
        Course: "SALES",
        Forms: ["written", "practical"],
        PassMark: 60,
        Attempts: 2,
        Minutes: 60,
        From: new(2026, 6, 1),
        To: new(2026, 6, 30),
        Blueprint: [new("合规", "easy", 1)],
        Grants: new("CARD-SALES", 24),
        Rubric: [new(new("综合表现", "Overall"), 100)]
    );

    [Fact]
    public void An_exam_is_passed_on_the_day_of_its_last_form() =>
        Assert.Equal(new(2026, 6, 20), PassedExam.DayOf(Terms, [Of("written", 10, 60), Of("practical", 20, 75)], null));

    [Fact]
    public void One_form_is_not_enough_and_a_mark_below_is_none()
    {
        Assert.Null(PassedExam.DayOf(Terms, [Of("written", 10, 90)], null));
        Assert.Null(PassedExam.DayOf(Terms, [Of("written", 10, 90), Of("practical", 20, 59.99m)], null));
    }

    [Fact]
    public void The_first_attempt_that_passes_counts_and_a_weaker_one_later_takes_nothing_away() =>
        Assert.Equal(
            new(2026, 6, 12),
            PassedExam.DayOf(
                Terms,
                [Of("written", 12, 61), Of("written", 14, 40), Of("practical", 11, 80), Of("practical", 19, 95)],
                null
            )
        );

    [Fact]
    public void Results_before_the_window_and_results_that_have_counted_do_not_count()
    {
        var results = new[] { new ExamResult("M1", "X", "written", new(2026, 5, 31), 1, 90), Of("practical", 20, 75) };
        Assert.Null(PassedExam.DayOf(Terms, results, null));
        Assert.Null(PassedExam.DayOf(Terms, [Of("written", 10, 60), Of("practical", 20, 75)], new(2026, 6, 20)));
    }

    private static ExamResult Of(string form, int day, decimal score) =>
        new("M1", "X", form, new(2026, 6, day), 1, score);
}
