using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Enrolments;

internal enum RequestState
{
    /// <summary>Waits for the head.</summary>
    Open,

    Approved,

    /// <summary>Refused with a reason.</summary>
    Refused,

    /// <summary>The manager has taken it back.</summary>
    TakenBack,
}

/// <summary>A manager's own request for a seat, which a head approves or refuses.</summary>
internal sealed class EnrolmentRequest
{
    private EnrolmentRequest() { }

    public Guid Id { get; private set; }
    public string SessionCode { get; private set; } = "";
    public string ManagerNo { get; private set; } = "";
    public RequestState State { get; private set; }

    /// <summary>The manager's words; null without any.</summary>
    public string? Note { get; private set; }

    public string RequestedBy { get; private set; } = "";
    public DateTimeOffset RequestedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>The reason for which it was refused.</summary>
    public string? Reason { get; private set; }

    /// <summary>Grows with each change.</summary>
    public int Changes { get; private set; }

    public static EnrolmentRequest Ask(string session, string managerNo, string? note, string by, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            SessionCode = session,
            ManagerNo = managerNo,
            Note = note,
            RequestedBy = by,
            RequestedAt = now,
        };

    public void Approve(string by, DateTimeOffset now) => Decide(RequestState.Approved, by, null, now);

    public void Refuse(string by, string reason, DateTimeOffset now) => Decide(RequestState.Refused, by, reason, now);

    /// <exception cref="RuleBrokenException">It was decided already.</exception>
    public void TakeBack(string by, DateTimeOffset now)
    {
        CheckOpen();
        (State, DecidedBy, DecidedAt) = (RequestState.TakenBack, by, now);
        Changes++;
    }

    private void Decide(RequestState state, string by, string? reason, DateTimeOffset now)
    {
        CheckOpen();
        if (by == RequestedBy)
            throw new RuleBrokenException(
                "enrolment-request.maker-cannot-check",
                new("本人不能审批自己的申请。", "Who has asked for a seat cannot approve it.")
            );
        (State, DecidedBy, DecidedAt, Reason) = (state, by, now, reason);
        Changes++;
    }

    private void CheckOpen()
    {
        if (State != RequestState.Open)
            throw new RuleBrokenException(
                "enrolment-request.wrong-state",
                new("该申请已经处理。", "The request was decided already.")
            );
    }

    internal sealed class Mapping : IEntityTypeConfiguration<EnrolmentRequest>
    {
        public void Configure(EntityTypeBuilder<EnrolmentRequest> builder)
        {
            builder.ToTable("EnrolmentRequests");
            builder.HasKey(r => r.Id);
            builder.HasIndex(r => new { r.SessionCode, r.ManagerNo });
            builder.HasIndex(r => r.ManagerNo);
            builder.Property(r => r.SessionCode).HasMaxLength(Lengths.SessionCode);
            builder.Property(r => r.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(r => r.Note).HasMaxLength(Lengths.Reason);
            builder.Property(r => r.Reason).HasMaxLength(Lengths.Reason);
            builder.Property(r => r.Changes).IsConcurrencyToken();
        }
    }
}

/// <summary>The names of the states in answers.</summary>
internal static class RequestStates
{
    private static readonly string[] Names = ["open", "approved", "refused", "taken-back"];

    public static string Name(this RequestState state) => Names[(int)state];

    /// <exception cref="RuleBrokenException">400: not a state.</exception>
    public static RequestState Of(string name) =>
        Array.IndexOf(Names, name) is >= 0 and var place
            ? (RequestState)place
            : throw new RuleBrokenException(
                "request.invalid-state",
                new(
                    $"state 应为下列之一：{string.Join('、', Names)}。",
                    $"state is one of these: {string.Join(", ", Names)}."
                ),
                status: 400
            );
}
