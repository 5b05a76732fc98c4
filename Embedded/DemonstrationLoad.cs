using CardTeam.DemonstrationBank;

namespace CardTeam.Embedded;

/// <summary>
/// Loads the demonstration bank through the gateway, as people would, while the suite already answers.
/// </summary>
internal static class DemonstrationLoad
{
    /// <summary>
    /// Loads the demonstration and never throws: errors are printed, and the next start continues from there.
    /// </summary>
    public static Task RunAsync(EmbeddedSuite suite, CancellationToken cancellationToken) =>
        RunAsync(
            suite,
            static (client, say, cancellationToken) => new MonthEndWalk(client, say).RunAsync(cancellationToken),
            cancellationToken
        );

    internal static async Task RunAsync(
        EmbeddedSuite suite,
        Func<HttpClient, Action<string>, CancellationToken, Task> walk,
        CancellationToken cancellationToken
    )
    {
        try
        {
            Print("正在后台载入 · loading in the background");
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
            {
                BaseAddress = suite.Address,
                Timeout = TimeSpan.FromMinutes(10),
            };
            await walk(client, Print, cancellationToken);
            suite.Data.DemonstrationIsLoaded();
            Print("已载入 · loaded");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Print("未载入完，下次启动继续 · not finished; the next start goes on");
        }
#pragma warning disable CA1031 // A demonstration that does not load must not take the suite with it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync(
                $"演示银行载入失败，下次启动重试 · the demonstration bank could not be loaded; the next start tries again: {failure.Message.ReplaceLineEndings(" ")}"
            );
        }
    }

    private static void Print(string what) => Console.Out.WriteLine($"演示银行 · demonstration bank: {what}");
}
