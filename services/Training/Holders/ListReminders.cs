using CardTeam.Contracts;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Holders;

/// <summary>Lists the reminders of certificates that end soon: to the person, their head and the training team.</summary>
internal static class ListReminders
{
    /// <param name="Days">90, 30 or 7: the days before the last valid day.</param>
    /// <param name="IsRenewed">True where a later interval of the certificate is known by now.</param>
    public sealed record Row(
        string ManagerNo,
        string? Name,
        string Certificate,
        DateOnly ValidTo,
        int Days,
        DateOnly RaisedOn,
        bool IsRenewed
    );

    private static readonly ListOrder<Reminder> Order = new ListOrder<Reminder>("validTo")
        .By("validTo", r => r.ValidTo)
        .Key("managerNo", r => r.ManagerNo)
        .Key("certificate", r => r.CertificateCode)
        .Key("lastDay", r => r.ValidTo)
        .Key("days", r => r.Days)
        .By("raisedOn", r => r.RaisedOn);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), r => r.ManagerNo),
        new("name", new("姓名", "Name"), r => r.Name),
        new("certificate", new("证书", "Certificate"), r => r.Certificate),
        new("validTo", new("到期日期", "Valid to"), r => r.ValidTo),
        new("days", new("提醒（天前）", "Reminder (days before)"), r => r.Days) { IsSummed = false },
        new("raisedOn", new("提醒日期", "Raised on"), r => r.RaisedOn),
        new("isRenewed", new("已续期", "Renewed"), r => r.IsRenewed),
    ];

    /// <summary>Lists the reminders about the managers that the caller may see.</summary>
    /// <param name="renewed">False for those without a later interval by now; null for all.</param>
    /// <param name="ended">False for certificates that have not ended yet; null for all.</param>
    /// <param name="days">90, 30 or 7; null for all.</param>
    /// <param name="certificate">A certificate's code; null for all.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    public static async Task<Listing<Reminder, Row>> Handle(
        [AsParameters] ListQuery list,
        bool? renewed,
        bool? ended,
        int? days,
        string? certificate,
        string? search,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var reminders = db
            .Reminders.AsNoTracking()
            .OfManagersWithin(await part.FindAsync(ct), r => r.ManagerNo, db, clock)
            .OfManagersLike(search, r => r.ManagerNo, db);
        if (certificate is not null)
            reminders = reminders.Where(r => r.CertificateCode == certificate);
        if (days is not null)
            reminders = reminders.Where(r => r.Days == days);
        if (ended is not null)
            reminders = reminders.Where(r => r.ValidTo < today == ended);
        if (renewed is not null)
            reminders = reminders.Where(r =>
                db.Certificates.Any(c =>
                    c.KnownUntil == null
                    && c.ManagerNo == r.ManagerNo
                    && c.Code == r.CertificateCode
                    && (c.ValidTo == null || (c.ValidTo > r.ValidTo && c.ValidTo >= c.ValidFrom))
                ) == renewed
            );
        return new(
            reminders,
            list,
            Order,
            r => new Row(
                r.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == r.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                r.CertificateCode,
                r.ValidTo,
                r.Days,
                r.RaisedOn,
                db.Certificates.Any(c =>
                    c.KnownUntil == null
                    && c.ManagerNo == r.ManagerNo
                    && c.Code == r.CertificateCode
                    && (c.ValidTo == null || (c.ValidTo > r.ValidTo && c.ValidTo >= c.ValidFrom))
                )
            ),
            Columns
        );
    }
}
