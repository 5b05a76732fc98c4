using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CardTeam.ServiceDefaults.Errors;

/// <summary>
/// Answers every error with RFC 9457 problem details: a stable <c>code</c>, a <c>traceId</c> and a sentence in the
/// caller's language.
/// </summary>
public static class Problems
{
    private const int LongestMember = 200;

    private static readonly Dictionary<int, (string Code, Text Text)> ByStatus = new()
    {
        [400] = ("request.invalid", new("请求格式不正确。", "The request is not well formed.")),
        [401] = ("auth.required", new("请先登录。", "Sign in first.")),
        [403] = ("auth.forbidden", new("您的角色不允许此操作。", "Your role does not allow this.")),
        [404] = ("request.not-found", new("没有这个地址。", "There is nothing at this address.")),
        [405] = ("request.method-not-allowed", new("此地址不支持该方法。", "This address does not take that method.")),
        [408] = (
            "request.stood-still",
            new(
                "上传中断：长时间没有收到数据，请重新上传。",
                "The upload was interrupted: no data arrived for too long. Please upload the file again."
            )
        ),
        [413] = ("request.too-large", new("请求内容过大。", "The request body is too large.")),
        [415] = ("request.media-type", new("不支持的内容类型。", "This content type is not taken here.")),
        [429] = ("request.too-many", new("请求过于频繁，请稍后再试。", "Too many requests; try again later.")),
        [500] = (
            "server.error",
            new("系统出错，请凭 traceId 联系管理员。", "Something broke here; quote the traceId to your administrator.")
        ),
        [502] = ("service.unreachable", new("服务暂时不可用。", "The service cannot be reached.")),
        [503] = ("service.unavailable", new("服务暂时不可用。", "The service is not available.")),
        [504] = ("service.timeout", new("服务响应超时。", "The service did not answer in time.")),
    };

    public static IServiceCollection AddProblems(this IServiceCollection services) =>
        services
            .AddExceptionHandler<ProblemHandler>()
            // What cannot be read is an exception that names its place, not a bare status.
            .Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true)
            .AddSingleton<IProblemDetailsWriter, ProblemWriter>()
            .AddProblemDetails();

    /// <summary>Turns exceptions and bare status codes (401, 404, …) into problem details.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) =>
        app.UseExceptionHandler(
                new ExceptionHandlerOptions
                {
                    // A caller's error is answered, not logged as a fault of the suite.
                    SuppressDiagnosticsCallback = context =>
                        context.Exception is RuleBrokenException or BadHttpRequestException,
                }
            )
            .UseStatusCodePages();

    /// <summary>A broken rule as an answer, for a route that keeps something although it refuses.</summary>
    public static ProblemHttpResult Of(RuleBrokenException broken, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(broken);
        return TypedResults.Problem(Rule(http, broken));
    }

    private static ProblemDetails Rule(HttpContext http, RuleBrokenException broken)
    {
        var problem = new ProblemDetails
        {
            Status = broken.Status,
            Title = broken.Text.For(http),
            Detail = broken.Text.For(http),
            Extensions = { ["code"] = broken.Code },
        };
        if (broken.Details is not null)
            problem.Extensions["details"] = broken.Details;
        return problem;
    }

    /// <summary>A request that cannot be read; where a member of its body is at fault, the answer names it.</summary>
    private static ProblemDetails Unreadable(HttpContext http, BadHttpRequestException bad)
    {
        if (
            bad.InnerException is not JsonException { Path: ['$', '.', .. { Length: > 0 and <= LongestMember } member] }
        )
            return new() { Status = bad.StatusCode };
        var wrong = new Text("格式不正确。", "Not well formed.").For(http);
        return new HttpValidationProblemDetails(
            new Dictionary<string, string[]>(StringComparer.Ordinal) { [member] = [wrong] }
        )
        {
            Status = bad.StatusCode,
        };
    }

    private static void Complete(HttpContext http, ProblemDetails problem)
    {
        var known = ByStatus.TryGetValue(problem.Status ?? 500, out var found) ? found : ByStatus[500];
        problem.Extensions.TryAdd("code", known.Code);
        if (string.Equals(problem.Extensions["code"] as string, known.Code, StringComparison.Ordinal))
        {
            problem.Title = known.Text.For(http);
            problem.Detail ??= problem.Title;
        }

        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;
        problem.Type = null;
    }

    /// <summary>
    /// Writes problem details whatever the caller accepts: when a request that accepts only <c>text/csv</c> is refused,
    /// the framework's own writer would answer with plain text or with nothing.
    /// </summary>
    private sealed class ProblemWriter : IProblemDetailsWriter
    {
        public bool CanWrite(ProblemDetailsContext context) => true;

        public ValueTask WriteAsync(ProblemDetailsContext context)
        {
            var (http, problem) = (context.HttpContext, context.ProblemDetails);
            problem.Status ??= http.Response.StatusCode;
            Complete(http, problem);
            // Written by its runtime type: the errors of a validation problem belong to the answer.
            return new(
                http.Response.WriteAsJsonAsync(
                    problem,
                    problem.GetType(),
                    options: null,
                    "application/problem+json",
                    http.RequestAborted
                )
            );
        }
    }

    private sealed class ProblemHandler(IProblemDetailsService problems, ILogger<ProblemHandler> logger)
        : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(
            HttpContext http,
            Exception exception,
            CancellationToken cancellationToken
        )
        {
            var problem = exception switch
            {
                RuleBrokenException broken => Rule(http, broken),
                BadHttpRequestException bad => Unreadable(http, bad),
                OperationCanceledException when http.RequestAborted.IsCancellationRequested => new ProblemDetails
                {
                    Status = 499,
                },
                _ => new ProblemDetails { Status = 500 },
            };
            if (problem.Status == 500)
                logger.LogDebug(exception, "Answered 500");
            http.Response.StatusCode = problem.Status!.Value;
            return await problems.TryWriteAsync(new() { HttpContext = http, ProblemDetails = problem });
        }
    }
}
