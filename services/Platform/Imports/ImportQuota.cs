using CardTeam.Platform.Data;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace CardTeam.Platform.Imports;

/// <summary>Limits how many files of one person may wait or run.</summary>
internal sealed class ImportQuota(IConfiguration configuration)
{
    private readonly int _most = SuiteSettings.ImportsWaiting.Of(configuration);

    /// <exception cref="RuleBrokenException">429: the person has as many imports waiting as allowed.</exception>
    public async Task CheckAsync(HttpContext http, string person, ServiceDbContext db, CancellationToken ct)
    {
        var waiting = await db.Imports.CountAsync(
            i => i.CreatedBy == person && (i.Status == ImportStatus.Queued || i.Status == ImportStatus.Running),
            ct
        );
        if (waiting < _most)
            return;
        // Set when the answer starts: headers set earlier are cleared when an exception becomes an answer.
        http.Response.OnStarting(() =>
        {
            http.Response.Headers.RetryAfter = "10";
            return Task.CompletedTask;
        });
        throw new RuleBrokenException(
            "import.too-many-waiting",
            new(
                Invariant($"您已有 {waiting} 个文件在等待导入，请稍后再传。"),
                Invariant($"{waiting} of your files wait already; send the next one when they are through.")
            ),
            status: 429
        );
    }
}
