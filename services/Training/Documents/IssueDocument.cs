using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Documents;

/// <summary>Issues the document of a certificate with its verification code, and hands it out as PDF.</summary>
internal static class IssueDocument
{
    /// <param name="ValidFrom">The first day of the interval, by which it is known.</param>
    public sealed record Request(
        [property: Required, MaxLength(Lengths.ManagerNo)] string? ManagerNo,
        [property: Required, MaxLength(Lengths.CertificateCode)] string? Certificate,
        [property: Required] DateOnly? ValidFrom
    );

    /// <param name="Code">The verification code in groups, as it is printed.</param>
    /// <param name="Page">The address of the public page that verifies it.</param>
    public sealed record Answer(string Code, string Page);

    public static async Task<Ok<Answer>> Handle(
        Request request,
        Caller caller,
        PartOfBankFinder finder,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var managerNo = Codes.Read(request.ManagerNo, Lengths.ManagerNo, "managerNo") ?? "";
        var code = Codes.Read(request.Certificate, Lengths.CertificateCode, "certificate") ?? "";
        var from = request.ValidFrom!.Value;
        var part = await finder.FindAsync(ct);
        var document = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var isHeld = await db
                    .Certificates.AsNoTracking()
                    .Where(c => c.ManagerNo == managerNo && c.Code == code && c.ValidFrom == from)
                    .Where(c => c.KnownUntil == null && c.IsGranted)
                    .OfManagersWithin(part, c => c.ManagerNo, db, clock)
                    .AnyAsync(ct);
                if (!isHeld)
                    throw RuleBrokenException.NotFound("certificate");
                var known = await db.CertificateDocuments.FirstOrDefaultAsync(
                    d => d.ManagerNo == managerNo && d.CertificateCode == code && d.ValidFrom == from,
                    ct
                );
                trail.About($"{code} {managerNo}");
                if (known is not null)
                    return known;
                var issued = CertificateDocument.Issue(managerNo, code, from, caller.Id, clock.GetUtcNow());
                db.CertificateDocuments.Add(issued);
                await db.SaveChangesAsync(ct);
                return issued;
            },
            ct
        );
        return TypedResults.Ok(
            new Answer(
                CertificateDocument.Printed(document.Code),
                $"{VerifyDocument.Path}/{CertificateDocument.Printed(document.Code)}"
            )
        );
    }

    /// <summary>Hands a document out as PDF, in Chinese and English.</summary>
    public static async Task<FileContentHttpResult> Pdf(
        string code,
        HttpContext http,
        PartOfBankFinder finder,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var asked = CertificateDocument.Read(code) ?? throw RuleBrokenException.NotFound("certificate-document");
        var document =
            await db
                .CertificateDocuments.AsNoTracking()
                .OfManagersWithin(await finder.FindAsync(ct), d => d.ManagerNo, db, clock)
                .FirstOrDefaultAsync(d => d.Code == asked, ct)
            ?? throw RuleBrokenException.NotFound("certificate-document");
        var standing =
            await StandingOfDocument.OfAsync(document, BankCalendar.Today(clock), db, ct)
            ?? throw RuleBrokenException.NotFound("certificate-document");
        http.NameDownload($"{document.CertificateCode}-{document.ManagerNo}.pdf");
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(Draw(document, standing), "application/pdf");
    }

    /// <summary>Draws the document, which says what was granted; whether it still holds is asked by its code.</summary>
    internal static byte[] Draw(CertificateDocument document, StandingOfDocument standing)
    {
        var page = new PdfPage();
        page.Frame(40, 420, 515, 380);
        page.Text(70, 740, 30, "岗位资格证书");
        page.Text(70, 712, 16, "Certificate of qualification");
        page.Text(70, 660, 14, $"姓名 Name: {standing.Name ?? document.ManagerNo}");
        page.Text(70, 632, 14, $"编号 Manager number: {document.ManagerNo}");
        page.Text(70, 604, 14, $"证书 Certificate: {standing.Certificate}");
        if (standing.Number is { } number)
            page.Text(70, 576, 14, $"证书编号 Number: {number}");
        page.Text(
            70,
            548,
            14,
            standing.ValidTo is { } to
                ? $"有效期 Valid: {Show(standing.ValidFrom)} 至 to {Show(to)}"
                : $"有效期 Valid: {Show(standing.ValidFrom)} 起 onwards"
        );
        page.Text(70, 490, 12, $"验证码 Verification code: {CertificateDocument.Printed(document.Code)}");
        page.Text(70, 468, 10, $"在本行网站 {VerifyDocument.Path} 输入验证码，查询证书现在是否有效。");
        page.Text(70, 452, 10, $"Enter the code at {VerifyDocument.Path} of the bank to see whether it still holds.");
        return page.Write($"{standing.Certificate} {document.ManagerNo}");
    }

    private static string Show(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
