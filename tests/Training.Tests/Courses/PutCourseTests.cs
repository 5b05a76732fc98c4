using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;
using static CardTeam.Training.Tests.TrainingDesk;

namespace CardTeam.Training.Tests.Courses;

public sealed class PutCourseTests
{
    [Fact]
    public async Task A_change_is_a_new_version_and_the_same_again_is_none()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await PutCourseAsync(service, "C0");
        const string all = """
            "prerequisites": [ "C0" ], "validMonths": 12,
            "audience": { "levels": [ "senior", "junior" ], "areas": [ "rural" ], "hiredWithinDays": 365 },
            "materials": [ { "title": { "zh": "讲义", "en": "Handout" }, "link": "https://bank.example/a" } ]
            """;

        Assert.Equal(1, (await PutCourseAsync(service, "C1", all)).GetProperty("version").GetInt32());
        Assert.Equal(1, (await PutCourseAsync(service, "C1", all)).GetProperty("version").GetInt32());
        Assert.Equal(2, (await PutCourseAsync(service, "C1")).GetProperty("version").GetInt32());

        var reader = Manager(service, "M1");
        var newest = await GetAsync(reader, "/courses/C1");
        Assert.Equal(
            [2, 1],
            newest.GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("version").GetInt32())
        );
        var first = await GetAsync(reader, "/courses/C1?version=1");
        Assert.Equal("6.0", first.GetProperty("hours").GetString());
        Assert.Equal("C0", first.GetProperty("prerequisites")[0].GetString());
        Assert.Equal(
            ["junior", "senior"],
            first.GetProperty("audience").GetProperty("levels").EnumerateArray().Select(l => l.GetString())
        );
        Assert.Equal("https://bank.example/a", first.GetProperty("materials")[0].GetProperty("link").GetString());
        Assert.Equal(
            2,
            await service.ReadAsync(db =>
                db.Audit.CountAsync(a => a.Action.StartsWith("PUT /courses") && a.Subject == "C1")
            )
        );
    }

    [Fact]
    public async Task The_catalogue_is_listed_filtered_sorted_and_exported_in_its_newest_versions()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await PutCourseAsync(service, "C1");
        await PutCourseAsync(service, "C1", "\"validMonths\": 6");
        await PutCourseAsync(service, "C2");

        var listed = await GetAsync(Trainer(service), "/courses?sort=-code&kind=sales&total=true");
        Assert.Equal(2, listed.GetProperty("total").GetInt32());
        Assert.Equal(
            ["C2 1", "C1 2"],
            listed
                .GetProperty("items")
                .EnumerateArray()
                .Select(c => $"{c.GetProperty("code")} {c.GetProperty("version")}")
        );
        Assert.Empty(
            (await GetAsync(Trainer(service), "/courses?search=nothing")).GetProperty("items").EnumerateArray()
        );
        var exported = await Trainer(service).GetStringAsync(new Uri("/courses.csv?search=课程C1", UriKind.Relative));
        Assert.Equal(2, exported.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("C1,2,课程C1,Course C1,sales,classroom", exported, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"kind\": \"cooking\"", "course.not-valid")]
    [InlineData("\"channel\": \"radio\"", "course.not-valid")]
    [InlineData("\"hours\": \"6.05\"", "course.not-valid")]
    [InlineData("\"hours\": \"0\"", "course.not-valid")]
    [InlineData("\"title\": { \"zh\": \"只有中文\", \"en\": \"\" }", "course.not-valid")]
    [InlineData("\"validMonths\": 0", "course.not-valid")]
    [InlineData("\"audience\": { \"levels\": [ \"expert\" ] }", "course.not-valid")]
    [InlineData("\"materials\": [ { \"title\": { \"zh\": \"a\", \"en\": \"a\" } } ]", "course.not-valid")]
    [InlineData(
        "\"materials\": [ { \"title\": { \"zh\": \"a\", \"en\": \"a\" }, \"link\": \"javascript:alert(1)\" } ]",
        "course.not-valid"
    )]
    [InlineData("\"prerequisites\": [ \"C9\" ]", "course.unknown-prerequisite")]
    [InlineData(
        "\"materials\": [ { \"title\": { \"zh\": \"a\", \"en\": \"a\" }, \"file\": \"0198b7a0-0000-7000-8000-000000000001\" } ]",
        "course.unknown-file"
    )]
    public async Task What_is_wrong_is_refused(string member, string code)
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        // The last of two members of one name counts.
        Assert.Equal(code, await RefusalAsync(PutCourseAsync(service, "C1", member, status: 400)));
    }

    [Fact]
    public async Task No_course_is_required_before_itself_and_no_code_differs_in_case_only()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await PutCourseAsync(service, "A");
        await PutCourseAsync(service, "B", "\"prerequisites\": [ \"A\" ]");
        await PutCourseAsync(service, "C", "\"prerequisites\": [ \"B\" ]");

        Assert.Equal(
            "course.requires-itself",
            await RefusalAsync(PutCourseAsync(service, "A", "\"prerequisites\": [ \"C\" ]", status: 409))
        );
        Assert.Equal("code.differs-in-case-only", await RefusalAsync(PutCourseAsync(service, "a", status: 409)));
    }

    [Fact]
    public async Task A_file_is_known_by_its_content_and_handed_out_to_be_saved()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await PutCourseAsync(service, "C1");
        var pdf = Encoding.ASCII.GetBytes("%PDF-1.7 a handout");

        var added = await UploadAsync(service, "讲义.pdf", pdf, 200);
        Assert.Equal("application/pdf", added.GetProperty("type").GetString());
        var id = added.GetProperty("id").GetGuid();
        Assert.Equal(id, (await UploadAsync(service, "again.pdf", pdf, 200)).GetProperty("id").GetGuid());
        await PutCourseAsync(
            service,
            "C1",
            $"\"materials\": [ {{ \"title\": {{ \"zh\": \"讲义\", \"en\": \"Handout\" }}, \"file\": \"{id}\" }} ]"
        );
        Assert.Equal(
            "讲义.pdf",
            (await GetAsync(Trainer(service), "/courses/C1")).GetProperty("files")[0].GetProperty("name").GetString()
        );

        using var got = await Manager(service, "M1").GetAsync(new Uri($"/courses/C1/files/{id}", UriKind.Relative));
        Assert.Equal(pdf, await got.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/pdf", got.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", got.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", got.Headers.GetValues("X-Content-Type-Options").Single());
        using var other = await Manager(service, "M1").GetAsync(new Uri($"/courses/C2/files/{id}", UriKind.Relative));
        Assert.Equal(404, (int)other.StatusCode);
    }

    [Fact]
    public async Task A_file_of_another_kind_another_name_or_too_large_is_refused()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await PutCourseAsync(service, "C1");
        var pdf = Encoding.ASCII.GetBytes("%PDF-1.7");

        Assert.Equal("course-file.type", Code(await UploadAsync(service, "a.pdf", "<html>"u8.ToArray(), 415)));
        Assert.Equal("course-file.type", Code(await UploadAsync(service, "a.pdf", [], 415)));
        Assert.Equal("course-file.name-and-content-differ", Code(await UploadAsync(service, "a.html", pdf, 415)));
        Assert.Equal("course-file.name-missing", Code(await UploadAsync(service, null, pdf, 400)));
        Assert.Equal("course.not-found", Code(await UploadAsync(service, "a.pdf", pdf, 404, course: "C2")));
        var large = new byte[20 * 1024 * 1024 + 1];
        pdf.CopyTo(large, 0);
        Assert.Equal("course-file.too-large", Code(await UploadAsync(service, "a.pdf", large, 413)));
    }

    [Theory]
    [InlineData(Roles.Hr)]
    [InlineData(Roles.BranchHead)]
    [InlineData(Roles.AccountManager)]
    public async Task Only_the_training_team_writes_courses(string role)
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await SendAsync(service.As(role, org: "B1", managerNo: "M1"), HttpMethod.Put, "/courses/C1", "{}", status: 403);
        await SendAsync(service.As(Roles.Trainer, org: "B1"), HttpMethod.Put, "/courses/C1", "{}", status: 403);
    }

    private static string? Code(JsonElement problem) => problem.GetProperty("code").GetString();

    private static async Task<JsonElement> UploadAsync(
        ServiceUnderTest service,
        string? name,
        byte[] content,
        int status,
        string course = "C1"
    )
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new("application/octet-stream");
        if (name is not null)
            body.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name };
        using var response = await Trainer(service)
            .PostAsync(new Uri($"/courses/{course}/files", UriKind.Relative), body);
        var said = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} {said}");
        return JsonSerializer.Deserialize<JsonElement>(said);
    }
}
