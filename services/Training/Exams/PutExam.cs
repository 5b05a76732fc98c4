using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Exams;

/// <summary>Plans an exam, or changes its plan; sittings under way keep the terms they began with.</summary>
internal static class PutExam
{
    /// <param name="Title">The name of the exam; null for its code.</param>
    /// <param name="Course">
    /// The code of the course of the catalogue that it belongs to, which is completed by attending and passing.
    /// </param>
    /// <param name="Forms">The forms that must all be passed.</param>
    /// <param name="PassMark">The least score that passes a form, 0–100.</param>
    /// <param name="Attempts">The most sittings of a manager within the window.</param>
    /// <param name="Minutes">The time of a sitting; null for 60.</param>
    /// <param name="Blueprint">The questions of a paper, by topic and difficulty; null without a written form.</param>
    /// <param name="Grants">The certificate that passing grants; null for none.</param>
    /// <param name="Rubric">
    /// The lines that examiners mark in an interview or a practical; the most marks add up to 100. Null for one line of
    /// 100.
    /// </param>
    public sealed record Request(
        Text? Title,
        [property: Required, MaxLength(Lengths.Title)] string? Course,
        [property: Required, MinLength(1), MaxLength(3)] IReadOnlyList<string>? Forms,
        [property: Required, JsonConverter(typeof(RatioJson))] decimal? PassMark,
        [property: Required, Range(1, ExamBounds.MostAttempts)] int? Attempts,
        [property: Range(1, ExamBounds.MostMinutes)] int? Minutes,
        [property: Required] Days? Window,
        [property: MaxLength(ExamBounds.MostLines)] IReadOnlyList<Line>? Blueprint,
        Grant? Grants,
        [property: MaxLength(ExamBounds.MostRubric)] IReadOnlyList<Marks>? Rubric
    );

    /// <summary>The days on which a sitting may begin, both included.</summary>
    public sealed record Days([property: Required] DateOnly? From, [property: Required] DateOnly? To);

    /// <summary>Questions of one topic and difficulty.</summary>
    public sealed record Line(
        [property: Required, MaxLength(Lengths.Title)] string? Topic,
        [property: Required, AllowedValues("easy", "medium", "hard")] string? Difficulty,
        [property: Required, Range(1, ExamBounds.MostQuestions)] int? Count
    );

    /// <param name="Months">The months the certificate is valid for.</param>
    public sealed record Grant(
        [property: Required, MaxLength(Lengths.CertificateCode)] string? Certificate,
        [property: Required, Range(1, ExamBounds.MostMonths)] int? Months
    );

    /// <summary>A line of the rubric with its most marks.</summary>
    public sealed record Marks([property: Required] Text? Name, [property: Required, Range(1, 100)] int? Most);

    public static async Task<Ok<ExamRoutes.Answer>> Handle(
        [RegularExpression("^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$")] string code,
        Request request,
        Caller caller,
        BankBounds bounds,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var terms = Read(code, request, bounds);
        var written = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var exam = await db.Exams.FindAsync([code], ct);
                if (exam is null)
                {
                    var known = db.Exams.Select(e => e.Code).Concat(db.ExamResults.Select(r => r.ExamCode));
                    if ((await AlikeCodes.AmongAsync(known, [code], ct)).Of(code) is { } alike)
                        throw AlikeCodes.Broken(code, alike);
                    db.Exams.Add(exam = new(code));
                }

                // A plan from before courses had codes keeps what it says until somebody names another course.
                if (exam.Course != terms.Course && !await db.Courses.AnyAsync(c => c.Code == terms.Course, ct))
                    throw new RuleBrokenException(
                        "exam.unknown-course",
                        new(
                            $"course：没有编号为“{terms.Course}”的课程。",
                            $"course: there is no course '{terms.Course}'."
                        ),
                        status: 400
                    );
                await CheckBankAsync(terms, db, ct);
                exam.Plan(terms, caller.Id, clock.GetUtcNow());
                trail.Note("version", exam.Version.ToString(CultureInfo.InvariantCulture));
                trail.Note("forms", string.Join(' ', terms.Forms));
                trail.Note("passMark", terms.PassMark.ToString(CultureInfo.InvariantCulture));
                trail.Note("questions", terms.Questions.ToString(CultureInfo.InvariantCulture));
                if (terms.Grants is { } grants)
                    trail.Note("grants", Invariant($"{grants.Certificate} {grants.Months}"));
                await db.SaveChangesAsync(ct);
                return exam;
            },
            ct
        );
        return TypedResults.Ok(ExamRoutes.Answer.Of(written));
    }

    /// <summary>Refuses a blueprint that the bank has not enough questions for.</summary>
    private static async Task CheckBankAsync(ExamTerms terms, TrainingDbContext db, CancellationToken ct)
    {
        if (terms.Blueprint.Count == 0)
            return;
        var held = await db
            .Questions.Where(q => q.UntilEdition == null && !q.IsRetired && q.Points > 0)
            .GroupBy(q => new { q.Topic, q.Difficulty })
            .Select(g => new
            {
                g.Key.Topic,
                g.Key.Difficulty,
                Count = g.Count(),
            })
            .ToListAsync(ct);
        foreach (var line in terms.Blueprint)
        {
            var count = held.Find(h => h.Topic == line.Topic && h.Difficulty == line.Difficulty)?.Count ?? 0;
            if (count < line.Count)
                throw new RuleBrokenException(
                    "exam.bank-too-small",
                    new(
                        Invariant(
                            $"题库中“{line.Topic}”（{line.Difficulty}）只有 {count} 题，组卷规则要 {line.Count} 题。"
                        ),
                        Invariant(
                            $"The bank has {count} questions of '{line.Topic}' ({line.Difficulty}); the blueprint asks for {line.Count}."
                        )
                    )
                );
        }
    }

    private static ExamTerms Read(string code, Request request, BankBounds bounds)
    {
        var (from, to) = (request.Window!.From!.Value, request.Window.To!.Value);
        if (bounds.OfPlanned(from) is { } early)
            throw early.Of("window.from");
        if (bounds.OfPlanned(to) is { } late)
            throw late.Of("window.to");
        var title = request.Title is null ? new(code, code) : ReadText(request.Title, "title");
        var course =
            TypedText.Read(request.Course, Lengths.Title, "course")
            ?? throw NotValid("course", "请填写课程。", "is needed.");
        var passMark = request.PassMark!.Value;
        if (!ExamResult.IsScore(passMark) || passMark.Scale > 2)
            throw NotValid("passMark", "应为 0 到 100，最多两位小数。", "is 0 to 100 with at most two decimals.");
        var forms = request.Forms!;
        if (
            forms.Any(f => !ExamResult.Forms.Contains(f, StringComparer.Ordinal))
            || forms.Distinct(StringComparer.Ordinal).Count() < forms.Count
        )
            throw NotValid(
                "forms",
                "应为 written、interview、practical，不重复。",
                "are written, interview and practical, each once."
            );
        var isOral = forms.Any(f => f != "written");
        return new(
            Title: title,
            Course: course,
            // In the order of the forms, however they were typed.
            Forms: [.. ExamResult.Forms.Where(f => forms.Contains(f, StringComparer.Ordinal))],
            PassMark: passMark,
            Attempts: request.Attempts!.Value,
            Minutes: request.Minutes ?? ExamBounds.UsualMinutes,
            From: from,
            To: to,
            Blueprint: [.. (request.Blueprint ?? []).Select(ReadLine)],
            Grants: request.Grants is null ? null : ReadGrant(request.Grants),
            Rubric: isOral ? ReadRubric(request.Rubric) : []
        );
    }

    private static BlueprintLine ReadLine(Line line, int at)
    {
        var field = Invariant($"blueprint[{at}]");
        var topic =
            TypedText.Read(line?.Topic, Lengths.Title, $"{field}.topic")
            ?? throw NotValid($"{field}.topic", "请填写知识点。", "is needed.");
        return new(topic, line!.Difficulty!, line.Count!.Value);
    }

    private static ExamGrant ReadGrant(Grant grant) =>
        new(
            Codes.Read(grant.Certificate, Lengths.CertificateCode, "grants.certificate")
                ?? throw NotValid("grants.certificate", "请填写证书代码。", "is needed."),
            grant.Months!.Value
        );

    private static List<RubricLine> ReadRubric(IReadOnlyList<Marks>? given) =>
        given is not { Count: > 0 }
            ? [new(new("综合表现", "Overall"), 100)]
            :
            [
                .. given.Select(
                    (m, at) => new RubricLine(ReadText(m?.Name, Invariant($"rubric[{at}].name")), m!.Most!.Value)
                ),
            ];

    private static Text ReadText(Text? given, string field)
    {
        var zh = TypedText.Read(given?.Zh, Lengths.Title, $"{field}.zh");
        var en = TypedText.Read(given?.En, Lengths.Title, $"{field}.en");
        if (zh is null || en is null)
            throw NotValid(field, "请填写中文和英文。", "is needed in Chinese and in English.");
        return new(zh, en);
    }

    private static RuleBrokenException NotValid(string field, string zh, string en) =>
        new("exam.not-valid", new($"{field}：{zh}", $"{field}: {en}"), status: 400);
}
