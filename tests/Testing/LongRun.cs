namespace CardTeam.Testing;

/// <summary>The length of a test run, for tests that go less deep in a short one.</summary>
public static class LongRun
{
    /// <summary>True in <c>tests/run --all</c>, which CI runs.</summary>
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("CARDTEAM_TEST_LONG") is not null;
}
