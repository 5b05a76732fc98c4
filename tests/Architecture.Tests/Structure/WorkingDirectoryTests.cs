using System.Diagnostics;

namespace CardTeam.Architecture.Tests.Structure;

/// <summary>Programs started by <c>dotnet run</c> keep <c>./data</c> where the caller stands, as the README says.</summary>
public sealed class WorkingDirectoryTests
{
    [Theory]
    [InlineData("AppHost")]
    [InlineData("Embedded")]
    public async Task A_program_with_data_runs_where_its_caller_stands(string project)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            ["msbuild", Path.Combine(Repository.Root, project, $"{project}.csproj"), "-getProperty:RunWorkingDirectory"]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var folder = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal((0, ""), (process.ExitCode, folder.Trim()));
    }
}
