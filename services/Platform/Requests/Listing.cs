using System.Linq.Expressions;
using System.Reflection;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.OpenApi;

namespace CardTeam.Platform.Requests;

/// <summary>
/// The answer of a list's route: a page of it, or every row as a file where the address ends with <c>.csv</c> or
/// <c>.xlsx</c>.
/// </summary>
/// <param name="rows">All rows that the caller may see and the filters leave.</param>
/// <param name="answer">Turns a row into its answer.</param>
/// <exception cref="RuleBrokenException">400: an invalid limit, cursor or sort.</exception>
public sealed class Listing<T, TAnswer>(
    IQueryable<T> rows,
    ListQuery asked,
    ListOrder<T> order,
    Expression<Func<T, TAnswer>> answer,
    IReadOnlyList<ExportColumn<TAnswer>> columns
) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var chosen = order.Choose(asked.Sort);
        return httpContext.Request.RouteValues.ContainsKey(ListRoutes.Format)
            ? ExportAsync(httpContext, chosen)
            : ShowAsync(httpContext, chosen);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(
            ListRoutes.IsExport(builder)
                ? new ProducesResponseTypeMetadata(
                    StatusCodes.Status200OK,
                    typeof(Stream),
                    [SheetFile.CsvType, SheetFile.WorkbookType]
                )
                : new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Page<TAnswer>), ["application/json"])
        );
    }

    private async Task ShowAsync(HttpContext http, ListOrder<T>.Chosen chosen)
    {
        var page = await chosen
            .Placed(chosen.Sorted(chosen.After(rows, asked.Page)), answer)
            .ToPageAsync(asked.Page, chosen.KeyOf, http.RequestAborted);
        var total = await rows.TotalAsync(asked.Total, http.RequestAborted);
        await TypedResults
            .Ok(new Page<TAnswer>([.. page.Items.Select(i => i.Item)], page.Next, total))
            .ExecuteAsync(http);
    }

    private Task ExportAsync(HttpContext http, ListOrder<T>.Chosen chosen) =>
        SheetFile.WriteAsync(
            http,
            Path.GetFileName(http.Request.Path.Value!),
            [.. columns.Select(c => c.Heading(http, SheetFile.IsForPeople(http)))],
            chosen
                .Sorted(rows)
                .Select(answer)
                .AsAsyncEnumerable()
                .Select(row => (IReadOnlyList<object?>)[.. columns.Select(c => c.Value(row))]),
            http.RequestAborted
        );
}

/// <summary>Maps a list and its export.</summary>
public static class ListRoutes
{
    internal const string Format = "format";
    private const string Ending = $".{{{Format}}}";

    /// <summary>
    /// Maps one handler under two addresses, so that filters, sort, policy and part of the bank cannot differ.
    /// </summary>
    /// <param name="list">The handler; it returns a <see cref="Listing{T,TAnswer}"/>.</param>
    public static RouteGroupBuilder MapList(this IEndpointRouteBuilder app, string path, Delegate list)
    {
        var both = app.MapGroup("");
        both.MapGet(path, list);
        both.MapGet(path + Ending, list);
        return both;
    }

    internal static bool IsExport(EndpointBuilder builder) =>
        builder is RouteEndpointBuilder route && route.RoutePattern.RawText!.EndsWith(Ending, StringComparison.Ordinal);

    /// <summary>Describes an export: it has no pages, and the file ending is part of its address.</summary>
    internal static Task DescribeAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken ct
    )
    {
        if (context.Description.RelativePath?.EndsWith(Ending, StringComparison.Ordinal) != true)
            return Task.CompletedTask;
        operation.Parameters =
        [
            .. operation.Parameters?.Where(p => p.Name?.ToLowerInvariant() is not ("limit" or "after" or "total"))
                ?? [],
            new OpenApiParameter
            {
                Name = Format,
                In = ParameterLocation.Path,
                Required = true,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["csv", "xlsx"] },
            },
        ];
        return Task.CompletedTask;
    }
}
