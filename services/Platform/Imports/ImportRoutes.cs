using System.Text;
using CardTeam.Platform.Data;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Imports.Reading;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Requests;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Imports;

/// <summary>Routes of imports: upload, progress, errors.</summary>
internal static class ImportRoutes
{
    /// <summary>Action of the audit entry about a cancelled import, whoever writes the entry.</summary>
    internal const string CancelAction = $"POST /imports{CancelPattern}";

    private const string CancelPattern = "/{id:guid}/cancel";
    private const long LargestFile = 1L << 30;

    public sealed record Answer(
        Guid Id,
        string Kind,
        string Status,
        string Mode,
        bool DryRun,
        string Format,
        string? Sheet,
        string? FileName,
        string CreatedBy,
        long? RowsTotal,
        long RowsRead,
        long RowsAccepted,
        long RowsUnchanged,
        long RowsRejected,
        long RowsWaiting,
        bool HasRejectedRows,
        DateTimeOffset CreatedAt,
        DateTimeOffset? StartedAt,
        DateTimeOffset? FinishedAt,
        string? ErrorCode,
        string? Error
    );

    /// <summary>Description of a column for people and programs that fill it in.</summary>
    /// <param name="Name">Name in the contract.</param>
    /// <param name="Headings">Every heading it is known by, in Chinese and English.</param>
    public sealed record ColumnAnswer(
        string Name,
        string Zh,
        string En,
        bool Required,
        string Form,
        string Example,
        IReadOnlyList<string> Headings,
        IReadOnlyList<WordAnswer> Words
    );

    /// <summary>A word that a column may hold.</summary>
    public sealed record WordAnswer(string Word, string Zh, string En, IReadOnlyList<string> Others);

    /// <summary>Description of a kind of file.</summary>
    public sealed record KindAnswer(string Kind, string Zh, string En, IReadOnlyList<ColumnAnswer> Columns);

    private static readonly ListOrder<Import> Order = new ListOrder<Import>("-number")
        .Key("number", i => i.Number)
        .By("kind", i => i.Kind)
        .By("status", i => i.Status);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("id", new("编号", "Id"), i => i.Id),
        new("kind", new("种类", "Kind"), i => i.Kind),
        new("status", new("状态", "Status"), i => i.Status),
        new("mode", new("方式", "Mode"), i => i.Mode),
        new("dryRun", new("只检查", "Dry run"), i => i.DryRun),
        new("format", new("编码", "Format"), i => i.Format),
        new("fileName", new("文件名", "File"), i => i.FileName),
        new("sheet", new("工作表", "Sheet"), i => i.Sheet),
        new("createdBy", new("提交人", "Sent by"), i => i.CreatedBy),
        new("rowsTotal", new("总行数", "Rows in the file"), i => i.RowsTotal),
        new("rowsRead", new("读入行", "Rows read"), i => i.RowsRead),
        new("rowsAccepted", new("接受行", "Accepted"), i => i.RowsAccepted),
        new("rowsUnchanged", new("未变行", "Unchanged"), i => i.RowsUnchanged),
        new("rowsRejected", new("拒绝行", "Rejected"), i => i.RowsRejected),
        new("createdAt", new("提交时间（UTC）", "Sent (UTC)"), i => i.CreatedAt),
        new("startedAt", new("开始时间（UTC）", "Started (UTC)"), i => i.StartedAt),
        new("finishedAt", new("结束时间（UTC）", "Ended (UTC)"), i => i.FinishedAt),
        new("error", new("错误", "Error"), i => i.Error),
    ];

    public static void MapImports(this IEndpointRouteBuilder app, string service, IEnumerable<ImportKind> registered)
    {
        var kinds = registered.ToList();
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
                        ImportQuota quota,
                        TimeProvider clock,
                        CancellationToken ct
                    ) =>
                        Upload(
                            http,
                            service,
                            KindOf(kind, mode, kinds),
                            mode,
                            dryRun ?? false,
                            db,
                            folder,
                            quota,
                            clock,
                            ct
                        )
                )
                .Describe(
                    $"Imports {kind.Name}: checks the file, or takes its rows in. Answers at once; "
                        + "the import goes on by itself.",
                    "400 import.unknown-mode",
                    "409 idempotency.key-reused"
                )
                // Any content type is accepted here: content that is no table is refused with a sentence that names
                // what was sent and what is accepted.
                .Accepts<Stream>("text/csv", ExportFile.WorkbookType, "*/*")
                .WithMetadata(new RequestSizeLimitAttribute(LargestFile), new OwnIdempotency())
                .RequireRoles([.. kind.Roles]);
            imports
                .MapGet($"/{kind.Name}/columns", () => TypedResults.Ok(Describe(kind)))
                .Describe($"Lists the columns of {kind.Name} with their words and allowed values.")
                .RequireRoles([.. kind.Roles]);
            imports
                .MapGet($"/{kind.Name}/template.xlsx", (HttpContext http) => Template(http, kind))
                .Describe($"Downloads a workbook to fill in with {kind.Name}.")
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
        app.MapList("/imports", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists imports, the newest first.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .WithTags("Imports")
            .RequireRoles(readers);
        imports
            .MapGet("/{id:guid}", Get)
            .Describe("Shows how far an import is.", "404 import.not-found")
            .RequireRoles(readers);
        imports
            .MapGet("/{id:guid}/errors", Errors)
            .Describe("Downloads the rejected rows with their reasons, as csv.", "404 import.not-found")
            .RequireRoles(readers);
        imports
            .MapGet("/{id:guid}/preview", Preview)
            .Describe(
                "Shows the first rows of a file as they were read, each with its mistakes.",
                "404 import.not-found",
                "404 preview.not-found"
            )
            .RequireRoles(readers);
        if (kinds.Exists(k => k.HasDifference))
            imports
                .MapGet("/{id:guid}/difference", Difference)
                .Describe(
                    "Shows what a file changes, or would change, of the list as it is: row by row, with reasons.",
                    "404 import.not-found",
                    "404 difference.not-found",
                    "400 request.invalid-limit",
                    "400 request.invalid-cursor"
                )
                .RequireRoles(readers);
        imports
            .MapGet("/{id:guid}/rejected.xlsx", Rejected)
            .Describe(
                "Downloads the rejected rows as a workbook to correct and send again.",
                "404 import.not-found",
                "404 rejected-rows.not-found"
            )
            .RequireRoles(readers);
        imports
            .MapPost(CancelPattern, Cancel)
            .Describe(
                "Cancels an import that waits or runs.",
                "403 import.not-yours",
                "404 import.not-found",
                "409 import.ended"
            )
            .RequireRoles([.. readers.Where(r => r != Roles.Auditor)]);
    }

    private static async Task<Accepted<Answer>> Upload(
        HttpContext http,
        string service,
        ImportKind kind,
        string? mode,
        bool dryRun,
        ServiceDbContext db,
        ImportFolder folder,
        ImportQuota quota,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var charset = TextEncoding.OfCharset(UploadType.CharsetOf(http.Request));
        var caller = Caller.From(http.User);
        var key = http.Request.Headers[Idempotency.Header].ToString() is { Length: > 0 } given ? given : null;
        if (key is not null)
            Idempotency.CheckKey(key);

        // An office with a slow line must be able to upload: the folder, not the server, decides how slow is too slow.
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        await quota.CheckAsync(http, caller.Id, db, ct);
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var staged = await folder.StageAsync(id, http.Request.Body, charset, clock, ct);
        var requestHash = $"{kind.Name} {mode} {dryRun} {staged.Sha256}";
        var import = Import.Queue(
            id,
            kind.Name,
            mode == "atomic" || kind.IsAtomic,
            dryRun,
            staged,
            caller.Id,
            caller.Org,
            key,
            key is null ? null : requestHash,
            UploadType.FileNameOf(http.Request),
            clock.GetUtcNow()
        );
        if (staged.BadRow > 0)
        {
            var bad = TextFile.BadEncoding(staged.Format, staged.BadRow).Error;
            import.Fail(bad.Code, bad.Text, clock.GetUtcNow());
            db.ImportErrors.Add(new ImportError(id, bad));
            folder.Delete(import);
        }

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

        return TypedResults.Accepted($"/{service}/imports/{import.Id}", Show(import, null, folder, http));
    }

    /// <summary>The kind that takes the file: another one where the file is the whole list of what it names.</summary>
    /// <exception cref="RuleBrokenException">400: not a mode of the kind.</exception>
    private static ImportKind KindOf(ImportKind kind, string? mode, List<ImportKind> kinds)
    {
        if (mode is null or "rows" or "atomic")
            return kind;
        if (mode == "replace" && kind.WholeListKind is { } whole)
            return kinds.Single(k => k.Name == whole);
        throw new RuleBrokenException(
            "import.unknown-mode",
            kind.WholeListKind is null
                ? new("mode 应为 rows 或 atomic。", "mode is rows or atomic.")
                : new("mode 应为 rows、atomic 或 replace。", "mode is rows, atomic or replace."),
            status: 400
        );
    }

    /// <summary>A row of a difference, with its reason in the reader's language.</summary>
    /// <param name="Row">Row number as in a spreadsheet; null for an entry that the file does not name.</param>
    /// <param name="Verdict">
    /// <c>added</c>, <c>moved</c>, <c>withdrawn</c>, <c>unchanged</c> or <c>refused</c>.
    /// </param>
    public sealed record DifferenceAnswer(
        long? Row,
        string Verdict,
        string ManagerNo,
        string? Name,
        string Subject,
        string? Before,
        string? Code,
        string? Reason
    );

    /// <summary>A page of a difference, and how many rows have each verdict.</summary>
    public sealed record DifferencePage(
        IReadOnlyList<DifferenceAnswer> Items,
        string? Next,
        int? Total,
        IReadOnlyDictionary<string, int> Counts
    );

    /// <param name="verdict">One of the verdicts; null for all.</param>
    private static async Task<Ok<DifferencePage>> Difference(
        Guid id,
        [AsParameters] PageQuery page,
        string? verdict,
        HttpContext http,
        ServiceDbContext db,
        ImportFolder folder,
        CancellationToken ct
    )
    {
        var import = await Find(id, http, db, ct);
        var all = folder.Difference(import.Id) ?? throw RuleBrokenException.NotFound("difference");
        var rows = verdict is null ? all : [.. all.Where(d => d.Verdict == verdict)];
        var from = (int)Math.Clamp(page.AfterNumber(), 0, rows.Count);
        var some = rows.Skip(from).Take(page.Size).ToList();
        var end = from + some.Count;
        return TypedResults.Ok(
            new DifferencePage(
                [
                    .. some.Select(d => new DifferenceAnswer(
                        Row: d.Row,
                        Verdict: d.Verdict,
                        ManagerNo: d.ManagerNo,
                        Name: d.Name,
                        Subject: d.Subject,
                        Before: d.Before,
                        Code: d.Code,
                        Reason: d.Reason?.For(http)
                    )),
                ],
                end < rows.Count ? PageQuery.Cursor(Invariant($"{end}")) : null,
                page.Total == true ? rows.Count : null,
                all.GroupBy(d => d.Verdict, StringComparer.Ordinal)
                    .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal)
            )
        );
    }

    private static Listing<Import, Answer> List(
        [AsParameters] ListQuery list,
        string? status,
        string? kind,
        HttpContext http,
        ServiceDbContext db,
        ImportFolder folder,
        ImportProgress progress
    )
    {
        var imports = Visible(db, http);
        if (Enum.TryParse<ImportStatus>(status, ignoreCase: true, out var wanted))
            imports = imports.Where(i => i.Status == wanted);
        if (kind is not null)
            imports = imports.Where(i => i.Kind == kind);
        return new(imports, list, Order, i => Show(i, progress.Of(i.Id), folder, http), Columns);
    }

    private static async Task<Ok<Answer>> Get(
        Guid id,
        HttpContext http,
        ServiceDbContext db,
        ImportFolder folder,
        ImportProgress progress,
        CancellationToken ct
    ) => TypedResults.Ok(Show(await Find(id, http, db, ct), progress.Of(id), folder, http));

    private static KindAnswer Describe(ImportKind kind) =>
        new(
            kind.Name,
            kind.Title.Zh,
            kind.Title.En,
            [
                .. kind.Columns.Select(c => new ColumnAnswer(
                    Name: c.Name,
                    Zh: c.Title.Zh,
                    En: c.Title.En,
                    Required: c.Required,
                    Form: c.Form,
                    Example: c.Example,
                    Headings: [.. c.Headings.Distinct(StringComparer.Ordinal)],
                    Words: [.. c.Words.Select(w => new WordAnswer(w.Word, w.Title.Zh, w.Title.En, w.Others))]
                )),
            ]
        );

    private static FileContentHttpResult Template(HttpContext http, ImportKind kind) =>
        TypedResults.File(
            ImportTemplate.Write(kind, Language.IsEnglish(http)),
            ExportFile.WorkbookType,
            $"{kind.Name}-template.xlsx"
        );

    private static async Task<Ok<ImportPreview>> Preview(
        Guid id,
        HttpContext http,
        ServiceDbContext db,
        ImportFolder folder,
        CancellationToken ct
    )
    {
        var import = await Find(id, http, db, ct);
        return TypedResults.Ok(folder.Preview(import.Id) ?? throw RuleBrokenException.NotFound("preview"));
    }

    private static async Task<PhysicalFileHttpResult> Rejected(
        Guid id,
        HttpContext http,
        ServiceDbContext db,
        ImportFolder folder,
        CancellationToken ct
    )
    {
        var import = await Find(id, http, db, ct);
        return TypedResults.PhysicalFile(
            folder.Rejected(import.Id) ?? throw RuleBrokenException.NotFound("rejected-rows"),
            ExportFile.WorkbookType,
            $"{import.Kind}-rejected.xlsx"
        );
    }

    private static async Task<Accepted<Answer>> Cancel(
        Guid id,
        HttpContext http,
        ServiceDbContext db,
        ImportFolder folder,
        ImportProgress progress,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var caller = Caller.From(http.User);
        var seen = await Find(id, http, db, ct);
        if (seen.CreatedBy != caller.Id && !caller.Is(Roles.Administrator))
            throw new RuleBrokenException(
                "import.not-yours",
                new(
                    "只有提交人或管理员可以取消导入。",
                    "Only the person who uploaded the file, or an administrator, can cancel the import."
                ),
                status: 403
            );
        // A running import of this process may hold the write lock: it is told without the database.
        if (!progress.Cancel(id, caller))
            await db.InTransactionAsync(
                async () =>
                {
                    seen = await db.Imports.SingleAsync(i => i.Id == id, ct);
                    if (!seen.Cancel(caller.Id, clock.GetUtcNow()))
                        throw new RuleBrokenException(
                            "import.ended",
                            new("该导入已结束。", "The import has ended already.")
                        );
                    await db.SaveChangesAsync(ct);
                },
                ct
            );
        if (seen.IsFinished)
            folder.Delete(seen);
        return TypedResults.Accepted((string?)null, Show(seen, progress.Of(id), folder, http));
    }

    /// <summary>Streams the errors as csv: <c>row,column,code,message</c>.</summary>
    private static async Task Errors(Guid id, HttpContext http, ServiceDbContext db, CancellationToken ct)
    {
        var import = await Find(id, http, db, ct);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.NameDownload($"errors-{import.Id:N}.csv");
        var english = Language.IsEnglish(http);
        // Written with a byte order mark: without it a person's spreadsheet program reads UTF-8 in the local encoding.
        await using var csv = new StreamWriter(
            http.Response.Body,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: http.Request.Headers.AcceptLanguage.Count > 0)
        );
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
                Invariant(
                    $"{error.Row},{SafeCell.Csv(error.Column)},{error.Code},{SafeCell.Csv(english ? error.En : error.Zh)}\r\n"
                )
            );
    }

    /// <summary>Branch heads, feeds and other importers see their own imports; roles that oversee see all.</summary>
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

    private static Answer Show(Import import, RowCounts? running, ImportFolder folder, HttpContext http)
    {
        var rows = import.IsFinished ? import.Rows : running ?? import.Rows;
        return new(
            Id: import.Id,
            Kind: import.Kind,
            Status: import.Status.ToString().ToLowerInvariant(),
            Mode: import.Atomic ? "atomic" : "rows",
            DryRun: import.DryRun,
            Format: import.Format,
            Sheet: import.Sheet,
            FileName: import.FileName,
            CreatedBy: import.CreatedBy,
            RowsTotal: import.RowsTotal,
            RowsRead: rows.Read,
            RowsAccepted: rows.Accepted,
            RowsUnchanged: rows.Unchanged,
            RowsRejected: rows.Rejected,
            RowsWaiting: rows.Waiting,
            HasRejectedRows: rows.Rejected > 0 && folder.Rejected(import.Id) is not null,
            CreatedAt: import.CreatedAt,
            StartedAt: import.StartedAt,
            FinishedAt: import.FinishedAt,
            ErrorCode: import.ErrorCode,
            Error: Language.IsEnglish(http) ? import.ErrorEn : import.ErrorZh
        );
    }
}
