using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Exams;

/// <summary>
/// A manager has passed all forms of an exam. Each result counts for one of them only: after it, all forms have to be
/// passed again.
/// </summary>
internal sealed class PassedExam
{
    private PassedExam() { }

    public PassedExam(string managerNo, string examCode, DateOnly passedOn, string? certificate) =>
        (ManagerNo, ExamCode, PassedOn, Certificate) = (managerNo, examCode, passedOn, certificate);

    public string ManagerNo { get; private set; } = "";
    public string ExamCode { get; private set; } = "";

    /// <summary>The day of the last form that was passed.</summary>
    public DateOnly PassedOn { get; private set; }

    /// <summary>The certificate that was granted for it; null for none.</summary>
    public string? Certificate { get; private set; }

    /// <summary>
    /// The day on which all forms are passed by results since the window began; null while one is missing. Of several
    /// results the first that passes counts.
    /// </summary>
    /// <param name="results">The results of one manager in one exam.</param>
    /// <param name="after">The day of the last pass, whose results are used; null for none.</param>
    public static DateOnly? DayOf(ExamTerms terms, IReadOnlyCollection<ExamResult> results, DateOnly? after)
    {
        DateOnly? day = null;
        foreach (var form in terms.Forms)
        {
            var passed = results
                .Where(r =>
                    r.Form == form
                    && r.TakenOn >= terms.From
                    && (after is null || r.TakenOn > after)
                    && terms.IsPassedBy(r.Score)
                )
                .Select(r => (DateOnly?)r.TakenOn)
                .Min();
            if (passed is null)
                return null;
            if (day is null || passed > day)
                day = passed;
        }

        return day;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<PassedExam>
    {
        public void Configure(EntityTypeBuilder<PassedExam> builder)
        {
            builder.ToTable("PassedExams");
            builder.HasKey(p => new
            {
                p.ManagerNo,
                p.ExamCode,
                p.PassedOn,
            });
            builder.Property(p => p.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(p => p.ExamCode).HasMaxLength(Lengths.ExamCode);
            builder.Property(p => p.Certificate).HasMaxLength(Lengths.CertificateCode);
        }
    }
}
