using DotNet.Testcontainers.Configurations;

namespace CardTeam.Containers.Tests;

/// <summary>
/// Marks a test that runs in containers. Where no container engine answers it is skipped and says so; with
/// <c>CARDTEAM_TEST_CONTAINERS=true</c> it fails there instead.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithDockerAttribute : FactAttribute
{
    // Testcontainers asks each endpoint it knows (DOCKER_HOST, sockets, Docker Desktop, Podman) once for an answer.
    private static readonly bool HasEngine = TestcontainersSettings.OS?.DockerEndpointAuthConfig is not null;

    public FactWithDockerAttribute()
    {
        if (!HasEngine && Environment.GetEnvironmentVariable("CARDTEAM_TEST_CONTAINERS") != "true")
            Skip = "no container engine answers on this machine";
    }
}
