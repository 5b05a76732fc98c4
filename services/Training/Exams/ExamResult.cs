using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Exams;

/// <summary>A manager's score in one form of an exam on one day.</summary>
internal sealed class ExamResult
{
    public static readonly string[] Forms = ["written", "interview", "practical"];

    private ExamResult() { }

    /// <exception cref="RuleBrokenException">The score is not within 0–100.</exception>
    public ExamResult(string managerNo, string examCode, string form, DateOnly takenOn, int attempt, decimal score)
    {
        (ManagerNo, ExamCode, Form) = (managerNo, examCode, form);
        (TakenOn, Attempt) = (takenOn, attempt);
        Correct(score);
    }

    public string ManagerNo { get; private set; } = "";
    public string ExamCode { get; private set; } = "";

    /// <summary><c>written</c>, <c>interview</c> or <c>practical</c>.</summary>
    public string Form { get; private set; } = "";

    public DateOnly TakenOn { get; private set; }

    /// <summary>1, 2 … for the attempts of one day.</summary>
    public int Attempt { get; private set; }

    /// <summary>0–100.</summary>
    public decimal Score { get; private set; }

    public int Version { get; private set; }

    public static bool IsScore(decimal score) => score is >= 0 and <= 100;

    /// <summary>Corrects the score; false when it is already the same.</summary>
    /// <exception cref="RuleBrokenException">The score is not within 0–100.</exception>
    public bool Correct(decimal score)
    {
        if (!IsScore(score))
            throw new RuleBrokenException(
                "exam-result.score-not-in-range",
                new Text("分数应在 0 到 100 之间。", "A score is from 0 to 100.")
            );
        if (Version > 0 && score == Score)
            return false;
        Score = score;
        Version++;
        return true;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ExamResult>
    {
        public void Configure(EntityTypeBuilder<ExamResult> builder)
        {
            builder.HasKey(r => new
            {
                r.ManagerNo,
                r.ExamCode,
                r.Form,
                r.TakenOn,
                r.Attempt,
            });
            builder.Property(r => r.Version).IsConcurrencyToken();
        }
    }
}
