using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Questions;

/// <summary>The editions of the question bank: each change of it is one more.</summary>
internal static class BankEdition
{
    /// <summary>The edition that papers are drawn from now; 0 for an empty bank.</summary>
    public static async Task<int> CurrentAsync(TrainingDbContext db, CancellationToken ct) =>
        await db.Questions.MaxAsync(q => (int?)q.Edition, ct) ?? 0;

    /// <summary>The edition of what is written now.</summary>
    public static async Task<int> NextAsync(TrainingDbContext db, CancellationToken ct) =>
        await CurrentAsync(db, ct) + 1;
}
