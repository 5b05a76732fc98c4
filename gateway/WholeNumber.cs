using System.Globalization;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Gateway;

/// <summary>Settings that are whole numbers.</summary>
internal static class WholeNumber
{
    // A day: what a timer of the framework takes with room to spare.
    private const int MostSeconds = 86_400;

    /// <summary>The setting, or <paramref name="unset"/> where there is none.</summary>
    /// <exception cref="StartRefusedException">It is no whole number, or outside its bounds.</exception>
    public static int Of(IConfiguration configuration, string key, int unset, int least = 0, int most = int.MaxValue)
    {
        var setting = configuration[key];
        if (string.IsNullOrWhiteSpace(setting)) return unset;
        if (int.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        throw new StartRefusedException($"{key} is a whole number from {least} to {most}, not '{setting}'.");
    }

    /// <summary>The same for a time in seconds, at most a day.</summary>
    /// <exception cref="StartRefusedException">It is no whole number, or outside its bounds.</exception>
    public static TimeSpan Seconds(IConfiguration configuration, string key, int unset, int least = 1) =>
        TimeSpan.FromSeconds(Of(configuration, key, unset, least, MostSeconds));
}
