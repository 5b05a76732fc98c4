using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace CardTeam.ServiceDefaults.Description;

/// <summary>The description of a route in the API pages.</summary>
/// <param name="Summary">A sentence that begins with a verb.</param>
/// <param name="Problems">The route's own problems, each as status and code: <c>409 period.gaps</c>.</param>
public sealed record RouteDescription(string Summary, IReadOnlyList<string> Problems);

/// <summary>An example of a request body that the schema alone does not show.</summary>
public sealed record RequestExample(string Json);

/// <summary>Marks a route whose body is the file itself.</summary>
public interface ITakesFile;

/// <summary>A type that our JSON writes as a text.</summary>
/// <param name="Example">An example, also of fields of unknown names.</param>
public sealed record TextFormat(string Pattern, string Example);

/// <summary>
/// Describes every route in the OpenAPI document: its summary, an example of request and answer, and its problem codes.
/// </summary>
public sealed class ApiDescription
{
    private const string ProblemType = "application/problem+json";
    private const string ProblemSchema = "Problem";
    private const string RatioPattern = @"^-?\d+(\.\d+)?$";

    /// <summary>
    /// The greatest depth of an example: enough for every answer, and an end for a schema that contains itself.
    /// </summary>
    private const int MaxDepth = 6;

    /// <summary>Example values by field name, so that an example looks like a bank's own data.</summary>
    private static readonly Dictionary<string, string> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["managerNo"] = "M0001",
        ["name"] = "李兰",
        ["org"] = "B0101",
        ["parent"] = "B01",
        ["code"] = "CARD-2026",
        ["planCode"] = "CARD-2026",
        ["level"] = "senior",
        ["step"] = "3",
        ["area"] = "urban",
        ["employment"] = "permanent",
        ["supervisorNo"] = "M0002",
        ["mentorNo"] = "M0003",
        ["period"] = "2026-06",
        ["month"] = "2026-06",
        ["effectiveFrom"] = "2026-07",
        ["kpi"] = "activated",
        ["value"] = "42",
        ["target"] = "40",
        ["weight"] = "0.25",
        ["attainment"] = "1.05",
        ["score"] = "0.2625",
        ["total"] = "0.9875",
        ["amount"] = "1234.50",
        ["payable"] = "1234.50",
        ["deferred"] = "823.00",
        ["carried"] = "0.00",
        ["currency"] = "CNY",
        ["status"] = "completed",
        ["kind"] = "targets",
        ["certificate"] = "CARD-SALES",
        ["category"] = "fees",
        ["channel"] = "phone",
        ["severity"] = "minor",
        ["outcome"] = "upheld",
        ["reason"] = "The account was closed.",
        ["said"] = "Instalments are behind the plan.",
        ["agreed"] = "Two visits a week.",
        ["recordedBy"] = "head",
        ["createdBy"] = "analyst",
        ["approvedBy"] = "approver",
        ["decidedBy"] = "approver",
        ["closedBy"] = "hr",
        ["actor"] = "hr",
        ["next"] = "TTAwNTA=",
        ["mode"] = "rows",
        ["format"] = "xlsx",
        ["complaintRef"] = "TS-2606-01",
        ["factRef"] = "F-000001",
        ["cardRef"] = "C-000001",
        ["customerRef"] = "K-000001",
        ["service"] = "training",
        ["what"] = "no-target",
        ["subject"] = "M0001 activated",
        ["user"] = "li.lan",
        ["password"] = "secret",
        ["newPassword"] = "not-a-secret",
        ["roles"] = "branch-head",
        ["role"] = "branch-head",
        ["zh"] = "示例",
        ["en"] = "Example",
    };

    private static readonly Dictionary<int, string[]> General = new()
    {
        [400] = ["request.invalid"],
        [401] = ["auth.required"],
        [403] = ["auth.forbidden"],
        [429] = ["request.too-many"],
        [500] = ["server.error"],
    };

    private readonly IReadOnlyDictionary<Type, TextFormat> _texts;

    private ApiDescription(IReadOnlyDictionary<Type, TextFormat> texts) => _texts = texts;

    /// <summary>Describes a process in the document <c>v1</c>.</summary>
    /// <param name="name">The process: <c>performance</c>.</param>
    /// <param name="path">The path in front of every address: <c>/performance</c>.</param>
    /// <param name="texts">The types that JSON writes as a text, other than dates, times and ratios.</param>
    /// <param name="first">Further descriptions, made before these; null for none.</param>
    public static void Add(
        IServiceCollection services,
        string name,
        string path,
        IReadOnlyDictionary<Type, TextFormat> texts,
        Action<OpenApiOptions>? first = null
    ) =>
        services.AddOpenApi(
            "v1",
            openApi =>
            {
                var description = new ApiDescription(texts);
                openApi.CreateSchemaReferenceId = SchemaId;
                first?.Invoke(openApi);
                openApi
                    .AddSchemaTransformer(description.DescribeSchemaAsync)
                    .AddOperationTransformer(description.DescribeOperationAsync)
                    .AddDocumentTransformer(description.DescribeDocumentAsync)
                    .AddDocumentTransformer(
                        (document, _, _) =>
                        {
                            (document.Info.Title, document.Info.Version) = ($"CardTeam {name}", Release.Full);
                            document.Servers = [new() { Url = path }];
                            (document.Components ??= new()).SecuritySchemes = new Dictionary<
                                string,
                                IOpenApiSecurityScheme
                            >(StringComparer.Ordinal)
                            {
                                ["token"] = new OpenApiSecurityScheme
                                {
                                    Type = SecuritySchemeType.Http,
                                    Scheme = "bearer",
                                    BearerFormat = "JWT",
                                    Description = "access_token of POST /auth/token",
                                },
                            };
                            document.Security =
                            [
                                new() { [new OpenApiSecuritySchemeReference("token", document)] = [] },
                            ];
                            return Task.CompletedTask;
                        }
                    );
            }
        );

    /// <summary>
    /// Gives each use case's records an id of their own, so that nested <c>Answer</c> and <c>Request</c> records do not
    /// share one schema.
    /// </summary>
    private static string? SchemaId(JsonTypeInfo type) =>
        OpenApiOptions.CreateDefaultSchemaReferenceId(type) is null ? null : NameOf(type.Type);

    private static string NameOf(Type type)
    {
        if (type.IsGenericType)
            return type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]
                + "Of"
                + string.Concat(type.GetGenericArguments().Select(NameOf));
        if (type.DeclaringType is not { } useCase)
            return type.Name;
        // An answer's item is named after the thing listed: ManagerRoutes.Summary is a ManagerSummary.
        var owner = useCase.Name.EndsWith("Routes", StringComparison.Ordinal) ? useCase.Name[..^6] : useCase.Name;
        return type.Name.StartsWith(owner, StringComparison.Ordinal) ? type.Name : owner + type.Name;
    }

    /// <summary>Writes a route's summary, its problems, and the true body of an import.</summary>
    private Task DescribeOperationAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken ct
    )
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var described = metadata.OfType<RouteDescription>().LastOrDefault();
        var isExport = context.Description.RelativePath?.EndsWith(".{format}", StringComparison.Ordinal) == true;
        operation.Summary = described?.Summary + (isExport ? " As a file of all rows, csv or xlsx." : "");
        var hasBody = operation.RequestBody is not null;
        var byStatus = General.ToDictionary(pair => pair.Key, pair => pair.Value.ToList());
        foreach (var problem in described?.Problems ?? [])
        {
            var status = int.Parse(problem.AsSpan(0, 3), CultureInfo.InvariantCulture);
            (byStatus.TryGetValue(status, out var codes) ? codes : byStatus[status] = []).Add(problem[4..]);
        }
        if (operation.Parameters?.Any(p => p.In == ParameterLocation.Path && p.Name != "format") == true)
            byStatus.TryAdd(404, ["request.not-found"]);
        if (hasBody)
        {
            byStatus.TryAdd(413, ["request.too-large"]);
            byStatus.TryAdd(415, ["request.media-type"]);
        }

        // A query is named as every address writes it, also where a record of several parameters names it.
        foreach (var query in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            if (query is { In: ParameterLocation.Query, Name: { } its })
                query.Name = JsonNamingPolicy.CamelCase.ConvertName(its);

        operation.Responses ??= [];
        foreach (var (status, codes) in byStatus.OrderBy(pair => pair.Key))
        {
            var code = status.ToString(CultureInfo.InvariantCulture);
            operation.Responses[code] = new OpenApiResponse
            {
                Description = string.Join(", ", codes.Distinct(StringComparer.Ordinal)),
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    [ProblemType] = new()
                    {
                        Schema = new OpenApiSchemaReference(ProblemSchema, context.Document),
                        Example = new JsonObject
                        {
                            ["status"] = status,
                            ["code"] = codes[^1],
                            ["title"] = "…",
                            ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
                        },
                    },
                },
            };
        }

        if (metadata.OfType<ITakesFile>().Any())
            operation.RequestBody = FileBody();
        if (metadata.OfType<RequestExample>().LastOrDefault() is { } example)
            foreach (
                var (_, content) in operation.RequestBody?.Content
                    ?? new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            )
                content.Example = JsonNode.Parse(example.Json);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Describes our own JSON formats: ratios, instants and the texts of this process are texts, a whole number is a
    /// number.
    /// </summary>
    private Task DescribeSchemaAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken ct
    )
    {
        var given = context.JsonTypeInfo.Type;
        var type = Nullable.GetUnderlyingType(given) ?? given;
        var isNullable = type != given || schema.Type?.HasFlag(JsonSchemaType.Null) == true;
        (JsonSchemaType Kind, string? Format, string? Pattern)? own = type.IsEnum
            ? (JsonSchemaType.String, null, null)
            : Type.GetTypeCode(type) switch
            {
                TypeCode.Decimal => (JsonSchemaType.String, null, RatioPattern),
                TypeCode.Int32 or TypeCode.Int64 or TypeCode.Int16 => (JsonSchemaType.Integer, schema.Format, null),
                _ when _texts.TryGetValue(type, out var text) => (JsonSchemaType.String, null, text.Pattern),
                _ when type == typeof(DateTimeOffset) => (JsonSchemaType.String, "date-time", null),
                _ => null,
            };
        if (own is not { } mine)
            return Task.CompletedTask;
        schema.Type = isNullable ? mine.Kind | JsonSchemaType.Null : mine.Kind;
        schema.Format = mine.Format;
        schema.Pattern = mine.Pattern;
        return Task.CompletedTask;
    }

    /// <summary>Adds the problem's schema, and an example wherever JSON is accepted or returned.</summary>
    private Task DescribeDocumentAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken ct
    )
    {
        document.Components ??= new();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        document.Components.Schemas[ProblemSchema] = ProblemDetails();
        foreach (
            var operation in document.Paths.Values.SelectMany(path => path.Operations ?? []).Select(one => one.Value)
        )
        {
            var bodies =
                operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal);
            var answers = (operation.Responses ?? []).SelectMany(r =>
                r.Value.Content ?? new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            );
            foreach (var (_, content) in bodies.Concat(answers))
                if (content.Example is null && content.Schema is { Format: not "binary" } schema)
                    content.Example = Example(schema, "", 0);
        }

        return Task.CompletedTask;
    }

    private static OpenApiRequestBody FileBody()
    {
        const string Csv = "text/csv";
        return new()
        {
            Required = true,
            Description = "The file itself: csv as text, or a workbook. The header names the columns.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [Csv] = new()
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    Example = "manager_no,period,kpi,target\nM0001,2026-06,activated,40\n",
                },
                ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = new()
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                },
            },
        };
    }

    private static OpenApiSchema ProblemDetails() =>
        new()
        {
            Type = JsonSchemaType.Object,
            Description = "A problem (RFC 9457) with a stable code and a sentence in the caller's language.",
            Required = new HashSet<string>(StringComparer.Ordinal) { "status", "code", "traceId" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                ["code"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "By field, what is wrong with its shape.",
                    AdditionalProperties = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Array,
                        Items = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                },
                ["details"] = new OpenApiSchema { Description = "The faults or gaps, by code." },
            },
        };

    private JsonNode? Example(IOpenApiSchema given, string name, int depth)
    {
        var schema = given is OpenApiSchemaReference { Target: { } target } ? target : given;
        if (depth > MaxDepth)
            return null;
        if (schema.Enum is { Count: > 0 } choices)
            return choices[0].DeepClone();
        if ((schema.OneOf ?? schema.AnyOf)?.LastOrDefault(one => one.Type != JsonSchemaType.Null) is { } one)
            return Example(one, name, depth);
        var type = schema.Type & ~JsonSchemaType.Null;
        if (type is { } number && number.HasFlag(JsonSchemaType.Integer))
            return JsonValue.Create(1);
        return type switch
        {
            JsonSchemaType.Boolean => JsonValue.Create(false),
            JsonSchemaType.Number => JsonValue.Create(1),
            JsonSchemaType.Array => new JsonArray(Example(schema.Items ?? new OpenApiSchema(), name, depth + 1)),
            JsonSchemaType.String => JsonValue.Create(TextOf(schema, name)),
            _ when schema.Properties is { Count: > 0 } properties => new JsonObject(
                properties.Select(p => KeyValuePair.Create(p.Key, Example(p.Value, p.Key, depth + 1)))
            ),
            _ when schema.AdditionalProperties is { } values => new JsonObject
            {
                ["targets"] = Example(values, name, depth + 1),
            },
            // The content can be anything: a message as received, or a document of its own.
            _ => new JsonObject { ["period"] = "2026-06" },
        };
    }

    private string TextOf(IOpenApiSchema schema, string name) =>
        schema.Format switch
        {
            "date" => "2026-06-30",
            "date-time" => "2026-07-02T09:30:00+08:00",
            "uuid" => "01980000-0000-7000-8000-000000000001",
            _ when schema.Pattern == RatioPattern => ByName.GetValueOrDefault(name, "0.25"),
            _ when _texts.Values.FirstOrDefault(t => t.Pattern == schema.Pattern) is { } text => text.Example,
            _ => ByName.GetValueOrDefault(name, "text"),
        };
}

/// <summary>Describes a route where it is mapped.</summary>
public static class RouteDescriptions
{
    /// <summary>Describes in the API pages the effect of the route and its own problems.</summary>
    /// <param name="problems">Status and code of each: <c>409 period.gaps</c>.</param>
    public static TBuilder Describe<TBuilder>(this TBuilder route, string summary, params string[] problems)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RouteDescription(summary, problems));

    /// <summary>Gives the API pages a request body that the schema alone does not show.</summary>
    public static TBuilder RequestExample<TBuilder>(this TBuilder route, string json)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RequestExample(json));
}
