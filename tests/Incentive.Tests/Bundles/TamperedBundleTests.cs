using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using CardTeam.Incentive.Bundles;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.Testing;
using CardTeam.Verify;

namespace CardTeam.Incentive.Tests.Bundles;

/// <summary>A change of a bundle is found: by the signature, or by the calculation where the signer made it.</summary>
public sealed class TamperedBundleTests : IAsyncLifetime
{
    private const string Inputs = "managers/M1/inputs.json",
        Statement = "managers/M1/statement.json";

    private readonly KeysInFolder _others = new();
    private BonusOffice _office = null!;
    private Dictionary<string, byte[]> _run = [];
    private string _keys = "";

    public async Task InitializeAsync()
    {
        _office = await BonusOffice.StartAsync(
            Rules.Activation,
            Rules.Factor,
            Rules.Complaints,
            Rules.Clawback,
            Rules.Cap
        );
        _office
            .Others.Hire("M2", "B2")
            .Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "activated", "C2", "2026-04-03")
            .Fact("C", "activated", "C3", "2026-04-04", manager: "M2")
            .Fact("D", "activated", "C1", "2026-04-09", manager: "M2")
            .Complain("P1", "minor", "upheld", "2026-04-20")
            .Score("2026-04", 1.1m);
        await _office.PayAsync("2026-04");
        _office.Others.Fact("L", "activated", "C4", "2026-04-30").Fact("X", "cancelled", "C2", "2026-05-01");
        var run = await _office.PayAsync("2026-05");
        using var answer = await _office.Analyst.GetAsync($"/runs/{run.Id}/bundle");
        _run = Unzip(await answer.Content.ReadAsByteArrayAsync());
        _keys = await (await _office.Analyst.GetAsync("/bundle-keys")).Content.ReadAsStringAsync();
    }

    public async Task DisposeAsync()
    {
        _others.Dispose();
        await _office.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_changed_is_equal_to_the_fen()
    {
        var (code, said) = await VerifyAsync(Zip(_run));
        Assert.Equal((0, 2), (code, said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.StartsWith("分毫不差：2026-05，整次计算，2 份奖金单，", said, StringComparison.Ordinal);
        Assert.Contains("Equal to the 分: 2026-05, run, 2 statements, ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_byte_in_any_file()
    {
        foreach (var name in _run.Keys)
        foreach (var at in (int[])[0, _run[name].Length / 2, _run[name].Length - 1])
        {
            var changed = Copy();
            changed[name][at] ^= 1;
            var (code, said) = await VerifyAsync(Zip(changed));
            Assert.True(code == 1, $"{name} at {at}: {said}");
            if (!name.StartsWith("manifest", StringComparison.Ordinal))
                Assert.Equal($"The file {name} is not the one that was signed.", English(said));
        }
    }

    [Fact]
    public async Task A_missing_file_an_added_one_and_one_that_is_there_twice()
    {
        foreach (var name in _run.Keys)
        {
            var changed = Copy();
            changed.Remove(name);
            Assert.Equal((1, $"The file {name} is missing."), await RefusedAsync(Zip(changed)));
        }

        var added = Copy();
        added["managers/M3/statement.json"] = added[Statement];
        Assert.Equal(
            (1, "The file managers/M3/statement.json is not among those that were signed."),
            await RefusedAsync(Zip(added))
        );
        Assert.Equal(
            (1, $"The file {Statement} is there twice."),
            await RefusedAsync(Zip([.. _run, new(Statement, _run[Statement])]))
        );
    }

    [Fact]
    public async Task A_list_made_anew_with_another_key()
    {
        Assert.Equal(0, (await VerifyAsync(Zip(Signed(_run, _others.Keys.Sign)), _others.Public)).Code);
        var (code, said) = await RefusedAsync(Zip(Signed(_run, _others.Keys.Sign)));
        Assert.Equal(1, code);
        Assert.Matches("^The key .* is not among the public keys given\\.$", said);

        // The id of the bank's key with another's signature, and no algorithm at all.
        var (header, forged) = (
            Text(_run["manifest.jws"]).Split('.')[0],
            Text(Signed(_run, _others.Keys.Sign)["manifest.jws"])
        );
        var changed = Copy();
        changed["manifest.jws"] = Bytes($"{header}..{forged.Split('.')[2]}");
        Assert.Equal((1, "The signature of the list is wrong."), await RefusedAsync(Zip(changed)));
        changed["manifest.jws"] = Bytes($"{Base64Url.EncodeToString("""{"alg":"none"}"""u8)}..AA");
        Assert.Equal((1, "manifest.jws is no signature by ES256."), await RefusedAsync(Zip(changed)));

        // A set of keys that gives another key the id of the bank's.
        var set = JsonNode.Parse(_others.Public)!;
        set["keys"]![0]!["kid"] = JsonNode.Parse(_keys)!["keys"]![0]!["kid"]!.GetValue<string>();
        Assert.Equal(1, (await VerifyAsync(Zip(_run), set.ToJsonString())).Code);
    }

    public static TheoryData<string, string, string> ByTheSigner =>
        new()
        {
            { "rate", "plans/1/plan.json", "M1 2026-05, rule early-cancel (clawback), amount" },
            { "fact", Inputs, "M1 2026-05, line 1: the bundle says early-cancel (clawback)" },
            { "certificate", Inputs, "" },
            { "complaint", Inputs, "M1 2026-05, rule adjustment" },
            { "score", Inputs, "M1 2026-05, rule early-cancel" },
            { "approved", Inputs, "M1 2026-05, rule adjustment" },
            { "left", Inputs, "M1 2026-05, line 1: the bundle says early-cancel (clawback)" },
            { "line", Statement, "M1 2026-05, rule early-cancel (clawback), amount: the bundle says -50.01" },
            { "no-line", Statement, "M1 2026-05, line" },
            { "basis", Statement, "M1 2026-05, rule early-cancel (clawback), basis" },
            { "amounts", Statement, "M1 2026-05, payable, deferred and reserve" },
            { "earlier", Statement, "M1 2026-05, the earlier months that changed" },
            { "earlier-line", Statement, "M1 2026-04, rule activation" },
        };

    /// <summary>Everything is signed again with the bank's own key, every hash is right: the calculation finds it.</summary>
    [Theory]
    [MemberData(nameof(ByTheSigner))]
    public async Task Something_changed_by_the_signer(string what, string file, string says)
    {
        var changed = Copy();
        var document = JsonNode.Parse(changed[file])!;
        Change(document, what);
        changed[file] = Bytes(document.ToJsonString());
        Rehash(changed);
        var (code, said) = await RefusedAsync(Zip(Signed(changed, OfTheBank)));
        if (what == "certificate")
        {
            // No rule of the plan needs one: nothing that is paid rests on it.
            Assert.Equal((0, ""), (code, said));
            return;
        }

        Assert.Equal(1, code);
        Assert.StartsWith(says.Length == 0 ? "?" : says, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manager_left_out_by_the_signer()
    {
        var changed = Copy();
        changed.Remove("managers/M2/inputs.json");
        changed.Remove("managers/M2/statement.json");
        var (code, said) = await RefusedAsync(Zip(Signed(changed, OfTheBank)));
        Assert.Equal(1, code);
        Assert.StartsWith("The sums differ: 1 statements come to", said, StringComparison.Ordinal);
    }

    /// <summary>Each pool's sum stays what it was, every statement is right by itself: only the whole bank tells.</summary>
    [Theory]
    [InlineData("bonus-pool", "pool")]
    [InlineData("coach", "override")]
    public async Task Money_that_rules_over_several_managers_give_to_another_one_by_the_signer(string rule, string kind)
    {
        await using var office = await BonusOffice.StartAsync(
            Rules.Activation,
            """{ "id": "coach", "type": "override", "of": ["activation"], "to": "mentor", "share": "0.10" }""",
            """{ "id": "bonus-pool", "type": "pool", "amount": "300.00", "by": "earned", "of": ["activation"] }"""
        );
        office
            .Others.Hire("M2", mentor: "M1")
            .Hire("M3", mentor: "M2")
            .Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "activated", "C2", "2026-04-03", manager: "M2")
            .Fact("C", "activated", "C3", "2026-04-04", manager: "M3");
        var run = await office.PayAsync("2026-04");
        var files = Unzip(await office.Analyst.GetByteArrayAsync($"/runs/{run.Id}/bundle"));
        var keys = await office.Analyst.GetStringAsync("/bundle-keys");
        var signing = (BundleKeys)office.Service.App.Services.GetService(typeof(BundleKeys))!;
        Assert.Equal(0, (await VerifyAsync(Zip(Signed(files, signing.Sign)), keys)).Code);

        foreach (var (manager, more) in (ReadOnlySpan<(string, decimal)>)[("M1", 1), ("M2", -1)])
        {
            var (inputs, statement) = ($"managers/{manager}/inputs.json", $"managers/{manager}/statement.json");
            var (given, said) = (JsonNode.Parse(files[inputs])!, JsonNode.Parse(files[statement])!);
            foreach (var lines in (JsonNode[])[given["shared"]![0]!["lines"]!, said["lines"]!])
                Add(lines.AsArray().Single(l => l!["rule"]!.GetValue<string>() == rule)!, "amount", more);
            foreach (var amounts in (string[])["amounts", "own"])
                Add(said[amounts]!, "payable", more);
            (files[inputs], files[statement]) = (Bytes(given.ToJsonString()), Bytes(said.ToJsonString()));
            Rehash(files, statement);
        }

        var (code, found) = await RefusedAsync(Zip(Signed(files, signing.Sign)), keys);
        Assert.Equal(1, code);
        Assert.StartsWith(
            $"M1 2026-04, rule {rule} ({kind}), amount: the bundle says ",
            found,
            StringComparison.Ordinal
        );

        static void Add(JsonNode to, string member, decimal more) =>
            to[member] = (decimal.Parse(to[member]!.GetValue<string>()) + more).ToString("0.00");
    }

    [Fact]
    public async Task A_rule_or_a_member_that_nobody_knows()
    {
        foreach (
            var (change, says) in new (Action<JsonNode>, string)[]
            {
                (rule => rule["type"] = "per-wish", "the type 'per-wish'"),
                (rule => rule["bonus"] = "1000.00", "'bonus'"),
            }
        )
        {
            var changed = Copy();
            var plan = JsonNode.Parse(changed["plans/1/plan.json"])!;
            change(plan["rules"]![0]!);
            changed["plans/1/plan.json"] = Bytes(plan.ToJsonString());
            Rehash(changed);
            var (code, said) = await RefusedAsync(Zip(Signed(changed, OfTheBank)));
            Assert.Equal(1, code);
            Assert.Contains(says, said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_that_grows_when_it_is_unpacked_is_not_read_to_its_end()
    {
        foreach (var name in (string[])[Inputs, "manifest.json", "manifest.jws"])
            Assert.Equal((1, $"The file {name} is longer than it may be."), await RefusedAsync(Bomb(name)));

        using var bomb = new MemoryStream(Bomb(Inputs));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<Refusal>(() => Verifier.Check(bomb, _keys));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("no zip at all, but a text of some length that ends like any other")]
    public async Task Something_that_is_no_zip(string content) =>
        Assert.Equal((1, "The file is no zip, or it is damaged."), await RefusedAsync(Bytes(content)));

    [Fact]
    public async Task A_truncated_zip()
    {
        var zip = Zip(_run);
        foreach (var length in (int[])[zip.Length - 1, zip.Length / 2, 30])
            Assert.Equal(1, (await VerifyAsync(zip[..length])).Code);
    }

    [Fact]
    public async Task The_command_says_how_it_is_used()
    {
        using var errors = new StringWriter();
        Assert.Equal(2, VerifyCommand.Run(["one"], TextWriter.Null, errors));
        Assert.Contains("Usage", errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, VerifyCommand.Run(["no-such.zip", "no-such.json"], TextWriter.Null, TextWriter.Null));
        Assert.Equal((1, "The file of keys is no JSON web key set."), await RefusedAsync(Zip(_run), "no keys"));
    }

    [Fact]
    public async Task The_program_by_itself()
    {
        var folder = Directory.CreateTempSubdirectory("cardteam-verify-").FullName;
        try
        {
            var (bundle, keys) = (Path.Combine(folder, "bundle.zip"), Path.Combine(folder, "keys.json"));
            await File.WriteAllBytesAsync(bundle, Zip(_run));
            await File.WriteAllTextAsync(keys, _keys);
            var program = Path.Combine(AppContext.BaseDirectory, "CardTeam.Verify.dll");
            var (exitCode, output, error) = await ChildProcess.RunAsync(new("dotnet", [program, bundle, keys]));
            Assert.Equal((0, ""), (exitCode, error));
            Assert.StartsWith("分毫不差：", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Change(JsonNode document, string what)
    {
        switch (what)
        {
            case "rate":
                document["rules"]![0]!["tiers"]![0]!["rate"] = "50.01";
                break;
            case "fact":
                var facts = document["facts"]!.AsArray();
                facts.RemoveAt(facts.Select(f => f!["ref"]!.GetValue<string>()).ToList().IndexOf("X"));
                break;
            case "certificate":
                document["certificates"]!
                    .AsArray()
                    .Add(new JsonObject { ["certificate"] = "ANY", ["validFrom"] = "2020-01-01" });
                break;
            case "complaint":
                document["complaints"]!.AsArray().Clear();
                break;
            case "score":
                document["scorecards"]![0]!["total"] = "1.3";
                break;
            case "approved":
                document["approved"]![0]!["paid"]!["payable"] = "0.00";
                break;
            case "left":
                document["employments"]![0]!["leftOn"] = "2026-04-01";
                break;
            case "line":
                document["lines"]![0]!["amount"] = "-50.01";
                break;
            case "no-line":
                document["lines"]!.AsArray().RemoveAt(document["lines"]!.AsArray().Count - 1);
                break;
            case "basis":
                document["lines"]![0]!["basis"]![0] = "Y";
                break;
            case "amounts":
                document["amounts"]!["payable"] = "1000000.00";
                break;
            case "earlier":
                document["earlier"]!.AsArray().Clear();
                break;
            case "earlier-line":
                document["earlier"]![0]!["lines"]![0]!["amount"] = "1.00";
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(what), what, "No such change.");
        }
    }

    /// <summary>Makes the hashes of plans and lines anew, as who signs can.</summary>
    private static void Rehash(Dictionary<string, byte[]> files, string of = Statement)
    {
        var run = JsonNode.Parse(files["run.json"])!;
        run["plans"]![0]!["ruleHash"] = $"sha256:{OpenedBundle.Sha256(files["plans/1/plan.json"])}";
        files["run.json"] = Bytes(run.ToJsonString());
        var statement = JsonNode.Parse(files[of])!;
        statement["lineHash"] = Verify.Bundles.LineHash.Of(
            Verify.Bundles.Documents.Read<Verify.Bundles.Statement>(of, files[of])
        );
        files[of] = Bytes(statement.ToJsonString());
    }

    private string OfTheBank(ReadOnlySpan<byte> content) =>
        ((BundleKeys)_office.Service.App.Services.GetService(typeof(BundleKeys))!).Sign(content);

    private delegate string Signer(ReadOnlySpan<byte> content);

    /// <summary>The files with a list of them made anew.</summary>
    private static Dictionary<string, byte[]> Signed(Dictionary<string, byte[]> files, Signer sign)
    {
        var manifest = JsonNode.Parse(files["manifest.json"])!;
        manifest["files"] = new JsonArray([
            .. files
                .Where(f => !f.Key.StartsWith("manifest", StringComparison.Ordinal))
                .Select(f => new JsonObject
                {
                    ["name"] = f.Key,
                    ["bytes"] = f.Value.Length,
                    ["sha256"] = OpenedBundle.Sha256(f.Value),
                }),
        ]);
        var list = Bytes(manifest.ToJsonString());
        return new(files, StringComparer.Ordinal) { ["manifest.json"] = list, ["manifest.jws"] = Bytes(sign(list)) };
    }

    /// <summary>A bundle in which a file is a hundred megabytes of zeros, well packed.</summary>
    private byte[] Bomb(string name)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (file, content) in _run)
            {
                using var to = archive.CreateEntry(file, CompressionLevel.Fastest).Open();
                var zeros = new byte[1024 * 1024];
                for (var i = 0; file == name && i < 100; i++)
                    to.Write(zeros);
                if (file != name)
                    to.Write(content);
            }

        return zip.ToArray();
    }

    private async Task<(int Code, string Said)> RefusedAsync(byte[] zip, string? keys = null)
    {
        var (code, said) = await VerifyAsync(zip, keys);
        return (code, code == 0 ? "" : English(said));
    }

    private async Task<(int Code, string Said)> VerifyAsync(byte[] zip, string? keys = null)
    {
        var folder = Directory.CreateTempSubdirectory("cardteam-verify-").FullName;
        try
        {
            var (bundle, set) = (Path.Combine(folder, "bundle.zip"), Path.Combine(folder, "keys.json"));
            await File.WriteAllBytesAsync(bundle, zip);
            await File.WriteAllTextAsync(set, keys ?? _keys);
            using var output = new StringWriter();
            return (VerifyCommand.Run([bundle, set], output, TextWriter.Null), output.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string English(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(2, lines.Length);
        return lines[1];
    }

    private Dictionary<string, byte[]> Copy() =>
        _run.ToDictionary(f => f.Key, f => f.Value.ToArray(), StringComparer.Ordinal);

    private static Dictionary<string, byte[]> Unzip(byte[] zip)
    {
        var opened = new OpenedBundle(zip);
        return opened.Names.ToDictionary(name => name, opened.Bytes, StringComparer.Ordinal);
    }

    private static byte[] Zip(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
            {
                using var to = archive.CreateEntry(name).Open();
                to.Write(content);
            }

        return zip.ToArray();
    }

    private static string Text(byte[] content) => Encoding.UTF8.GetString(content);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
