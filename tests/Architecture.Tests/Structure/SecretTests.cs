using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace CardTeam.Architecture.Tests.Structure;

/// <summary>
/// The repository contains no secret: no private key, no key ring, and no password except publicly known ones.
/// </summary>
public sealed partial class SecretTests
{
    /// <summary>
    /// The passwords of the demonstration and of a freshly installed broker, and placeholders in guides.
    /// </summary>
    private static readonly string[] Known = ["demo", "guest", "password", "secret", "not-a-secret", "active"];

    /// <summary>This file, which contains what the walk must find.</summary>
    private const string Own = "tests/Architecture.Tests/Structure/SecretTests.cs";

    private static readonly string[] KeyStores = [".pem", ".key", ".pfx", ".p12", ".jks", ".keystore", ".snk", ".kdbx"];

    private static readonly string[] Tracked = FindTracked();

    [Fact]
    public void No_private_key_is_in_any_file_or_archive()
    {
        Assert.True(Tracked.Length > 500, $"{Tracked.Length} files are not the repository.");
        Assert.Empty(
            Tracked
                .SelectMany(Contents)
                .Where(c => PrivateKey().IsMatch(c.Text) || JsonWebKey().IsMatch(c.Text))
                .Select(c => c.Name)
        );
    }

    [Fact]
    public void No_key_ring_no_key_store_and_no_data_folder_is_tracked()
    {
        Assert.Empty(Tracked.SelectMany(Contents).Where(c => KeyRing().IsMatch(c.Text)).Select(c => c.Name));
        Assert.DoesNotContain(
            Tracked.SelectMany(Contents),
            c =>
                KeyStores.Contains(Path.GetExtension(c.Name))
                || Path.GetExtension(c.Name) is ".ticket"
                || c.Name.Split('/').Contains("data", StringComparer.Ordinal)
        );
    }

    [Fact]
    public void No_password_stands_in_an_address_or_a_setting()
    {
        var found = Tracked
            .Where(file =>
                !file.EndsWith("-lock.json", StringComparison.Ordinal)
                && !file.EndsWith(".lock.json", StringComparison.Ordinal)
            )
            .SelectMany(Contents)
            .SelectMany(c => Passwords(c.Name, c.Text).Select(p => $"{c.Name}: {p}"))
            .ToList();
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("amqp://cardteam:Tr0ub4dor@broker/")]
    [InlineData("""  "Password": "Tr0ub4dor" """)]
    [InlineData("Server=sql;User Id=cardteam;Password=Tr0ub4dor;Encrypt=True")]
    [InlineData("client_secret: 'Tr0ub4dor'")]
    public void The_walk_finds_what_it_looks_for(string text) => Assert.Single(Passwords("docs/guide.md", text));

    [Fact]
    public void And_keys_and_rings_too()
    {
        Assert.Matches(
            PrivateKey(),
            "-----BEGIN EC " + "PRIVATE KEY-----\nMHcCAQEEIPx0c2FmZSBub3QgYSBrZXkgYXQgYWxsIGJ1dCBh\n"
        );
        Assert.Matches(
            JsonWebKey(),
            """{"kty":"EC","crv":"P-256","d":"c2FmZSBub3QgYSBrZXkgYXQgYWxsIGJ1dCBhIHRleHQ"}"""
        );
        Assert.Matches(KeyRing(), "<key id=\"x\"><descriptor><master" + "Key p4:requiresEncryption=\"true\">");
    }

    /// <summary>Finds passwords. Tests use many made-up ones: there only addresses are checked.</summary>
    private static IEnumerable<string> Passwords(string file, string text)
    {
        // In the console's texts and forms the word "password" occurs beside its translation.
        var isTest =
            file.StartsWith("tests/", StringComparison.Ordinal)
            || file.StartsWith("gateway/console/", StringComparison.Ordinal);
        return AddressWithPassword()
            .Matches(text)
            .Concat(Quoted().Matches(text).Concat(InConnection().Matches(text)).Where(_ => !isTest))
            .Select(m => m.Groups["value"].Value)
            .Where(value => !Known.Contains(value) && !Placeholder().IsMatch(value))
            .Distinct();
    }

    /// <summary>The texts of a file or of an archive's files, each with its name.</summary>
    private static IEnumerable<(string Name, string Text)> Contents(string file)
    {
        var path = Path.Combine(Repository.Root, file);
        if (!File.Exists(path))
            yield break;
        if (file.EndsWith(".tar.gz", StringComparison.Ordinal))
        {
            using var tar = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            while (tar.GetNextEntry() is { } entry)
                yield return ($"{file}!{entry.Name}", entry.DataStream is null ? "" : Text(entry.DataStream));
        }
        else if (Path.GetExtension(file) is ".zip" or ".xlsx")
        {
            using var zip = ReadZip(path);
            foreach (var entry in zip?.Entries ?? Enumerable.Empty<ZipArchiveEntry>())
                if (entry.Length < 4_000_000)
                    yield return ($"{file}!{entry.FullName}", Text(entry.Open()));
        }
        else
        {
            yield return (file, Text(File.OpenRead(path)));
        }
    }

    /// <summary>
    /// Opens an archive; null where a file only looks like one: the tests' cases include damaged ones.
    /// </summary>
    private static ZipArchive? ReadZip(string path)
    {
        try
        {
            return ZipFile.OpenRead(path);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static string Text(Stream stream)
    {
        using (stream)
        {
            using var bytes = new MemoryStream();
            try
            {
                stream.CopyTo(bytes);
            }
            catch (InvalidDataException)
            {
                // The readable part of a damaged case is checked.
            }

            return Encoding.Latin1.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
    }

    private static string[] FindTracked()
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", ["-C", Repository.Root, "-c", "core.quotepath=off", "ls-files", "-z"])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var files = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        // Without git, as in sources delivered without their history, every file below the root is checked.
        return [.. (git.ExitCode == 0 ? files : Repository.Files("*", ".")).Where(f => f != Own)];
    }

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}", RegexOptions.None, 5000)]
    private static partial Regex PrivateKey();

    [GeneratedRegex("""["']d["']\s*:\s*["'][A-Za-z0-9_-]{40,}["']""", RegexOptions.None, 5000)]
    private static partial Regex JsonWebKey();

    [GeneratedRegex("<(masterKey|encryptedSecret|encryptedKey)[ >]", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex KeyRing();

    [GeneratedRegex(
        @"\b[a-z][a-z0-9+.-]*://[^\s/:@""'<>]+:(?<value>[^\s@/""'<>]+)@",
        RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex AddressWithPassword();

    [GeneratedRegex(
        """(password|passwort|pwd|secret)["']?\s*[:=]\s*["'](?<value>[^"'\s]{3,})["']""",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        5000
    )]
    private static partial Regex Quoted();

    [GeneratedRegex(
        """\b(password|pwd)=(?<value>[^\s;,"'`&)]{3,})""",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        5000
    )]
    private static partial Regex InConnection();

    /// <summary>
    /// A placeholder: <c>…</c>, <c>$broker</c>, <c>{password}</c>, <c>%s</c>, <c>&lt;password&gt;</c>.
    /// </summary>
    [GeneratedRegex("""^([$%{<\\]|\.\.\.|…|â)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Placeholder();
}
