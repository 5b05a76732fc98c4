using CardTeam.Platform.Data;
using CardTeam.Platform.Requests;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Imports;

/// <summary>Files in: upload, progress, errors.</summary>
internal static class ImportRoutes
{
    private const long LargestFile = 1L << 30;

    public sealed record Answer(
        Guid Id,
        string Kind,
        string Status,
        string Mode,
        bool DryRun,
        string Format,
        long RowsRead,
        long RowsAccepted,
        long RowsUnchanged,
        long RowsRejected,
        DateTimeOffset CreatedAt,
        DateTimeOffset? StartedAt,
        DateTimeOffset? FinishedAt,
        string? ErrorCode,
        string? Error
    );

    private static readonly ListOrder<Import> Order = new ListOrder<Import>("-number")
        .Key("number", i => i.Number)
        .By("kind", i => i.Kind)
        .By("status", i => i.Status);

    private static readonly SheetColumn<Answer>[] Columns =
    [
        new("id", new("编号", "Id"), i => i.Id),
        new("kind", new("种类", "Kind"), i => i.Kind),
        new("status", new("状态", "Status"), i => i.Status),
        new("mode", new("方式", "Mode"), i => i.Mode),
        new("dryRun", new("只检查", "Dry run"), i => i.DryRun),
        new("format", new("编码", "Format"), i => i.Format),
        new("rowsRead", new("读入行", "Rows read"), i => i.RowsRead),
        new("rowsAccepted", new("接受行", "Accepted"), i => i.RowsAccepted),
        new("rowsUnchanged", new("未变行", "Unchanged"), i => i.RowsUnchanged),
        new("rowsRejected", new("拒绝行", "Rejected"), i => i.RowsRejected),
        new("createdAt", new("提交时间(UTC)", "Sent (UTC)"), i => i.CreatedAt),
        new("startedAt", new("开始时间(UTC)", "Started (UTC)"), i => i.StartedAt),
        new("finishedAt", new("结束时间(UTC)", "Ended (UTC)"), i => i.FinishedAt),
        new("error", new("错误", "Error"), i => i.Error),
    ];

    public static void MapImports(this IEndpointRouteBuilder app, string service, IEnumerable<ImportKind> kinds)
    {
        var imports = app.MapGroup("/imports").WithTags("Imports");
        foreach (var kind in kinds)
        {
            imports
                .MapPost(
                    $"/{kind.Name}",
                    (
                        HttpContext http,
                        string? mode,
                        bool? dryRun,
                        ServiceDbContext db,
                        ImportFolder folder,
                        TimeProvider clock,
                        CancellationToken ct
                    ) => Upload(http, service, kind, mode, dryRun ?? false, db, folder, clock, ct)
                )
                .Accepts<IFormFile>("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
                .WithMetadata(new RequestSizeLimitAttribute(LargestFile), new OwnIdempotency())
                .RequireRoles([.. kind.Roles]);
        }

        string[] readers =
        [
            .. kinds
                .SelectMany(k => k.Roles)
                .Append(Roles.Administrator)
                .Append(Roles.Auditor)
                .Distinct(StringComparer.Ordinal),
        ];
        app.MapList("/imports", List).WithTags("Imports").RequireRoles(readers);
        imports.MapGet("/{id:guid}", Get).RequireRoles(readers);
        imports.MapGet("/{id:guid}/errors", Errors).RequireRoles(readers);
    }

    private static async Task<Accepted<Answer>> Upload(
        HttpContext http,
        string service,
        ImportKind kind,
        string? mode,
        bool dryRun,
        ServiceDbContext db,
        ImportFolder folder,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (mode is not (null or "rows" or "atomic"))
            throw new RuleBrokenException(
                "import.unknown-mode",
                new("mode 应为 rows 或 atomic。", "mode is rows or atomic."),
                status: 400
            );
        var caller = Caller.From(http.User);
        var key = http.Request.Headers[Idempotency.Header].ToString() is { Length: > 0 } given ? given : null;
        if (key is not null)
            Idempotency.CheckKey(key);

        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var staged = await folder.StageAsync(id, http.Request.Body, ct);
        var requestHash = $"{kind.Name} {mode} {dryRun} {staged.Sha256}";
        var import = Import.Queue(
            id,
            kind.Name,
            mode == "atomic",
            dryRun,
            staged,
            caller.Id,
            caller.Org,
            key,
            key is null ? null : requestHash,
            clock.GetUtcNow()
        );
        try
        {
            db.Imports.Add(import);
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (key is not null && UniqueViolation.Is(failure))
        {
            folder.Delete(import);
            db.ChangeTracker.Clear();
            import = await db
                .Imports.AsNoTracking()
                .SingleAsync(i => i.CreatedBy == caller.Id && i.IdempotencyKey == key, ct);
            if (import.RequestHash != requestHash)
                throw Idempotency.Reused();
        }

        return TypedResults.Accepted($"/{service}/imports/{import.Id}", Show(import, null, http));
    }

    private static Listing<Import, Answer> List(
        [AsParameters] ListQuery list,
        string? status,
        string? kind,
        HttpContext http,
        ServiceDbContext db,
        ImportProgress progress
    )
    {
        var imports = Visible(db, http);
        if (Enum.TryParse<ImportStatus>(status, ignoreCase: true, out var wanted))
            imports = imports.Where(i => i.Status == wanted);
        if (kind is not null)
            imports = imports.Where(i => i.Kind == kind);
        return new(imports, list, Order, i => Show(i, progress.Of(i.Id), http), Columns);
    }

    private static async Task<Ok<Answer>> Get(
        Guid id,
        HttpContext http,
        ServiceDbContext db,
        ImportProgress progress,
        CancellationToken ct
    ) => TypedResults.Ok(Show(await Find(id, http, db, ct), progress.Of(id), http));

    /// <summary>csv <c>row,column,code,message</c>, streamed.</summary>
    private static async Task Errors(Guid id, HttpContext http, ServiceDbContext db, CancellationToken ct)
    {
        var import = await Find(id, http, db, ct);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.NameDownload($"errors-{import.Id:N}.csv");
        var english = Language.IsEnglish(http);
        await using var csv = new StreamWriter(http.Response.Body);
        await csv.WriteAsync("row,column,code,message\r\n");
        await foreach (
            var error in db
                .ImportErrors.AsNoTracking()
                .Where(e => e.ImportId == id)
                .OrderBy(e => e.Number)
                .AsAsyncEnumerable()
                .WithCancellation(ct)
        )
            await csv.WriteAsync(
                $"{error.Row},{SafeCell.Csv(error.Column)},{error.Code},{SafeCell.Csv(english ? error.En : error.Zh)}\r\n"
            );
    }

    /// <summary>A branch head, a feed or another bearer of files sees their own; those who oversee see all.</summary>
    private static IQueryable<Import> Visible(ServiceDbContext db, HttpContext http)
    {
        var caller = Caller.From(http.User);
        var imports = db.Imports.AsNoTracking();
        var oversees = http.GetEndpoint()!
            .Metadata.GetOrderedMetadata<AllowedRoles>()
            .SelectMany(a => a.Roles)
            .Any(r => caller.Is(r) && r is not (Roles.BranchHead or Roles.Feed));
        if (oversees && caller.Org is null && !caller.Is(Roles.Feed))
            return imports;
        return imports.Where(i => i.CreatedBy == caller.Id);
    }

    private static async Task<Import> Find(Guid id, HttpContext http, ServiceDbContext db, CancellationToken ct) =>
        await Visible(db, http).FirstOrDefaultAsync(i => i.Id == id, ct)
        ?? throw RuleBrokenException.NotFound("import");

    private static Answer Show(Import import, RowCounts? running, HttpContext http)
    {
        var rows =
            running ?? new RowCounts(import.RowsRead, import.RowsAccepted, import.RowsUnchanged, import.RowsRejected);
        return new(
            import.Id,
            import.Kind,
            import.Status.ToString().ToLowerInvariant(),
            import.Atomic ? "atomic" : "rows",
            import.DryRun,
            import.Format,
            rows.Read,
            rows.Accepted,
            rows.Unchanged,
            rows.Rejected,
            import.CreatedAt,
            import.StartedAt,
            import.FinishedAt,
            import.ErrorCode,
            Language.IsEnglish(http) ? import.ErrorEn : import.ErrorZh
        );
    }
}
