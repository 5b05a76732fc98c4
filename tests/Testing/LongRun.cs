using System.Globalization;

namespace CardTeam.Testing;

/// <summary>The length of a test run, for tests that go less deep in a short one.</summary>
public static class LongRun
{
    /// <summary>True in <c>tests/run --all</c>, which CI runs.</summary>
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("CARDTEAM_TEST_LONG") is not null;

    /// <summary>
    /// The number of random histories of a property test. <c>CARDTEAM_TEST_HISTORIES</c> overrides it: some thousands
    /// after a change of the calculation, for which a build has no time.
    /// </summary>
    public static int Histories(int inShortRun, int inLongRun) =>
        Environment.GetEnvironmentVariable("CARDTEAM_TEST_HISTORIES") is { Length: > 0 } number
            ? int.Parse(number, CultureInfo.InvariantCulture)
        : IsAsked ? inLongRun
        : inShortRun;
}
