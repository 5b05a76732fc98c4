using CardTeam.Gateway.Tokens;

namespace CardTeam.Gateway.Tests.Tokens;

public sealed class SignInLimitTests
{
    private readonly ClockAt clock = new(new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Any_minute_holds_ten_and_the_wait_is_exact()
    {
        var limit = new SignInLimit(clock);
        for (var i = 0; i < 10; i++)
        {
            Assert.True(limit.TryEnter("hr", "10.0.0.1", out _));
            clock.Now += TimeSpan.FromSeconds(2);
        }

        Assert.False(limit.TryEnter("hr", "10.0.0.1", out var wait));
        Assert.Equal(TimeSpan.FromSeconds(40), wait);
        clock.Now += wait - TimeSpan.FromTicks(1);
        Assert.False(limit.TryEnter("hr", "10.0.0.1", out _));
        clock.Now += TimeSpan.FromTicks(1);
        Assert.True(limit.TryEnter("hr", "10.0.0.1", out _));
        // One attempt became free and was used; the next becomes free two seconds later.
        Assert.False(limit.TryEnter("hr", "10.0.0.1", out wait));
        Assert.Equal(TimeSpan.FromSeconds(2), wait);
    }

    [Fact]
    public void Others_are_not_held_up_before_or_after_the_sweep()
    {
        var limit = new SignInLimit(clock);
        for (var i = 0; i < 10; i++)
            limit.TryEnter("hr", "10.0.0.1", out _);
        clock.Now += TimeSpan.FromSeconds(59);
        for (var i = 0; i < 10; i++)
            limit.TryEnter("trainer", "10.0.0.1", out _);
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.True(limit.TryEnter("hr", "10.0.0.1", out _));
        Assert.False(limit.TryEnter("trainer", "10.0.0.1", out _));
        Assert.True(limit.TryEnter("trainer", "10.0.0.2", out _));
    }
}
