using CardTeam.Feedback;
using CardTeam.Incentive;
using CardTeam.Performance;
using CardTeam.Platform.Imports;
using CardTeam.Testing;
using CardTeam.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Contracts.Tests;

/// <summary>The columns of banks' files. Columns may be added; none may be renamed or become required.</summary>
public sealed class ImportColumnTests
{
    /// <summary>The columns; a star marks a required one.</summary>
    private const string Columns = """
        performance/card-facts   fact_ref* manager_no* kind* card_ref* occurred_on* customer_ref product amount new_customer void
        performance/customer-handovers customer_ref* manager_no* from* reason
        performance/customers    customer_ref* manager_no* segment* since* birthday_month consent care_due active_on
        performance/indicators   manager_no* period* kpi* value*
        performance/managers     manager_no* name* org* hired_on* in_post_since employment level step area supervisor_no mentor_no left_on education effective_on
        performance/org-units    code* name* parent kind
        performance/targets      manager_no org period* kpi* target*
        training/attendance      manager_no* session_code* day* present
        training/certificates    manager_no* certificate* valid_from* valid_to number
        training/enrolment-lists manager_no* session_code* action
        training/enrolments      manager_no* session_code* action
        training/exam-results    manager_no* exam_code* form* score* taken_on* attempt
        training/questions       code* part kind* topic* difficulty* points stem* stem_en* choices choices_en key tolerance explanation explanation_en
        feedback/complaints      complaint_ref* manager_no* received_on* channel* category* severity outcome resolved_on
        feedback/satisfaction    manager_no* answered_on* score* customer_ref answer_ref
        incentive/adjustments    manager_no* period* amount* reason*
        """;

    private static readonly (
        string Name,
        Func<string[], Action<WebApplicationBuilder>?, WebApplication> Build
    )[] Services =
    [
        ("performance", PerformanceService.Build),
        ("training", TrainingService.Build),
        ("feedback", FeedbackService.Build),
        ("incentive", IncentiveService.Build),
    ];

    [Fact]
    public async Task Are_these()
    {
        var found = new List<string>();
        foreach (var (name, build) in Services)
        {
            await using var service = await ServiceUnderTest.StartAsync(build);
            await using var scope = service.App.Services.CreateAsyncScope();
            found.AddRange(
                scope
                    .ServiceProvider.GetServices<ImportKind>()
                    .OrderBy(k => k.Name, StringComparer.Ordinal)
                    .Select(k =>
                        $"{name}/{k.Name}".PadRight(24)
                        + " "
                        + string.Join(' ', k.Columns.Select(c => c.Name + (c.Required ? "*" : "")))
                    )
            );
        }

        Assert.Equal(Columns.ReplaceLineEndings("\n").Split('\n'), found);
    }
}
