using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Training.Certificates;

/// <summary>Imports certificates: granted, renewed, revoked.</summary>
internal sealed class ImportCertificates(TrainingDbContext db, AuditTrail trail, TimeProvider clock) : ImportKind
{
    private static readonly ManagerNoColumn No = ManagerNoColumn.Whose;
    private static readonly CodeColumn Code = new(
        "certificate",
        new("证书", "Certificate"),
        Lengths.CertificateCode,
        true
    )
    {
        AlsoKnownAs = ["证书代码", "Certificate code"],
    };
    private static readonly DateColumn ValidFrom = new(
        "valid_from",
        new("生效日期", "Valid from"),
        IsPlanned: true,
        Required: true
    );
    private static readonly DateColumn ValidTo = new("valid_to", new("到期日期", "Valid to"), IsPlanned: true)
    {
        AlsoKnownAs = ["失效日期", "有效期至"],
    };
    private static readonly CodeColumn Number = new(
        "number",
        new("证书编号", "Certificate number"),
        Lengths.CertificateNumber
    )
    {
        AlsoKnownAs = ["Certificate no", "No", "Number"],
    };

    private AlikeCodes? _codes;

    public override string Name => "certificates";

    public override Text Title { get; } = new("证书", "Certificates");

    public override IReadOnlyList<ImportColumn> Columns { get; } = [No, Code, ValidFrom, ValidTo, Number];

    public override IReadOnlyList<string> ExportedToo { get; } =
    ["version", "版本", "validToday", "今日有效", "valid today", "grantedTo", "授予至", "granted to", "name", "姓名"];

    public override IReadOnlyList<string> Roles { get; } = [AllRoles.Trainer, AllRoles.Administrator, AllRoles.Feed];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var cells = chunk
            .Rows.Select(r =>
                (
                    Row: r,
                    No: r.Text(No),
                    Code: r.Text(Code),
                    From: r.Date(ValidFrom),
                    To: r.Date(ValidTo),
                    Number: r.Text(Number)
                )
            )
            .ToList();
        var numbers = cells.Select(c => c.No).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var roster = await RosterCheck.LoadAsync(db, numbers, chunk.Part, clock, ct);
        var book = await CertificateBook.LoadAsync(db, numbers, trail.Actor, ct);
        _codes ??= AlikeCodes.Among(await db.Certificates.Select(c => c.Code).Distinct().ToListAsync(ct));
        foreach (var (row, no, code, from, to, number) in cells)
        {
            roster.Check(row, no);
            if (code is not null && _codes.Of(code) is { } other)
                row.Reject(Code, AlikeCodes.Refused(code, other));
            if (!row.IsGood)
                continue;

            try
            {
                if (!Apply(book, row, (no!, code!, from!.Value), to, number))
                {
                    row.Unchanged();
                    continue;
                }

                _codes.Add(code!);
                row.Accept();
            }
            catch (RuleBrokenException broken)
            {
                row.Reject("valid_to", broken.Code, broken.Text);
            }
        }

        book.Announce();
    }

    /// <summary>
    /// Applies a row: a missing column keeps the known value, an empty cell removes it. The end that the list shows
    /// means no change where a sanction has shortened the interval, so that an exported list comes back as it was.
    /// </summary>
    private static bool Apply(
        CertificateBook book,
        ImportRow row,
        (string No, string Code, DateOnly From) key,
        DateOnly? to,
        string? number
    )
    {
        if (book.Of(key.No, key.Code, key.From) is not { } known)
            return book.Grant(key.No, key.Code, key.From, to, number);
        var isAsShown = !row.Has(ValidTo) || to == known.ValidTo;
        if (!known.IsGranted && isAsShown)
            return false;
        return book.Grant(
            key.No,
            key.Code,
            key.From,
            isAsShown ? known.GrantedTo : to,
            row.Has(Number) ? number : known.Number
        );
    }
}
