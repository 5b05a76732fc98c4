using CardTeam.Platform.Data.Kinds;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Data;

/// <summary>Recognises the database's answer that a row is not unique: only the database can decide that.</summary>
public static class UniqueViolation
{
    public static bool Is(Exception failure) =>
        failure is DbUpdateException { InnerException: { } inner }
            ? Is(inner)
            : DatabaseKind.Sqlite.IsUniqueViolation(failure) || DatabaseKind.SqlServer.IsUniqueViolation(failure);
}
