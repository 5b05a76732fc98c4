using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Courses;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Programmes;

/// <summary>Writes a programme.</summary>
internal static class PutProgramme
{
    private const int MostEntries = 100,
        MostDays = 3660;

    /// <param name="Kind">
    /// <c>plan</c>, <c>yearly</c>, <c>branches</c>, <c>new-hires</c> or <c>talents</c>.
    /// </param>
    /// <param name="From">The first day that counts.</param>
    /// <param name="DueOn">The day by which a plan or talents are to reach it.</param>
    /// <param name="DueDays">Days after hiring by which a plan or new hires are to reach it.</param>
    /// <param name="Courses">Codes of courses of the catalogue.</param>
    /// <param name="Certificates">Codes of certificates, for new hires.</param>
    /// <param name="AtLeast">The number of them that is enough; null for 2.</param>
    /// <param name="Channels">The channels of learning, for talents.</param>
    /// <param name="Units">Codes of the units that hold a session each quarter, for branches.</param>
    /// <param name="Audience">The people it is for, as of a course; null for everybody.</param>
    public sealed record Request(
        [property: Required] Text? Title,
        [property: Required] string? Kind,
        [property: Required] DateOnly? From,
        DateOnly? DueOn,
        [property: Range(1, MostDays)] int? DueDays,
        [property: MaxLength(MostEntries)] IReadOnlyList<string>? Courses,
        [property: MaxLength(MostEntries)] IReadOnlyList<string>? Certificates,
        [property: Range(1, MostEntries)] int? AtLeast,
        [property: MaxLength(MostEntries)] IReadOnlyList<string>? Channels,
        [property: MaxLength(MostEntries)] IReadOnlyList<string>? Units,
        CourseAudience? Audience
    );

    public static async Task<Ok<ListProgrammes.Detail>> Handle(
        [RegularExpression(CourseBounds.Code)] string code,
        Request request,
        Caller caller,
        BankBounds bounds,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var terms = Read(request, bounds);
        var written = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var programme = await db.Programmes.FindAsync([code], ct);
                if (programme is null)
                {
                    var codes = await db.Programmes.Select(p => p.Code).ToListAsync(ct);
                    if (AlikeCodes.Among(codes).Of(code) is { } alike)
                        throw AlikeCodes.Broken(code, alike);
                    if (codes.Count >= Programme.Most)
                        throw new RuleBrokenException(
                            "programme.too-many",
                            new(
                                Invariant($"最多可设 {Programme.Most} 个培训计划。"),
                                Invariant($"There are {Programme.Most} programmes, which is the most there can be.")
                            )
                        );
                    db.Programmes.Add(programme = new(code));
                }

                await CheckAsync(terms, db, ct);
                if (programme.Plan(terms, caller.Id, clock.GetUtcNow()))
                {
                    trail.Note("version", programme.Version.ToString(CultureInfo.InvariantCulture));
                    trail.Note("kind", terms.Kind);
                    trail.Note("courses", string.Join(' ', terms.Courses));
                }

                await db.SaveChangesAsync(ct);
                return programme;
            },
            ct
        );
        return TypedResults.Ok(ListProgrammes.Detail.Of(written));
    }

    /// <summary>Courses and units are those of the bank.</summary>
    private static async Task CheckAsync(ProgrammeTerms terms, TrainingDbContext db, CancellationToken ct)
    {
        var courses = terms.Courses.ToList();
        var known = await db
            .Courses.Where(c => c.IsCurrent && courses.Contains(c.Code))
            .Select(c => c.Code)
            .ToListAsync(ct);
        if (courses.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } course)
            throw Invalid("courses", $"没有编号为“{course}”的课程。", $"there is no course '{course}'.");
        var units = terms.Units.ToList();
        var orgs = await db.OrgUnits.Where(u => units.Contains(u.Code)).Select(u => u.Code).ToListAsync(ct);
        if (units.Except(orgs, StringComparer.Ordinal).FirstOrDefault() is { } unit)
            throw Invalid("units", $"没有编号为“{unit}”的机构。", $"there is no unit '{unit}'.");
    }

    /// <summary>Keeps what the kind uses and refuses where something it needs is missing.</summary>
    private static ProgrammeTerms Read(Request request, BankBounds bounds)
    {
        var kind = request.Kind!;
        if (!ProgrammeTerms.Kinds.Contains(kind, StringComparer.Ordinal))
            throw Invalid(
                "kind",
                $"应为下列之一：{string.Join('、', ProgrammeTerms.Kinds)}。",
                $"is one of these: {string.Join(", ", ProgrammeTerms.Kinds)}."
            );
        var (from, dueOn) = (request.From!.Value, request.DueOn);
        if (bounds.OfPlanned(from) is { } early)
            throw early.Of("from");
        if (dueOn is { } due && bounds.OfPlanned(due) is { } late)
            throw late.Of("dueOn");
        if (dueOn < from)
            throw Invalid("dueOn", "早于 from。", "is before from.");
        var courses = Codes(request.Courses, Lengths.CourseCode, "courses");
        var certificates = Codes(request.Certificates, Lengths.CertificateCode, "certificates");
        var units = Codes(request.Units, Lengths.OrgCode, "units");
        var channels = (request.Channels ?? []).Distinct(StringComparer.Ordinal).ToList();
        if (channels.Find(c => !CourseWords.Channels.Contains(c, StringComparer.Ordinal)) is not null)
            throw Invalid(
                "channels",
                $"应为下列之一：{string.Join('、', CourseWords.Channels)}。",
                $"are of these: {string.Join(", ", CourseWords.Channels)}."
            );
        var isPlan = kind == ProgrammeTerms.Plan;
        var isOfHires = kind == ProgrammeTerms.NewHires;
        var isOfTalents = kind == ProgrammeTerms.Talents;
        var isOfUnits = kind == ProgrammeTerms.Branches;
        Need(courses.Count > 0 || isOfHires || isOfTalents, "courses");
        Need(certificates.Count > 0 || !isOfHires, "certificates");
        Need(request.DueDays is not null || !isOfHires, "dueDays");
        Need(channels.Count > 0 || !isOfTalents, "channels");
        Need(dueOn is not null || !isOfTalents, "dueOn");
        Need(dueOn is not null || request.DueDays is not null || !isPlan, "dueOn");
        Need(units.Count > 0 || !isOfUnits, "units");
        var atLeast = isOfHires ? request.AtLeast ?? 2 : 0;
        if (atLeast > certificates.Count)
            throw Invalid("atLeast", "多于证书个数。", "is more than there are certificates.");
        return new(
            TitleZh: ReadTitle(request.Title!.Value.Zh),
            TitleEn: ReadTitle(request.Title.Value.En),
            Kind: kind,
            From: from,
            DueOn: isPlan || isOfTalents ? dueOn : null,
            DueDays: isPlan || isOfHires ? request.DueDays : null,
            Courses: isOfHires ? [] : courses,
            Certificates: isOfHires ? certificates : [],
            AtLeast: atLeast,
            Channels: isOfTalents ? channels : [],
            Units: isOfUnits ? units : [],
            Audience: isOfUnits ? CourseAudience.Everybody : CourseBounds.ReadAudience(request.Audience)
        );

        static void Need(bool isGiven, string field)
        {
            if (!isGiven)
                throw Invalid(field, "此类计划须填写。", "is needed by a programme of this kind.");
        }
    }

    private static string ReadTitle(string? given) =>
        TypedText.Read(given, Lengths.Title, "title")
        ?? throw Invalid("title", "名称须有中文和英文。", "is given in Chinese and in English.");

    private static List<string> Codes(IReadOnlyList<string>? given, int longest, string field) =>
        [
            .. (given ?? [])
                .Select(c => ServiceDefaults.Bounds.Codes.Read(c, longest, field))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private static RuleBrokenException Invalid(string field, string zh, string en) =>
        new("programme.not-valid", new($"{field}：{zh}", $"{field}: {en}"), status: 400);
}
