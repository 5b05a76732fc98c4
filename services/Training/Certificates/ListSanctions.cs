using System.Linq.Expressions;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Certificates;

/// <summary>Lists suspensions and revocations of certificates.</summary>
internal static class ListSanctions
{
    /// <param name="Kind"><c>suspended</c> or <c>revoked</c>.</param>
    /// <param name="From">The first day on which the certificate no longer counts.</param>
    /// <param name="To">The last such day; null for no end.</param>
    /// <param name="WithdrawnAt">The time it was taken back; null while it is in force.</param>
    public sealed record Row(
        Guid Id,
        string ManagerNo,
        string? Name,
        string Certificate,
        string Kind,
        DateOnly From,
        DateOnly? To,
        string Reason,
        string ImposedBy,
        DateTimeOffset ImposedAt,
        string? WithdrawnBy,
        DateTimeOffset? WithdrawnAt,
        string? WithdrawnReason
    );

    private static readonly ListOrder<Sanction> Order = new ListOrder<Sanction>("-imposedAt")
        .Key("id", s => s.Id)
        .By("imposedAt", s => s.ImposedAt)
        .By("managerNo", s => s.ManagerNo)
        .By("certificate", s => s.CertificateCode)
        .By("from", s => s.From);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), s => s.ManagerNo),
        new("name", new("姓名", "Name"), s => s.Name),
        new("certificate", new("证书", "Certificate"), s => s.Certificate),
        new("kind", new("处置", "Sanction"), s => s.Kind),
        new("from", new("起", "From"), s => s.From),
        new("to", new("止", "To"), s => s.To),
        new("reason", new("原因", "Reason"), s => s.Reason),
        new("imposedBy", new("处置人", "Imposed by"), s => s.ImposedBy),
        new("imposedAt", new("处置时间（UTC）", "Imposed at (UTC)"), s => s.ImposedAt),
        new("withdrawnBy", new("撤销人", "Withdrawn by"), s => s.WithdrawnBy),
        new("withdrawnAt", new("撤销时间（UTC）", "Withdrawn at (UTC)"), s => s.WithdrawnAt),
        new("withdrawnReason", new("撤销原因", "Reason for withdrawing"), s => s.WithdrawnReason),
    ];

    /// <summary>Lists the sanctions of the managers that the caller may see, the newest first.</summary>
    /// <param name="manager">A manager's number; null for all.</param>
    /// <param name="certificate">A certificate's code; null for all.</param>
    /// <param name="kind"><c>suspended</c> or <c>revoked</c>; null for both.</param>
    /// <param name="withdrawn">False for those in force, true for those taken back; null for both.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    public static async Task<Listing<Sanction, Row>> Handle(
        [AsParameters] ListQuery list,
        string? manager,
        string? certificate,
        string? kind,
        bool? withdrawn,
        string? search,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var sanctions = db
            .Sanctions.AsNoTracking()
            .OfManagersWithin(await part.FindAsync(ct), s => s.ManagerNo, db, clock)
            .OfManagersLike(search, s => s.ManagerNo, db);
        if (manager is not null)
            sanctions = sanctions.Where(s => s.ManagerNo == manager);
        if (certificate is not null)
            sanctions = sanctions.Where(s => s.CertificateCode == certificate);
        if (kind is not null)
            sanctions = sanctions.Where(s => s.Kind == kind);
        if (withdrawn is not null)
            sanctions = sanctions.Where(s => s.WithdrawnAt != null == withdrawn);
        return new(sanctions, list, Order, Answer(db), Columns);
    }

    internal static Task<Row> ShowAsync(Sanction sanction, TrainingDbContext db, CancellationToken ct) =>
        db.Sanctions.AsNoTracking().Where(s => s.Id == sanction.Id).Select(Answer(db)).FirstAsync(ct);

    private static Expression<Func<Sanction, Row>> Answer(TrainingDbContext db) =>
        s => new Row(
            s.Id,
            s.ManagerNo,
            db.ManagerNames.Where(n => n.ManagerNo == s.ManagerNo).Select(n => n.Name).FirstOrDefault(),
            s.CertificateCode,
            s.Kind,
            s.From,
            s.To,
            s.Reason,
            s.ImposedBy,
            s.ImposedAt,
            s.WithdrawnBy,
            s.WithdrawnAt,
            s.WithdrawnReason
        );
}
