namespace CardTeam.Cases.Tests;

/// <summary>Files and calls as people and systems really send them, against the suite as people start it.</summary>
[TestCaseOrderer(InTheOrderOfTheFile.Type, InTheOrderOfTheFile.Assembly)]
public sealed class CasesTests(Suite shared) : IClassFixture<Suite>
{
    /// <summary>Cases whose steps all need a person, a browser or a broker, and which other tests cover.</summary>
    private static readonly string[] ByHand = ["C29", "C30", "C31", "C34"];

    /// <summary>Cases that share a suite, each with data of its own.</summary>
    public static TheoryData<string> Shared => [.. Ids(isFresh: false)];

    /// <summary>Cases that need a suite of their own, because a faulty product is stuck after them.</summary>
    public static TheoryData<string> Fresh => [.. Ids(isFresh: true)];

    [Theory]
    [MemberData(nameof(Shared))]
    public Task Comes_out_as_it_should(string id) => new CaseRun(shared).RunAsync(CaseFile.Steps(CaseFile.Case(id)));

    [Theory]
    [MemberData(nameof(Fresh))]
    public async Task Comes_out_as_it_should_and_leaves_the_suite_working(string id)
    {
        var own = new Suite();
        try
        {
            await own.InitializeAsync();
            await new CaseRun(own).RunAsync(CaseFile.Steps(CaseFile.Case(id)));
        }
        finally
        {
            await own.DisposeAsync();
        }
    }

    [Fact]
    public void There_are_34_and_each_is_run_but_those_by_hand()
    {
        var run = Ids(isFresh: false).Concat(Ids(isFresh: true)).Append(SlowLineTests.Case).Concat(ByHand);
        Assert.Equal(34, CaseFile.All.Count);
        Assert.Equal(CaseFile.All.Select(c => (string)c["id"]!), run.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Ids(bool isFresh) =>
        CaseFile
            .All.Where(c =>
                CaseFile.IsFresh(c) == isFresh
                && CaseFile.Steps(c).Any(CaseFile.IsRun)
                && (string)c["id"]! != SlowLineTests.Case
            )
            .Select(c => (string)c["id"]!);
}

/// <summary>A line with 150 bytes per second takes two minutes: it runs beside the other cases.</summary>
[Trait("Run", "long")]
public sealed class SlowLineTests(Suite suite) : IClassFixture<Suite>
{
    internal const string Case = "C26";

    [Fact]
    public Task An_upload_that_moves_may_take_as_long_as_it_likes() =>
        Task.WhenAll(
            CaseFile
                .Steps(CaseFile.Case(Case))
                .Where(s => (string)s["do"]! == "slow-import")
                .Select(s => new CaseRun(suite).RunAsync([s]))
        );
}
