using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Contracts.Feedback;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Feedback.Tests.Complaints;

/// <summary>The trees of categories and causes, and the training that a decided complaint asks for.</summary>
public sealed class TopicsTests : IAsyncLifetime
{
    private ServiceUnderTest _service = null!;
    private HttpClient _desk = null!;

    public async Task InitializeAsync()
    {
        _service = await ServiceUnderTest.StartAsync(FeedbackService.Build);
        await _service.DeliverAsync(BankEvents.Units(("HQ", null), ("B1", "HQ")));
        await _service.DeliverAsync(BankEvents.Managers(("M1", "B1")));
        _desk = _service.As(Roles.ComplaintDesk, id: "desk");
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_topic_is_added_renamed_and_taken_out_of_use()
    {
        Assert.Equal(204, await PutAsync("cause", "sales.gift", "礼品误导", isActive: true));
        Assert.Equal(204, await PutAsync("cause", "other", "其他原因", isActive: false));
        var causes = await TreeAsync("cause");
        Assert.Contains(causes, t => t.Text("code") == "sales.gift" && t.Text("group") == "sales");
        Assert.Contains(causes, t => t.Text("code") == "other" && t.Text("nameZh") == "其他原因");
        Assert.Contains(await TreeAsync("category"), t => t.Text("code") == "fees.annual");

        Assert.Equal(404, await PutAsync("cause", "unknown.one", "x", isActive: true));
        Assert.Equal(404, await PutAsync("subject", "x", "x", isActive: true));
        Assert.Equal(400, await PutAsync("cause", "Sales_1", "x", isActive: true));
        Assert.Equal(400, await PutAsync("cause", "sales.a.b", "x", isActive: true));
        Assert.Equal(
            403,
            (int)
                (
                    await _service
                        .As(Roles.ComplaintDesk, org: "B1")
                        .PutAsJsonAsync(
                            "/complaint-topics/cause/b",
                            new
                            {
                                nameZh = "x",
                                nameEn = "x",
                                isActive = true,
                            }
                        )
                ).StatusCode
        );
    }

    [Fact]
    public async Task A_cause_is_one_in_use_and_an_upheld_complaint_may_ask_for_training_once()
    {
        var reference = await DecidedAsync("upheld");
        await PutAsync("cause", "service.delay", "办理拖延", isActive: false);
        Assert.Equal(400, await MeasureAsync(reference, "service.delay", null));
        Assert.Equal(400, await MeasureAsync(reference, "sales", null)); // a group
        Assert.Equal(200, await MeasureAsync(reference, "sales.misleading", null));
        Assert.Empty(await _service.AnnouncedAsync<TrainingNeeded>());
        Assert.Equal(200, await MeasureAsync(reference, "sales.misleading", "分期费率说明"));
        Assert.Equal(200, await MeasureAsync(reference, "sales.misleading", "分期费率说明"));
        var need = Assert.Single(await _service.AnnouncedAsync<TrainingNeeded>());
        Assert.Equal(
            ("complaint", reference, "M1", "分期费率说明"),
            (need.Source, need.SourceRef, need.ManagerNo, need.Topic)
        );
    }

    [Fact]
    public async Task A_rejected_complaint_asks_for_no_training()
    {
        var reference = await DecidedAsync("rejected");
        Assert.Equal(200, await MeasureAsync(reference, "customer.misunderstanding", "任何主题"));
        Assert.Empty(await _service.AnnouncedAsync<TrainingNeeded>());
    }

    private async Task<List<JsonElement>> TreeAsync(string tree) =>
        [
            .. (await _desk.GetFromJsonAsync<JsonElement>($"/complaint-topics?tree={tree}"))
                .GetProperty("topics")
                .EnumerateArray(),
        ];

    private async Task<int> PutAsync(string tree, string code, string name, bool isActive) =>
        (int)
            (
                await _desk.PutAsJsonAsync(
                    $"/complaint-topics/{tree}/{code}",
                    new
                    {
                        nameZh = name,
                        nameEn = "a name",
                        isActive,
                    }
                )
            ).StatusCode;

    private async Task<int> MeasureAsync(string reference, string cause, string? trainingTopic) =>
        (int)
            (
                await _desk.PostAsJsonAsync($"/complaint-cases/{reference}/measure", new { cause, trainingTopic })
            ).StatusCode;

    private async Task<string> DecidedAsync(string outcome)
    {
        var received = await _desk.PostAsJsonAsync(
            "/complaints",
            new
            {
                managerNo = "M1",
                receivedOn = "2026-06-01",
                channel = "phone",
                category = "sales.misleading",
                severity = "major",
                text = "The rate was not said.",
            }
        );
        var reference = (await received.Content.ReadFromJsonAsync<JsonElement>()).Text("complaintRef")!;
        foreach (
            var (step, body) in new (string, object)[]
            {
                ("accept", new { }),
                ("assign", new { }),
                ("decide", new { outcome, reasons = "the recording was heard" }),
            }
        )
            Assert.True(
                (await _desk.PostAsJsonAsync($"/complaint-cases/{reference}/{step}", body)).IsSuccessStatusCode
            );
        return reference;
    }
}
