using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Gateway.Tests;

public sealed class StartTests : IAsyncDisposable
{
    private readonly OwnFolder folder = new();

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Theory]
    [InlineData("Nobody could sign in", "Authentication:Demo=")]
    [InlineData("Nobody could sign in", "Authentication:Demo=false")]
    [InlineData("true or false, not 'perhaps'", "Authentication:Demo=perhaps")]
    [InlineData(
        "https beyond loopback",
        "Authentication:Demo=false",
        "Authentication:Authority=http://login.bank.example"
    )]
    [InlineData("not an http(s) address", "Authentication:Demo=false", "Authentication:Authority=login")]
    [InlineData(
        "Authentication:Clients is for",
        "Authentication:Demo=false",
        "Authentication:Authority=https://login.bank.example",
        "Authentication:Clients:0:Id=core"
    )]
    [InlineData(
        "Authentication:Clients:0:SecretHash",
        "Authentication:Clients:0:Id=core",
        "Authentication:Clients:0:SecretHash=secret"
    )]
    [InlineData("Authentication:Clients:0:Id", "Authentication:Clients:0:SecretHash=secret")]
    [InlineData("services:training:http:0", "services:training:http:0=somewhere")]
    [InlineData("services:training:http:0", "services:training:http:0=ftp://127.0.0.1")]
    [InlineData("Limits:RequestsPerMinute", "Limits:RequestsPerMinute=many")]
    [InlineData("Limits:RequestsPerMinute", "Limits:RequestsPerMinute=-1")]
    [InlineData(
        "services:training:http:1",
        "services:training:http:0=http://127.0.0.1:1",
        "services:training:http:1=somewhere"
    )]
    [InlineData("services:training:http:first", "services:training:http:first=http://127.0.0.1:1")]
    [InlineData("Limits:ConcurrentRequestsPerService", "Limits:ConcurrentRequestsPerService=many")]
    [InlineData("Limits:QueuedRequestsPerService", "Limits:QueuedRequestsPerService=-1")]
    [InlineData("Timeouts:ConnectSeconds", "Timeouts:ConnectSeconds=0")]
    [InlineData("Timeouts:SilenceSeconds", "Timeouts:SilenceSeconds=1.5")]
    [InlineData("Timeouts:LongSilenceSeconds", "Timeouts:LongSilenceSeconds=100000")]
    [InlineData("Checks:AliveSeconds", "Checks:AliveSeconds=0")]
    [InlineData("Checks:AliveTimeoutSeconds", "Checks:AliveTimeoutSeconds=x")]
    [InlineData("Checks:HealthSeconds", "Checks:HealthSeconds=0")]
    [InlineData("Shutdown:DrainSeconds", "Shutdown:DrainSeconds=0")]
    [InlineData("Shutdown:NoticeSeconds", "Shutdown:NoticeSeconds=-1")]
    [InlineData("for this machine alone", "urls=http://0.0.0.0:0")]
    [InlineData("for this machine alone", "urls=http://127.0.0.1:0;http://10.1.2.3:80")]
    [InlineData("for this machine alone", "urls=", "http_ports=8080")]
    [InlineData("for this machine alone", "urls=", "https_ports=8443")]
    [InlineData("for this machine alone", "urls=", "Kestrel:Endpoints:all:Url=http://*:80")]
    [InlineData("believes whoever calls", "FORWARDEDHEADERS_ENABLED=true")]
    [InlineData("neither an address nor a network", "Access:Proxies=127.0.0.1;proxy")]
    [InlineData("Access:Address must be", "Access:Address=http://cardteam.bank.example")]
    [InlineData("Access:Address must be", "Access:Address=https://cardteam.bank.example/path")]
    [InlineData("Sessions:LongestHours", "Sessions:LongestHours=0")]
    [InlineData("There is no setting Sessions:IdleMinute. Was Sessions:IdleMinutes meant?", "Sessions:IdleMinute=20")]
    [InlineData("There is no setting authentication:clients:0:secret", "authentication:clients:0:secret:value=x")]
    public void Is_refused_and_names_the_setting(string expected, params string[] settings)
    {
        Assert.Contains(
            expected,
            Refusal(settings.Select(s => s.Split('=', 2)).Select(s => (s[0], (string?)s[1])).ToArray()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Is_refused_for_a_key_of_another_curve()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        File.WriteAllText(folder.File("token-key.pem"), key.ExportPkcs8PrivateKeyPem());
        Assert.Contains("another curve", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_refused_for_a_key_of_another_kind_and_for_half_a_key()
    {
        using var rsa = RSA.Create(2048);
        File.WriteAllText(folder.File("token-key.pem"), rsa.ExportPkcs8PrivateKeyPem());
        Assert.Contains("does not hold a private P-256 key", Refusal(), StringComparison.Ordinal);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(folder.File("token-key.pem"), key.ExportPkcs8PrivateKeyPem()[..80]);
        Assert.Contains("does not hold a private P-256 key", Refusal(), StringComparison.Ordinal);
        File.WriteAllText(folder.File("token-key.pem"), key.ExportSubjectPublicKeyInfoPem());
        Assert.Contains("does not hold a private P-256 key", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_refused_where_the_key_cannot_be_made()
    {
        File.WriteAllText(folder.File("file"), "");
        Assert.Contains(
            "can be neither read nor made",
            Refusal(("Authentication:KeyFile", folder.File("file/key.pem"))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_refusal_is_one_line_and_exit_code_1()
    {
        var (exitCode, output, error) = await GatewayProgram.RunAsync(["--urls", "http://127.0.0.1:0"]);
        Assert.True(exitCode == 1, error);
        Assert.Equal("", output);
        Assert.StartsWith(
            "gateway: 无人可以登录 · Nobody could sign in",
            Assert.Single(error.TrimEnd().Split('\n')),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_and_exit_code_1()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var (exitCode, _, error) = await GatewayProgram.RunAsync([
            "--urls",
            $"http://{taken.LocalEndPoint}",
            "--Authentication:Demo",
            "true",
            "--Authentication:KeyFile",
            folder.File("key.pem"),
        ]);
        Assert.True(exitCode == 1, error);
        Assert.Contains("address already in use", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demonstration_is_said_loudly()
    {
        await using var gateway = await RunningGateway.StartAsync(folder.Path);
        Assert.Contains(
            gateway.Log,
            line => line.StartsWith("Warning Authentication:Demo is on", StringComparison.Ordinal)
        );
    }

    private string Refusal(params (string Key, string? Value)[] settings) =>
        Assert
            .Throws<StartRefusedException>(() => RunningGateway.Build(folder.Path, [], TimeProvider.System, settings))
            .Message;
}
