using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Incentive.Statements;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Incentive.Bundles;

internal static class BundleRoutes
{
    /// <param name="Keys">JSON web keys (RFC 7517), the one in use first.</param>
    public sealed record KeySet(IReadOnlyList<BundleKeys.PublicKey> Keys);

    public static void MapBundles(this IEndpointRouteBuilder app)
    {
        var bundles = app.MapGroup("").WithTags("Bundles");
        bundles
            .MapGet("/statements/{managerNo}/{period}/bundle", OfStatement)
            .Describe(
                "Downloads a statement with all it rests on, signed, as a zip.",
                "404 statement.not-found",
                "409 bundle.no-key",
                "409 run.stale"
            )
            .RequireRoles(
                Roles.BranchHead,
                Roles.AccountManager,
                Roles.IncentiveAnalyst,
                Roles.IncentiveApprover,
                Roles.Auditor
            )
            .AuditReads();
        bundles
            .MapGet("/runs/{id:guid}/bundle", OfRun)
            .Describe(
                "Downloads every statement of a run with all it rests on, signed, as a zip.",
                "404 run.not-found",
                "409 bundle.no-key",
                "409 bundle.no-result",
                "409 run.stale"
            )
            .RequireRoles(Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Auditor)
            .RequireWholeBank()
            .AuditReads();
        bundles
            .MapGet("/bundle-keys", ListKeys)
            .Describe("Shows the public keys that bundles are checked with, old ones included.", "409 bundle.no-key")
            .RequireRoles([.. Roles.All]);
    }

    private static async Task OfStatement(
        string managerNo,
        Period period,
        HttpContext http,
        Caller caller,
        PartOfBankFinder part,
        IncentiveDbContext db,
        BundleKeys keys,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var (_, run) = await StatementRoutes.FindAsync(managerNo, period, caller, part, db, ct);
        await WriteAsync(http, $"statement-{managerNo}-{period}.zip", db, run, managerNo, keys, clock, ct);
    }

    private static async Task OfRun(
        Guid id,
        HttpContext http,
        IncentiveDbContext db,
        BundleKeys keys,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var run = await RunAnswer.FindAsync(id, db, ct);
        await WriteAsync(http, $"run-{run.Period}.zip", db, run, managerNo: null, keys, clock, ct);
    }

    private static async Task WriteAsync(
        HttpContext http,
        string name,
        IncentiveDbContext db,
        Run run,
        string? managerNo,
        BundleKeys keys,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        await WriteBundle.CheckAsync(db, run, ct);
        // Without a key nothing is sent, not even the beginning.
        keys.Public();
        http.NameDownload(name);
        http.Response.ContentType = "application/zip";
        await WriteBundle.ToAsync(http.Response.Body, db, run, managerNo, keys, clock.GetUtcNow(), ct);
    }

    private static Ok<KeySet> ListKeys(BundleKeys keys) => TypedResults.Ok(new KeySet(keys.Public()));
}
