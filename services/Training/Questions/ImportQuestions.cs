using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Training.Questions;

/// <summary>
/// Imports questions: a row a question. A case is a row with the story, followed by a row for each part with the case's
/// code and the number of the part.
/// </summary>
internal sealed class ImportQuestions(TrainingDbContext db, AuditTrail trail, TimeProvider clock) : ImportKind
{
    /// <summary>Between two choices of a cell.</summary>
    private const char Between = '|';

    private const int LongestChoices = QuestionBounds.MostChoices * QuestionBounds.Choice;

    private static readonly CodeColumn Code = new("code", new("试题编号", "Question code"), QuestionBounds.Code, true)
    {
        AlsoKnownAs = ["题号", "编号", "Question"],
    };
    private static readonly WholeColumn Number = new("part", new("小题", "Part"), 1, QuestionBounds.MostParts)
    {
        Meaning = new(
            "案例题的第几小题；题干行留空。",
            "The number of a part of a case; empty in the row of the story."
        ),
    };
    private static readonly ChoiceColumn Kind = new(
        "kind",
        new("题型", "Kind"),
        [
            new("single", new("单选", "Single choice"), "单选题"),
            new("multiple", new("多选", "Multiple choice"), "多选题"),
            new("true-false", new("判断", "True or false"), "判断题"),
            new("numeric", new("数值", "Numeric"), "数值题", "计算题"),
            new("ordering", new("排序", "Ordering"), "排序题"),
            new("case", new("案例", "Case"), "案例题"),
        ],
        true
    );
    private static readonly TextColumn Topic = new("topic", new("知识点", "Topic"), QuestionBounds.Topic, true);
    private static readonly ChoiceColumn Difficulty = new(
        "difficulty",
        new("难度", "Difficulty"),
        [
            new("easy", new("易", "Easy"), "简单"),
            new("medium", new("中", "Medium"), "中等"),
            new("hard", new("难", "Hard"), "困难"),
        ],
        true
    );
    private static readonly WholeColumn Points = new("points", new("分值", "Points"), 1, QuestionBounds.MostPoints);
    private static readonly TextColumn Stem = new("stem", new("题干", "Question (Chinese)"), QuestionBounds.Stem, true)
    {
        AlsoKnownAs = ["题目", "Stem"],
    };
    private static readonly TextColumn StemEn = new(
        "stem_en",
        new("英文题干", "Question (English)"),
        QuestionBounds.Stem,
        true
    )
    {
        AlsoKnownAs = ["Stem in English"],
    };
    private static readonly TextColumn Choices = new("choices", new("选项", "Choices (Chinese)"), LongestChoices)
    {
        Meaning = new("各选项之间用竖线 | 分隔，依次为 A、B、C……", "Separated by |; they are A, B, C … in this order."),
    };
    private static readonly TextColumn ChoicesEn = new(
        "choices_en",
        new("英文选项", "Choices (English)"),
        LongestChoices
    )
    {
        Meaning = new("与中文选项一一对应，用竖线 | 分隔。", "In the order of the Chinese choices, separated by |."),
    };
    private static readonly TextColumn Key = new("key", new("答案", "Key"), QuestionBounds.Number)
    {
        AlsoKnownAs = ["正确答案", "Answer"],
        Meaning = new(
            "选项字母（排序题按正确顺序）、数值，或“对”“错”；案例题的题干行留空。",
            "Letters of choices (in the right order for ordering), a number, or true or false; empty for a story."
        ),
    };
    private static readonly FigureColumn Tolerance = new("tolerance", new("误差", "Tolerance"));
    private static readonly TextColumn Explanation = new(
        "explanation",
        new("解析", "Explanation (Chinese)"),
        QuestionBounds.Stem
    );
    private static readonly TextColumn ExplanationEn = new(
        "explanation_en",
        new("英文解析", "Explanation (English)"),
        QuestionBounds.Stem
    );

    private readonly RowsSoFar<(string Code, int Part)> _soFar = new();

    private AlikeCodes? _codes;

    public override string Name => "questions";

    public override Text Title { get; } = new("试题", "Questions");

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [
        Code,
        Number,
        Kind,
        Topic,
        Difficulty,
        Points,
        Stem,
        StemEn,
        Choices,
        ChoicesEn,
        Key,
        Tolerance,
        Explanation,
        ExplanationEn,
    ];

    public override IReadOnlyList<string> Roles { get; } = [AllRoles.Trainer];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var codes = chunk.Rows.Select(r => r.Text(Code)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var current = (
            await db.Questions.Where(q => codes.Contains(q.Code) && q.UntilEdition == null).ToListAsync(ct)
        ).ToDictionary(q => q.Code, StringComparer.Ordinal);
        _codes ??= AlikeCodes.Among(await db.Questions.Select(q => q.Code).Distinct().ToListAsync(ct));
        var (edition, now) = (await BankEdition.NextAsync(db, ct), clock.GetUtcNow());
        foreach (var row in chunk.Rows)
        {
            // The bank is the whole bank's: a trainer of one unit cannot write it.
            if (!chunk.Part.IsWhole)
                row.Reject(
                    Code,
                    new(
                        "auth.whole-bank-only",
                        new("题库属于全行，只有不限机构的账号可以导入。", "The question bank is the whole bank's.")
                    )
                );
            var code = row.Text(Code);
            if (code is not null && _codes.Of(code) is { } other)
                row.Reject(Code, AlikeCodes.Refused(code, other));
            var known = code is null ? null : current.GetValueOrDefault(code);
            var data = Read(row, known);
            if (!row.IsGood || data is null)
                continue;
            RefuseSecond(row, (code!, row.Whole(Number) ?? 0));
            if (!row.IsGood)
                continue;

            if (known is null)
            {
                db.Questions.Add(current[code!] = Question.Write(code!, data, edition, trail.Actor, now));
                _codes.Add(code!);
                row.Accept();
            }
            else if (known.Revise(data, known.IsRetired, edition, trail.Actor, now) is { } next)
            {
                if (!ReferenceEquals(next, known))
                    db.Questions.Add(current[code!] = next);
                row.Accept();
            }
            else
                row.Unchanged();
        }
    }

    public override void Recall(ImportRow row)
    {
        if (row.Text(Code) is { } code)
            _soFar.PlaceOf((code, row.Whole(Number) ?? 0), row.Number);
    }

    /// <summary>Reads the question as it is with this row; null where the row is refused.</summary>
    private static QuestionData? Read(ImportRow row, Question? known)
    {
        var (kind, number) = (row.Choice(Kind), row.Whole(Number));
        var (topic, difficulty) = (row.Text(Topic), row.Choice(Difficulty));
        var stem = Both(row, Stem, StemEn);
        var explanation = Both(row, Explanation, ExplanationEn);
        var typed = new QuestionCheck.Typed(
            kind,
            stem,
            row.Whole(Points),
            ReadChoices(row),
            row.Text(Key),
            row.Decimal(Tolerance) is { } tolerance ? Invariant($"{tolerance}") : null
        );
        if (!row.IsGood)
            return null;
        try
        {
            if (number is null)
                return new(
                    kind!,
                    topic!,
                    difficulty!,
                    new(
                        stem!.Value,
                        explanation,
                        kind == QuestionBounds.Case
                            ? known is { Kind: QuestionBounds.Case }
                                ? known.Asked.Items
                                : []
                            : [QuestionCheck.ReadItem(typed with { Stem = null }, "")]
                    )
                );
            if (known is not { Kind: QuestionBounds.Case })
            {
                row.Reject(
                    Number,
                    new(
                        "question.no-story",
                        new("小题之前应有同一编号的案例题题干。", "The row of the case's story comes before its parts.")
                    )
                );
                return null;
            }

            var asked = known.Asked;
            var items = asked.Items.ToList();
            if (number > items.Count + 1)
            {
                row.Reject(
                    Number,
                    new(
                        "question.part-missing",
                        new(
                            Invariant($"缺少第 {items.Count + 1} 小题。"),
                            Invariant($"Part {items.Count + 1} is missing.")
                        )
                    )
                );
                return null;
            }

            var item = QuestionCheck.ReadItem(typed, "");
            if (number > items.Count)
                items.Add(item);
            else
                items[number.Value - 1] = item;
            return new(known.Kind, known.Topic, known.Difficulty, asked with { Items = items });
        }
        catch (RuleBrokenException broken)
        {
            row.Reject(ColumnOf(broken.Text.En), broken.Code, broken.Text);
            return null;
        }
    }

    /// <summary>The column that a sentence about a field is about.</summary>
    private static string ColumnOf(string sentence) =>
        sentence.Split([':', '[', '.'], 2)[0] is "key" or "choices" or "tolerance" or "points" or "kind"
            ? sentence.Split([':', '[', '.'], 2)[0]
            : "stem";

    private static Text? Both(ImportRow row, TextColumn zh, TextColumn en)
    {
        var (chinese, english) = (row.Text(zh), row.Text(en));
        if (chinese is null && english is null)
            return null;
        if (chinese is null || english is null)
        {
            row.Reject(
                chinese is null ? zh : en,
                new("question.one-language", new("请同时填写中文和英文。", "It is needed in Chinese and in English."))
            );
            return null;
        }

        return new(chinese, english);
    }

    private static List<Text>? ReadChoices(ImportRow row)
    {
        var (zh, en) = (row.Text(Choices), row.Text(ChoicesEn));
        if (zh is null && en is null)
            return null;
        var (chinese, english) = (Parts(zh), Parts(en));
        if (chinese.Length == english.Length)
            return [.. chinese.Zip(english, (c, e) => new Text(c, e))];
        row.Reject(
            ChoicesEn,
            new(
                "question.choices-differ",
                new(
                    Invariant($"中文选项有 {chinese.Length} 个，英文选项有 {english.Length} 个。"),
                    Invariant($"There are {chinese.Length} Chinese choices and {english.Length} English ones.")
                )
            )
        );
        return null;

        static string[] Parts(string? text) =>
            text is null ? [] : text.Split([Between, '｜'], StringSplitOptions.TrimEntries);
    }

    private void RefuseSecond(ImportRow row, (string Code, int Part) key)
    {
        if (_soFar.PlaceOf(key, row.Number) > 1)
            row.Reject(
                Code,
                new(
                    "question.twice",
                    new(
                        Invariant($"与第 {_soFar.FirstOf(key)} 行是同一道题。"),
                        Invariant($"The same question as row {_soFar.FirstOf(key)}.")
                    )
                )
            );
    }
}
