namespace CardTeam.ServiceDefaults.Errors;

/// <summary>The process cannot start as it is set up. Printed as one clear line; exit code 1.</summary>
public sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Runs a program's main part and turns what keeps it from starting into one line on standard error.</summary>
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
            // Another machine's address, or a port only the administrator may open.
            return Refuse($"cannot listen where the settings say: {denied.Message}");
        }

        int Refuse(string reason)
        {
            Console.Error.WriteLine($"{program}: {reason.ReplaceLineEndings(" ")}");
            return 1;
        }
    }
}
