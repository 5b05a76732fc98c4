using CardTeam.Performance.Leaderboards;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Performance.Tests.Leaderboards;

public sealed class LeaderboardTests
{
    [Fact]
    public void Equals_share_a_rank_and_leave_as_many_out()
    {
        var board = Leaderboard.Of([
            ("M4", 7),
            ("M3", 9),
            ("M1", 9),
            ("M2", 12),
            ("M5", -900_000_000_000_000_0000),
            ("M6", -900_000_000_000_000_0001),
        ]);
        Assert.Equal(
            [new("M2", 1), new("M1", 2), new("M3", 2), new("M4", 4), new("M5", 5), new("M6", 6)],
            board.Places
        );
    }

    [Theory]
    [InlineData(1, 1, 4)]
    [InlineData(1, 4, 1)]
    [InlineData(2, 4, 2)]
    [InlineData(4, 4, 4)]
    [InlineData(2, 7, 2)]
    [InlineData(1, 5, 1)]
    [InlineData(2, 8, 1)]
    [InlineData(3, 8, 2)]
    public void The_quarter_is_that_of_the_rank(int rank, int ranked, int quarter) =>
        Assert.Equal(quarter, new Standing(rank, ranked).Quarter);

    [Fact]
    public void A_rank_is_one_more_than_how_many_are_better_whatever_the_order_they_come_in()
    {
        var totals = Gen.Zip(Gen.Choose(-20, 20).ListOf(), Gen.Choose(0, int.MaxValue)).ToArbitrary();
        Prop.ForAll(
                totals,
                drawn =>
                {
                    var managers = drawn
                        .Item1.Index()
                        .Select(t => ($"M{t.Index:00}", (long)t.Item * 1_000_000_000_000_000))
                        .ToList();
                    var board = Leaderboard.Of(managers);
                    var shuffled = managers.ToArray();
                    new Random(drawn.Item2).Shuffle(shuffled);
                    Assert.Equal(board.Places, Leaderboard.Of(shuffled).Places);
                    foreach (var (managerNo, total) in managers)
                        Assert.Equal(
                            new Standing(1 + managers.Count(m => m.Item2 > total), managers.Count),
                            board.Of(managerNo)
                        );
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
