using NJsonSchema;

namespace CardTeam.Incentive.Tests.Payroll;

/// <summary>What payroll teams are given to read, as it lies in <c>docs/</c>.</summary>
internal static class PayrollDocuments
{
    public static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", name));

    /// <summary>Faults of a message by a schema, each with what it is about. What the schema does not describe is a fault here; readers pass it over.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(string schema, string message)
    {
        var read = await JsonSchema.FromJsonAsync(Read(schema));
        read.AllowAdditionalProperties = false;
        return read.Validate(message).Select(e => e.ToString().ReplaceLineEndings(" ")).ToList();
    }
}
