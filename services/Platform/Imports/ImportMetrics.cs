using System.Diagnostics.Metrics;
using CardTeam.ServiceDefaults.Telemetry;

namespace CardTeam.Platform.Imports;

/// <summary>How many rows came in by file, and what became of them.</summary>
internal sealed class ImportMetrics(IMeterFactory meters, string service)
{
    private readonly Counter<long> _rows = meters
        .CreateServiceMeter(service)
        .CreateCounter<long>("cardteam.import.rows", "{row}", "Rows of finished imports; a dry run counts too.");

    public void Ended(Import import)
    {
        Add(import.RowsAccepted, "accepted");
        Add(import.RowsUnchanged, "unchanged");
        Add(import.RowsRejected, "rejected");

        void Add(long rows, string outcome) =>
            _rows.Add(
                rows,
                new("cardteam.import.kind", import.Kind),
                new("cardteam.import.outcome", outcome),
                new KeyValuePair<string, object?>("cardteam.import.dry_run", import.DryRun)
            );
    }
}
