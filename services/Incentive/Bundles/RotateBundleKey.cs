using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Incentive.Bundles;

/// <summary>
/// The command <c>rotate-bundle-key</c>: puts a new key in use for bundles. Those signed before can still be checked.
/// </summary>
internal static class RotateBundleKey
{
    /// <returns>The exit code: 1 where no file is set up for the keys.</returns>
    public static Task<int> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        try
        {
            Console.WriteLine($"Bundles are signed with the key {services.GetRequiredService<BundleKeys>().Rotate()}.");
            return Task.FromResult(0);
        }
        catch (RuleBrokenException none)
        {
            Console.Error.WriteLine(none.Message);
            return Task.FromResult(1);
        }
    }
}
