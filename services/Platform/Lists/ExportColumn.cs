using CardTeam.ServiceDefaults;
using Microsoft.AspNetCore.Http;

namespace CardTeam.Platform.Lists;

/// <summary>A column of a list's export.</summary>
/// <param name="Name">The field's name, used as heading when the caller names no language.</param>
/// <param name="Title">The heading in the caller's language.</param>
public sealed record ExportColumn<TAnswer>(string Name, Text Title, Func<TAnswer, object?> Value)
{
    /// <summary>True for a ratio, which a workbook shows as a percentage: 0.8888 as 88.88%.</summary>
    public bool IsRatio { get; init; }

    /// <summary>False for amounts whose sum is meaningless, such as those of a fact and of its corrections.</summary>
    public bool IsSummed { get; init; } = true;

    public ExportHeading Heading(HttpContext http, bool isForPeople) =>
        new(isForPeople ? Title.For(http) : Name) { IsRatio = IsRatio, IsSummed = IsSummed };
}

/// <summary>The heading of a column in one answer.</summary>
/// <param name="Title">Text of the first row.</param>
public sealed record ExportHeading(string Title)
{
    /// <inheritdoc cref="ExportColumn{TAnswer}.IsRatio"/>
    public bool IsRatio { get; init; }

    /// <inheritdoc cref="ExportColumn{TAnswer}.IsSummed"/>
    public bool IsSummed { get; init; } = true;
}
