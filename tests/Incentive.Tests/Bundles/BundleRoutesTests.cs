using System.Text;
using System.Text.Json;
using CardTeam.Incentive.Bundles;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Incentive.Tests.Bundles;

public sealed class BundleRoutesTests
{
    [Fact]
    public async Task A_bundle_lists_every_file_with_its_hash_and_is_signed()
    {
        await using var office = await StartAsync();
        var run = await office.PayAsync("2026-04");

        foreach (var path in new[] { "/statements/M1/2026-04/bundle", $"/runs/{run.Id}/bundle" })
        {
            var bundle = await BundleAsync(office, path);
            var manifest = bundle.Json("manifest.json");
            var files = manifest.GetProperty("files").EnumerateArray().ToList();
            Assert.Equal(
                bundle.Names.Except(["manifest.json", "manifest.jws"]).Order(StringComparer.Ordinal),
                files.Select(f => f.GetProperty("name").GetString()!).Order(StringComparer.Ordinal)
            );
            Assert.All(
                files,
                f =>
                {
                    var content = bundle.Bytes(f.GetProperty("name").GetString()!);
                    Assert.Equal(content.Length, f.GetProperty("bytes").GetInt64());
                    Assert.Equal(OpenedBundle.Sha256(content), f.GetProperty("sha256").GetString());
                }
            );
            Assert.True(bundle.IsSignedBy((await BonusOffice.GetAsync(office.Analyst, "/bundle-keys")).Body));
            var plan = bundle.Json("run.json").GetProperty("plans")[0];
            Assert.Equal(
                $"sha256:{OpenedBundle.Sha256(bundle.Bytes("plans/1/plan.json"))}",
                plan.GetProperty("ruleHash").GetString()
            );
            Assert.Equal(
                $"sha256:{OpenedBundle.Sha256(Encoding.UTF8.GetBytes($"{bundle.Text("plans/1/text.zh.txt")}\n\n{bundle.Text("plans/1/text.en.txt")}"))}",
                plan.GetProperty("textHash").GetString()
            );
            Assert.Equal(run.ResultHash, bundle.Json("run.json").GetProperty("resultHash").GetString());
        }
    }

    [Fact]
    public async Task A_statements_bundle_names_nobody_else_and_has_no_sums_of_the_bank()
    {
        await using var office = await StartAsync();
        office
            .Others.Name("M1", "张三")
            .Name("M2", "李四")
            .Fact("B", "activated", "C1", "2026-04-01", manager: "M2")
            .Fact("D", "activated", "C9", "2026-04-05", manager: "M2");
        var run = await office.PayAsync("2026-04");

        var own = await BundleAsync(
            office,
            "/statements/M1/2026-04/bundle",
            office.Service.As(Roles.AccountManager, managerNo: "M1")
        );
        Assert.All(own.Names, name => Assert.DoesNotContain("\"M2\"", own.Text(name), StringComparison.Ordinal));
        Assert.All(own.Names, name => Assert.DoesNotContain("张三", own.Text(name), StringComparison.Ordinal));
        Assert.False(own.Json("run.json").TryGetProperty("figures", out _));
        // The fact that counts is another's, and decides that M1's own one does not.
        var other = Assert.Single(own.Json("managers/M1/inputs.json").GetProperty("others").EnumerateArray());
        Assert.Equal(
            ("other-1", "B"),
            (other.GetProperty("who").GetString(), other.GetProperty("facts")[0].GetProperty("ref").GetString())
        );

        var all = await BundleAsync(office, $"/runs/{run.Id}/bundle");
        Assert.Equal("2", all.Json("run.json").GetProperty("figures").GetProperty("managers").ToString());
        Assert.Contains("managers/M2/statement.json", all.Names);
        Assert.All(all.Names, name => Assert.DoesNotContain("李四", all.Text(name), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bundle_is_for_those_who_may_read_the_statement_and_a_runs_for_those_who_see_all_of_it()
    {
        await using var office = await StartAsync();
        await office.CloseAsync("2026-04");
        var run = await office.RunAsync("2026-04");
        const string statement = "/statements/M1/2026-04/bundle";
        var ofRun = $"/runs/{run.Id}/bundle";
        var (m1, head) = (
            office.Service.As(Roles.AccountManager, managerNo: "M1"),
            office.Service.As(Roles.BranchHead, org: "B1")
        );

        Assert.Equal(404, (await BonusOffice.GetAsync(m1, statement)).Status);
        Assert.Equal(
            "calculated",
            (await BundleAsync(office, statement)).Json("run.json").GetProperty("status").GetString()
        );
        await office.ApproveAsync(run);
        foreach (var by in (HttpClient[])[m1, head, office.Analyst, office.Approver, office.Service.As(Roles.Auditor)])
            Assert.Equal(
                "approved",
                (await BundleAsync(office, statement, by)).Json("run.json").GetProperty("status").GetString()
            );
        Assert.Equal(
            404,
            (await BonusOffice.GetAsync(office.Service.As(Roles.AccountManager, managerNo: "M2"), statement)).Status
        );
        Assert.Equal(
            404,
            (await BonusOffice.GetAsync(office.Service.As(Roles.BranchHead, org: "B2"), statement)).Status
        );
        foreach (var role in (string[])[Roles.Payroll, Roles.Hr, Roles.Administrator])
            Assert.Equal(403, (await BonusOffice.GetAsync(office.Service.As(role), statement)).Status);
        foreach (var by in (HttpClient[])[m1, head, office.Payroll, office.Service.As(Roles.Auditor, org: "B1")])
            Assert.Equal(403, (await BonusOffice.GetAsync(by, ofRun)).Status);
        foreach (var by in (HttpClient[])[office.Analyst, office.Approver, office.Service.As(Roles.Auditor)])
            await BundleAsync(office, ofRun, by);

        await using var scope = office.Service.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncentiveDbContext>();
        var read = await db.Audit.Where(e => e.Action.EndsWith("/bundle")).Select(e => e.Subject).ToListAsync();
        Assert.Equal(3, read.Count(s => s == run.Id.ToString()));
        Assert.Equal(6, read.Count(s => s == "M1 2026-04") - 3);
    }

    [Fact]
    public async Task A_run_without_a_result_that_counts_has_no_bundle()
    {
        await using var office = await StartAsync();
        await office.CloseAsync("2026-04");
        var run = await office.RunAsync("2026-04");
        await office.PutInForceAsync("2026-04", Rules.Activation);
        Assert.Equal("run.stale", (await BonusOffice.GetAsync(office.Analyst, $"/runs/{run.Id}/bundle")).Code);

        await BonusOffice.PostAsync(office.Approver, $"/runs/{run.Id}/reject", """{ "reason": "again" }""");
        Assert.Equal("bundle.no-result", (await BonusOffice.GetAsync(office.Analyst, $"/runs/{run.Id}/bundle")).Code);
        Assert.Equal(404, (await BonusOffice.GetAsync(office.Analyst, $"/runs/{Guid.NewGuid()}/bundle")).Status);
    }

    [Fact]
    public async Task The_key_outlives_the_service_and_a_new_one_leaves_the_old_bundles_valid()
    {
        await using var office = await StartAsync();
        await office.PayAsync("2026-04");
        var before = await BundleAsync(office, "/statements/M1/2026-04/bundle");
        var first = Kids(await BonusOffice.GetAsync(office.Analyst, "/bundle-keys"));

        await office.Service.RestartAsync();
        Assert.Equal(first, Kids(await BonusOffice.GetAsync(office.Analyst, "/bundle-keys")));

        Assert.Equal(0, await RotateBundleKey.RunAsync(office.Service.App.Services, CancellationToken.None));
        var keys = await BonusOffice.GetAsync(office.Analyst, "/bundle-keys");
        Assert.Equal(first, Kids(keys).Skip(1));
        Assert.DoesNotContain("\"d\"", keys.Body.ToString(), StringComparison.Ordinal);
        var after = await BundleAsync(office, "/statements/M1/2026-04/bundle");
        Assert.True(before.IsSignedBy(keys.Body) && after.IsSignedBy(keys.Body));
        Assert.NotEqual(Header(before), Header(after));

        static string Header(OpenedBundle bundle) => bundle.Text("manifest.jws").Split('.')[0];
        static List<string> Kids(Answer keys) =>
            [.. keys.Body.GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("kid").GetString()!)];
    }

    [Fact]
    public void Replicas_that_start_at_once_use_one_key_and_only_their_account_reads_it()
    {
        var folder = Directory.CreateTempSubdirectory("cardteam-keys-").FullName;
        try
        {
            var file = Path.Combine(folder, "keys", "bundle-keys.pem");
            var found = new string[8];
            Parallel.For(0, found.Length, i => found[i] = KeysInFolder.In(file).Public()[0].Kid);
            Assert.Single(found.Distinct());
            if (!OperatingSystem.IsWindows())
                Assert.Equal(OwnerOnly.OfFile, File.GetUnixFileMode(file));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")]
    public void A_file_that_holds_no_key_stops_the_start(string content)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, content);
            Assert.Throws<StartRefusedException>(() => KeysInFolder.In(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Without_a_file_for_the_key_nothing_is_signed()
    {
        var keys = new BundleKeys(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>(StringComparer.Ordinal)
                    {
                        ["ConnectionStrings:database"] = "Server=bank;Database=incentive;Integrated Security=true",
                    }
                )
                .Build()
        );
        Assert.Equal("bundle.no-key", Assert.Throws<RuleBrokenException>(() => keys.Public()).Code);
        Assert.Equal("bundle.no-key", Assert.Throws<RuleBrokenException>(() => keys.Sign([])).Code);
        Assert.Equal("bundle.no-key", Assert.Throws<RuleBrokenException>(() => keys.Rotate()).Code);
    }

    private static async Task<BonusOffice> StartAsync()
    {
        var office = await BonusOffice.StartAsync(Rules.Hundred);
        office
            .Others.Units(("B1", null), ("B2", null))
            .Hire("M2", "B2")
            .Fact("A", "activated", "C1", "2026-04-02")
            .Fact("C", "activated", "C2", "2026-04-03");
        return office;
    }

    private static async Task<OpenedBundle> BundleAsync(BonusOffice office, string path, HttpClient? by = null)
    {
        using var answer = await (by ?? office.Analyst).GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith(".zip", answer.Content.Headers.ContentDisposition?.FileName, StringComparison.Ordinal);
        return new(await answer.Content.ReadAsByteArrayAsync());
    }
}
