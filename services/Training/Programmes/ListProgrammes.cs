using CardTeam.Platform.Lists;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Courses;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Programmes;

/// <summary>Lists the programmes and shows one.</summary>
internal static class ListProgrammes
{
    public sealed record Row(
        string Code,
        string TitleZh,
        string TitleEn,
        string Kind,
        int Version,
        string ChangedBy,
        DateTimeOffset ChangedAt
    );

    /// <inheritdoc cref="ProgrammeTerms"/>
    public sealed record Detail(
        string Code,
        Text Title,
        string Kind,
        DateOnly From,
        DateOnly? DueOn,
        int? DueDays,
        IReadOnlyList<string> Courses,
        IReadOnlyList<string> Certificates,
        int AtLeast,
        IReadOnlyList<string> Channels,
        IReadOnlyList<string> Units,
        CourseAudience Audience,
        int Version,
        string ChangedBy,
        DateTimeOffset ChangedAt
    )
    {
        public static Detail Of(Programme programme)
        {
            var terms = programme.Terms;
            return new(
                Code: programme.Code,
                Title: new(terms.TitleZh, terms.TitleEn),
                Kind: terms.Kind,
                From: terms.From,
                DueOn: terms.DueOn,
                DueDays: terms.DueDays,
                Courses: terms.Courses,
                Certificates: terms.Certificates,
                AtLeast: terms.AtLeast,
                Channels: terms.Channels,
                Units: terms.Units,
                Audience: terms.Audience,
                Version: programme.Version,
                ChangedBy: programme.ChangedBy,
                ChangedAt: programme.ChangedAt
            );
        }
    }

    private static readonly ListOrder<Programme> Order = new ListOrder<Programme>("code")
        .Key("code", p => p.Code)
        .By("titleZh", p => p.TitleZh)
        .By("titleEn", p => p.TitleEn)
        .By("kind", p => p.Kind)
        .By("changedAt", p => p.ChangedAt);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("code", new("计划编号", "Programme code"), p => p.Code),
        new("titleZh", new("中文名称", "Chinese title"), p => p.TitleZh),
        new("titleEn", new("英文名称", "English title"), p => p.TitleEn),
        new("kind", new("类别", "Kind"), p => p.Kind),
        new("version", new("版本", "Version"), p => p.Version) { IsSummed = false },
        new("changedBy", new("修改人", "Changed by"), p => p.ChangedBy),
        new("changedAt", new("修改时间（UTC）", "Changed at (UTC)"), p => p.ChangedAt),
    ];

    /// <summary>Lists the programmes, which everybody may see.</summary>
    /// <param name="kind">A kind of programme; null for all.</param>
    public static Listing<Programme, Row> Handle([AsParameters] ListQuery list, string? kind, TrainingDbContext db)
    {
        var programmes = db.Programmes.AsNoTracking();
        if (kind is not null)
            programmes = programmes.Where(p => p.Kind == kind);
        return new(
            programmes,
            list,
            Order,
            p => new Row(p.Code, p.TitleZh, p.TitleEn, p.Kind, p.Version, p.ChangedBy, p.ChangedAt),
            Columns
        );
    }

    public static async Task<Ok<Detail>> Get(string code, TrainingDbContext db, CancellationToken ct) =>
        TypedResults.Ok(Detail.Of(await FindAsync(code, db, ct)));

    internal static async Task<Programme> FindAsync(string code, TrainingDbContext db, CancellationToken ct) =>
        await db.Programmes.AsNoTracking().FirstOrDefaultAsync(p => p.Code == code, ct)
        ?? throw RuleBrokenException.NotFound("programme");
}
