using CardTeam.AppHost;
using CardTeam.Embedded;
using Microsoft.Extensions.Configuration;

// Without arguments: the suite in this process. With "aspire", or started by the Aspire CLI: its parts as Aspire runs
// them.
if (args is ["aspire", .. var rest])
    return Diagram.Run(rest);
return new ConfigurationBuilder().AddEnvironmentVariables().Build()["ASPIRE_CLI_PID"] is null
    ? await EmbeddedProgram.Main(args)
    : Diagram.Run(args);
