using System.Globalization;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Complaints;

/// <summary>Adds a file to a case, and hands a file out to whoever may read the case.</summary>
internal static class AttachToCase
{
    /// <summary>Takes the body as a file, under the name of its <c>Content-Disposition</c>.</summary>
    public static async Task<Ok<CaseAnswer.File>> Handle(
        string complaintRef,
        HttpContext http,
        Caller caller,
        PartOfBankFinder part,
        AttachmentStore store,
        FeedbackDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var own = await part.FindAsync(ct);
        var one = await db.CasesOf(caller, own).AsNoTracking().FindAsync(complaintRef, ct);
        var name =
            UploadName.Of(http.Request)
            ?? throw new RuleBrokenException(
                "attachment.name-missing",
                new(
                    "请用 Content-Disposition 头给出文件名。",
                    "Give the file's name in the header Content-Disposition."
                ),
                status: 400
            );
        var content = await ReadAsync(http.Request.Body, ct);
        var file = CaseAttachment.Of(one.ComplaintRef, name, content, caller.Id, clock.GetUtcNow());
        await store.WriteAsync(file.Id, content, ct);
        try
        {
            await db.InTransactionAsync(
                async () =>
                {
                    var known = await db.CaseAttachments.CountAsync(a => a.ComplaintRef == one.ComplaintRef, ct);
                    if (known >= CaseBounds.Attachments)
                        throw CaseAttachment.TooMany();
                    db.CaseAttachments.Add(file);
                    trail.Note("attachment", file.Id.ToString());
                    trail.Note("size", file.Size.ToString(CultureInfo.InvariantCulture));
                    await db.SaveChangesAsync(ct);
                },
                ct
            );
        }
        catch
        {
            store.Delete(file.Id);
            throw;
        }

        return TypedResults.Ok(new CaseAnswer.File(file.Id, file.Name, file.Type, file.Size));
    }

    /// <summary>Hands out a file, to be saved and never opened in the page's own place.</summary>
    public static async Task<FileContentHttpResult> Get(
        string complaintRef,
        Guid id,
        HttpContext http,
        Caller caller,
        PartOfBankFinder part,
        AttachmentStore store,
        FeedbackDbContext db,
        CancellationToken ct
    )
    {
        var one = await db.CasesOf(caller, await part.FindAsync(ct)).AsNoTracking().FindAsync(complaintRef, ct);
        var file =
            await db
                .CaseAttachments.AsNoTracking()
                .FirstOrDefaultAsync(a => a.ComplaintRef == one.ComplaintRef && a.Id == id, ct)
            ?? throw RuleBrokenException.NotFound("attachment");
        var content = await store.ReadAsync(id, ct);
        http.NameDownload(file.Name);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.File(content, file.Type);
    }

    private static async Task<byte[]> ReadAsync(Stream body, CancellationToken ct)
    {
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0; )
        {
            if (content.Length + read > CaseBounds.AttachmentBytes)
                throw CaseAttachment.TooLarge();
            content.Write(buffer.AsSpan(0, read));
        }

        return content.ToArray();
    }
}
