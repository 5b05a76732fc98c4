using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Training.Questions;

/// <summary>
/// Refuses the bank to a person who sits an exam, whatever other role they have: a key is not read before the end.
/// </summary>
internal abstract class BankDoor
{
    /// <exception cref="RuleBrokenException">409: the caller has an open sitting.</exception>
    public async Task CheckAsync(Caller caller, CancellationToken ct)
    {
        if (caller.ManagerNo is { } managerNo && await IsSittingAsync(managerNo, ct))
            throw new RuleBrokenException(
                "question.sitting-open",
                new(
                    "您正在参加考试，交卷之前不能查看或修改题库。",
                    "You are sitting an exam; the question bank is closed to you until it ends."
                )
            );
    }

    /// <summary>True for a manager with an open sitting.</summary>
    protected abstract Task<bool> IsSittingAsync(string managerNo, CancellationToken ct);
}
