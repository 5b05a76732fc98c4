using System.Text;
using CardTeam.Contracts.Feedback;
using CardTeam.Feedback.Complaints;
using CardTeam.Feedback.Data;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Feedback.Tests.Complaints;

public class ImportComplaintsTests
{
    private const string Columns =
        "complaint_ref,manager_no,received_on,channel,category,severity,outcome,resolved_on\n";
    private const string Csv =
        Columns + "C1,M1,2026-06-01,phone,年费争议,,,\nC2,M2,2026-06-02,regulator,违规营销,major,upheld,2026-06-09\n";

    [Fact]
    public async Task Complaints_are_announced_without_a_word_of_what_they_are_about()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);

        var outcome = await service.ImportAsync("complaints", Csv, service.As(Roles.ComplaintDesk));

        Assert.Equal(("completed", (2L, 0L, 0L)), (outcome.Status, outcome.Rows));
        Assert.Equal("complaints", Assert.Single(await service.OutboxAsync()).Stream);
        Assert.Equal(
            [
                new("C1", 1, 1, "M1", "minor", null, null, Roles.ComplaintDesk),
                new("C2", 1, 1, "M2", "major", "upheld", new(2026, 6, 9), Roles.ComplaintDesk),
            ],
            (await service.AnnouncedAsync<ComplaintsChanged>())[0].Complaints
        );
        var body = await service.ReadAsync(db => db.Outbox.Select(m => m.Body).SingleAsync());
        Assert.DoesNotContain("年费", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_file_again_says_nothing_new()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        await service.ImportAsync("complaints", Csv);

        Assert.Equal((0L, 2L, 0L), (await service.ImportAsync("complaints", Csv)).Rows);
        Assert.Single(await service.OutboxAsync());
    }

    [Fact]
    public async Task A_decision_is_a_new_version_known_from_the_next_close()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        await service.ImportAsync("complaints", Csv);
        await service.DeliverAsync(BankEvents.Closed(1, "2026-05"));

        Assert.Equal(
            (1L, 0L, 0L),
            (
                await service.ImportAsync(
                    "complaints",
                    Columns + "C1,M1,2026-06-01,phone,年费争议,severe,rejected,2026-06-10\n"
                )
            ).Rows
        );

        Assert.Equal(
            new ComplaintState("C1", 2, 2, "M1", "severe", "rejected", new(2026, 6, 10), Roles.Administrator),
            (await service.AnnouncedAsync<ComplaintsChanged>())[1].Complaints[0]
        );
    }

    [Fact]
    public async Task A_file_that_changes_its_mind_announces_every_version()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);

        await service.ImportAsync(
            "complaints",
            Columns
                + "C1,M1,2026-06-01,phone,x,minor,,\nC1,M1,2026-06-01,phone,x,major,,\nC1,M1,2026-06-01,phone,y,major,,\n"
        );

        Assert.Equal(
            [(1, "minor"), (2, "major"), (3, "major")],
            (await service.AnnouncedAsync<ComplaintsChanged>())
                .SelectMany(c => c.Complaints)
                .Select(c => (c.Version, c.Severity))
        );
    }

    [Fact]
    public async Task Columns_the_file_leaves_out_stay_as_they_are()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        await service.ImportAsync("complaints", Csv);

        var outcome = await service.ImportAsync(
            "complaints",
            "complaint_ref,manager_no,received_on,channel,category\nC2,M2,2026-06-02,regulator,违规营销\n"
        );

        Assert.Equal((0L, 1L, 0L), outcome.Rows);
        Assert.Equal(
            (1L, 0L, 0L),
            (await service.ImportAsync("complaints", Columns + "C2,M2,2026-06-02,regulator,违规营销,,,\n")).Rows
        );
        var current = await service.ReadAsync<FeedbackDbContext, Complaint>(db =>
            db.Complaints.SingleAsync(c => c.ComplaintRef == "C2" && c.KnownUntil == null)
        );
        Assert.Equal(("minor", null, null), (current.Severity, current.Outcome, current.ResolvedOn));
    }

    [Fact]
    public async Task Wrong_rows_are_named_with_their_column()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);

        var outcome = await service.ImportAsync(
            "complaints",
            Columns
                + "C1,M1,2026-06-01,fax,x,,,\nC2,M1,2026-06-01,phone,x,,upheld,\nC3,M1,2026-06-01,phone,x,,,2026-06-02\nC5,,2026-06-03,phone,,,,\nC6,M1,2026-06-03,post,x,,,\n"
        );

        Assert.Equal((1L, 0L, 4L), outcome.Rows);
        Assert.Equal(
            [
                (2L, "channel", "import.not-one-of"),
                (3L, "resolved_on", "complaint.decided-without-a-day"),
                (4L, "outcome", "complaint.resolved-without-outcome"),
                (5L, "manager_no", "import.required"),
                (5L, "category", "import.required"),
            ],
            outcome.Errors.OrderBy(e => e.Row).Select(e => (e.Row, e.Column, e.Code))
        );
    }

    [Theory]
    [InlineData(true, false, "failed")]
    [InlineData(false, true, "completed")]
    public async Task Atomic_with_a_bad_row_and_a_dry_run_keep_nothing(bool atomic, bool dryRun, string status)
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);

        var outcome = await service.ImportAsync(
            "complaints",
            Csv + "C3,M1,2026-06-01,phone,x,,upheld,\n",
            atomic: atomic,
            dryRun: dryRun
        );

        Assert.Equal((status, (2L, 0L, 1L)), (outcome.Status, outcome.Rows));
        Assert.Empty(await service.OutboxAsync());
        Assert.Equal(0, await service.ReadAsync<FeedbackDbContext, int>(db => db.Complaints.CountAsync()));
    }

    [Fact]
    public async Task Rows_and_their_announcement_are_kept_together_or_not_at_all()
    {
        var saves = new FailingSaves(entity => entity is Complaint);
        await using var service = await ServiceUnderTest.StartAsync(
            FeedbackService.Build,
            builder => builder.Services.ConfigureDbContext<FeedbackDbContext>(options => options.AddInterceptors(saves))
        );

        var import = service.ImportAsync("complaints", Csv, service.As(Roles.ComplaintDesk, id: "li"));
        await saves.Failed;
        Assert.Equal(0, await service.ReadAsync<FeedbackDbContext, int>(db => db.Complaints.CountAsync()));
        Assert.Empty(await service.OutboxAsync());

        saves.Failing = false;
        Assert.Equal((2L, 0L, 0L), (await import).Rows);
        Assert.Single(await service.AnnouncedAsync<ComplaintsChanged>());
        Assert.Equal(
            "li",
            await service.ReadAsync(db =>
                db.Audit.Where(a => a.Action == "import complaints").Select(a => a.Actor).FirstAsync()
            )
        );
    }

    [Fact]
    public async Task Who_speaks_for_a_unit_cannot_take_a_complaint_from_another()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        await service.DeliverAsync(BankEvents.Units(("B1", null), ("B2", null)));
        await service.DeliverAsync(BankEvents.Managers(("M1", "B1"), ("M2", "B2")));
        await service.ImportAsync("complaints", Csv);
        var desk = service.As(Roles.ComplaintDesk, org: "B1");

        Assert.Equal(
            (1L, 0L, 0L),
            (await service.ImportAsync("complaints", Columns + "C1,M1,2026-06-01,phone,年费争议,major,,\n", desk)).Rows
        );
        var outcome = await service.ImportAsync(
            "complaints",
            Columns
                + "C2,M1,2026-06-02,regulator,违规营销,major,upheld,2026-06-09\nC1,M2,2026-06-01,phone,年费争议,major,,\nC3,M9,2026-06-01,phone,x,,,\n",
            desk
        );
        Assert.Equal((0L, 0L, 3L), outcome.Rows);
        Assert.All(outcome.Errors, e => Assert.Equal("import.outside-your-part", e.Code));
    }

    /// <summary>
    /// May and June are closed: who changes what was decided in them, or decides in them late, is named with whose
    /// months it changes. Who brings a version is named in any case: Performance may have closed more months.
    /// </summary>
    [Fact]
    public async Task Who_changes_a_decision_of_a_closed_month_is_named_with_the_months()
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        service.Clock.SetTo(new(2026, 7, 15));
        await service.ImportAsync(
            "complaints",
            Columns
                + "C1,M1,2026-06-01,phone,x,major,upheld,2026-06-10\nC2,M1,2026-06-01,phone,x,major,,\nC3,M1,2026-05-01,phone,x,major,rejected,2026-05-10\n",
            service.As(Roles.ComplaintDesk, id: "ma")
        );
        await service.DeliverAsync(BankEvents.Closed(2, "2026-06"));
        await service.DeliverAsync(BankEvents.Closed(1, "2026-05"));
        foreach (
            var (by, row) in ((string, string)[])
                [
                    ("li", "C1,M1,2026-06-01,phone,x,major,rejected,2026-06-12"),
                    ("wu", "C1,M2,2026-06-01,phone,x,major,upheld,2026-07-02"),
                    ("he", "C1,M2,2026-06-01,phone,x,minor,upheld,2026-07-02"),
                    ("li", "C2,M1,2026-06-01,phone,x,major,upheld,2026-06-29"),
                    ("wu", "C2,M1,2026-06-01,email,y,major,upheld,2026-06-29"),
                    ("he", "C3,M2,2026-05-01,phone,x,major,upheld,2026-06-30"),
                    ("li", "C4,M1,2026-07-01,phone,x,major,upheld,2026-07-02"),
                ]
        )
            Assert.Equal(
                (1L, 0L, 0L),
                (await service.ImportAsync("complaints", Columns + row, service.As(Roles.ComplaintDesk, id: by))).Rows
            );

        Assert.Equal(
            [
                "C1 1: ma ",
                "C2 1: ma ",
                "C3 1: ma ",
                "C1 2: li M1 2026-06",
                "C1 3: wu M1 2026-06",
                "C1 4: he ",
                "C2 2: li M1 2026-06",
                "C2 3: wu ",
                "C3 2: he M1 2026-05, M2 2026-06",
                "C4 1: li ",
            ],
            (await service.AnnouncedAsync<ComplaintsChanged>())
                .SelectMany(c => c.Complaints)
                .Select(c =>
                    $"{c.ComplaintRef} {c.Version}: {c.ChangedBy} {string.Join(", ", (c.ChangedMonths ?? []).Select(m => $"{m.ManagerNo} {m.Month}"))}"
                )
        );
    }

    [Theory]
    [InlineData(Roles.ComplaintDesk, 202)]
    [InlineData(Roles.Feed, 202)]
    [InlineData(Roles.Trainer, 403)]
    [InlineData(Roles.BranchHead, 403)]
    [InlineData(Roles.AccountManager, 403)]
    public async Task Only_the_desk_and_those_who_operate_bring_complaints(string role, int status)
    {
        await using var service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        using var body = new StringContent(Csv, Encoding.UTF8, "text/csv");

        Assert.Equal(
            status,
            (int)(await service.As(role, org: "B1", managerNo: "M1").PostAsync("/imports/complaints", body)).StatusCode
        );
    }
}
