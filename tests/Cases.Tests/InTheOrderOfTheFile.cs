using Xunit.Abstractions;
using Xunit.Sdk;

namespace CardTeam.Cases.Tests;

/// <summary>Runs the cases of one suite by their numbers: later cases depend on the data of earlier ones.</summary>
public sealed class InTheOrderOfTheFile : ITestCaseOrderer
{
    public const string Type = "CardTeam.Cases.Tests.InTheOrderOfTheFile";
    public const string Assembly = "CardTeam.Cases.Tests";

    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase => testCases.OrderBy(c => c.DisplayName, StringComparer.Ordinal);
}
