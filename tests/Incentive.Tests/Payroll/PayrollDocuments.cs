using NJsonSchema;

namespace CardTeam.Incentive.Tests.Payroll;

/// <summary>The documents for payroll teams, as stored in <c>docs/</c>.</summary>
internal static class PayrollDocuments
{
    public static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", name));

    /// <summary>
    /// The violations of a schema by a message. Undescribed fields are violations here, although readers ignore them.
    /// </summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(string schema, string message)
    {
        var read = await JsonSchema.FromJsonAsync(Read(schema));
        read.AllowAdditionalProperties = false;
        return read.Validate(message).Select(e => e.ToString().ReplaceLineEndings(" ")).ToList();
    }
}
