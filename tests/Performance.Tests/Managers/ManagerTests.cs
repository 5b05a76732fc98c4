using CardTeam.Contracts;
using CardTeam.Performance.Organisation;

namespace CardTeam.Performance.Tests.Managers;

public class ManagerTests
{
    private static readonly DateOnly Hired = new(2020, 3, 15),
        July = new(2026, 7, 1);

    [Fact]
    public void The_first_row_holds_from_the_day_of_hiring()
    {
        var manager = Of("B1");

        Assert.Equal([(Hired, "B1")], Postings(manager));
        Assert.Equal(1, manager.Version);
        Assert.Equal("B1", manager.On(new(2019, 1, 1)).Data.Org); // also for earlier days
    }

    [Fact]
    public void The_first_row_may_say_since_when() =>
        Assert.Equal([(new DateOnly(2024, 1, 1), "B1")], Postings(Of("B1", effectiveOn: new(2024, 1, 1))));

    [Fact]
    public void A_later_row_that_differs_holds_from_the_first_open_day()
    {
        var manager = Of("B1");

        Assert.True(Say(manager, "B2", open: July));
        Assert.Equal([(Hired, "B1"), (July, "B2")], Postings(manager));
        Assert.Equal(("B1", "B2"), (manager.On(new(2026, 6, 30)).Data.Org, manager.On(July).Data.Org));
    }

    [Fact]
    public void Before_any_close_a_later_row_corrects_the_first()
    {
        var manager = Of("B1");

        Assert.True(Say(manager, "B2"));
        Assert.Equal([(Hired, "B2")], Postings(manager));
        Assert.Equal(2, manager.Version);
    }

    [Fact]
    public void The_same_row_again_says_nothing()
    {
        var manager = Of("B1");
        Say(manager, "B2", open: July);

        Assert.False(Say(manager, "B2", open: July));
        Assert.False(Say(manager, "B2", open: July.AddMonths(1)));
        Assert.Equal((2, 2), (manager.Version, manager.Postings.Count));
    }

    [Fact]
    public void A_second_change_in_the_same_open_month_corrects_the_first()
    {
        var manager = Of("B1");
        Say(manager, "B2", open: July);

        Assert.True(Say(manager, "B3", open: July));
        Assert.Equal([(Hired, "B1"), (July, "B3")], Postings(manager));
        Assert.Equal(3, manager.Version);
    }

    [Fact]
    public void Effective_on_puts_a_posting_where_it_belongs()
    {
        var manager = Of("B1");
        Say(manager, "B2", open: July);

        Assert.True(Say(manager, "B9", effectiveOn: new(2025, 5, 1), open: July));
        Assert.Equal([(Hired, "B1"), (new DateOnly(2025, 5, 1), "B9"), (July, "B2")], Postings(manager));
        Assert.False(Say(manager, "B9", effectiveOn: new(2025, 5, 1), open: July));
        Assert.False(Say(manager, "B9", effectiveOn: new(2026, 1, 1), open: July)); // holds that day already
        Assert.True(Say(manager, "B8", effectiveOn: new(2025, 5, 1), open: July));
        Assert.Equal("B8", manager.On(new(2026, 6, 30)).Data.Org);
    }

    [Fact]
    public void A_posting_that_begins_later_is_corrected_where_it_begins()
    {
        var manager = Of("B1");
        Say(manager, "B2", effectiveOn: new(2026, 9, 1), open: July);

        Assert.True(Say(manager, "B3", open: July));
        Assert.Equal([(Hired, "B1"), (new DateOnly(2026, 9, 1), "B3")], Postings(manager));
    }

    [Fact]
    public void Who_is_hired_after_the_first_open_day_is_corrected_from_hiring()
    {
        var manager = new Manager("M9");
        manager.Describe(Person(new(2026, 8, 1)), Posting("B1"), null, July);

        manager.Describe(Person(new(2026, 8, 1)), Posting("B2"), null, July);
        Assert.Equal([(new DateOnly(2026, 8, 1), "B2")], Postings(manager));
    }

    [Fact]
    public void Personal_data_is_news_without_a_posting()
    {
        var manager = Of("B1");

        Assert.True(manager.Describe(Person(Hired) with { LeftOn = new(2026, 6, 30) }, Posting("B1"), null, July));
        Assert.Equal((2, 1), (manager.Version, manager.Postings.Count));
        Assert.True(manager.IsInPost(Period.Parse("2026-06")));
        Assert.False(manager.IsInPost(Period.Parse("2026-07")));
        Assert.True(manager.IsInPost(Period.Parse("2020-03")));
        Assert.False(manager.IsInPost(Period.Parse("2020-02")));
    }

    [Fact]
    public void The_profile_names_no_person_and_lists_postings_in_order()
    {
        var manager = Of("B1");
        Say(manager, "B2", open: July);
        Say(manager, "B9", effectiveOn: new(2025, 5, 1), open: July);

        var profile = manager.Profile(knownFrom: 7);
        Assert.Equal(("M1", 3, 7), (profile.ManagerNo, profile.Version, profile.KnownFrom));
        Assert.Equal(["B1", "B9", "B2"], profile.Postings.Select(p => p.Org));
    }

    private static Manager Of(string org, DateOnly? effectiveOn = null)
    {
        var manager = new Manager("M1");
        Assert.True(Say(manager, org, effectiveOn));
        return manager;
    }

    private static bool Say(Manager manager, string org, DateOnly? effectiveOn = null, DateOnly? open = null) =>
        manager.Describe(Person(Hired), Posting(org), effectiveOn, open);

    private static PersonalData Person(DateOnly hired) => new("赵", hired, null, null, null);

    private static PostingData Posting(string org) => new(org, null, "junior", null, null, null, null);

    private static IEnumerable<(DateOnly, string)> Postings(Manager manager) =>
        manager.Postings.OrderBy(p => p.From).Select(p => (p.From, p.Data.Org));
}
