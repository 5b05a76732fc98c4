using CardTeam.Feedback.Satisfaction;

namespace CardTeam.Feedback.Tests.Satisfaction;

public class CustomerAnswerTests
{
    private static readonly DateOnly Day = new(2026, 6, 1);

    [Fact]
    public void An_answer_is_known_by_manager_day_and_customer()
    {
        var answer = new CustomerAnswer("M1", Day, "K1", 3);

        Assert.Equal(answer.AnswerId, new CustomerAnswer("M1", Day, "K1", 5).AnswerId);
        Assert.NotEqual(answer.AnswerId, new CustomerAnswer("M2", Day, "K1", 3).AnswerId);
        Assert.NotEqual(answer.AnswerId, new CustomerAnswer("M1", Day.AddDays(1), "K1", 3).AnswerId);
        Assert.NotEqual(answer.AnswerId, new CustomerAnswer("M1", Day, "K2", 3).AnswerId);
        Assert.Equal(8, answer.AnswerId.Version);
    }

    [Fact]
    public void Without_a_customer_the_score_tells_answers_apart()
    {
        var answer = new CustomerAnswer("M1", Day, null, 3);

        Assert.Equal(answer.AnswerId, new CustomerAnswer("M1", Day, null, 3).AnswerId);
        Assert.NotEqual(answer.AnswerId, new CustomerAnswer("M1", Day, null, 4).AnswerId);
        Assert.NotEqual(answer.AnswerId, new CustomerAnswer("M1", Day, "3", 3).AnswerId);
        Assert.Throws<InvalidOperationException>(() => answer.Correct(4));
    }

    [Fact]
    public void The_id_is_the_same_on_every_machine_and_for_ever() =>
        Assert.Equal(
            Guid.Parse("6954ed80-6e9b-828e-8035-8559c4727c06"),
            new CustomerAnswer("M1", Day, "K1", 3).AnswerId
        );

    [Fact]
    public void A_correction_is_a_version()
    {
        var answer = new CustomerAnswer("M1", Day, "K1", 3);

        Assert.False(answer.Correct(3));
        Assert.True(answer.Correct(5));
        var announced = answer.ToAnnouncement("desk");
        Assert.Equal((5, 2, "desk"), (announced.Score, announced.Version, announced.ChangedBy));
    }

    [Theory]
    [InlineData(9, 2, "4.5000")]
    [InlineData(14, 3, "4.6667")]
    [InlineData(5, 1, "5.0000")]
    public void A_mean_has_four_places_half_up(int sum, int count, string mean) =>
        Assert.Equal(mean, SatisfactionRoutes.Mean(sum, count).ToString());
}
