using System.Text.Json;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using CardTeam.Training.Data;
using CardTeam.Training.Tests.Sittings;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Tests.Questions;

/// <summary>The question bank: written, imported, listed, versioned.</summary>
public class QuestionTests
{
    [Theory]
    [InlineData("""{ "kind": "single", "choices": [{"zh":"甲","en":"a"},{"zh":"乙","en":"b"}], "key": "C" }""", "key")]
    [InlineData("""{ "kind": "single", "choices": [{"zh":"甲","en":"a"},{"zh":"乙","en":"b"}], "key": "AB" }""", "key")]
    [InlineData("""{ "kind": "single", "choices": [{"zh":"甲","en":"a"}], "key": "A" }""", "choices")]
    [InlineData(
        """{ "kind": "single", "choices": [{"zh":"甲","en":"a"},{"zh":"甲","en":"b"}], "key": "A" }""",
        "choices"
    )]
    [InlineData(
        """{ "kind": "multiple", "choices": [{"zh":"甲","en":"a"},{"zh":"乙","en":"b"}], "key": "A" }""",
        "key"
    )]
    [InlineData(
        """{ "kind": "ordering", "choices": [{"zh":"甲","en":"a"},{"zh":"乙","en":"b"}], "key": "A" }""",
        "key"
    )]
    [InlineData("""{ "kind": "true-false", "key": "maybe" }""", "key")]
    [InlineData("""{ "kind": "numeric", "key": "many" }""", "key")]
    [InlineData("""{ "kind": "numeric", "key": "1", "tolerance": "-1" }""", "tolerance")]
    [InlineData("""{ "kind": "case" }""", "parts")]
    public async Task A_question_that_nobody_could_answer_is_refused_and_names_its_field(string given, string field)
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        var body = $$"""{ "topic": "合规", "difficulty": "easy", "stem": { "zh": "题", "en": "Q" }, {{given[1..]}}""";

        var refused = await ExamBank.CallAsync(service.As(Roles.Trainer), HttpMethod.Put, "/questions/Q1", body);

        Assert.Equal((400, "question.not-valid"), (refused.Status, refused.Code));
        Assert.StartsWith($"{field}", refused.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_keeps_its_versions_and_the_same_again_is_none()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        var trainer = service.As(Roles.Trainer, id: "li");
        const string first = """
            { "kind": "numeric", "topic": "合规", "difficulty": "easy", "stem": { "zh": "几天？", "en": "Days?" },
              "key": "5.0", "points": 3 }
            """;
        await ExamBank.CallAsync(trainer, HttpMethod.Put, "/questions/Q1", first);
        await ExamBank.CallAsync(trainer, HttpMethod.Put, "/questions/Q1", first);
        var second = await ExamBank.CallAsync(
            trainer,
            HttpMethod.Put,
            "/questions/Q1",
            first.Replace("5.0", "6", StringComparison.Ordinal)
        );

        Assert.Equal(
            (2, 2),
            (second.Body.GetProperty("version").GetInt32(), second.Body.GetProperty("edition").GetInt32())
        );
        Assert.Equal("6", second.Body.GetProperty("items")[0].GetProperty("key").GetString());
        Assert.Equal(
            ["1 5 until 2", "2 6 until "],
            await service.ReadAsync<TrainingDbContext, List<string>>(async db =>
                (await db.Questions.AsNoTracking().OrderBy(q => q.Version).ToListAsync()).ConvertAll(q =>
                    $"{q.Version} {q.Asked.Items[0].Key} until {q.UntilEdition}"
                )
            )
        );
        Assert.Equal(
            "code.differs-in-case-only",
            (await ExamBank.CallAsync(trainer, HttpMethod.Put, "/questions/q1", first)).Code
        );
    }

    [Fact]
    public async Task The_bank_is_imported_with_cases_and_the_same_file_again_changes_nothing()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        var trainer = service.As(Roles.Trainer);

        Assert.Equal((8L, 0L, 0L), (await service.ImportAsync("questions", ExamBank.Questions, trainer)).Rows);
        Assert.Equal((0L, 8L, 0L), (await service.ImportAsync("questions", ExamBank.Questions, trainer)).Rows);
        Assert.Equal(
            (0L, 8L, 0L),
            (await service.ImportAsync("questions", TestWorkbook.FromCsv(ExamBank.Questions), trainer)).Rows
        );

        var shown = (await ExamBank.CallAsync(trainer, HttpMethod.Get, "/questions/C1")).Body;
        Assert.Equal(
            ["single A", "numeric 5"],
            shown
                .GetProperty("items")
                .EnumerateArray()
                .Select(i => $"{i.GetProperty("kind").GetString()} {i.GetProperty("key").GetString()}")
        );
        var listed = (await ExamBank.CallAsync(trainer, HttpMethod.Get, "/questions?difficulty=easy&search=利率")).Body;
        Assert.Equal("N1", listed.GetProperty("items")[0].GetProperty("code").GetString());
        var file = await trainer.GetStringAsync(new Uri("/questions.csv?kind=case", UriKind.Relative));
        Assert.Contains("C1,1,case,合规,easy,客户投诉盗刷,4,false", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_of_a_file_are_found_with_their_rows_and_columns()
    {
        await using var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        const string columns =
            "试题编号,小题,题型,知识点,难度,分值,题干,英文题干,选项,英文选项,答案,误差,解析,英文解析\n";

        var outcome = await service.ImportAsync(
            "questions",
            columns
                + "Q1,,单选,合规,易,1,题,Q,甲|乙,a|b,C,,,\n"
                + "Q2,,单选,合规,易,1,题,Q,甲|乙,a,A,,,\n"
                + "Q3,,问答,合规,易,1,题,Q,,,A,,,\n"
                + "Q4,1,单选,合规,易,1,题,Q,甲|乙,a|b,A,,,\n"
                + "Q5,,判断,合规,易,1,题,,,,对,,,\n"
                + "Q6,,判断,合规,易,1,题,Q,,,对,,解析,\n"
                + "Q7,,判断,合规,易,1,题,Q,,,对,,,\n"
                + "Q7,,判断,合规,易,1,题,Q,,,错,,,\n",
            service.As(Roles.Trainer)
        );

        Assert.Equal(
            [
                "2 key question.not-valid",
                "3 choices_en question.choices-differ",
                "4 kind import.not-one-of",
                "5 part question.no-story",
                "6 stem_en import.required",
                "7 explanation_en question.one-language",
                "9 code question.twice",
            ],
            outcome
                .Errors.Select(e => $"{e.Row} {e.Column} {e.Code}")
                .Where(e => e != "6 stem_en question.one-language")
        );
    }
}
