using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.OpenApi;

namespace CardTeam.Platform.Lists;

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
    /// <summary>
    /// Adds to some answers at a time what the database does not select with them; null when there is nothing to add.
    /// It is asked once a page, and once for every 500 rows of an export.
    /// </summary>
    public Func<IReadOnlyList<TAnswer>, Task<IReadOnlyList<TAnswer>>>? CompleteAsync { get; init; }

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
                    [ExportFile.CsvType, ExportFile.WorkbookType]
                )
                : new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Page<TAnswer>), ["application/json"])
        );
    }

    private async Task ShowAsync(HttpContext http, ListOrder<T>.Chosen chosen)
    {
        var page = await PageAsync(chosen, asked.Page, http.RequestAborted);
        var total = await rows.TotalAsync(asked.Total, http.RequestAborted);
        await TypedResults.Ok(page with { Total = total }).ExecuteAsync(http);
    }

    private async Task<Page<TAnswer>> PageAsync(ListOrder<T>.Chosen chosen, PageQuery page, CancellationToken ct)
    {
        var found = await chosen
            .Placed(chosen.Sorted(chosen.After(rows, page)), answer)
            .ToPageAsync(page, chosen.KeyOf, ct);
        IReadOnlyList<TAnswer> items = [.. found.Items.Select(i => i.Item)];
        return new(CompleteAsync is null ? items : await CompleteAsync(items), found.Next);
    }

    private async IAsyncEnumerable<TAnswer> AllAsync(
        ListOrder<T>.Chosen chosen,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        if (CompleteAsync is null)
        {
            await foreach (var row in chosen.Sorted(rows).Select(answer).AsAsyncEnumerable().WithCancellation(ct))
                yield return row;
            yield break;
        }

        // Page after page: a connection that still streams rows can be asked nothing else.
        string? after = null;
        do
        {
            var page = await PageAsync(chosen, new(500, after), ct);
            foreach (var row in page.Items)
                yield return row;
            after = page.Next;
        } while (after is not null);
    }

    private Task ExportAsync(HttpContext http, ListOrder<T>.Chosen chosen) =>
        ExportFile.WriteAsync(
            http,
            Path.GetFileName(http.Request.Path.Value!),
            [.. columns.Select(c => c.Heading(http, ExportFile.IsForPeople(http)))],
            AllAsync(chosen, http.RequestAborted)
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
    /// <param name="map">
    /// Maps the handler, which returns a <see cref="Listing{T,TAnswer}"/>, at an address. The call of <c>MapGet</c> is
    /// the slice's own, because the compiler writes the binding of the handler's parameters where it sees its name.
    /// </param>
    public static RouteGroupBuilder MapList(
        this IEndpointRouteBuilder app,
        string path,
        Func<IEndpointRouteBuilder, string, IEndpointConventionBuilder> map
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        var both = app.MapGroup("");
        map(both, path);
        map(both, path + Ending);
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
