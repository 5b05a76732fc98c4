using System.Globalization;
using System.Security.Cryptography;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Imports;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Courses;

/// <summary>Adds a file to a course, and hands a file out.</summary>
internal static class AddCourseFile
{
    /// <summary>The largest file: 20 MB.</summary>
    public const int Largest = 20 * 1024 * 1024;

    /// <summary>The most files that a course keeps, those of former versions included.</summary>
    private const int MostFiles = 200;

    public sealed record Answer(Guid Id, string Name, string Type, int Size);

    /// <summary>
    /// Takes the body as a file, under the name of its <c>Content-Disposition</c>. The same content again is the same
    /// file. It belongs to the course's materials once a version of the course names it.
    /// </summary>
    public static async Task<Ok<Answer>> Handle(
        string code,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var name =
            UploadName.Of(http.Request)
            ?? throw new RuleBrokenException(
                "course-file.name-missing",
                new(
                    "请用 Content-Disposition 头给出文件名。",
                    "Give the file's name in the header Content-Disposition."
                ),
                status: 400
            );
        var content = await ReadAsync(http.Request.Body, ct);
        var type = CourseFileType.Of(content) ?? throw Refused(415, "course-file.type");
        if (!type.HasEndingOf(name))
            throw Refused(415, "course-file.name-and-content-differ");
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        var file = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                if (!await db.Courses.AnyAsync(c => c.Code == code, ct))
                    throw RuleBrokenException.NotFound("course");
                var known = db.CourseFiles.Where(f => f.CourseCode == code);
                if (
                    await known
                        .Where(f => f.Sha256 == sha256)
                        .Select(f => new Answer(f.Id, f.Name, f.Type, f.Size))
                        .FirstOrDefaultAsync(ct) is
                    { } same
                )
                    return same;
                if (await known.CountAsync(ct) >= MostFiles)
                    throw new RuleBrokenException(
                        "course-file.too-many",
                        new(
                            Invariant($"一门课程最多保存 {MostFiles} 个文件。"),
                            Invariant($"A course keeps at most {MostFiles} files.")
                        )
                    );
                var added = CourseFile.Add(code, name, type.ContentType, content, sha256, caller.Id, clock.GetUtcNow());
                trail.Note("sha256", sha256);
                trail.Note("size", added.Size.ToString(CultureInfo.InvariantCulture));
                db.CourseFiles.Add(added);
                await db.SaveChangesAsync(ct);
                return new Answer(added.Id, added.Name, added.Type, added.Size);
            },
            ct
        );
        return TypedResults.Ok(file);
    }

    /// <summary>Hands out a file, to be saved and never opened in the page's own place.</summary>
    public static async Task<FileContentHttpResult> Get(
        string code,
        Guid id,
        HttpContext http,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        var file =
            await db.CourseFiles.AsNoTracking().FirstOrDefaultAsync(f => f.CourseCode == code && f.Id == id, ct)
            ?? throw RuleBrokenException.NotFound("course-file");
        http.NameDownload(file.Name);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.File(file.Content, file.Type);
    }

    private static async Task<byte[]> ReadAsync(Stream body, CancellationToken ct)
    {
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0; )
        {
            if (content.Length + read > Largest)
                throw Refused(413, "course-file.too-large");
            content.Write(buffer.AsSpan(0, read));
        }

        return content.ToArray();
    }

    private static RuleBrokenException Refused(int status, string code) =>
        new(
            code,
            new(
                $"只接受 20 MB 以内的 {CourseFileType.Names} 文件，内容与扩展名须一致，且不含宏。",
                $"Files of up to 20 MB are accepted: {CourseFileType.Names}, whose content is what the name says, without macros."
            ),
            status: status
        );
}
