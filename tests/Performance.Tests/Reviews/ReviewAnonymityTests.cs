using System.Text.Json;
using CardTeam.Performance.Reviews;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Performance.Tests.Reviews;

/// <summary>The rule alone, on random answer sets of one to four competencies.</summary>
public class ReviewAnonymityTests
{
    private const int Minimum = ReviewBounds.FewestAnswers;

    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(2, 0, "")]
    [InlineData(1, 1, "")]
    [InlineData(3, 0, "peer 3")]
    [InlineData(5, 3, "partner 3, peer 5")]
    [InlineData(2, 1, "partner+peer 3")]
    [InlineData(2, 2, "partner+peer 4")]
    // The one partner could be had by subtraction: the peers are no longer shown by themselves.
    [InlineData(5, 1, "partner+peer 6")]
    [InlineData(1, 4, "partner+peer 5")]
    public void Relations_below_the_minimum_are_shown_with_the_next_smallest(
        int peers,
        int partners,
        string expected
    ) => Assert.Equal(expected, Shown([.. Of(ReviewWords.Peer, peers), .. Of(ReviewWords.Partner, partners)], Minimum));

    [Fact]
    public void Self_and_superior_are_named_and_a_lower_minimum_is_not_taken()
    {
        GivenMarks[] answers = [new(ReviewWords.Self, [5]), new(ReviewWords.Superior, [1]), .. Of(ReviewWords.Peer, 2)];
        Assert.Equal("self 1, superior 1", Shown(answers, minimum: 1));
        Assert.Equal([5m], ReviewAnonymity.Publish(answers, 1)[0].Means);
        Assert.Equal("self 1, superior 1", Shown([.. answers, new(ReviewWords.Peer, [3])], minimum: 4));
    }

    [Fact]
    public void A_mean_at_the_end_of_the_scale_does_not_say_what_everybody_gave()
    {
        GivenMarks[] Peers(params int[] marks) => [.. marks.Select(m => new GivenMarks(ReviewWords.Peer, [m]))];
        decimal MeanOf(params int[] marks) => ReviewAnonymity.Publish(Peers(marks), Minimum).Single().Means[0];
        Assert.Equal(4.67m, MeanOf(5, 5, 5));
        Assert.Equal(4.67m, MeanOf(5, 5, 4));
        Assert.Equal(4.67m, MeanOf(5, 5, 5, 4));
        Assert.Equal(4.33m, MeanOf(5, 5, 3));
        Assert.Equal(1.33m, MeanOf(1, 1, 1));
        Assert.Equal(1.5m, MeanOf(1, 1, 2, 2));
    }

    [Fact]
    public void Whatever_is_published_is_of_enough_answers_and_leaves_no_remainder() =>
        Check(c =>
        {
            var groups = ReviewAnonymity
                .Publish(c.Answers, c.Minimum)
                .Where(g => g.Relations.Any(ReviewWords.IsAnonymous))
                .ToList();
            var relations = groups.SelectMany(g => g.Relations).ToList();
            var all = c.Answers.Count(a => ReviewWords.IsAnonymous(a.Relation));
            var shown = groups.Sum(g => g.Answers);
            return groups.TrueForAll(g => g.Answers >= c.Minimum)
                && relations.Distinct(StringComparer.Ordinal).Count() == relations.Count
                && (shown == 0 ? all < c.Minimum : shown == all);
        });

    [Fact]
    public void Neither_the_order_nor_who_gave_which_answer_makes_a_difference() =>
        Check(c =>
        {
            var random = new Random(c.Seed);
            var shuffled = c.Answers.ToArray();
            random.Shuffle(shuffled);
            return Text(shuffled, c.Minimum) == Text(c.Answers, c.Minimum);
        });

    /// <summary>
    /// For each mark of each peer and partner there is another answer set, in which this mark is a different one, that
    /// publishes exactly the same: the mark cannot be derived, over relations, competencies and totals together.
    /// </summary>
    [Fact]
    public void No_mark_of_a_peer_or_partner_can_be_derived() =>
        Check(c =>
        {
            var published = Text(c.Answers, c.Minimum);
            for (var rater = 0; rater < c.Answers.Count; rater++)
            for (var competency = 0; competency < c.Answers[0].Marks.Count; competency++)
                if (
                    ReviewWords.IsAnonymous(c.Answers[rater].Relation)
                    && !Others(c.Answers, rater, competency).Any(other => Text(other, c.Minimum) == published)
                )
                    return false;
            return true;
        });

    [Fact]
    public void A_mark_that_is_not_shown_changes_nothing() =>
        Check(c =>
        {
            if (ReviewAnonymity.GroupsOf(c.Answers.Select(a => a.Relation), c.Minimum).Count > 0)
                return true;
            var published = Text(c.Answers, c.Minimum);
            return c
                .Answers.Select((a, at) => (a, at))
                .Where(p => ReviewWords.IsAnonymous(p.a.Relation))
                .All(p => Text(With(c.Answers, (p.at, 0, p.a.Marks[0] % 5 + 1)), c.Minimum) == published);
        });

    /// <summary>Answer sets in which one mark is another one, and at most one more mark differs.</summary>
    private static IEnumerable<IReadOnlyList<GivenMarks>> Others(
        IReadOnlyList<GivenMarks> answers,
        int rater,
        int competency
    )
    {
        var mark = answers[rater].Marks[competency];
        foreach (var changed in Enumerable.Range(1, 5).Where(m => m != mark))
        {
            yield return With(answers, (rater, competency, changed));
            for (var other = 0; other < answers.Count; other++)
            {
                var balanced = answers[other].Marks[competency] + mark - changed;
                if (other != rater && ReviewWords.IsAnonymous(answers[other].Relation) && balanced is >= 1 and <= 5)
                    yield return With(answers, (rater, competency, changed), (other, competency, balanced));
            }
        }
    }

    private static IReadOnlyList<GivenMarks> With(
        IReadOnlyList<GivenMarks> answers,
        params (int Rater, int Competency, int Mark)[] changes
    ) =>
        [
            .. answers.Select(
                (a, rater) =>
                    a with
                    {
                        Marks =
                        [
                            .. a.Marks.Select(
                                (m, at) =>
                                    changes
                                        .Where(c => c.Rater == rater && c.Competency == at)
                                        .Select(c => c.Mark)
                                        .DefaultIfEmpty(m)
                                        .First()
                            ),
                        ],
                    }
            ),
        ];

    /// <summary>All that is published: groups, competencies and the total.</summary>
    private static string Text(IReadOnlyCollection<GivenMarks> answers, int minimum)
    {
        var groups = ReviewAnonymity.Publish(answers, minimum);
        var parts = ReviewScore.PartsOf(groups, new(4, 4.5m, 1.1m), FormOfRelease.Terms.WeightOf, minimum);
        return JsonSerializer.Serialize(
            new
            {
                groups,
                competencies = ReviewScore.CompetenciesOf(groups, FormOfRelease.Terms.WeightOf),
                parts,
                total = ReviewScore.TotalOf(parts),
            }
        );
    }

    private sealed record Case(IReadOnlyList<GivenMarks> Answers, int Minimum, int Seed);

    private static void Check(Func<Case, bool> holds)
    {
        var cases =
            from competencies in Gen.Choose(1, 4)
            // Marks that are all alike are the hard case, and random ones hardly ever are.
            from lowest in Gen.Choose(1, 5)
            from highest in Gen.Choose(lowest, 5)
            from raters in Gen.Choose(0, 9)
            from relations in Gen.Elements(ReviewWords.Raters).ListOf(raters)
            from marks in Gen.Choose(lowest, highest).ListOf(competencies).ListOf(raters)
            from minimum in Gen.Choose(3, 5)
            from seed in Gen.Choose(0, int.MaxValue)
            select new Case(
                [.. relations.Zip(marks, (relation, own) => new GivenMarks(relation, [.. own]))],
                minimum,
                seed
            );
        Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static IEnumerable<GivenMarks> Of(string relation, int number) =>
        Enumerable.Range(0, number).Select(i => new GivenMarks(relation, [i % 5 + 1]));

    private static string Shown(IReadOnlyCollection<GivenMarks> answers, int minimum) =>
        string.Join(
            ", ",
            ReviewAnonymity.Publish(answers, minimum).Select(g => $"{string.Join('+', g.Relations)} {g.Answers}")
        );
}
