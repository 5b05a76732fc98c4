using CardTeam.Performance.Reviews;

namespace CardTeam.Performance.Tests.Reviews;

public class RaterDrawTests
{
    private static readonly RatedPerson[] Unit =
    [
        .. Enumerable.Range(1, 12).Select(i => new RatedPerson($"M{i:00}", "T1", i == 1 ? null : "M01")),
        new("N1", "T2", null),
    ];

    [Fact]
    public void Asks_the_person_the_superior_and_peers_of_the_same_unit()
    {
        var raters = RaterDraw.Propose(Unit, "T", 42, 5);
        Assert.Equal(13, raters.Count(r => r.Relation == ReviewWords.Self && r.Rater == r.ManagerNo));
        Assert.Equal(
            [("M01", null, "T"), ("M02", "M01", null), ("N1", null, "T")],
            raters
                .Where(r => r.Relation == ReviewWords.Superior && (r.ManagerNo is "M01" or "M02" or "N1"))
                .OrderBy(r => r.ManagerNo, StringComparer.Ordinal)
                .Select(r => (r.ManagerNo, r.Rater, r.HeadOf))
        );
        var peers = raters.Where(r => r.Relation == ReviewWords.Peer).ToList();
        Assert.DoesNotContain(peers, r => r.Rater == r.ManagerNo || r.ManagerNo == "N1");
        // The superior is asked as such, and nobody twice about one person.
        Assert.DoesNotContain(peers, r => r.Rater == "M01" && r.ManagerNo != "M01");
        Assert.All(peers.CountBy(r => r.ManagerNo), c => Assert.Equal(5, c.Value));
        Assert.Equal(peers.Count, peers.DistinctBy(r => (r.ManagerNo, r.Rater)).Count());
    }

    [Fact]
    public void Nobody_is_asked_about_more_than_eight_and_all_are_asked_alike()
    {
        var loads = RaterDraw
            .Propose(Unit, "T", 7, 8)
            .Where(r => r.Relation == ReviewWords.Peer)
            .CountBy(r => r.Rater!)
            .Select(c => c.Value)
            .ToList();
        Assert.All(loads, load => Assert.InRange(load, 1, ReviewBounds.MostReviews));
    }

    [Fact]
    public void Is_repeated_by_its_number_and_in_whatever_order_the_roster_comes()
    {
        var raters = RaterDraw.Propose(Unit, "T", 42, 4);
        Assert.Equal(raters, RaterDraw.Propose([.. Enumerable.Reverse(Unit)], "T", 42, 4));
        Assert.NotEqual(raters, RaterDraw.Propose(Unit, "T", 43, 4));
    }
}
