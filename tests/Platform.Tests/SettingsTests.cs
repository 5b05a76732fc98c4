using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace CardTeam.Platform.Tests;

/// <summary>The sources of a program's settings, and the refusal of unknown ones.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cardteam-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_of_secrets_has_the_last_word_over_a_file_and_the_command_line()
    {
        File.WriteAllText(Path.Combine(_folder, "Authentication__Console__ClientSecret"), "from the folder\n");
        var file = Path.Combine(_folder, "settings.json");
        File.WriteAllText(
            file,
            """{ "Authentication": { "Console": { "ClientSecret": "from the file", "Scope": "from the file" } } }"""
        );
        var builder = WebApplication.CreateEmptyBuilder(new() { Args = [] });
        builder.Configuration.AddCommandLine([
            "--Authentication:Console:ClientSecret=from the command line",
            "--Authentication:Console:Scope=from the command line",
            $"--settings={file}",
            $"--secrets={_folder}",
        ]);
        builder.AddSettings();
        Assert.Equal(
            ("from the folder", "from the file"),
            (
                builder.Configuration["Authentication:Console:ClientSecret"],
                builder.Configuration["Authentication:Console:Scope"]
            )
        );
    }

    [Theory]
    [InlineData("settings")]
    [InlineData("secrets")]
    public void One_that_is_not_there_is_named(string kind)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { Args = [] });
        builder.Configuration.AddCommandLine([$"--{kind}={_folder}/nothing"]);
        Assert.Contains(
            $"--{kind} names a",
            Assert.Throws<StartRefusedException>(builder.AddSettings).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Database:MigrateAtstart", null)]
    [InlineData("AUTHENTICATION:AUTHORITY", null)]
    [InlineData("services:performance:https:0", null)]
    [InlineData("ConnectionStrings:other", null)]
    [InlineData("Logging:LogLevel:Default", null)]
    [InlineData("Imports", null)]
    [InlineData("Authentication:Clients:3:Roles:1", null)]
    [InlineData("Imports:Foldre", "Imports:Folder")]
    [InlineData("Messaging:PreFetchCount", "Messaging:Prefetch")]
    [InlineData("Authentication:Groups", "Authentication:Groups:*")]
    public void A_key_of_the_suite_that_is_none_stops_the_start_and_says_what_may_be_meant(string key, string? meant)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, "x")]).Build();
        if (meant is null)
            SettingsSource.Check(configuration);
        else
            Assert.Contains(
                $"There is no setting {key}. Was {meant} meant?",
                Assert.Throws<StartRefusedException>(() => SettingsSource.Check(configuration)).Message,
                StringComparison.Ordinal
            );
    }
}
