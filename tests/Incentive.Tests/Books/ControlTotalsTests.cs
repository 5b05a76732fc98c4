using CardTeam.Contracts;
using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Performance;
using CardTeam.Contracts.Training;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Tests.Plans;

namespace CardTeam.Incentive.Tests.Books;

public class ControlTotalsTests
{
    [Theory]
    [InlineData(typeof(ManagersChanged), "performance", "managers", "1", "0")]
    [InlineData(typeof(ScorecardsClosed), "performance", "scorecards", "1", "0")]
    [InlineData(typeof(CertificatesChanged), "training", "certificates", "1", "0")]
    [InlineData(typeof(ComplaintsChanged), "feedback", "complaints", "1", "0")]
    [InlineData(
        typeof(CardFactsRecorded),
        "performance",
        "card-facts 2026-04",
        "1 facts, 12.50 CNY, 1 versions",
        "0 facts, 0.00 CNY, 0 versions"
    )]
    [InlineData(typeof(CertificatesCounted), "training", "certificates", null, "1")]
    [InlineData(typeof(ComplaintsCounted), "feedback", "complaints", null, "1")]
    [InlineData(typeof(PeriodClosed), "performance", "close of 2026-04", null, "nothing")]
    public async Task A_run_waits_for_what_was_announced_and_names_it(
        Type lost,
        string service,
        string what,
        string? announced,
        string held
    )
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office
            .Others.Fact("A", "instalment", "C1", "2026-04-02", amount: "12.50")
            .Certify("2026-01-01")
            .Complain("P", "minor", null, null)
            .Score("2026-04", 1)
            .Close("2026-04");
        var said = office.Others.Take();
        foreach (var message in said.Where(m => m.GetType() != lost))
            await office.Service.DeliverAsync(message);

        var answer = await office.StartRunAsync("2026-04");
        Assert.Equal((409, "run.not-complete"), (answer.Status, answer.Code));
        var missing = Assert.Single(answer.Details);
        Assert.Equal(
            (service, what, announced, held),
            (Text("service"), Text("what"), Text("announced"), Text("held"))
        );
        Assert.Equal(
            409,
            (await office.StartRunAsync("2026-04", service == "training" ? "feedback" : "training")).Status
        );

        foreach (var message in said.Where(m => m.GetType() == lost))
            await office.Service.DeliverAsync(message);
        Assert.Equal("calculated", (await office.RunAsync("2026-04")).Status);

        string? Text(string name) => missing.GetProperty(name).GetString();
    }

    [Fact]
    public async Task A_correction_of_which_half_has_arrived_is_not_enough()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office
            .Others.Fact("A", "activated", "C1", "2026-04-02")
            .Fact("A", "activated", "C2", "2026-04-02")
            .Close("2026-04");
        var said = office.Others.Take();
        var ended = said.OfType<CardFactsRecorded>().Single(f => f.Facts[0].KnownUntil is not null);
        foreach (var message in said.Where(m => !ReferenceEquals(m, ended)))
            await office.Service.DeliverAsync(message);

        Assert.Equal(
            "2 facts, 0.00 CNY, 2 versions",
            Assert.Single((await office.StartRunAsync("2026-04")).Details).GetProperty("held").GetString()
        );
        await office.Service.DeliverAsync(ended);
        Assert.Equal("100.00", (await office.RunAsync("2026-04")).Total);
    }

    [Fact]
    public async Task Earlier_months_must_be_complete_too()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.PayAsync("2026-04");
        office.Others.Fact("A", "activated", "C1", "2026-04-02").Close("2026-05");
        foreach (var message in office.Others.Take().Where(m => m is not CardFactsRecorded))
            await office.Service.DeliverAsync(message);

        Assert.Equal(
            "card-facts 2026-04",
            Assert.Single((await office.StartRunAsync("2026-05")).Details).GetProperty("what").GetString()
        );
    }

    [Fact]
    public async Task Everything_that_is_missing_is_named_at_once()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office
            .Others.Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "activated", "C1", "2026-03-02")
            .Certify("2026-01-01")
            .Complain("P", "minor", null, null)
            .Score("2026-04", 1)
            .Close("2026-04");
        await office.Service.DeliverAsync(office.Others.Take().OfType<PeriodClosed>().Single());

        Assert.Equal(
            ["card-facts 2026-03", "card-facts 2026-04", "managers", "scorecards", "certificates", "complaints"],
            (await office.StartRunAsync("2026-04")).Details.Select(d => d.GetProperty("what").GetString())
        );
    }

    [Fact]
    public async Task A_later_close_needs_the_first_one_to_know_where_the_bank_begins()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        office.Others.Close("2026-04").Close("2026-05");
        foreach (var message in office.Others.Take().Where(m => m is not PeriodClosed { CloseNumber: 1 }))
            await office.Service.DeliverAsync(message);

        Assert.Equal(
            "the first close",
            Assert.Single((await office.StartRunAsync("2026-05")).Details).GetProperty("what").GetString()
        );
    }

    [Fact]
    public async Task Without_a_service_that_is_down_the_run_goes_on_says_so_and_is_set_right_later()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Gated, Rules.Complaints);
        office
            .Others.Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "activated", "C2", "2026-04-02")
            .Certify("2026-01-01")
            .Complain("P", "minor", "upheld", "2026-04-09")
            .Close("2026-04");
        var said = office.Others.Take();
        bool IsLate(IIntegrationEvent m) =>
            m is CertificatesChanged or CertificatesCounted or ComplaintsChanged or ComplaintsCounted;
        foreach (var message in said.Where(m => !IsLate(m)))
            await office.Service.DeliverAsync(message);

        Assert.Equal(
            ["certificates"],
            (await office.StartRunAsync("2026-04", "feedback")).Details.Select(d => d.GetProperty("what").GetString())
        );
        var run = await office.RunAsync("2026-04", "training", "feedback", "training");
        Assert.Equal(("0.00", "feedback training"), (run.Total, string.Join(' ', run.Without)));

        // Events that arrive during the approval neither change the run nor make it stale.
        foreach (var message in said.Where(IsLate))
            await office.Service.DeliverAsync(message);
        Assert.Equal(200, (await office.ApproveAsync(run)).Status);
        Assert.Equal(["feedback", "training"], (await office.StatementAsync("2026-04")).Without);

        await office.PayAsync("2026-05");
        // 10 + 20 for the cards less 50 for the complaint: April now carries −20 over, and nothing is payable.
        Assert.Equal(
            ("0.00", "-20.00"),
            (await office.StatementAsync("2026-05")) is var statement ? (statement.Payable, statement.Carried) : default
        );
    }

    [Fact]
    public async Task A_run_without_a_service_takes_what_had_arrived_of_it()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Gated);
        office
            .Others.Fact("A", "activated", "C1", "2026-04-02")
            .Certify("2026-01-01")
            .Certify("2026-02-01")
            .Close("2026-04");
        foreach (
            var message in office
                .Others.Take()
                .Where(m => m is not CertificatesChanged { Intervals: [{ ValidFrom.Month: 2 }] })
        )
            await office.Service.DeliverAsync(message);

        Assert.Equal("10.00", (await office.RunAsync("2026-04", "training")).Total);
    }

    [Fact]
    public async Task Performance_can_not_be_left_out()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred);
        await office.CloseAsync("2026-04");

        var answer = await office.StartRunAsync("2026-04", "performance");
        Assert.Equal((400, "run.unknown-service"), (answer.Status, answer.Code));
    }
}
