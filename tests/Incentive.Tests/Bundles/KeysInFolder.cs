using System.Text.Json;
using CardTeam.Incentive.Bundles;
using Microsoft.Extensions.Configuration;

namespace CardTeam.Incentive.Tests.Bundles;

/// <summary>Keys for bundles in a folder of their own.</summary>
internal sealed class KeysInFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cardteam-keys-").FullName;

    public KeysInFolder() => Keys = In(Path.Combine(_folder, "keys", "bundle-keys.pem"));

    public BundleKeys Keys { get; }

    /// <summary>The public keys as the service gives them.</summary>
    public string Public => JsonSerializer.Serialize(new BundleRoutes.KeySet(Keys.Public()), JsonSerializerOptions.Web);

    public static BundleKeys In(string file) =>
        new(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>(StringComparer.Ordinal) { ["Incentive:BundleKeyFile"] = file }
                )
                .Build()
        );

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
