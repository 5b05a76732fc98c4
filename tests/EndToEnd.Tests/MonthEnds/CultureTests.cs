using System.Globalization;

namespace CardTeam.EndToEnd.Tests.MonthEnds;

/// <summary>
/// Month ends in the languages that have misled programs: Turkish writes the capital of i with a dot and a decimal
/// comma, Chinese sorts by sound, Arabic and Thai count the years otherwise.
/// </summary>
[Collection(Alone)]
[CollectionDefinition(Alone, DisableParallelization = true)]
[Trait("Run", "long")]
public sealed class CultureTests
{
    private const string Alone = "the language of the whole process";

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("tr-TR")]
    [InlineData("th-TH")]
    public async Task A_month_end_gives_the_same_hashes_under_the_language_of_any_machine(string language)
    {
        var bank = new RandomBank(7, months: 2);
        var expected = await InProcessBank.ResultAsync(bank);
        Assert.NotEmpty(expected);
        var culture = CultureInfo.GetCultureInfo(language);
        Assert.NotEqual("2026-06-30 i 0.5", string.Create(culture, $"{new DateOnly(2026, 6, 30)} i {0.5m}"));
        // Of every thread: the suite runs in this process, and no other test beside it.
        CultureInfo.DefaultThreadCurrentCulture = culture;
        try
        {
            Assert.Equal(language, CultureInfo.CurrentCulture.Name);
            Assert.Equal(expected, await InProcessBank.ResultAsync(Step.Of(bank)));
        }
        finally
        {
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        }
    }
}
