using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Grades;

/// <summary>Writes a grade scheme. Runs that were made keep the terms they were made with.</summary>
internal static class PutGradeScheme
{
    public sealed record Answer(
        string Code,
        Period EffectiveFrom,
        GradeSchemeDocument Terms,
        int Version,
        string ChangedBy,
        DateTimeOffset ChangedAt
    )
    {
        public static Answer Of(GradeScheme scheme) =>
            new(
                scheme.Code,
                scheme.EffectiveFrom,
                GradeSchemeDocument.Read(scheme.Document),
                scheme.Version,
                scheme.ChangedBy,
                scheme.ChangedAt
            );
    }

    public static async Task<Ok<Answer>> Handle(
        string code,
        GradeSchemeDocument request,
        Caller caller,
        BankBounds bounds,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (!Codes.TryRead(code, Lengths.KpiCode, out var read, out var refusal) || read is null)
            throw (refusal ?? OddCode).Of("code");
        if (request.Code is not null && request.Code != read)
            throw new RuleBrokenException(
                "grade-scheme.not-valid",
                new("code 与地址中的代码不同。", "code is another than that of the address."),
                status: 400
            );
        var from =
            request.EffectiveFrom
            ?? throw new RuleBrokenException(
                "grade-scheme.not-valid",
                new("effectiveFrom 必填。", "effectiveFrom is required."),
                status: 400
            );
        if (bounds.OfPeriod(from) is { } notInBounds)
            throw notInBounds.Of("effectiveFrom");
        var document = request.Complete();
        document.Check();
        var scheme = await db.InTransactionAsync(
            async () =>
            {
                var known = await db.GradeSchemes.FindAsync([read], ct);
                if (known is null)
                    db.GradeSchemes.Add(known = new(read));
                var before = known.Version == 0 ? null : known.Document;
                if (known.Set(from, document.Write(), caller.Id, clock.GetUtcNow()))
                    trail.Change("terms", before, known.Document);
                trail.About(read);
                trail.Note("version", known.Version.ToString(CultureInfo.InvariantCulture));
                await db.SaveChangesAsync(ct);
                return known;
            },
            ct
        );
        return TypedResults.Ok(Answer.Of(scheme));
    }

    /// <summary>Lists the schemes, which are few.</summary>
    public static async Task<IReadOnlyList<Answer>> List(PerformanceDbContext db, CancellationToken ct) =>
        [.. (await db.GradeSchemes.AsNoTracking().OrderBy(s => s.Code).ToListAsync(ct)).Select(Answer.Of)];

    private static Refusal OddCode { get; } =
        new("grade-scheme.code-missing", new("代码不能为空。", "A scheme has a code."));
}
