using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Data;

/// <summary>Uniqueness is the database's to judge; this tells its answer from other failures.</summary>
public static class UniqueViolation
{
    public static bool Is(Exception failure) => failure switch
    {
        DbUpdateException update => update.InnerException is not null && Is(update.InnerException),
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 1555 or 2067, // primary key, unique
        _ => false,
    };
}
