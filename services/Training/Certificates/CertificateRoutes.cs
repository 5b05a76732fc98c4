using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Certificates;

internal static class CertificateRoutes
{
    /// <param name="Name">The manager's name; null for a manager not announced yet.</param>
    /// <param name="ValidTo">Last valid day; null for an open end.</param>
    /// <param name="ValidToday">True when valid today, on the bank's calendar.</param>
    /// <param name="GrantedTo">
    /// The last day that was granted, which is later than <paramref name="ValidTo"/> where a suspension or a revocation
    /// has taken days; null for an open end.
    /// </param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        string Certificate,
        DateOnly ValidFrom,
        DateOnly? ValidTo,
        string? Number,
        int Version,
        bool ValidToday,
        DateOnly? GrantedTo
    );

    private static readonly ListOrder<Certificate> Order = new ListOrder<Certificate>("managerNo")
        .Key("managerNo", x => x.ManagerNo)
        .Key("certificate", x => x.Code)
        .Key("validFrom", x => x.ValidFrom)
        .By("validTo", x => x.ValidTo);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), x => x.ManagerNo),
        new("name", new("姓名", "Name"), x => x.Name),
        new("certificate", new("证书", "Certificate"), x => x.Certificate),
        new("validFrom", new("生效日期", "Valid from"), x => x.ValidFrom),
        new("validTo", new("到期日期", "Valid to"), x => x.ValidTo),
        new("number", new("证书编号", "Number"), x => x.Number),
        new("version", new("版本", "Version"), x => x.Version),
        new("validToday", new("今日有效", "Valid today"), x => x.ValidToday),
        new("grantedTo", new("授予至", "Granted to"), x => x.GrantedTo),
    ];

    public static void MapCertificates(this IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor];
        app.MapList("/certificates", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists certificates with their validity.",
                "400 certificate.unknown-valid",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .WithTags("Certificates")
            .RequireRoles(readers);
        app.MapList("/certificate-sanctions", (list, path) => list.MapGet(path, ListSanctions.Handle))
            .Describe(
                "Lists suspensions and revocations of certificates, with their reasons.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .WithTags("Certificates")
            .RequireRoles(readers);
        var sanctions = app.MapGroup("").WithTags("Certificates");
        sanctions
            .MapPost("/certificate-sanctions", ImposeSanction.Handle)
            .Describe(
                "Suspends or revokes a manager's certificate from a day on, with a reason.",
                "400 sanction.has-no-end",
                "400 sanction.reason-missing",
                "404 manager.not-found",
                "409 sanction.ends-before-it-begins",
                "409 sanction.not-held",
                "409 sanction.overlaps"
            )
            .RequireRoles(Roles.Trainer);
        sanctions
            .MapPost("/certificate-sanctions/{id:guid}/end", ImposeSanction.End)
            .Describe(
                "Gives a suspension its last day.",
                "404 sanction.not-found",
                "409 sanction.ends-before-it-begins",
                "409 sanction.has-no-end",
                "409 sanction.withdrawn"
            )
            .RequireRoles(Roles.Trainer);
        sanctions
            .MapPost("/certificate-sanctions/{id:guid}/withdraw", ImposeSanction.Withdraw)
            .Describe(
                "Takes a sanction back as if it had never been, with a reason.",
                "400 sanction.reason-missing",
                "404 sanction.not-found",
                "409 sanction.withdrawn"
            )
            .RequireRoles(Roles.Trainer);
    }

    /// <summary>Lists the intervals as now known, by manager.</summary>
    /// <param name="valid"><c>today</c>, <c>past</c> or <c>future</c>, on the bank's calendar.</param>
    /// <param name="expiresBefore">A day; only intervals whose last valid day is earlier are listed.</param>
    /// <param name="renewed">
    /// False leaves out an interval that is continued by a later one of the same certificate.
    /// </param>
    /// <param name="search">A part of the manager's name or number.</param>
    private static async Task<Listing<Certificate, Answer>> List(
        [AsParameters] ListQuery list,
        string? manager,
        string? certificate,
        string? valid,
        DateOnly? expiresBefore,
        bool? renewed,
        string? search,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var certificates = db
            .Certificates.AsNoTracking()
            // An interval of which a sanction takes every day was never held.
            .Where(x => x.KnownUntil == null && (x.ValidTo == null || x.ValidTo >= x.ValidFrom))
            .OfManagersWithin(await part.FindAsync(ct), x => x.ManagerNo, db, clock)
            .OfManagersLike(search, x => x.ManagerNo, db);
        if (manager is not null)
            certificates = certificates.Where(x => x.ManagerNo == manager);
        if (certificate is not null)
            certificates = certificates.Where(x => x.Code == certificate);
        if (expiresBefore is not null)
            certificates = certificates.Where(x => x.ValidTo < expiresBefore);
        if (renewed == false)
            certificates = certificates.Where(x =>
                !db.Certificates.Any(other =>
                    other.KnownUntil == null
                    && other.ManagerNo == x.ManagerNo
                    && other.Code == x.Code
                    && (other.ValidTo == null || other.ValidTo > x.ValidTo)
                )
            );
        certificates = valid switch
        {
            null => certificates,
            "today" => certificates.Where(x => x.ValidFrom <= today && (x.ValidTo == null || x.ValidTo >= today)),
            "past" => certificates.Where(x => x.ValidTo < today),
            "future" => certificates.Where(x => x.ValidFrom > today),
            _ => throw new RuleBrokenException(
                "certificate.unknown-valid",
                new("valid 应为 today、past 或 future。", "valid is today, past or future."),
                status: 400
            ),
        };
        return new(
            certificates,
            list,
            Order,
            x => new Answer(
                x.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == x.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                x.Code,
                x.ValidFrom,
                x.ValidTo,
                x.Number,
                x.Version,
                x.HoldsOn(today),
                x.GrantedTo
            ),
            Columns
        );
    }
}
