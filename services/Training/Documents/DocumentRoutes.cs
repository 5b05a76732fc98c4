using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Training.Documents;

internal static class DocumentRoutes
{
    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        var documents = app.MapGroup("/certificate-documents").WithTags("Certificates");
        documents
            .MapPost("", IssueDocument.Handle)
            .Describe(
                "Issues the document of a certificate with its verification code; the same interval has one code.",
                "404 certificate.not-found"
            )
            .RequireRoles(Roles.Trainer, Roles.AccountManager);
        documents
            .MapGet("/{code}/pdf", IssueDocument.Pdf)
            .Describe("Downloads a certificate's document as PDF.", "404 certificate-document.not-found")
            .AuditPersonalReads()
            .RequireRoles(Roles.Trainer, Roles.AccountManager);
    }
}
