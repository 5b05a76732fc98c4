using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Incentive.RunCalculations;

/// <summary>The amounts of managers that were approved for the months before one.</summary>
internal sealed class ApprovedHistory : IDisposable
{
    private readonly PreparedCommand _statements;
    private readonly PreparedCommand _lines;

    /// <param name="db">A context with an open connection.</param>
    public ApprovedHistory(IncentiveDbContext db)
    {
        _statements = Select(
            """
            s."IsStatement", s."Payable" - s."Corrected", s."Deferred", s."Reserved",
                s."OwnPayable", s."OwnDeferred", s."OwnReserved"
            """
        );
        _lines = Select("s.\"Lines\"");

        PreparedCommand Select(string columns) =>
            new(
                db.Database.GetDbConnection(),
                db.Database.CurrentTransaction?.GetDbTransaction(),
                $"""
                SELECT s."Period", {columns}
                FROM "Sheets" s JOIN "Runs" r ON r."Number" = s."RunNumber"
                WHERE s."ManagerNo" = @manager AND s."Period" >= @from AND r."Status" = {(int)RunStatus.Approved}
                    AND r."Period" < @before
                ORDER BY s."RunNumber"
                """,
                "manager",
                "from",
                "before"
            );
    }

    /// <param name="from">The first month wanted; null for all.</param>
    /// <returns>The amounts of each month as last approved, and the sums of everything approved.</returns>
    public (Dictionary<Period, Amounts> Approved, Amounts SoFar) Of(
        string managerNo,
        Period before,
        Period? from = null
    )
    {
        var approved = new Dictionary<Period, Amounts>();
        var soFar = default(Amounts);
        using var reader = _statements.Read(managerNo, from?.ToString() ?? "", before.ToString());
        while (reader.Read())
        {
            approved[Period.Parse(reader.GetString(0))] = AmountsAt(5);
            if (reader.GetBoolean(1))
                soFar += AmountsAt(2);
        }

        return (approved, soFar);

        Amounts AmountsAt(int column) =>
            new(new(reader.GetInt64(column)), new(reader.GetInt64(column + 1)), new(reader.GetInt64(column + 2)));
    }

    /// <summary>
    /// The parts each month was last approved with for advances and recoveries. Reads whole statements: not done where no
    /// plan advances pay to be paid back and nothing is recovered from the manager.
    /// </summary>
    /// <inheritdoc cref="Of"/>
    public Dictionary<Period, string>? OwedFrom(
        ManagerBooks manager,
        PlanCalendar calendar,
        Period before,
        Period? from = null
    )
    {
        if (manager.Recoveries.Count == 0 && !calendar.HasAdvances)
            return null;
        var owed = new Dictionary<Period, string>();
        using var reader = _lines.Read(manager.ManagerNo, from?.ToString() ?? "", before.ToString());
        while (reader.Read())
        {
            var period = Period.Parse(reader.GetString(0));
            if (OwedParts.Of(Statement.ReadLines(reader.GetString(1))) is { } parts)
                owed[period] = parts;
            else
                owed.Remove(period);
        }

        return owed;
    }

    public void Dispose()
    {
        _statements.Dispose();
        _lines.Dispose();
    }
}
