using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Recognitions;

/// <summary>Sets what managers are recognised for at the closes to come.</summary>
internal static class PutRecognition
{
    /// <param name="From">The first month it is given for.</param>
    /// <param name="To">The last month; null while there is none.</param>
    public sealed record Request(
        [property: Required] Text? Title,
        [property: Required] Period? From,
        Period? To,
        [property: Required] RecognitionRule? Rule
    );

    public sealed record Answer(
        string Code,
        Text Title,
        Period From,
        Period? To,
        RecognitionRule Rule,
        string ChangedBy,
        DateTimeOffset ChangedAt
    )
    {
        public static Answer Of(Recognition r) =>
            new(
                r.Code,
                new(r.TitleZh, r.TitleEn),
                r.From,
                r.To,
                RecognitionRule.Read(r.Rule),
                r.ChangedBy,
                r.ChangedAt
            );
    }

    public static async Task<Ok<Answer>> Handle(
        string code,
        Request request,
        Caller caller,
        AuditTrail trail,
        BankBounds bounds,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var name = RecognitionTexts.ReadCode(code);
        var title = RecognitionTexts.ReadTitle(request.Title!.Value, "title");
        var rule = ReadRule(request.Rule!);
        var (from, to) = RecognitionTexts.ReadMonths(request.From!.Value, request.To, bounds);
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    await RecognitionTexts.CheckUnitsAsync(rule.Org is null ? [] : [rule.Org], "rule.org", db, ct);
                    var recognition = await db.Recognitions.FirstOrDefaultAsync(r => r.Code == name, ct);
                    trail.Change("rule", recognition?.Rule, rule.Write());
                    if (recognition is null)
                    {
                        await RecognitionTexts.CheckNewAsync(db.Recognitions.Select(r => r.Code), name, ct);
                        db.Recognitions.Add(recognition = new(name));
                    }

                    recognition.Set(title, rule, (from, to), caller.Id, clock.GetUtcNow());
                    await db.SaveChangesAsync(ct);
                    return Answer.Of(recognition);
                },
                ct
            )
        );
    }

    private static RecognitionRule ReadRule(RecognitionRule given)
    {
        var rule = given with
        {
            Kpi = Codes.Read(given.Kpi, Lengths.KpiCode, "rule.kpi"),
            Org = Codes.Read(given.Org, Lengths.OrgCode, "rule.org"),
            Certificate = Codes.Read(given.Certificate, Lengths.CertificateCode, "rule.certificate"),
        };
        var faults = rule.Faults().ToList();
        return faults.Count == 0 ? rule : throw RecognitionTexts.Invalid(faults);
    }
}
