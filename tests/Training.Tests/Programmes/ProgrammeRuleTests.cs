using CardTeam.Training.Courses;
using CardTeam.Training.Programmes;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Training.Tests.Programmes;

/// <summary>Who has done, is due and is late, by each kind of programme.</summary>
public class ProgrammeRuleTests
{
    private static readonly DateOnly From = new(2026, 1, 1);

    [Theory]
    [InlineData("2026-06-15", "due")]
    [InlineData("2026-06-30", "due")]
    [InlineData("2026-07-01", "late")]
    public void A_plan_is_late_the_day_after_its_last_one(string asOf, string state)
    {
        var terms = Terms(ProgrammeTerms.Plan) with { DueOn = new(2026, 6, 30), Courses = ["A", "B"] };
        Assert.Equal((1, 2, state), StateOf(terms, asOf, learned: [("A", "2026-02-01")]));
        Assert.Equal((2, 2, "done"), StateOf(terms, asOf, learned: [("A", "2026-02-01"), ("B", "2025-02-01")]));
    }

    [Theory]
    // Hired before the programme began: the days count from its beginning.
    [InlineData("2020-05-01", "2026-01-31", "due")]
    [InlineData("2020-05-01", "2026-02-01", "late")]
    [InlineData("2026-03-01", "2026-03-31", "due")]
    [InlineData("2026-03-01", "2026-04-01", "late")]
    public void A_plan_may_count_days_from_hiring(string hiredOn, string asOf, string state) =>
        Assert.Equal(
            (0, 1, state),
            StateOf(Terms(ProgrammeTerms.Plan) with { DueDays = 30, Courses = ["A"] }, asOf, hiredOn)
        );

    [Fact]
    public void A_yearly_course_is_done_anew_each_calendar_year()
    {
        var terms = Terms(ProgrammeTerms.Yearly) with { Courses = ["A"] };
        Assert.Equal((1, 1, "done"), StateOf(terms, "2026-12-31", learned: [("A", "2026-01-01")]));
        Assert.Equal((0, 1, "due"), StateOf(terms, "2027-01-01", learned: [("A", "2026-01-01")]));
        Assert.Equal((0, 1, "due"), StateOf(terms, "2026-03-01", learned: [("A", "2026-03-02")]));
    }

    [Fact]
    public void New_hires_need_two_of_three_skills_within_their_first_year()
    {
        var terms = Terms(ProgrammeTerms.NewHires) with { Certificates = ["X", "Y", "Z"], AtLeast = 2, DueDays = 365 };
        (string, DateOnly, DateOnly?)[] held = [("X", From, null), ("Y", From, new(2026, 6, 30))];
        Assert.Equal((2, 2, "done"), StateOf(terms, "2026-06-30", "2026-01-01", held: held));
        Assert.Equal((1, 2, "due"), StateOf(terms, "2026-07-01", "2026-01-01", held: held));
        Assert.Equal((1, 2, "late"), StateOf(terms, "2027-01-02", "2026-01-01", held: held));
    }

    [Fact]
    public void Talents_learn_by_every_channel()
    {
        var terms = Terms(ProgrammeTerms.Talents) with { Channels = ["online", "video"], DueOn = new(2026, 12, 31) };
        var progress = ProgrammeRule.Of(
            terms,
            new(2026, 6, 1),
            null,
            [
                new("A", "online", new(2026, 2, 1), null),
                new("B", "online", new(2026, 3, 1), null),
                new("C", "video", new(2025, 12, 31), null),
            ],
            []
        );
        Assert.Equal((1, 2), (progress.Done, progress.Needed));
    }

    [Theory]
    // 2026-05 lies in the second quarter.
    [InlineData("2026-05-20", "2026-04-01", "done")]
    [InlineData("2026-05-20", "2026-05-21", "late")]
    [InlineData("2026-05-20", "2026-03-31", "due")]
    [InlineData("2026-02-20", "2025-12-31", "due")]
    [InlineData("2026-05-20", "2025-12-31", "late")]
    public void A_unit_holds_a_session_each_quarter(string asOf, string heldOn, string state) =>
        Assert.Equal(
            state,
            ProgrammeRule
                .OfUnit(Terms(ProgrammeTerms.Branches), DateOnly.Parse(asOf), [DateOnly.Parse(heldOn)])
                .StateOn(DateOnly.Parse(asOf))
        );

    [Fact]
    public void Every_person_is_in_exactly_one_batch_and_none_has_more_than_its_seats() =>
        Prop.ForAll(
                Gen.Zip(Gen.Choose(0, 90).ListOf(), Gen.Choose(1, 50)).ToArbitrary(),
                given =>
                {
                    var (sizes, seats) = given;
                    var units = sizes.Select((people, i) => ($"U{i:000}", people)).ToList();
                    var batches = BatchPlan.Of(units, seats);
                    var placed = batches
                        .SelectMany(b => b.Units)
                        .GroupBy(u => u.Org, StringComparer.Ordinal)
                        .ToDictionary(
                            g => g.Key,
                            g => (Parts: g.Count(), People: g.Sum(u => u.Part)),
                            StringComparer.Ordinal
                        );
                    return batches.All(b => b.People <= seats && b.People == b.Units.Sum(u => u.Part) && b.People > 0)
                        && units.All(u => placed.GetValueOrDefault(u.Item1).People == u.people)
                        // Only a unit that no batch could take whole is split.
                        && units.All(u => u.people > seats || placed.GetValueOrDefault(u.Item1).Parts <= 1);
                }
            )
            .QuickCheckThrowOnFailure();

    private static (int Done, int Needed, string State) StateOf(
        ProgrammeTerms terms,
        string asOf,
        string? hiredOn = null,
        (string Course, string On)[]? learned = null,
        (string, DateOnly, DateOnly?)[]? held = null
    )
    {
        var day = DateOnly.Parse(asOf);
        var progress = ProgrammeRule.Of(
            terms,
            day,
            hiredOn is null ? null : DateOnly.Parse(hiredOn),
            [.. (learned ?? []).Select(l => new Learned(l.Course, "online", DateOnly.Parse(l.On), null))],
            held ?? []
        );
        return (progress.Done, progress.Needed, progress.StateOn(day));
    }

    private static ProgrammeTerms Terms(string kind) =>
        new(
            TitleZh: "计划",
            TitleEn: "Programme",
            Kind: kind,
            From: From,
            DueOn: null,
            DueDays: null,
            Courses: [],
            Certificates: [],
            AtLeast: 0,
            Channels: [],
            Units: [],
            Audience: CourseAudience.Everybody
        );
}
