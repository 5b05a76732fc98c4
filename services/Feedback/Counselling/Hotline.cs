using System.ComponentModel.DataAnnotations;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Feedback.Counselling;

/// <summary>A number that everybody can call, in the order they are shown.</summary>
internal sealed class Hotline
{
    private Hotline() { }

    public int Number { get; private set; }
    public string NameZh { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    public string Phone { get; private set; } = "";

    /// <summary>When it is answered.</summary>
    public string Hours { get; private set; } = "";

    public static Hotline Of(int number, string nameZh, string nameEn, string phone, string hours) =>
        new()
        {
            Number = number,
            NameZh = nameZh,
            NameEn = nameEn,
            Phone = phone,
            Hours = hours,
        };

    internal sealed class Mapping : IEntityTypeConfiguration<Hotline>
    {
        public void Configure(EntityTypeBuilder<Hotline> builder)
        {
            builder.ToTable("Hotlines");
            builder.HasKey(h => h.Number);
            builder.Property(h => h.Number).ValueGeneratedNever();
            builder.Property(h => h.NameZh).HasMaxLength(CounsellingBounds.Name);
            builder.Property(h => h.NameEn).HasMaxLength(CounsellingBounds.Name);
            builder.Property(h => h.Phone).HasMaxLength(CounsellingBounds.Phone);
            builder.Property(h => h.Hours).HasMaxLength(CounsellingBounds.Name);
        }
    }
}

/// <summary>Shows and changes the hotlines.</summary>
internal static class KeepHotlines
{
    /// <param name="Hours">When it is answered; null where always.</param>
    public sealed record Line(
        [property: Required, MaxLength(CounsellingBounds.Name)] string? NameZh,
        [property: Required, MaxLength(CounsellingBounds.Name)] string? NameEn,
        [property: Required, MaxLength(CounsellingBounds.Phone)] string? Phone,
        [property: MaxLength(CounsellingBounds.Name)] string? Hours
    );

    /// <param name="Hotlines">All of them, in the order they are shown.</param>
    public sealed record Request(
        [property: Required, MaxLength(CounsellingBounds.Hotlines)] IReadOnlyList<Line>? Hotlines
    );

    public sealed record Answer(IReadOnlyList<Line> Hotlines);

    public static async Task<Ok<Answer>> List(FeedbackDbContext db, CancellationToken ct) =>
        TypedResults.Ok(
            new Answer(
                await db
                    .Hotlines.AsNoTracking()
                    .OrderBy(h => h.Number)
                    .Select(h => new Line(h.NameZh, h.NameEn, h.Phone, h.Hours))
                    .ToListAsync(ct)
            )
        );

    public static async Task<NoContent> Put(
        Request request,
        FeedbackDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var lines = request
            // Nothing in place of a line lacks its name, as an empty line does.
            .Hotlines!.Select(line => line ?? new(null, null, null, null))
            .Select(
                (line, at) =>
                    Hotline.Of(
                        at + 1,
                        ReadLine(line.NameZh, CounsellingBounds.Name, "nameZh"),
                        ReadLine(line.NameEn, CounsellingBounds.Name, "nameEn"),
                        ReadLine(line.Phone, CounsellingBounds.Phone, "phone"),
                        TypedText.Read(line.Hours, CounsellingBounds.Name, "hours") ?? ""
                    )
            )
            .ToList();
        await db.InTransactionAsync(
            async () =>
            {
                db.RemoveRange(await db.Hotlines.ToListAsync(ct));
                await db.SaveChangesAsync(ct);
                db.AddRange(lines);
                trail.Note("hotlines", Invariant($"{lines.Count}"));
                await db.SaveChangesAsync(ct);
            },
            ct
        );
        return TypedResults.NoContent();
    }

    /// <exception cref="RuleBrokenException">400: nothing was typed, or the text is refused.</exception>
    private static string ReadLine(string? given, int longest, string field) =>
        TypedText.Read(given, longest, field) ?? CounsellingBounds.Read(null, longest, field);
}
