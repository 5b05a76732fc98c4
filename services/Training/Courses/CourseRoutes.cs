using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Requests;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Mvc;

namespace CardTeam.Training.Courses;

internal static class CourseRoutes
{
    public static void MapCourses(this IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor];
        app.MapList("/courses", (list, path) => list.MapGet(path, ListCourses.Handle))
            .Describe(
                "Lists the courses of the catalogue, each in its newest version.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .WithTags("Courses")
            .RequireRoles(readers);
        var courses = app.MapGroup("/courses/{code}").WithTags("Courses");
        courses
            .MapGet("/", ListCourses.Get)
            .Describe("Shows a course with its versions, or one version of it.", "404 course.not-found")
            .RequireRoles(readers);
        courses
            .MapPut("/", PutCourse.Handle)
            .Describe(
                "Writes a course; a change is a new version, and completions keep the version they were of.",
                "400 course.not-valid",
                "400 course.unknown-prerequisite",
                "400 course.unknown-file",
                "409 course.requires-itself",
                "409 course.too-many",
                "409 code.differs-in-case-only"
            )
            .RequireRoles(Roles.Trainer)
            .RequireWholeBank();
        courses
            .MapPost("/files", AddCourseFile.Handle)
            .Describe(
                "Adds a file to a course: pdf, png, jpg, mp4, docx, pptx or xlsx of up to 20 MB.",
                "400 course-file.name-missing",
                "404 course.not-found",
                "409 course-file.too-many",
                "413 course-file.too-large",
                "415 course-file.type",
                "415 course-file.name-and-content-differ"
            )
            .Accepts<Stream>("application/octet-stream", "*/*")
            .WithMetadata(new RequestSizeLimitAttribute(AddCourseFile.Largest + 1024), new OwnIdempotency())
            .RequireRoles(Roles.Trainer)
            .RequireWholeBank();
        courses
            .MapGet("/files/{id:guid}", AddCourseFile.Get)
            .Describe("Downloads a file of a course.", "404 course-file.not-found")
            .RequireRoles(readers);
    }
}
