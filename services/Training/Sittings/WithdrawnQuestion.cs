using CardTeam.Training.Questions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Sittings;

/// <summary>A question that was taken out of an exam after the fact: it counts for nobody, with the reason.</summary>
internal sealed class WithdrawnQuestion
{
    private WithdrawnQuestion() { }

    public WithdrawnQuestion(string exam, string question, string reason, string by, DateTimeOffset now) =>
        (ExamCode, QuestionCode, Reason, WithdrawnBy, WithdrawnAt) = (exam, question, reason, by, now);

    public string ExamCode { get; private set; } = "";
    public string QuestionCode { get; private set; } = "";
    public string Reason { get; private set; } = "";
    public string WithdrawnBy { get; private set; } = "";
    public DateTimeOffset WithdrawnAt { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<WithdrawnQuestion>
    {
        public void Configure(EntityTypeBuilder<WithdrawnQuestion> builder)
        {
            builder.ToTable("WithdrawnQuestions");
            builder.HasKey(w => new { w.ExamCode, w.QuestionCode });
            builder.Property(w => w.ExamCode).HasMaxLength(Lengths.ExamCode);
            builder.Property(w => w.QuestionCode).HasMaxLength(QuestionBounds.Code);
            builder.Property(w => w.Reason).HasMaxLength(Lengths.Reason);
        }
    }
}

/// <summary>A sitting whose score another count of its marks has changed, before and after.</summary>
internal sealed class RemarkedSitting
{
    private RemarkedSitting() { }

    public RemarkedSitting(Sitting sitting, string question, decimal before, bool wasPassed)
    {
        (SittingId, QuestionCode) = (sitting.Id, question);
        (ManagerNo, ExamCode, Number) = (sitting.ManagerNo, sitting.ExamCode, sitting.Number);
        (Before, After) = (before, sitting.Score!.Value);
        (WasPassed, IsPassed) = (wasPassed, sitting.IsPassed!.Value);
    }

    public Guid SittingId { get; private set; }

    /// <summary>The question that was taken out.</summary>
    public string QuestionCode { get; private set; } = "";

    public string ManagerNo { get; private set; } = "";
    public string ExamCode { get; private set; } = "";
    public int Number { get; private set; }
    public decimal Before { get; private set; }
    public decimal After { get; private set; }
    public bool WasPassed { get; private set; }
    public bool IsPassed { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RemarkedSitting>
    {
        public void Configure(EntityTypeBuilder<RemarkedSitting> builder)
        {
            builder.ToTable("RemarkedSittings");
            builder.HasKey(r => new { r.SittingId, r.QuestionCode });
            builder.HasIndex(r => r.ExamCode);
            builder.HasIndex(r => r.ManagerNo);
            builder.Property(r => r.QuestionCode).HasMaxLength(QuestionBounds.Code);
            builder.Property(r => r.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(r => r.ExamCode).HasMaxLength(Lengths.ExamCode);
        }
    }
}
