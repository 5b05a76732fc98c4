using System.Diagnostics.Metrics;
using CardTeam.ServiceDefaults.Telemetry;

namespace CardTeam.Platform.Imports;

/// <summary>Counts imported rows by kind of file and result.</summary>
internal sealed class ImportMetrics
{
    private readonly Counter<long> _rows;

    public ImportMetrics(IMeterFactory meters, string service, ImportProgress progress)
    {
        var meter = meters.CreateServiceMeter(service);
        _rows = meter.CreateCounter<long>(
            "cardteam.import.rows",
            "{row}",
            "Rows of finished imports; a dry run counts too."
        );
        meter.CreateObservableGauge(
            "cardteam.import.standing",
            () => progress.StandingFor().TotalSeconds,
            "s",
            "How long no import has moved although one waits or runs."
        );
    }

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
