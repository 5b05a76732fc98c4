using CardTeam.EndToEnd.Tests.MonthEnds;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>The suite as bank IT deploys it: four services and the gateway, each a process of its own, joined by a broker, on databases in a folder that goes with them.</summary>
internal sealed class SeparateSuite : IAsyncDisposable
{
    public static readonly IReadOnlyList<string> Services = ["performance", "training", "feedback", "incentive"];

    private readonly string _folder = Directory.CreateTempSubdirectory("cardteam-separate-").FullName;
    private readonly Dictionary<string, ServiceProcess[]> _replicas;
    private readonly HttpClient _http;

    private SeparateSuite(string messaging, int replicas)
    {
        var gateway = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Authentication__Demo"] = "true",
            ["Authentication__KeyFile"] = Path.Combine(_folder, "token-key.pem"),
        };
        Gateway = new("Gateway", gateway);
        _replicas = Services.ToDictionary(service => service, service => Enumerable.Range(0, replicas).Select(_ => new ServiceProcess(
            char.ToUpperInvariant(service[0]) + service[1..], new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ConnectionStrings__database"] = $"Data Source={Database(service)}",
                ["ConnectionStrings__messaging"] = messaging,
                ["Authentication__Authority"] = Gateway.Address.ToString(),
                ["Imports__Folder"] = Path.Combine(_folder, $"{service}-imports"),
            })).ToArray(), StringComparer.Ordinal);
        foreach (var (service, processes) in _replicas)
            foreach (var (number, process) in processes.Index()) gateway[$"services__{service}__http__{number}"] = process.Address.ToString();

        _http = new(new PatientCalls()) { BaseAddress = Gateway.Address };
        People = new(_http);
    }

    public ServiceProcess Gateway { get; }

    /// <summary>Every process, the gateway last.</summary>
    public IEnumerable<ServiceProcess> All => [.. _replicas.Values.SelectMany(r => r), Gateway];

    /// <summary>People who try again when the suite does not answer.</summary>
    public BankAtWork People { get; }

    /// <param name="messaging">The broker's connection string.</param>
    /// <param name="replicas">Processes of each service, on one database.</param>
    public static async Task<SeparateSuite> StartAsync(string messaging, int replicas = 1)
    {
        var suite = new SeparateSuite(messaging, replicas);
        try
        {
            await Task.WhenAll(suite.All.Select(p => p.StartAsync()));
            return suite;
        }
        catch
        {
            await suite.DisposeAsync();
            throw;
        }
    }

    /// <summary>The replicas of a service; one alone where no more were asked for.</summary>
    public IReadOnlyList<ServiceProcess> Replicas(string service) => _replicas[service];

    public string Database(string service) => Path.Combine(_folder, $"{service}.db");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var process in All) await process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
