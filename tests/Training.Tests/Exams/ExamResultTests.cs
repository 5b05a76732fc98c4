using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Exams;

namespace CardTeam.Training.Tests.Exams;

public class ExamResultTests
{
    [Fact]
    public void A_score_is_set_right_and_the_same_score_is_nothing_new()
    {
        var result = new ExamResult("M1", "E", "written", new(2026, 6, 1), 1, 59.5m);

        Assert.False(result.Correct(59.50m));
        Assert.True(result.Correct(60m));
        Assert.Equal((60m, 2), (result.Score, result.Version));
    }

    [Theory]
    [InlineData(-0.5)]
    [InlineData(100.5)]
    public void A_score_is_from_0_to_100(double score) =>
        Assert.Equal(
            "exam-result.score-not-in-range",
            Assert
                .Throws<RuleBrokenException>(() =>
                    new ExamResult("M1", "E", "written", new(2026, 6, 1), 1, (decimal)score)
                )
                .Code
        );
}
