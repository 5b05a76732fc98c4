using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Exams;
using CardTeam.Training.Questions;
using CardTeam.Training.Sittings;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Training.Tests.Sittings;

/// <summary>The drawing, showing and marking of a paper.</summary>
public class PaperTests
{
    private static readonly PaperDraw.Drawable[] Bank =
    [
        .. Enumerable
            .Range(1, 30)
            .Select(i => new PaperDraw.Drawable(
                $"Q{i}",
                1,
                i % 2 == 0 ? "合规" : "产品",
                i % 3 == 0 ? "hard" : "easy"
            )),
    ];

    private static readonly BlueprintLine[] Blueprint = [new("合规", "easy", 4), new("产品", "hard", 3)];

    [Fact]
    public void The_same_number_draws_the_same_paper_in_whatever_order_the_bank_comes()
    {
        var paper = PaperDraw.Draw(Bank, Blueprint, 7);

        Assert.Equal(paper, PaperDraw.Draw([.. Bank.Reverse()], Blueprint, 7));
        Assert.Equal(
            [("产品", "hard", 3), ("合规", "easy", 4)],
            paper.GroupBy(q => (q.Topic, q.Difficulty)).Select(g => (g.Key.Topic, g.Key.Difficulty, g.Count())).Order()
        );
        Assert.True(
            Enumerable
                .Range(1, 20)
                .Select(draw => string.Join(' ', PaperDraw.Draw(Bank, Blueprint, draw).Select(q => q.Code)))
                .Distinct()
                .Count() > 15
        );
    }

    [Fact]
    public void A_bank_that_is_too_small_is_named() =>
        Assert.Equal(
            "exam.bank-too-small",
            Assert.Throws<RuleBrokenException>(() => PaperDraw.Draw(Bank, [new("合规", "hard", 6)], 7)).Code
        );

    /// <summary>
    /// Whatever the order on the screen, an answer is kept in the question's letters and shown as it was given.
    /// </summary>
    [Fact]
    public void An_answer_comes_back_as_it_was_given_and_is_marked_as_it_was_meant()
    {
        Prop.ForAll(
                Gen.Zip(Gen.Choose(1, 1_000_000), Gen.Choose(0, 3)).ToArbitrary(),
                given =>
                {
                    var (draw, chosen) = given;
                    var item = Item("single", "B");
                    var layout = PaperDraw.LayoutOf("Q1", new(new("题", "Q"), null, [item]), draw);
                    var shown = "ABCD"[chosen].ToString();
                    var kept = ItemLayout.Read(layout, [shown]);
                    var isRight = ItemLayout.Of(layout)[0].Shown[chosen] == 'B';
                    return ItemLayout.Show(layout, kept).Single() == shown
                        && item.PointsFor(ItemLayout.At(kept, 0)) == (isRight ? 2 : 0);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("multiple", "AC", "m:ABCD", "CA", 2)]
    [InlineData("multiple", "AC", "m:ABCD", "A", 0)]
    [InlineData("multiple", "AC", "m:CBAD", "AC", 2)]
    [InlineData("ordering", "DCBA", "o:ABCD", "DCBA", 2)]
    [InlineData("ordering", "DCBA", "o:DCBA", "ABCD", 2)]
    [InlineData("ordering", "DCBA", "o:DCBA", "ABDC", 0)]
    [InlineData("true-false", "A", "t:AB", "A", 2)]
    [InlineData("true-false", "A", "t:AB", "B", 0)]
    [InlineData("numeric", "12.5", "n:", "12.9", 2)]
    [InlineData("numeric", "12.5", "n:", "１３", 2)]
    [InlineData("numeric", "12.5", "n:", "13.01", 0)]
    [InlineData("numeric", "12.5", "n:", "-12.5", 0)]
    public void Each_kind_is_marked_by_its_key(string kind, string key, string layout, string given, int points) =>
        Assert.Equal(points, Item(kind, key).PointsFor(ItemLayout.At(ItemLayout.Read(layout, [given]), 0)));

    [Theory]
    [InlineData("s:ABCD", "E")]
    [InlineData("s:ABCD", "AB")]
    [InlineData("s:ABCD", "a")]
    [InlineData("m:ABCD", "AA")]
    [InlineData("o:ABCD", "ABC")]
    [InlineData("n:", "twelve")]
    [InlineData("n:", "1|2")]
    public void What_is_no_answer_is_refused(string layout, string given) =>
        Assert.Equal(
            "sitting.answer-not-valid",
            Assert.Throws<RuleBrokenException>(() => ItemLayout.Read(layout, [given])).Code
        );

    [Fact]
    public void Parts_of_a_case_are_kept_apart_and_one_without_an_answer_has_no_points()
    {
        const string layout = "s:BA|n:|o:CAB";
        var kept = ItemLayout.Read(layout, ["A", "", "ABC"]);

        Assert.Equal("B||CAB", kept);
        Assert.Equal(["A", "", "ABC"], ItemLayout.Show(layout, kept));
        Assert.Null(ItemLayout.Read(layout, ["", " ", ""]));
        Assert.Equal(0, Item("numeric", "0").PointsFor(ItemLayout.At(kept, 1)));
    }

    [Fact]
    public void Item_figures_are_exact_and_silent_where_there_are_too_few()
    {
        var marked = Enumerable
            .Range(0, 100)
            .Select(i => new ItemStatistics.Marked("Q1", Guid.NewGuid(), i, i >= 70 ? 2 : 0, 2, i != 0))
            .ToList();

        var item = Assert.Single(ItemStatistics.Of(marked));
        Assert.Equal((0.3m, 1m, 1), (item.Share, item.Discrimination!.Value, item.Unanswered));
        var few = Assert.Single(ItemStatistics.Of([.. marked.Take(19)]));
        Assert.Null(few.Discrimination);
        Assert.Equal(0.333333m, ItemStatistics.Of([.. marked.Skip(68).Take(3)])[0].Share);
    }

    private static QuestionItem Item(string kind, string key) =>
        new(
            kind,
            null,
            2,
            kind switch
            {
                "numeric" => [],
                "true-false" => [new("正确", "True"), new("错误", "False")],
                _ => [new("甲", "a"), new("乙", "b"), new("丙", "c"), new("丁", "d")],
            },
            key,
            kind == "numeric" ? 0.5m : 0
        );
}
