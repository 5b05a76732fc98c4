using System.Formats.Tar;
using System.IO.Compression;
using CardTeam.Verify;

namespace CardTeam.EndToEnd.Tests.MonthEnds;

/// <summary>
/// Upgrades the databases of the first complete state, as that program left them: the demonstration bank, April and May
/// 2026 paid, June open. The expected results of June are that program's own.
/// </summary>
public sealed class UpgradeTests
{
    private const string JuneHash = "e57e2bacb2953cdc29cdd4e2a5430af2e3e6bdf34756079adaff803c67eebb61";

    [Fact]
    public async Task The_first_state_is_brought_up_to_date_its_months_stand_and_June_comes_to_what_it_came_to_then()
    {
        var folder = Directory.CreateTempSubdirectory("cardteam-upgrade-").FullName;
        await using (
            var packed = new GZipStream(
                File.OpenRead(Path.Combine(AppContext.BaseDirectory, "data", "upgrade", "0.1.0-embedded.tar.gz")),
                CompressionMode.Decompress
            )
        )
            await TarFile.ExtractToDirectoryAsync(packed, folder, overwriteFiles: false);
        await using var bank = await InProcessBank.OpenAsync(folder);
        var people = bank.People;

        var runs = (await people.ApprovedRunsAsync()).ToDictionary(
            r => r.GetProperty("period").GetString()!,
            r => r.GetProperty("total").GetString()
        );
        Assert.Equal(new() { ["2026-04"] = "68982.12", ["2026-05"] = "67429.93" }, runs);
        Assert.Equal(68982.12m, (await people.StatementsAsync("2026-04")).Values.Sum(s => s.Payable));
        Assert.Equal(140, (await people.PayrollStreamAsync()).Count);
        await people.FindAuditWholeAsync();
        // That program paid a card as often as it was reported: by the rules since then April comes out otherwise. The
        // difference is in the adjustment of June, whose bundle is equal.
        var approved = (await people.ApprovedRunsAsync()).ToDictionary(r => r.GetProperty("period").GetString()!);
        var refusal = await Assert.ThrowsAsync<Refusal>(() => people.VerifyAsync(approved["2026-04"]));
        Assert.Contains("rule activation (earned), amount", refusal.En, StringComparison.Ordinal);
        await people.VerifyAsync(approved["2026-05"]);

        Assert.Equal(JuneHash, await people.MonthEndAsync("2026-06"));
        Assert.Equal(64034.47m, (await people.StatementsAsync("2026-06")).Values.Sum(s => s.Payable));
        // The sheets of that program score months; the quarter is closed beside them, and June stands as it was paid.
        await people.CloseAsync("2026-Q2", acceptGaps: true);
        await people.VerifyAsync(
            (await people.ApprovedRunsAsync()).Single(r => r.GetProperty("period").GetString() == "2026-06")
        );
        await people.FindAuditWholeAsync();
    }
}
