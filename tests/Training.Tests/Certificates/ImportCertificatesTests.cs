using System.Text;
using CardTeam.Contracts.Training;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using CardTeam.Training.Certificates;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Training.Tests.Certificates;

public class ImportCertificatesTests
{
    private const string Csv =
        "manager_no,certificate,valid_from,valid_to,number\nM1,CARD-SALES,2026-01-01,2027-12-31,证书甲\nM2,CARD-SALES,2026-02-01,,\n";

    public static TheoryData<string, string> Encodings =>
        new()
        {
            { "utf-8", "utf-8" },
            { "utf-8 with BOM", "utf-8" },
            { "GBK", "gb18030" },
            { "GB18030", "gb18030" },
            { "xlsx", "xlsx" },
        };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_file_says_the_same_in_every_encoding_a_bank_uses(string written, string read)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = written switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(Csv),
            "utf-8 with BOM" => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Csv)],
            "xlsx" => TestWorkbook.FromCsv(Csv),
            _ => Encoding.GetEncoding(written).GetBytes(Csv),
        };
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);

        var outcome = await service.ImportAsync("certificates", bytes, service.As(Roles.Trainer));

        Assert.Equal(("completed", read, (2L, 0L, 0L)), (outcome.Status, outcome.Format, outcome.Rows));
        Assert.Equal(
            "证书甲",
            await service.ReadAsync<TrainingDbContext, string?>(db =>
                db.Certificates.Where(c => c.ManagerNo == "M1").Select(c => c.Number).SingleAsync()
            )
        );
        Assert.Equal((0L, 2L, 0L), (await service.ImportAsync("certificates", Csv, service.As(Roles.Trainer))).Rows);
    }

    [Fact]
    public async Task Each_changed_interval_is_announced_with_its_version_and_the_close_that_will_know_it()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);

        await service.ImportAsync("certificates", Csv);
        await service.ImportAsync("certificates", Csv);
        await service.DeliverAsync(BankEvents.Closed(1, "2026-05"));
        await service.ImportAsync("certificates", Csv.Replace("2027-12-31", "2026-06-30", StringComparison.Ordinal));

        var announced = await service.OutboxAsync();
        Assert.All(announced, a => Assert.Equal("certificates", a.Stream));
        Assert.Equal(
            [
                new("M1", "CARD-SALES", new(2026, 1, 1), new(2027, 12, 31), 1, 1),
                new("M2", "CARD-SALES", new(2026, 2, 1), null, 1, 1),
                new("M1", "CARD-SALES", new(2026, 1, 1), new(2026, 6, 30), 2, 2),
            ],
            announced.Select(a => a.Event).OfType<CertificatesChanged>().SelectMany(c => c.Intervals)
        );
    }

    [Fact]
    public async Task A_file_that_changes_its_mind_announces_every_version()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);

        var outcome = await service.ImportAsync(
            "certificates",
            "manager_no,certificate,valid_from,valid_to\nM1,C,2026-01-01,\nM1,C,2026-01-01,2026-03-31\nM1,C,2026-01-01,2026-03-31\nM1,C,2026-01-01,\nM1,C,2026-05-01,\n"
        );

        Assert.Equal((4L, 1L, 0L), outcome.Rows);
        var intervals = (await service.AnnouncedAsync<CertificatesChanged>())
            .SelectMany(c => c.Intervals)
            .Select(i => (i.ValidFrom.Month, i.Version));
        Assert.Equal([(1, 1), (1, 2), (1, 3), (5, 1)], intervals);
    }

    [Fact]
    public async Task Who_changes_what_was_held_in_a_closed_month_is_named_with_the_months()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.ImportAsync("certificates", "manager_no,certificate,valid_from,valid_to\nM1,C,2026-01-01,\n");
        await service.DeliverAsync(BankEvents.Closed(2, "2026-05"));
        await service.DeliverAsync(BankEvents.Closed(1, "2026-04"));
        foreach (
            var (by, row) in ((string, string)[])
                [("li", "M1,C,2026-01-01,2026-05-15"), ("wu", "M1,C,2026-05-20,"), ("he", "M1,C,2026-06-01,")]
        )
            await service.ImportAsync(
                "certificates",
                $"manager_no,certificate,valid_from,valid_to\n{row}\n",
                service.As(Roles.Trainer, id: by)
            );

        Assert.Equal(
            ["01-01 1   ", "01-01 2 li 2026-05 2026-05", "05-20 1 wu 2026-05 2026-05", "06-01 1   "],
            (await service.AnnouncedAsync<CertificatesChanged>())
                .SelectMany(c => c.Intervals)
                .Select(i => $"{i.ValidFrom:MM-dd} {i.Version} {i.ChangedBy} {i.ChangedFrom} {i.ChangedTo}")
        );
    }

    [Fact]
    public async Task An_event_carries_at_most_500()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        var rows = string.Concat(Enumerable.Range(1, 1201).Select(i => $"M{i},CARD-SALES,2026-01-01\n"));

        await service.ImportAsync("certificates", $"manager_no,certificate,valid_from\n{rows}");

        var events = await service.AnnouncedAsync<CertificatesChanged>();
        Assert.All(events, e => Assert.InRange(e.Intervals.Count, 1, 500));
        Assert.Equal(1201, events.Sum(e => e.Intervals.Count));
    }

    [Fact]
    public async Task A_column_the_file_leaves_out_stays_as_it_is_and_an_empty_cell_takes_away()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.ImportAsync("certificates", Csv);

        Assert.Equal(
            (0L, 1L, 0L),
            (
                await service.ImportAsync(
                    "certificates",
                    "manager_no,certificate,valid_from\nM1,CARD-SALES,2026-01-01\n"
                )
            ).Rows
        );
        Assert.Equal(
            (1L, 0L, 0L),
            (
                await service.ImportAsync(
                    "certificates",
                    "manager_no,certificate,valid_from,valid_to\nM1,CARD-SALES,2026-01-01,\n"
                )
            ).Rows
        );
        var current = await service.ReadAsync<TrainingDbContext, Certificate>(db =>
            db.Certificates.SingleAsync(c => c.ManagerNo == "M1" && c.KnownUntil == null)
        );
        Assert.Equal((2, null, "证书甲"), (current.Version, current.ValidTo, current.Number));
    }

    [Fact]
    public async Task Bad_rows_are_named_in_the_callers_language_and_the_good_ones_kept()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        var english = service.As(Roles.Trainer);
        english.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");

        var outcome = await service.ImportAsync(
            "certificates",
            "manager_no,certificate,valid_from,valid_to\nM1,C,2026-01-02,2026-01-01\n,C,2026-01-01,\nM1,C,1.1.2026,\nM1,C,2026-01-02,2026-01-02\n",
            english
        );

        Assert.Equal((1L, 0L, 3L), outcome.Rows);
        Assert.Equal(
            [
                (2, "valid_to", "certificate.ends-before-it-begins", "The last valid day is before the first."),
                (3, "manager_no", "import.required", "Required."),
                (
                    4,
                    "valid_from",
                    "import.not-a-date",
                    "Month and day cannot be told apart in “1.1.2026”; write 2026-06-01."
                ),
            ],
            outcome.Errors.Select(e => (e.Row, e.Column, e.Code, e.Message))
        );
        Assert.Equal("有效期止早于有效期起。", (await service.FinishedAsync(outcome.Id)).Errors[0].Message);
    }

    [Theory]
    [InlineData(true, false, "failed")]
    [InlineData(false, true, "completed")]
    public async Task Atomic_with_a_bad_row_and_a_dry_run_keep_nothing(bool atomic, bool dryRun, string status)
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);

        var outcome = await service.ImportAsync(
            "certificates",
            Csv + "M3,CARD-SALES,2026-02-01,2026-01-31,\n",
            atomic: atomic,
            dryRun: dryRun
        );

        Assert.Equal((status, (2L, 0L, 1L)), (outcome.Status, outcome.Rows));
        Assert.Single(outcome.Errors);
        Assert.Empty(await service.OutboxAsync());
        Assert.Equal(0, await service.ReadAsync<TrainingDbContext, int>(db => db.Certificates.CountAsync()));
    }

    [Fact]
    public async Task Rows_their_announcement_and_the_progress_are_kept_together_or_not_at_all()
    {
        var saves = new FailingSaves(entity => entity is Certificate);
        await using var service = await ServiceUnderTest.StartAsync(
            TrainingService.Build,
            builder => builder.Services.ConfigureDbContext<TrainingDbContext>(options => options.AddInterceptors(saves))
        );

        var import = service.ImportAsync("certificates", Csv);
        await saves.Failed;
        Assert.Equal(0, await service.ReadAsync<TrainingDbContext, int>(db => db.Certificates.CountAsync()));
        Assert.Empty(await service.OutboxAsync());
        Assert.Equal(0, await service.ReadAsync(db => db.Imports.Select(i => i.RowsRead).SingleAsync()));

        saves.Failing = false;
        Assert.Equal((2L, 0L, 0L), (await import).Rows);
        Assert.Equal(2, Assert.Single(await service.AnnouncedAsync<CertificatesChanged>()).Intervals.Count);
        Assert.Equal(
            "administrator",
            await service.ReadAsync(db =>
                db.Audit.Where(a => a.Action == "import certificates").Select(a => a.Actor).FirstAsync()
            )
        );
    }

    [Theory]
    [InlineData(Roles.Trainer, 202)]
    [InlineData(Roles.Feed, 202)]
    [InlineData(Roles.BranchHead, 403)]
    [InlineData(Roles.AccountManager, 403)]
    [InlineData(Roles.Auditor, 403)]
    public async Task Only_those_who_teach_or_operate_bring_certificates(string role, int status)
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        using var body = new StringContent(Csv, Encoding.UTF8, "text/csv");

        Assert.Equal(
            status,
            (int)
                (await service.As(role, org: "B1", managerNo: "M1").PostAsync("/imports/certificates", body)).StatusCode
        );
        Assert.Equal(401, (int)(await service.Anonymous().PostAsync("/imports/certificates", body)).StatusCode);
    }
}
