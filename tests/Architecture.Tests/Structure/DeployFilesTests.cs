using System.Text.RegularExpressions;
using CardTeam.Platform.Messaging.Operations;
using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Architecture.Tests.Structure;

/// <summary>The files of an installation, and the pages about it, agree with the programs.</summary>
public sealed partial class DeployFilesTests
{
    private static readonly string KeyFile = SuiteSettings.AuditKeyFile.Key.Replace(
        ":",
        "__",
        StringComparison.Ordinal
    );

    /// <summary>
    /// Permissions of the broker stand in the command alone: no page gives others, and none gives everything.
    /// </summary>
    [Fact]
    public void The_permissions_of_the_broker_are_those_that_the_command_prints()
    {
        var install = Repository.Read("docs/operations/install.md");
        Assert.Contains(
            "/opt/cardteam/bin/run performance broker-permissions --vhost cardteam | sh",
            install,
            StringComparison.Ordinal
        );
        var printed = BrokerPermissions.Script("VHOST", "cardteam").Replace("'VHOST'", "VHOST").Replace("\r", "");
        var given = Repository
            .Files("*.md", "docs")
            .Concat(Repository.Files("*", "deploy"))
            .SelectMany(file =>
                Permissions().Matches(Repository.Read(file)).Select(found => (File: file, Line: found.Value))
            )
            .ToList();
        Assert.NotEmpty(given);
        Assert.All(
            given,
            one => Assert.Contains(one.Line.Replace("payroll '", "'payroll' '"), printed, StringComparison.Ordinal)
        );
        // Every account that the page makes is one that the command knows, and the reverse.
        Assert.Equal(
            BrokerPermissions.Users("cardteam").Select(u => u.Name),
            BrokerPermissions.Services.Select(s => $"cardteam-{s}").Append("payroll")
        );
        Assert.Contains("rabbitmqctl add_user cardteam-$s ", install, StringComparison.Ordinal);
        Assert.Contains("rabbitmqctl add_user payroll ", install, StringComparison.Ordinal);
    }

    /// <summary>With SQL Server nothing but the setting gives the audit chain a key.</summary>
    [Fact]
    public void Every_installation_has_a_key_for_the_audit_chain_outside_the_database()
    {
        foreach (var unit in (string[])["cardteam@.service", "cardteam-migrate@.service"])
        {
            var text = Repository.Read($"deploy/systemd/{unit}");
            Assert.Contains(
                $"Environment={KeyFile}=/var/lib/cardteam/%i/%i.audit-key\n",
                text.ReplaceLineEndings("\n"),
                StringComparison.Ordinal
            );
            Assert.Contains("StateDirectory=cardteam/%i\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        }

        var compose = Repository.Read("deploy/containers/compose.yaml");
        Assert.Contains($"{KeyFile}: /data/audit-key\n", compose.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        foreach (var service in BrokerPermissions.Services)
            // The service, and the step that brings its schema up to date before it.
            Assert.Equal(
                2,
                Regex.Count(
                    compose,
                    $"\"\\./secrets/{service}:/run/secrets/service:ro\", \"{service}:/data\"",
                    RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                )
            );

        var pods = Repository.Read("deploy/kubernetes/service/deployment.yaml");
        Assert.Contains($"name: {KeyFile}, value: /audit/audit-key", pods, StringComparison.Ordinal);
        Assert.Contains("mountPath: /audit }", pods, StringComparison.Ordinal);
        Assert.Contains("claimName: audit-key", pods, StringComparison.Ordinal);
        // Two pods of a service seal one chain.
        Assert.Contains(
            "accessModes: [ReadWriteMany]",
            Repository.Read("deploy/kubernetes/service/audit-key.yaml"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "audit-key.yaml",
            Repository.Read("deploy/kubernetes/service/kustomization.yaml"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "`/var/lib/cardteam/{service}/{service}.audit-key`",
            Repository.Read("docs/operations/install.md"),
            StringComparison.Ordinal
        );
    }

    [GeneratedRegex(
        "rabbitmqctl set_(topic_)?permissions [^`\r\n]+",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Permissions();
}
