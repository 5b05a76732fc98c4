using CardTeam.Gateway.People;
using CardTeam.Gateway.Tokens;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Gateway;

// Explicit and internal: a top-level Program would be public in every web project, and AppHost references them all.
internal static class Program
{
    private static Task<int> Main(string[] args) =>
        StartRefusedException.GuardAsync(
            "gateway",
            async () =>
            {
                OwnerOnly.FilesOfThisProcess();
                if (args is ["add-administrator", var user, var peopleFile, .. var rest])
                {
                    FirstAdministrator.Make(peopleFile, user, rest.FirstOrDefault());
                    return 0;
                }

                if (args is ["hash-secret"])
                    return HashSecret();
                if (args is ["--version"])
                    return Release.Print();
                await using var app = GatewayHost.Build(args);
                await app.RunAsync();
                return 0;
            }
        );

    /// <summary>
    /// Reads a machine client's secret from standard input and prints the value for
    /// <c>Authentication:Clients:n:SecretHash</c>.
    /// </summary>
    private static int HashSecret()
    {
        var secret = Console.In.ReadLine();
        if (string.IsNullOrEmpty(secret))
            throw new StartRefusedException(
                "hash-secret reads the secret from standard input, one line; there was none."
            );
        Console.Out.WriteLine(SecretHash.Of(secret));
        return 0;
    }
}
