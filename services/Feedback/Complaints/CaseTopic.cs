using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Feedback.Complaints;

/// <summary>
/// A topic that the bank added to the tree of categories or of causes, or changed in it. A dot in the code separates the
/// group from the topic.
/// </summary>
internal sealed class CaseTopic
{
    private CaseTopic() { }

    public CaseTopic(string tree, string code) => (Tree, Code) = (tree, code);

    /// <summary><c>category</c> or <c>cause</c>.</summary>
    public string Tree { get; private set; } = "";

    public string Code { get; private set; } = "";
    public string NameZh { get; private set; } = "";
    public string NameEn { get; private set; } = "";

    /// <summary>False for a topic that is no longer chosen; cases that have it keep it.</summary>
    public bool IsActive { get; private set; }

    public void Change(string nameZh, string nameEn, bool isActive) =>
        (NameZh, NameEn, IsActive) = (nameZh, nameEn, isActive);

    internal sealed class Mapping : IEntityTypeConfiguration<CaseTopic>
    {
        public void Configure(EntityTypeBuilder<CaseTopic> builder)
        {
            builder.ToTable("CaseTopics");
            builder.HasKey(t => new { t.Tree, t.Code });
            builder.Property(t => t.Tree).HasMaxLength(20);
            builder.Property(t => t.Code).HasMaxLength(CaseBounds.TopicCode);
            builder.Property(t => t.NameZh).HasMaxLength(CaseBounds.TopicName);
            builder.Property(t => t.NameEn).HasMaxLength(CaseBounds.TopicName);
        }
    }
}
