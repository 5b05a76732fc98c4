using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Warnings;

/// <summary>
/// The steps people take about a warning: a head above the manager responds; somebody above that head, and never the
/// same person, takes receipt or sends it back, and names the outcome.
/// </summary>
internal static class AnswerWarning
{
    /// <param name="Response">The measure that is taken.</param>
    /// <param name="DueOn">The day until which it is to show an effect.</param>
    public sealed record RespondRequest(
        [property: Required, MaxLength(Lengths.Comment)] string? Response,
        [property: Required] DateOnly? DueOn
    );

    /// <param name="Reason">The reason, which the head reads.</param>
    public sealed record ReturnRequest([property: Required, MaxLength(Lengths.Reason)] string? Reason);

    /// <param name="Outcome"><c>improved</c>, <c>not-improved</c> or <c>unfounded</c>.</param>
    public sealed record SettleRequest(
        [property: Required] string? Outcome,
        [property: Required, MaxLength(Lengths.Reason)] string? Note
    );

    public static Task<Ok<ListWarnings.Row>> Respond(
        Guid id,
        RespondRequest request,
        BankBounds bounds,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var response = Text(request.Response, Lengths.Comment, "response", hasLines: true);
        var due = request.DueOn!.Value;
        if (bounds.OfPlanned(due) is { } refusal)
            throw refusal.Of("dueOn");
        return ActAsync(
            id,
            isCheck: false,
            warning =>
            {
                warning.Respond(
                    caller.Id,
                    caller.ManagerNo,
                    response,
                    due,
                    BankCalendar.Today(clock),
                    clock.GetUtcNow()
                );
                trail.Note("dueOn", due.ToString("O", CultureInfo.InvariantCulture));
            },
            caller,
            finder,
            db,
            trail,
            ct
        );
    }

    public static Task<Ok<ListWarnings.Row>> Receive(
        Guid id,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    ) =>
        ActAsync(
            id,
            isCheck: true,
            warning => warning.Receive(caller.Id, caller.ManagerNo, clock.GetUtcNow()),
            caller,
            finder,
            db,
            trail,
            ct
        );

    public static Task<Ok<ListWarnings.Row>> Return(
        Guid id,
        ReturnRequest request,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var reason = Text(request.Reason, Lengths.Reason, "reason");
        return ActAsync(
            id,
            isCheck: true,
            warning =>
            {
                warning.Return(caller.Id, caller.ManagerNo, reason, BankCalendar.Today(clock).AddDays(DaysAgain));
                trail.Note("reason", reason);
            },
            caller,
            finder,
            db,
            trail,
            ct
        );
    }

    public static Task<Ok<ListWarnings.Row>> Settle(
        Guid id,
        SettleRequest request,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (!WarningWords.Outcomes.Contains(request.Outcome, StringComparer.Ordinal))
            throw new RuleBrokenException(
                "warning.unknown-outcome",
                new(
                    $"outcome 应为下列之一：{string.Join("、", WarningWords.Outcomes)}。",
                    $"outcome is one of these: {string.Join(", ", WarningWords.Outcomes)}."
                ),
                status: 400
            );
        var note = Text(request.Note, Lengths.Reason, "note");
        return ActAsync(
            id,
            isCheck: true,
            warning =>
            {
                warning.Settle(caller.Id, caller.ManagerNo, request.Outcome!, note, clock.GetUtcNow());
                trail.Note("outcome", request.Outcome!);
            },
            caller,
            finder,
            db,
            trail,
            ct
        );
    }

    /// <summary>The days for a new response after one was sent back.</summary>
    private const int DaysAgain = 5;

    /// <param name="isCheck">True for what only somebody above the manager's unit may do.</param>
    private static async Task<Ok<ListWarnings.Row>> ActAsync(
        Guid id,
        bool isCheck,
        Action<Warning> act,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var part = await finder.FindAsync(ct);
        var warning = await db.InTransactionAsync(
            async () =>
            {
                var found = await ListWarnings.FindAsync(id, part, db.Warnings, ct);
                if (isCheck && !ListWarnings.IsAbove(part, found))
                    throw new RuleBrokenException(
                        "warning.decided-above",
                        new(
                            "应由上级机构的负责人签收和评定。",
                            "Somebody of the unit above takes receipt and names the outcome."
                        )
                    );
                var before = WarningWords.Name(found.State);
                act(found);
                trail.About(found.ManagerNo);
                trail.Note("rule", found.Rule);
                trail.Change("state", before, WarningWords.Name(found.State));
                await db.SaveChangesAsync(ct);
                return found;
            },
            ct
        );
        return TypedResults.Ok(await ListWarnings.ShowAsync(warning, caller, part, db, ct));
    }

    /// <exception cref="RuleBrokenException">400: nothing was typed, or the text is refused.</exception>
    private static string Text(string? given, int longest, string field, bool hasLines = false) =>
        TypedText.Read(given, longest, field, hasLines)
        ?? throw new RuleBrokenException(
            "warning.text-missing",
            new($"{field}：请填写。", $"{field}: a text is wanted."),
            status: 400
        );
}
