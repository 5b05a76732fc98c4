using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.Training.Courses;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Attendance;

/// <summary>Lists who has attended a course and has still to pass its exam.</summary>
internal static class ListAwaitedExams
{
    public sealed record Row(
        string ManagerNo,
        string? Name,
        string CourseCode,
        string TitleZh,
        string TitleEn,
        string SessionCode,
        DateOnly LastDay,
        int AttendedPercent
    );

    private static readonly ListOrder<AwaitedExam> Order = new ListOrder<AwaitedExam>("managerNo")
        .Key("managerNo", a => a.ManagerNo)
        .Key("courseCode", a => a.CourseCode)
        .Key("sessionCode", a => a.SessionCode)
        .By("lastDay", a => a.LastDay);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), a => a.ManagerNo),
        new("name", new("姓名", "Name"), a => a.Name),
        new("courseCode", new("课程编号", "Course code"), a => a.CourseCode),
        new("titleZh", new("课程名称", "Chinese title"), a => a.TitleZh),
        new("titleEn", new("英文名称", "English title"), a => a.TitleEn),
        new("sessionCode", new("场次", "Session"), a => a.SessionCode),
        new("lastDay", new("结束日期", "Last day"), a => a.LastDay),
        new("attendedPercent", new("出勤率（%）", "Attended (%)"), a => a.AttendedPercent) { IsSummed = false },
    ];

    /// <summary>Lists them among the managers that the caller may see.</summary>
    /// <param name="course">A course's code; null for all.</param>
    /// <param name="session">A session's code; null for all.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    public static async Task<Listing<AwaitedExam, Row>> Handle(
        [AsParameters] ListQuery list,
        string? course,
        string? session,
        string? search,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var awaited = db
            .AwaitedExams.AsNoTracking()
            .OfManagersWithin(await part.FindAsync(ct), a => a.ManagerNo, db, clock)
            .OfManagersLike(search, a => a.ManagerNo, db);
        if (course is not null)
            awaited = awaited.Where(a => a.CourseCode == course);
        if (session is not null)
            awaited = awaited.Where(a => a.SessionCode == session);
        return new(
            awaited,
            list,
            Order,
            a => new Row(
                a.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == a.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                a.CourseCode,
                db.Courses.Where(v => v.Code == a.CourseCode && v.Version == a.CourseVersion)
                    .Select(v => v.TitleZh)
                    .First(),
                db.Courses.Where(v => v.Code == a.CourseCode && v.Version == a.CourseVersion)
                    .Select(v => v.TitleEn)
                    .First(),
                a.SessionCode,
                a.LastDay,
                a.AttendedPercent
            ),
            Columns
        );
    }
}
