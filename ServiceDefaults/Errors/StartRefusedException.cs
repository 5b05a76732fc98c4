namespace CardTeam.ServiceDefaults.Errors;

/// <summary>The process cannot start with its settings. Printed as one clear line; exit code 1.</summary>
public sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>
    /// Runs a program's main part and prints the reason why it cannot start as one line on standard error.
    /// </summary>
    public static async Task<int> GuardAsync(string program, Func<Task<int>> main)
    {
        ArgumentNullException.ThrowIfNull(main);
        try
        {
            return await main();
        }
        catch (StartRefusedException refused)
        {
            return Refuse(refused.Message);
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return Refuse(taken.Message);
        }
        catch (System.Net.Sockets.SocketException denied)
        {
            // The address of another machine, or a port reserved for the administrator.
            return Refuse($"cannot listen where the settings say: {denied.Message}");
        }

        int Refuse(string reason)
        {
            Console.Error.WriteLine($"{program}: {reason.ReplaceLineEndings(" ")}");
            return 1;
        }
    }
}
