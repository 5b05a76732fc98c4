using System.Diagnostics;
using System.Globalization;
using System.Text;
using CardTeam.Testing;
using Xunit.Abstractions;
using static CardTeam.Training.Tests.TrainingDesk;

namespace CardTeam.Training.Tests.Enrolments;

/// <summary>A list of ten thousand rows with two hundred mistakes of twelve kinds, as a workbook and in GBK.</summary>
public sealed class LargeEnrolmentFileTests(ITestOutputHelper output)
{
    private const int Rows = 10_000,
        Kinds = 12,
        Mistakes = 200;

    private const string Morning = "\"startTime\": \"09:00\", \"endTime\": \"12:00\"";

    /// <summary>
    /// A loaded machine is given more than the five seconds that the check takes at most on a free one.
    /// </summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Every_mistake_is_found_with_its_row_its_column_and_a_sentence()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await PrepareAsync(service);
        var (file, expected) = Write();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        foreach (
            var (name, bytes) in new[]
            {
                ("xlsx", TestWorkbook.FromCsv(file)),
                ("gbk", Encoding.GetEncoding("GBK").GetBytes(file)),
            }
        )
        {
            var began = Stopwatch.GetTimestamp();
            var check = await BringAsync(service, bytes, "dryRun=true");
            var took = Stopwatch.GetElapsedTime(began);
            output.WriteLine($"{name}: {check.RowsRead} rows checked in {took.TotalSeconds:0.00} s ({check.Format})");
            Assert.Equal((Rows - Mistakes, 0L, Mistakes), check.Rows);
            Assert.Equal(
                expected,
                check.Errors.Select(e => $"{e.Row} {e.Column} {e.Code}").Order(StringComparer.Ordinal)
            );
            Assert.Equal(Kinds, check.Errors.Select(e => e.Code).Distinct(StringComparer.Ordinal).Count());
            Assert.All(check.Errors, e => Assert.Contains(e.Message, c => c is >= '\u4E00' and <= '\u9FFF'));
            Assert.True(took < Limit, $"{name} took {took}.");
        }

        var start = Stopwatch.GetTimestamp();
        var real = await BringAsync(service, TestWorkbook.FromCsv(file), "mode=rows");
        output.WriteLine($"imported in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
        Assert.Equal((Rows - Mistakes, 0L, Mistakes), real.Rows);
        // The mistakes that seats and earlier rows make stay mistakes, and nothing else changes.
        Assert.Equal(
            (0L, Rows - Mistakes, Mistakes),
            (await BringAsync(service, TestWorkbook.FromCsv(file), "mode=rows")).Rows
        );
    }

    private static async Task PrepareAsync(ServiceUnderTest service)
    {
        foreach (var some in Enumerable.Range(0, Rows).Chunk(500))
            await RosterAsync(service, some.Select(i => Profile(No(i))));
        await RosterAsync(
            service,
            Profile("LEFT", leftOn: "2026-06-30"),
            Profile("NEW", hiredOn: "2026-08-01"),
            Profile("RURAL", area: "rural"),
            Profile("BUSY"),
            Profile("DONE"),
            Profile("TWICE")
        );
        await PutCourseAsync(service, "BASE");
        await PutCourseAsync(service, "C1");
        await PutCourseAsync(service, "C2");
        await PutCourseAsync(service, "NEXT", "\"prerequisites\": [ \"BASE\" ]");
        await PutCourseAsync(service, "CITY", "\"audience\": { \"areas\": [ \"urban\" ] }");
        for (var i = 0; i < 20; i++)
            await PutSessionAsync(service, $"G{i:00}", "C1");
        await PutSessionAsync(service, "OVER", "C2", "2026-06-14");
        await PutSessionAsync(service, "FULL", "C2", more: "\"seats\": 1");
        await PutSessionAsync(service, "SNEXT", "NEXT");
        await PutSessionAsync(service, "SCITY", "CITY");
        await PutSessionAsync(service, "TIME", "C2", more: Morning);
        await PutSessionAsync(service, "BUSY", "BASE", more: Morning);
        await EnrolAsync(service, "FULL", "TWICE");
        await EnrolAsync(service, "BUSY", "BUSY");

        // Somebody has completed the course of the many sessions.
        await PutSessionAsync(service, "EARLIER", "C1", "2026-06-15");
        await EnrolAsync(service, "EARLIER", "DONE");
        await SendAsync(
            Trainer(service),
            HttpMethod.Put,
            "/sessions/EARLIER/attendance",
            "{ \"day\": \"2026-06-15\", \"present\": [ \"DONE\" ] }"
        );
        await SendAsync(Trainer(service), HttpMethod.Post, "/sessions/EARLIER/confirm-attendance", "{}");
    }

    /// <summary>The file, and the row, column and code of every mistake in it.</summary>
    private static (string File, List<string> Expected) Write()
    {
        var (text, expected) = (new StringBuilder("客户经理编号,场次编号,操作\n"), new List<string>());
        for (var i = 0; i < Rows; i++)
        {
            var row = i + 2;
            if (i % (Rows / Mistakes) != 7)
            {
                text.Append(CultureInfo.InvariantCulture, $"{No(i)},G{i % 20:00},报名\n");
                continue;
            }

            var (line, mistake) = ((i / (Rows / Mistakes)) % Kinds) switch
            {
                0 => (",G01,报名", "manager_no import.required"),
                1 => ($"{No(i)},G99,报名", "session_code session.unknown"),
                2 => ($"{No(i)},OVER,报名", "session_code session.over"),
                3 => ($"{No(i)},FULL,报名", "session_code session.full"),
                4 => ("LEFT,G01,报名", "manager_no manager.left-bank"),
                5 => ("NEW,G01,报名", "manager_no manager.not-yet-hired"),
                6 => ($"{No(i)},SNEXT,报名", "manager_no course.prerequisite-missing"),
                7 => ("RURAL,SCITY,报名", "manager_no course.outside-audience"),
                8 => ("BUSY,TIME,报名", "manager_no enrolment.other-session-then"),
                9 => ("DONE,G01,报名", "manager_no enrolment.already-completed"),
                10 => ($"{No(i - 1)},G{(i - 1) % 20:00},退课", "action enrolment.twice-in-file"),
                _ => ($"{No(i)},G01,旁听", "action import.not-one-of"),
            };
            text.Append(line).Append('\n');
            expected.Add(string.Create(CultureInfo.InvariantCulture, $"{row} {mistake}"));
        }

        expected.Sort(StringComparer.Ordinal);
        return (text.ToString(), expected);
    }

    private static string No(int number) => string.Create(CultureInfo.InvariantCulture, $"M{number:00000}");
}
