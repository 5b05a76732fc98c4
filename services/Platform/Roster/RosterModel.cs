using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Roster;

/// <summary>
/// The tables of the copy, mapped by the services that want them: tables that the Platform maps itself are in every
/// service.
/// </summary>
public static class RosterModel
{
    public static void MapRoster(this ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<KnownManager>(manager =>
        {
            manager.ToTable("KnownManagers");
            manager.HasKey(m => m.ManagerNo);
            manager.Property(m => m.Version).IsConcurrencyToken();
            manager.HasMany(m => m.Postings).WithOne().HasForeignKey("ManagerNo");
            manager.Navigation(m => m.Postings).AutoInclude();
        });
        model.Entity<KnownPosting>(posting =>
        {
            posting.ToTable("KnownPostings");
            posting.Property<string>("ManagerNo");
            posting.HasKey("ManagerNo", nameof(KnownPosting.From));
        });
        model.Entity<KnownClose>(close =>
        {
            close.ToTable("HeardCloses");
            close.HasKey(c => c.CloseNumber);
            close.Property(c => c.CloseNumber).ValueGeneratedNever();
        });
        model.MapManagerNames();
    }

    /// <summary>Maps the grades, for a service that keeps them.</summary>
    public static void MapKnownGrades(this ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<KnownGrade>(grade =>
        {
            grade.ToTable("KnownGrades");
            grade.HasKey(g => new { g.ManagerNo, g.From });
            grade.Property(g => g.Version).IsConcurrencyToken();
        });
    }

    /// <summary>Maps the names alone, for a service that stores the roster in its own way.</summary>
    public static void MapManagerNames(this ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<ManagerName>(name =>
        {
            name.ToTable("ManagerNames");
            name.HasKey(n => n.ManagerNo);
            name.Property(n => n.Version).IsConcurrencyToken();
        });
    }
}
