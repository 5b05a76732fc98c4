using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using CardTeam.Embedded;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CardTeam.EndToEnd.Tests.Embedded;

public sealed class EmbeddedTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cardteam-embedded-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Starts_healthy_lets_people_in_and_keeps_their_tokens_over_a_restart()
    {
        string token;
        await using (var suite = await SuiteProcess.StartAsync("--data", folder, "--port=0", "--empty", "--demo-users"))
        {
            using var health = await suite.Http.GetAsync("/health");
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
            Assert.Equal(
                ["performance", "training", "feedback", "incentive"],
                (await health.Content.ReadFromJsonAsync<JsonElement>())
                    .GetProperty("dependencies")
                    .EnumerateObject()
                    .Select(d => d.Name)
            );
            Assert.Contains(folder, suite.Output, StringComparison.Ordinal);
            Assert.Contains("counsellor", suite.Output, StringComparison.Ordinal);
            Assert.Contains("Authentication:Demo is on", suite.Output, StringComparison.Ordinal);

            token = await suite.TokenAsync("hr");
            using var managers = await suite.GetAsync("/performance/managers", token);
            Assert.Equal(HttpStatusCode.OK, managers.StatusCode);
            Assert.Equal(0, await suite.TerminateAsync());
            Assert.Equal("", suite.Error);
        }

        await using var again = await SuiteProcess.StartAsync("--data", folder, "--port", "0", "--demo-users");
        using var known = await again.GetAsync("/performance/managers", token);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        // An empty bank stays empty without being told again.
        Assert.Equal("empty", File.ReadAllText(Path.Combine(folder, "demonstration")).Trim());
        Assert.DoesNotContain("demonstration bank:", again.Output, StringComparison.Ordinal);
        // SIGINT: Ctrl-C.
        Assert.Equal(0, await again.TerminateAsync(signal: 2));
    }

    [Fact]
    public async Task A_bank_of_its_own_has_no_demonstration_users_and_begins_with_an_administrator()
    {
        await IsRefusedAsync("nobody could sign in", "--data", folder, "--port", "0", "--empty");
        var password = Path.Combine(folder, "password");
        File.WriteAllText(password, "kettle orbit seventeen\n");
        await using (
            var suite = await SuiteProcess.StartAsync([
                "--data",
                folder,
                "--port",
                "0",
                "--empty",
                "--admin",
                "anna",
                "--admin-password-file",
                password,
            ])
        )
        {
            Assert.DoesNotContain(
                "demo",
                suite.Output.Replace("演示", "demo", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
            foreach (var user in (string[])["it", "hr", "payroll", "nightly-feed"])
            {
                using var refused = await suite.Http.PostAsJsonAsync("/auth/token", new { user, password = "demo" });
                Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            }

            using var change = await suite.Http.PostAsJsonAsync(
                "/auth/password",
                new
                {
                    user = "anna",
                    password = "kettle orbit seventeen",
                    newPassword = "lantern plum cardinal",
                }
            );
            Assert.Equal(HttpStatusCode.NoContent, change.StatusCode);
            using var signedIn = await suite.Http.PostAsJsonAsync(
                "/auth/token",
                new { user = "anna", password = "lantern plum cardinal" }
            );
            var token = (await signedIn.Content.ReadFromJsonAsync<JsonElement>())
                .GetProperty("access_token")
                .GetString()!;
            // The services accept the token like any other.
            using var parked = await suite.GetAsync("/performance/parked", token);
            Assert.Equal(HttpStatusCode.OK, parked.StatusCode);
            Assert.Equal(0, await suite.TerminateAsync());
        }

        await IsRefusedAsync("accounts of real people", "--data", folder, "--port", "0", "--demo-users");
        await IsRefusedAsync("accounts of real people", "--data", folder, "--port", "0", "--demo");
        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(f => f != password))
            Assert.True(
                File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite),
                $"{file} is {File.GetUnixFileMode(file)}"
            );
        foreach (var below in Directory.GetDirectories(folder, "*", SearchOption.AllDirectories).Append(folder))
            Assert.True(
                File.GetUnixFileMode(below)
                    == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute),
                $"{below} is {File.GetUnixFileMode(below)}"
            );
    }

    [Fact]
    public async Task What_an_earlier_version_left_open_is_closed_and_a_backup_holds_no_key()
    {
        await using (await SuiteProcess.StartAsync("--data", folder, "--port", "0", "--empty", "--demo-users")) { }

        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode Open = (UnixFileMode)0b110_100_100;
        foreach (var file in Directory.GetFiles(folder, "*.db"))
            File.SetUnixFileMode(file, Open);
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        using (DataFolder.Open(folder))
        {
            Assert.All(
                Directory.GetFiles(folder, "*.db"),
                file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file))
            );
            Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(folder));
        }

        var copy = Path.Combine(folder, "copy");
        var (exitCode, _, error) = await SuiteProcess.RunAsync("--data", folder, "--backup", copy);
        Assert.True(exitCode == 0, error);
        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(copy));
        Assert.All(
            Directory.GetFiles(copy, "*", SearchOption.AllDirectories),
            file => Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(file))
        );
        Assert.DoesNotContain(
            Directory.GetFiles(copy, "*", SearchOption.AllDirectories),
            file => file.EndsWith(".pem", StringComparison.Ordinal) || file.Contains("keys", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_folder_in_use_is_refused_and_free_again_after_a_crash()
    {
        await using (await SuiteProcess.StartAsync("--data", folder, "--port", "0", "--empty", "--demo-users"))
        {
            await IsRefusedAsync("in use by another process", "--data", folder, "--port", "0");
        }

        // The first process was killed by its disposal.
        await using var again = await SuiteProcess.StartAsync("--data", folder, "--port", "0", "--demo-users");
        Assert.Equal(0, await again.TerminateAsync());
    }

    [Fact]
    public async Task A_port_in_use_is_refused()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        await IsRefusedAsync($"port {port} is in use", "--data", folder, "--port", $"{port}");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_refused()
    {
        File.WriteAllText(Path.Combine(folder, "file"), "");
        await IsRefusedAsync("cannot be written to", "--data", Path.Combine(folder, "file", "data"), "--port", "0");
    }

    [Fact]
    public async Task Data_of_a_newer_version_is_refused()
    {
        await using (var suite = await EmbeddedSuite.StartAsync(new() { DataFolder = folder })) { }

        await using (
            var database = new SqliteConnection($"Data Source={Path.Combine(folder, "performance.db")};Pooling=False")
        )
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_FromTheFuture', '99.0.0')";
            await command.ExecuteNonQueryAsync();
        }

        await IsRefusedAsync("newer version", "--data", folder, "--port", "0", "--demo-users");
    }

    [Fact]
    public async Task A_broken_setting_is_refused()
    {
        File.WriteAllText(Path.Combine(folder, "token-key.pem"), "no key");
        await IsRefusedAsync("does not hold a private P-256 key", "--data", folder, "--port", "0");
    }

    [Theory]
    [InlineData("unknown argument '--dmeo'", "--dmeo")]
    [InlineData("unknown argument 'demo'", "demo")]
    [InlineData("unknown argument '--empty=yes'", "--empty=yes")]
    [InlineData("needs a value", "--port")]
    [InlineData("needs a value", "--data", "--demo")]
    [InlineData("0 to 65535, not '70000'", "--port", "70000")]
    [InlineData("0 to 65535, not '-1'", "--port=-1")]
    [InlineData("either --demo or --empty", "--demo", "--empty")]
    [InlineData("either --demo-users or --admin", "--empty", "--demo-users", "--admin", "anna")]
    [InlineData("--admin goes with --empty", "--demo", "--admin", "anna")]
    [InlineData("goes with --admin", "--empty", "--admin-password-file", "file")]
    public void A_wrong_argument_is_refused(string expected, params string[] args)
    {
        var refused = Assert.Throws<ServiceDefaults.Errors.StartRefusedException>(() => EmbeddedArguments.Parse(args));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_and_version_are_printed_and_nothing_started()
    {
        var (exitCode, help, _) = await SuiteProcess.RunAsync("--help");
        Assert.Equal(0, exitCode);
        foreach (
            var argument in new[]
            {
                "--data",
                "--port",
                "--demo",
                "--empty",
                "--demo-users",
                "--admin",
                "--backup",
                "--help",
                "--version",
            }
        )
            Assert.Contains(argument, help, StringComparison.Ordinal);
        Assert.Matches(@"^\d+\.\d+\.\d+(\+[0-9a-f]{12})?\s*$", (await SuiteProcess.RunAsync("--version")).Output);
    }

    [Fact]
    public void The_folder_remembers_whether_the_demonstration_is_wanted()
    {
        // A new folder wants the demonstration, and keeps wanting it until it is complete.
        Assert.True(Ask(null));
        Assert.True(Ask(null));
        Assert.Throws<ServiceDefaults.Errors.StartRefusedException>(() => Ask(false));
        using (var data = DataFolder.Open(folder))
            data.DemonstrationIsLoaded();
        Assert.False(Ask(null));
        Assert.False(Ask(true));
        Assert.Throws<ServiceDefaults.Errors.StartRefusedException>(() => Ask(false));

        File.Delete(Path.Combine(folder, "demonstration"));
        Assert.True(Ask(true));
        File.Delete(Path.Combine(folder, "demonstration"));
        Assert.False(Ask(false));
        Assert.False(Ask(null));
        // An explicit request loads it, into an empty bank too.
        Assert.True(Ask(true));

        // A folder with a bank's own data and no note about the demonstration is left alone.
        File.Delete(Path.Combine(folder, "demonstration"));
        File.WriteAllText(Path.Combine(folder, "performance.db"), "");
        Assert.False(Ask(null));

        bool Ask(bool? wish)
        {
            using var data = DataFolder.Open(folder);
            var wanted = data.WantsDemonstration(wish);
            data.Decide(wanted);
            return wanted;
        }
    }

    [Fact]
    public async Task A_walk_that_fails_is_said_and_tried_again_and_one_that_ends_is_not()
    {
        await using var suite = await EmbeddedSuite.StartAsync(new() { DataFolder = folder });
        suite.Data.Decide(wantsDemonstration: true);
        await DemonstrationLoad.RunAsync(
            suite,
            (_, _, _) => throw new HttpRequestException("refused"),
            CancellationToken.None
        );
        Assert.True(suite.Data.WantsDemonstration(null));
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(suite));

        await DemonstrationLoad.RunAsync(
            suite,
            async (client, say, cancellationToken) =>
            {
                say("1/1");
                (await client.GetAsync("/alive", cancellationToken)).EnsureSuccessStatusCode();
            },
            CancellationToken.None
        );
        Assert.False(suite.Data.WantsDemonstration(null));
    }

    [Fact]
    public async Task Two_suites_run_in_one_process_with_their_own_folders_and_do_not_dispose_of_the_log_they_were_given()
    {
        using var lines = new CountingLogs();
        await using (
            var first = await EmbeddedSuite.StartAsync(new() { DataFolder = Path.Combine(folder, "1"), Logs = lines })
        )
        await using (
            var second = await EmbeddedSuite.StartAsync(new() { DataFolder = Path.Combine(folder, "2"), Logs = lines })
        )
        {
            Assert.NotEqual(first.Address, second.Address);
            Assert.Equal(HttpStatusCode.OK, await HealthAsync(first));
            Assert.Equal(HttpStatusCode.OK, await HealthAsync(second));
        }

        Assert.False(lines.IsDisposed);
        Assert.Equal(
            2,
            lines.Lines.Count(line => line.Contains("Authentication:Demo is on", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task When_the_start_is_over_no_service_is_unavailable_however_long_it_took()
    {
        await using var suite = await EmbeddedSuite.StartAsync(
            new()
            {
                DataFolder = folder,
                Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["Checks:AliveSeconds"] = "3",
                    ["Checks:AliveTimeoutSeconds"] = "1",
                },
                Configure = builder =>
                {
                    if (
                        builder
                            .Configuration["ConnectionStrings:database"]
                            ?.Contains("incentive", StringComparison.Ordinal) == true
                    )
                        builder.Services.AddHostedService<LateComer>();
                },
            }
        );

        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var response = await client.GetAsync(new Uri(suite.Address, "incentive/alive"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>Keeps a host from listening for longer than the gateway waits for it.</summary>
    private sealed class LateComer : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) =>
            Task.Delay(TimeSpan.FromSeconds(10), cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private static async Task<HttpStatusCode> HealthAsync(EmbeddedSuite suite)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var response = await client.GetAsync(new Uri(suite.Address, "health"));
        return response.StatusCode;
    }

    private static async Task IsRefusedAsync(string expected, params string[] args)
    {
        var (exitCode, _, error) = await SuiteProcess.RunAsync(args);
        Assert.True(exitCode == 1, error);
        Assert.Contains(expected, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
