using CardTeam.Contracts.Training;
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
    ["version", "版本", "validToday", "今日有效", "valid today", "name", "姓名"];

    public override IReadOnlyList<string> Roles { get; } = [AllRoles.Trainer, AllRoles.Administrator, AllRoles.Feed];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var closed = await ClosedMonths.LoadAsync(db, ct);
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
        var current = (
            await db.Certificates.Where(c => numbers.Contains(c.ManagerNo) && c.KnownUntil == null).ToListAsync(ct)
        ).ToDictionary(c => (c.ManagerNo, c.Code, c.ValidFrom));

        _codes ??= AlikeCodes.Among(await db.Certificates.Select(c => c.Code).Distinct().ToListAsync(ct));
        // Every version is announced, also one that a later row of the same file supersedes: their count must have no
        // gap.
        var news = new List<CertificateInterval>();
        foreach (var (row, no, code, from, to, number) in cells)
        {
            roster.Check(row, no);
            if (code is not null && _codes.Of(code) is { } other)
                row.Reject(Code, AlikeCodes.Refused(code, other));
            if (!row.IsGood)
                continue;

            var key = (no!, code!, from!.Value);
            try
            {
                var known = current.GetValueOrDefault(key);
                if (Judge(known, row, key, to, number, closed.NextClose) is not { } version)
                {
                    row.Unchanged();
                    continue;
                }

                db.Certificates.Add(current[key] = version);
                _codes.Add(code!);
                news.Add(version.ToInterval(version.ClosedMonthsChanged(known, closed), trail.Actor));
                row.Accept();
            }
            catch (RuleBrokenException broken)
            {
                row.Reject("valid_to", broken.Code, broken.Text);
            }
        }

        foreach (var some in news.Chunk(500))
            db.Announce(new CertificatesChanged(some), "certificates");
    }

    /// <summary>Applies a row: a missing column keeps the known value, an empty cell removes it.</summary>
    private static Certificate? Judge(
        Certificate? known,
        ImportRow row,
        (string No, string Code, DateOnly From) key,
        DateOnly? to,
        string? number,
        int nextClose
    ) =>
        known is null
            ? Certificate.Grant(key.No, key.Code, key.From, to, number, nextClose)
            : known.Revise(row.Has(ValidTo) ? to : known.ValidTo, row.Has(Number) ? number : known.Number, nextClose);
}
