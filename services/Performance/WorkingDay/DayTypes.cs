using System.ComponentModel.DataAnnotations;
using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.WorkingDay;

/// <summary>Lists the types of working day, and changes one.</summary>
internal static class DayTypes
{
    public sealed record Answer(IReadOnlyList<Row> Items);

    /// <param name="Checklist">The work of such a day, in order.</param>
    /// <param name="Ended">True for a type that is not chosen any more.</param>
    public sealed record Row(string Code, Text Name, IReadOnlyList<Text> Checklist, bool Ended)
    {
        public static Row Of(DayType type) => new(type.Code, type.Name, type.Checklist, type.Ended);
    }

    public sealed record Words(
        [property: Required, MaxLength(Lengths.Title)] string? Zh,
        [property: Required, MaxLength(Lengths.Title)] string? En
    );

    public sealed record Request(
        [property: Required] Words? Name,
        [property: Required, MaxLength(WorkBounds.MostItems)] IReadOnlyList<Words>? Checklist,
        bool Ended = false
    );

    public static async Task<Ok<Answer>> List(PerformanceDbContext db, CancellationToken ct) =>
        TypedResults.Ok(new Answer([.. (await DayTypesOfBank.LoadAsync(db, ct)).Select(Row.Of)]));

    public static async Task<Ok<Row>> Put(
        string code,
        Request request,
        PerformanceDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        if (code.Length > WorkBounds.DayTypeCode || !code.All(c => char.IsAsciiLetterLower(c) || c == '-'))
            throw new RuleBrokenException(
                "day-type.not-valid",
                new("代码应为小写字母和横线。", "A code has lower-case letters and hyphens."),
                status: 400
            );
        var name = Read(request.Name!, "name");
        var items = request.Checklist!.Select(item => Read(item, "checklist")).ToList();
        var type = await db.InTransactionAsync(
            async () =>
            {
                var known = await db.DayTypes.FirstOrDefaultAsync(t => t.Code == code, ct);
                if (known is null)
                    db.DayTypes.Add(known = new(code));
                if (known.Describe(name, items, request.Ended))
                {
                    trail.Note("name", name.Zh);
                    await db.SaveChangesAsync(ct);
                }

                return known;
            },
            ct
        );
        return TypedResults.Ok(Row.Of(type));
    }

    private static Text Read(Words? words, string field) =>
        new(
            WorkBounds.Read(words?.Zh, Lengths.Title, $"{field}.zh") ?? throw Missing(field),
            WorkBounds.Read(words?.En, Lengths.Title, $"{field}.en") ?? throw Missing(field)
        );

    private static RuleBrokenException Missing(string field) =>
        new(
            "day-type.not-valid",
            new($"{field}：中文和英文均须填写。", $"{field}: a text in Chinese and in English is needed."),
            status: 400
        );
}
