namespace CardTeam.Performance.Warnings;

/// <summary>The words in which warning rules and warnings are written.</summary>
internal static class WarningWords
{
    public const string Threshold = "threshold",
        Change = "change",
        Deviation = "deviation",
        Forecast = "forecast",
        Cluster = "cluster",
        Spike = "spike";

    public const string Above = "above",
        Below = "below";

    public static readonly string[] Kinds = [Threshold, Change, Deviation, Forecast, Cluster, Spike];
    public static readonly string[] Sides = [Above, Below];
    public static readonly string[] Severities = ["notice", "warning", "severe"];
    public static readonly string[] Outcomes = ["improved", "not-improved", "unfounded"];

    /// <summary>The states, in the order of <see cref="WarningState"/>.</summary>
    public static readonly string[] States = ["monitoring", "warning", "responded", "received", "settled", "cleared"];

    public static string Name(WarningState state) => States[(int)state];
}
