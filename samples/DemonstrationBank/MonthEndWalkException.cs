using System.Net;

namespace CardTeam.DemonstrationBank;

/// <summary>A step of the walk did not succeed. The message names the step and the suite's answer.</summary>
public sealed class MonthEndWalkException : Exception
{
    internal MonthEndWalkException(
        string step,
        string code,
        string detail,
        HttpStatusCode? status = null,
        Exception? inner = null
    )
        : base($"{step}: {code}{(detail.Length > 0 ? $" ({detail})" : "")}", inner)
    {
        Step = step;
        Code = code;
        Detail = detail;
        Status = status;
    }

    /// <summary>The name of the step, such as <c>close 2026-04</c>.</summary>
    public string Step { get; }

    /// <summary>The problem's stable code, or the bare HTTP status where the answer was no problem document.</summary>
    public string Code { get; }

    /// <summary>The problem's detail; may be empty.</summary>
    public string Detail { get; }

    /// <summary>The status of the answer; null when there was none.</summary>
    public HttpStatusCode? Status { get; }
}
