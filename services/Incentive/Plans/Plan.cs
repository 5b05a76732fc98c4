using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Plans;

/// <summary>
/// A version of a plan. A draft until another person approves it or returns it to its maker; its rules never change.
/// </summary>
internal sealed class Plan
{
    /// <summary>The greatest number of faults listed; further ones are only counted.</summary>
    private const int MostFaults = 200;

    private Plan() { }

    public string Code { get; private set; } = "";
    public int Version { get; private set; }
    public Period EffectiveFrom { get; private set; }

    /// <summary>Canonical JSON of the <see cref="PlanDocument"/>.</summary>
    public string Document { get; private set; } = "";

    /// <summary>
    /// <c>sha256:</c> and the hash of the canonical document; a payroll line states the plan it was calculated by with
    /// this hash.
    /// </summary>
    public string RuleHash { get; private set; } = "";

    /// <summary>The <see cref="PlanFinding"/>s as JSON.</summary>
    public string Findings { get; private set; } = "[]";

    /// <summary>
    /// The names of the units that the rules name, as they were when the version was written, so that the text a manager
    /// signs stays as it is. JSON by code; null where no rule names a unit.
    /// </summary>
    public string? UnitNames { get; private set; }

    public string CreatedBy { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    public string? ApprovedBy { get; private set; }
    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>
    /// The number in the order of approval; of two plans from the same month the one approved later is in force. Null
    /// for a draft.
    /// </summary>
    public int? ApprovalNumber { get; private set; }

    public string? AcceptedFindings { get; private set; }

    public string? ReturnedBy { get; private set; }
    public DateTimeOffset? ReturnedAt { get; private set; }

    /// <summary>The approver's reason for returning the version to its maker.</summary>
    public string? ReturnReason { get; private set; }

    public bool IsApproved => ApprovalNumber is not null;
    public bool IsReturned => ReturnedBy is not null;
    public string Status =>
        IsApproved ? "approved"
        : IsReturned ? "returned"
        : "draft";

    /// <param name="lastApproved">The last month whose bonuses were approved.</param>
    /// <param name="units">The bank's units; null where they are not looked up.</param>
    /// <exception cref="RuleBrokenException">
    /// 400: the plan cannot be calculated; every fault is in the details. 409: it would take effect in a month whose
    /// bonuses are approved.
    /// </exception>
    public static Plan Draft(
        PlanDocument document,
        int version,
        string by,
        DateTimeOffset now,
        Period? lastApproved = null,
        UnitTree? units = null
    )
    {
        var (faults, rules) = Check(document, units);
        if (faults.Count > 0)
            throw Invalid(faults);
        CheckMonth(document.EffectiveFrom!.Value, lastApproved);
        var canonical = document.Canonical();
        return new()
        {
            Code = document.Code!,
            Version = version,
            EffectiveFrom = document.EffectiveFrom!.Value,
            Document = canonical,
            RuleHash = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))),
            Findings = JsonSerializer.Serialize(PlanFinding.Of(rules), JsonSerializerOptions.Web),
            UnitNames = NamesOf(rules, units),
            CreatedBy = by,
            CreatedAt = now,
        };
    }

    /// <summary>Finds everything that keeps a document from being a plan; its size is checked before anything else.</summary>
    /// <param name="units">The bank's units; null where they are not looked up.</param>
    /// <returns>The faults, and the rules where there is none.</returns>
    public static (IReadOnlyList<PlanFault> Faults, IReadOnlyList<Rule> Rules) Check(
        PlanDocument document,
        UnitTree? units = null
    )
    {
        if (PlanBounds.Check(document) is { Count: > 0 } beyond)
            return (beyond, []);
        var check = PlanCheck.Of(document, units);
        return (check.Faults, check.Faults.Count > 0 ? [] : check.Rules);
    }

    private static string? NamesOf(IReadOnlyList<Rule> rules, UnitTree? units) =>
        units is not null && UnitTrees.NamesOf(rules, units) is { Count: > 0 } names
            ? JsonSerializer.Serialize(names, PlanDocument.Json)
            : null;

    /// <summary>Gives the draft its place among the versions of its code.</summary>
    public Plan AsVersion(int version)
    {
        Version = version;
        return this;
    }

    private static RuleBrokenException Invalid(IReadOnlyList<PlanFault> faults) =>
        new(
            "plan.invalid",
            new($"方案有 {faults.Count} 处错误。", $"The plan has {faults.Count} faults."),
            status: 400,
            details: [.. faults.Take(MostFaults)]
        );

    /// <param name="lastApproved">The last month whose bonuses were approved.</param>
    /// <param name="approvalNumber">The next approval number.</param>
    public void Approve(string by, string? acceptFindings, Period? lastApproved, int approvalNumber, DateTimeOffset now)
    {
        if (IsApproved)
            throw new RuleBrokenException(
                "plan.already-approved",
                new("该版本已经批准。", "This version is approved already.")
            );
        CheckNotReturned();
        if (by == CreatedBy)
            throw new RuleBrokenException(
                "plan.maker-cannot-check",
                new("制定人不能批准自己的方案。", "The maker of a plan cannot approve it.")
            );
        CheckMonth(EffectiveFrom, lastApproved);
        if (ReadFindings().Count > 0 && string.IsNullOrWhiteSpace(acceptFindings))
            throw new RuleBrokenException(
                "plan.findings",
                new(
                    "方案有监管提示；如仍要批准，请以 acceptFindings 说明理由。",
                    "The plan has regulatory findings; to approve it all the same, give the reason as acceptFindings."
                ),
                details: [.. ReadFindings()]
            );
        (ApprovedBy, ApprovedAt, ApprovalNumber, AcceptedFindings) = (by, now, approvalNumber, acceptFindings);
    }

    /// <summary>Returns a draft to its maker, who answers with a new version.</summary>
    public void Return(string by, string? reason, DateTimeOffset now)
    {
        if (IsApproved)
            throw new RuleBrokenException(
                "plan.already-approved",
                new("该版本已经批准。", "This version is approved already.")
            );
        CheckNotReturned();
        if (by == CreatedBy)
            throw new RuleBrokenException(
                "plan.maker-cannot-check",
                new("制定人不能退回自己的方案。", "The maker of a plan cannot return it.")
            );
        if (string.IsNullOrWhiteSpace(reason))
            throw new RuleBrokenException(
                "plan.reason-required",
                new("退回方案须说明理由。", "A plan is returned with a reason."),
                status: 400
            );
        (ReturnedBy, ReturnedAt, ReturnReason) = (by, now, reason.Trim());
    }

    private void CheckNotReturned()
    {
        if (IsReturned)
            throw new RuleBrokenException(
                "plan.already-returned",
                new(
                    $"该版本已由 {ReturnedBy} 退回，请另存新版本。",
                    $"{ReturnedBy} has returned this version; save a new one."
                )
            );
    }

    /// <exception cref="RuleBrokenException">
    /// 409: the plan would take effect in a month whose bonuses are approved.
    /// </exception>
    public void CheckMonth(Period? lastApproved) => CheckMonth(EffectiveFrom, lastApproved);

    private static void CheckMonth(Period effectiveFrom, Period? lastApproved)
    {
        if (lastApproved is { } last && effectiveFrom <= last)
            throw new RuleBrokenException(
                "plan.period-approved",
                new(
                    $"{last} 的奖金已批准；方案只能从之后的月份生效。",
                    $"Bonuses of {last} are approved; a plan can only take effect after it."
                )
            );
    }

    public PlanDocument Read() => JsonSerializer.Deserialize<PlanDocument>(Document, PlanDocument.Json)!;

    public IReadOnlyList<Rule> Rules() => PlanCheck.Of(Read()).Rules;

    /// <summary>The names of the units that the rules name, by code.</summary>
    public IReadOnlyDictionary<string, string> ReadUnitNames() =>
        UnitNames is null
            ? new Dictionary<string, string>(StringComparer.Ordinal)
            : JsonSerializer.Deserialize<Dictionary<string, string>>(UnitNames, PlanDocument.Json)!;

    /// <summary>
    /// The plan, ready to calculate with once the units its rules name are found (<see cref="UnitTrees"/>).
    /// </summary>
    public PlanInForce InForce() => new(Code, Version, RuleHash, Rules());

    /// <summary>The findings, judged by what the plan would have paid last year, as JSON.</summary>
    public string FindingsJudged(Money earned, Money onVolume) =>
        JsonSerializer.Serialize(PlanFinding.Judged(ReadFindings(), earned, onVolume), JsonSerializerOptions.Web);

    public IReadOnlyList<PlanFinding> ReadFindings() =>
        JsonSerializer.Deserialize<List<PlanFinding>>(Findings, JsonSerializerOptions.Web)!;

    internal sealed class Mapping : IEntityTypeConfiguration<Plan>
    {
        public void Configure(EntityTypeBuilder<Plan> builder)
        {
            builder.HasKey(p => new { p.Code, p.Version });
            builder.HasIndex(p => p.ApprovalNumber).IsUnique();
            builder.Property(p => p.ApprovalNumber).IsConcurrencyToken();
            builder.Property(p => p.Document).HasMaxLength(200_000);
            builder.Property(p => p.Findings).HasMaxLength(20_000);
            builder.Property(p => p.UnitNames).HasMaxLength(200_000);
            builder.Property(p => p.AcceptedFindings).HasMaxLength(2000);
            // Of a simultaneous approval and return, the second fails on this token.
            builder.Property(p => p.ReturnedBy).IsConcurrencyToken();
            builder.Property(p => p.ReturnReason).HasMaxLength(2000);
        }
    }
}
