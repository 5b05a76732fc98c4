using CardTeam.DemonstrationBank;
using CardTeam.Testing;

namespace CardTeam.EndToEnd.Tests.Samples;

/// <summary>
/// The walk's own order and its continuation after an interruption; the suite at the other end is tested elsewhere.
/// </summary>
public sealed class MonthEndWalkTests
{
    private const string Done =
        "closed 2026-04 2026-05; sheets intermediate junior senior trainee; plans approved; runs 2026-04 approved 2026-05 approved; "
        + "entries 2026-04 paid 8 2026-05 paid 2/rejected 1/outstanding 5; what-ifs 1; adjustments approved/proposed, holds 1, disputes 1; "
        + "recoveries taking/awaiting-side/awaiting-side; targets approved/proposed; "
        + "goals 2026-06 confirmed/2026-07 set/2026-Q3 returned; review open 2 of 4; "
        + "cases received/accepted/statement-asked/investigating/assigned/decided/closed/appealed/received; "
        + "warnings received/responded/warning; "
        + "interviews M0001 True/M0002 True; "
        + "tasks done/planned/planned, log written and commented; "
        + "courses 4, attendance confirmed, seats asked 1, sanctions 1, coachings 1; grades B2; "
        + "calendar True, group True, recognition spring star steady; counselling hotlines/key/key of auditor/key of hr/officers/request";

    private static readonly string[] AllImports =
    [
        "training enrolments",
        "performance org-units",
        "performance managers",
        "performance targets",
        "performance indicators",
        "performance card-facts 2026-04",
        "training certificates",
        "feedback complaints",
        "feedback satisfaction",
        "performance managers",
        "performance targets",
        "performance indicators",
        "performance card-facts 2026-04",
        "performance card-facts 2026-05",
        "training certificates",
        "feedback complaints",
        "feedback satisfaction",
        "performance targets",
        "performance indicators",
        "performance card-facts 2026-06",
        "training certificates",
        "feedback complaints",
        "feedback satisfaction",
        "performance targets",
        "performance customers",
        "performance customer-handovers",
        "training enrolments",
        "training attendance",
        "training exam-results",
        "training certificates",
    ];

    [Fact]
    public async Task It_takes_every_step_once_and_again_none()
    {
        using var gateway = new ContractGateway();
        await Walk(gateway);
        Assert.Equal(Done, gateway.State);
        Assert.Equal(AllImports, gateway.Imports);

        await Walk(gateway);
        Assert.Equal(Done, gateway.State);
        Assert.Equal(AllImports, gateway.Imports);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Broken_off_at_any_request_it_continues_without_doubling(bool afterWork)
    {
        int requests;
        using (var whole = new ContractGateway())
        {
            await Walk(whole);
            requests = whole.Requests;
        }

        Assert.True(requests > 60);
        // A short run breaks off at every fifth request, from the first to the last.
        for (var at = 1; at <= requests; at += LongRun.IsAsked ? 1 : 5)
        {
            using var gateway = new ContractGateway { Break = (at, afterWork) };
            var broken = await Assert.ThrowsAsync<MonthEndWalkException>(() => Walk(gateway));
            Assert.Equal("unreachable", broken.Code);

            gateway.Break = null;
            await Walk(gateway);
            Assert.Equal((at, Done), (at, gateway.State));
            Assert.Equal(AllImports, gateway.Imports);
        }
    }

    [Fact]
    public async Task A_rejected_row_ends_it_and_the_message_says_which()
    {
        using var gateway = new ContractGateway { RejectRows = true };
        var problem = await Assert.ThrowsAsync<MonthEndWalkException>(() => Walk(gateway));

        Assert.Equal("import 2026-04-enrolments", problem.Step);
        Assert.Contains("7,level,import.unknown-value", problem.Message, StringComparison.Ordinal);
        Assert.Empty(gateway.Closed);
    }

    private static async Task Walk(ContractGateway gateway)
    {
        using var client = new HttpClient(gateway, disposeHandler: false)
        {
            BaseAddress = new Uri("http://localhost:5080"),
        };
        await new MonthEndWalk(client, _ => { }, new HurriedTime()).RunAsync(CancellationToken.None);
    }

    /// <summary>The system's clock with timers that fire at once: nothing here needs waiting.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}
