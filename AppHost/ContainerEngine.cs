using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;

namespace CardTeam.AppHost;

/// <summary>Docker or Podman, which the default servers run in.</summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Checks whether the chosen servers need a container engine that does not answer.</summary>
    /// <returns>The sentence that refuses the start; null when the start may continue.</returns>
    public static string? Refusal(IDistributedApplicationBuilder builder)
    {
        var needsContainers = (builder.Configuration["servers"] ?? Servers.Containers) == Servers.Containers;
        if (builder.ExecutionContext.IsPublishMode || !needsContainers || Answers(builder.Configuration))
            return null;
        return "没有可用的容器引擎，请加 --servers programs（使用本机的 RabbitMQ 与 Redis，数据库用 SQLite）或 --servers existing（连接字符串）"
            + " · no container engine answers: add --servers programs (this machine's RabbitMQ and Redis, with SQLite)"
            + " or --servers existing (by connection strings)";
    }

    private static bool Answers(ConfigurationManager configuration) =>
        configuration["ASPIRE_CONTAINER_RUNTIME"] is { Length: > 0 } chosen
            ? Answers(chosen)
            : Answers("docker") || Answers("podman");

    private static bool Answers(string program)
    {
        try
        {
            // "version" asks the engine itself, not only the client, and fails where none runs.
            using var call = Process.Start(
                new ProcessStartInfo(program, ["version"])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    UseShellExecute = false,
                }
            )!;
            if (call.WaitForExit(AnswerTimeout))
                return call.ExitCode == 0;
            call.Kill();
            return false;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
