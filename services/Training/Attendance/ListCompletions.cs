using CardTeam.Contracts;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.Training.Courses;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Attendance;

/// <summary>Lists who has completed which course.</summary>
internal static class ListCompletions
{
    /// <param name="TitleZh">The title of the version that was completed.</param>
    /// <param name="ValidTo">The last day it is valid; null where it is valid for good.</param>
    public sealed record Row(
        string ManagerNo,
        string? Name,
        string CourseCode,
        int CourseVersion,
        string TitleZh,
        string TitleEn,
        string SessionCode,
        DateOnly CompletedOn,
        DateOnly? ValidTo,
        int AttendedPercent
    );

    private static readonly ListOrder<Completion> Order = new ListOrder<Completion>("managerNo")
        .Key("managerNo", c => c.ManagerNo)
        .Key("courseCode", c => c.CourseCode)
        .Key("sessionCode", c => c.SessionCode)
        .By("completedOn", c => c.CompletedOn);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), c => c.ManagerNo),
        new("name", new("姓名", "Name"), c => c.Name),
        new("courseCode", new("课程编号", "Course code"), c => c.CourseCode),
        new("courseVersion", new("课程版本", "Course version"), c => c.CourseVersion) { IsSummed = false },
        new("titleZh", new("课程名称", "Chinese title"), c => c.TitleZh),
        new("titleEn", new("英文名称", "English title"), c => c.TitleEn),
        new("sessionCode", new("场次", "Session"), c => c.SessionCode),
        new("completedOn", new("完成日期", "Completed on"), c => c.CompletedOn),
        new("validTo", new("有效期至", "Valid to"), c => c.ValidTo),
        new("attendedPercent", new("出勤率（%）", "Attended (%)"), c => c.AttendedPercent) { IsSummed = false },
    ];

    /// <summary>Lists the completions of the managers that the caller may see.</summary>
    /// <param name="course">A course's code; null for all.</param>
    /// <param name="session">A session's code; null for all.</param>
    /// <param name="manager">A manager's number; null for all.</param>
    /// <param name="valid">True for those valid today, false for those that have ended; null for all.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    public static async Task<Listing<Completion, Row>> Handle(
        [AsParameters] ListQuery list,
        string? course,
        string? session,
        string? manager,
        bool? valid,
        string? search,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var completions = db
            .Completions.AsNoTracking()
            .OfManagersWithin(await part.FindAsync(ct), c => c.ManagerNo, db, clock)
            .OfManagersLike(search, c => c.ManagerNo, db);
        if (course is not null)
            completions = completions.Where(c => c.CourseCode == course);
        if (session is not null)
            completions = completions.Where(c => c.SessionCode == session);
        if (manager is not null)
            completions = completions.Where(c => c.ManagerNo == manager);
        if (valid is not null)
        {
            var today = BankCalendar.Today(clock);
            completions = completions.Where(c => (c.ValidTo == null || c.ValidTo >= today) == valid);
        }

        return new(
            completions,
            list,
            Order,
            c => new Row(
                c.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == c.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                c.CourseCode,
                c.CourseVersion,
                db.Courses.Where(v => v.Code == c.CourseCode && v.Version == c.CourseVersion)
                    .Select(v => v.TitleZh)
                    .First(),
                db.Courses.Where(v => v.Code == c.CourseCode && v.Version == c.CourseVersion)
                    .Select(v => v.TitleEn)
                    .First(),
                c.SessionCode,
                c.CompletedOn,
                c.ValidTo,
                c.AttendedPercent
            ),
            Columns
        );
    }
}
