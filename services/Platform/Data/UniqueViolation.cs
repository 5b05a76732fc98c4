using CardTeam.Platform.Data.Kinds;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Data;

/// <summary>Uniqueness is the database's to judge; this tells its answer from other failures.</summary>
public static class UniqueViolation
{
    public static bool Is(Exception failure) =>
        failure is DbUpdateException { InnerException: { } inner }
            ? Is(inner)
            : DatabaseKind.Sqlite.IsUniqueViolation(failure) || DatabaseKind.SqlServer.IsUniqueViolation(failure);
}
