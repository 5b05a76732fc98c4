using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Gateway.Sessions;

/// <summary>How long a browser's session lasts, and where it is kept.</summary>
/// <param name="Idle"><c>Sessions:IdleMinutes</c>, 2 to 480, default 30: after so long without a call one signs in again. No session outlives its token.</param>
/// <param name="Folder"><c>Sessions:Folder</c>, default <c>sessions</c> beside the signing key, else <c>data/sessions</c>: tickets, and the keys that seal them. Replicas of the gateway share it.</param>
internal sealed record SessionSettings(TimeSpan Idle, string Folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <exception cref="StartRefusedException">A setting is wrong, or the folder cannot be used.</exception>
    public static SessionSettings From(IConfiguration configuration)
    {
        var idle = SuiteSettings.SessionIdle.Minutes(configuration);
        var beside = Path.GetDirectoryName(SuiteSettings.KeyFile.Of(configuration)) ?? "data";
        var folder = SuiteSettings.SessionFolder.Of(configuration) ?? Path.Combine(beside, "sessions");
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, OwnerOnly);
            return new(idle, Path.GetFullPath(folder));
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartRefusedException($"Sessions:Folder '{folder}' cannot be made: {denied.Message}", denied);
        }
    }
}
