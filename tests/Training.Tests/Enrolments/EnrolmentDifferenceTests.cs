using CardTeam.Testing;
using static CardTeam.Training.Tests.TrainingDesk;

namespace CardTeam.Training.Tests.Enrolments;

public sealed class EnrolmentDifferenceTests
{
    [Fact]
    public async Task The_check_tells_what_would_change_and_keeps_nothing()
    {
        await using var service = await BankAsync();
        await EnrolAsync(service, "S1", "M1");
        await EnrolAsync(service, "S1", "M2");
        const string file = """
            客户经理编号,场次,操作
            M1,S1,报名
            M2,S1,退课
            M3,S1,报名
            M4,S1,候补
            M1,S3,
            M3,S1,退课
            M9,S7,报名
            """;

        var check = await BringAsync(service, file, "dryRun=true");

        Assert.Equal((4L, 1L, 2L), check.Rows);
        Assert.Equal(
            [
                "2 unchanged M1 S1",
                "3 withdrawn M2 S1",
                "4 added M3 S1",
                "5 added M4 S1",
                "6 moved M1 S3 S1",
                "7 refused M3 S1  enrolment.twice-in-file",
                "8 refused M9 S7  session.unknown",
            ],
            await DifferenceAsync(service, check.Id)
        );
        Assert.Equal(["M1 enrolled", "M2 enrolled"], await StatesAsync(service, "S1"));
        Assert.Equal(["6 moved M1 S3 S1"], await DifferenceAsync(service, check.Id, "&verdict=moved"));
        var page = await GetAsync(Trainer(service), $"/imports/{check.Id}/difference?limit=2&total=true");
        Assert.Equal(7, page.GetProperty("total").GetInt32());
        Assert.Equal(2, page.GetProperty("counts").GetProperty("refused").GetInt32());
        var next = await GetAsync(
            Trainer(service),
            $"/imports/{check.Id}/difference?limit=500&after={page.GetProperty("next").GetString()}"
        );
        Assert.Equal(5, next.GetProperty("items").GetArrayLength());

        Assert.Equal((4L, 1L, 2L), (await BringAsync(service, file, "mode=rows")).Rows);
        Assert.Equal(["M3 enrolled", "M4 enrolled"], await StatesAsync(service, "S1"));
        Assert.Equal(["M1 enrolled"], await StatesAsync(service, "S3"));
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        await using var service = await BankAsync();
        await EnrolAsync(service, "S1", "M4");
        const string file =
            "manager_no,session_code,action\nM1,S1,enrol\nM4,S1,withdraw\nM2,S2,waiting\nM3,S2,waiting\n";

        Assert.Equal((4L, 0L, 0L), (await BringAsync(service, file, "mode=rows")).Rows);
        var before = (await StatesAsync(service, "S1"), await StatesAsync(service, "S2"));
        var again = await BringAsync(service, file, "mode=rows");

        Assert.Equal((0L, 4L, 0L), again.Rows);
        Assert.Equal(before.Item1, await StatesAsync(service, "S1"));
        Assert.Equal(["M2 enrolled", "M3 without-seat"], await StatesAsync(service, "S2"));
    }

    [Fact]
    public async Task A_whole_list_takes_off_whom_it_does_not_name_and_their_seats_are_free_for_those_it_does()
    {
        await using var service = await BankAsync();
        await EnrolAsync(service, "S2", "M1");
        await EnrolAsync(service, "S1", "M2");
        await EnrolAsync(service, "S1", "M3");
        const string list = "manager_no,session_code\nM2,S2\nM3,S1\nM4,S1\n";

        var check = await BringAsync(service, list, "dryRun=true&mode=replace");

        Assert.Equal(
            ["2 moved M2 S2 S1", "3 unchanged M3 S1", "4 added M4 S1", " withdrawn M1 S2 S2 enrolment.not-in-file"],
            await DifferenceAsync(service, check.Id)
        );
        Assert.Equal(["M1 enrolled"], await StatesAsync(service, "S2"));
        Assert.Equal("enrolment-lists", check.Kind);

        Assert.Equal((2L, 1L, 0L), (await BringAsync(service, list, "mode=replace")).Rows);
        Assert.Equal(["M2 enrolled"], await StatesAsync(service, "S2"));
        Assert.Equal(["M3 enrolled", "M4 enrolled"], await StatesAsync(service, "S1"));
        Assert.Equal((0L, 3L, 0L), (await BringAsync(service, list, "mode=replace")).Rows);
    }

    [Fact]
    public async Task A_whole_list_with_a_mistake_changes_nothing()
    {
        await using var service = await BankAsync();
        await EnrolAsync(service, "S1", "M2");

        var outcome = await BringAsync(service, "manager_no,session_code\nM3,S1\nM4,S7\n", "mode=replace");

        Assert.Equal(("failed", "import.nothing-kept"), (outcome.Status, outcome.ErrorCode));
        Assert.Equal(["M2 enrolled"], await StatesAsync(service, "S1"));
    }

    [Fact]
    public async Task Only_enrolments_are_taken_as_whole_lists()
    {
        await using var service = await BankAsync();
        using var body = new StringContent("a,b\n");
        using var refused = await Trainer(service)
            .PostAsync(new Uri("/imports/certificates?mode=replace", UriKind.Relative), body);
        Assert.Equal(400, (int)refused.StatusCode);
    }

    /// <summary>
    /// Four managers, and a course with sessions of many seats (S1), of one (S2), and of another day (S3).
    /// </summary>
    private static async Task<ServiceUnderTest> BankAsync()
    {
        var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await RosterAsync(service, Profile("M1"), Profile("M2"), Profile("M3"), Profile("M4"), Profile("M9"));
        await PutCourseAsync(service, "C1");
        await PutSessionAsync(service, "S1", "C1", more: "\"seats\": 9, \"waitingList\": true");
        await PutSessionAsync(service, "S2", "C1", more: "\"seats\": 1, \"waitingList\": true");
        await PutSessionAsync(service, "S3", "C1", "2026-08-03");
        return service;
    }
}
