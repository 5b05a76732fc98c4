using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CardTeam.DemonstrationBank;

/// <summary>
/// Complaints that the desk handles: one in each state, one due tomorrow, one late and one on appeal. A complaint is
/// known by its category, and of its steps those are taken that its history does not have. One more came by the public
/// page, and nobody has found out yet whom it is about.
/// </summary>
internal sealed class DeskOfComplaints(BankClient bank, TimeProvider time, Action<string> say)
{
    private const string Desk = "desk",
        SentByPage = "privacy.leak";

    private static readonly Step Accept = new("accepted", "accept", "{}"),
        Take = new("assigned", "assign", "{}"),
        LookInto = new("investigating", "investigate", """{ "text": "已听取通话录音，并联系客户核实。" }"""),
        Ask = new("statement-asked", "ask-statement", "{}"),
        Uphold =
            new(
                "decided",
                "decide",
                """{ "outcome": "upheld", "reasons": "录音显示未说明年费减免的条件。", "consequence": "退还年费，对客户经理提醒谈话。" }"""
            ),
        Reject =
            new(
                "decided",
                "decide",
                """{ "outcome": "rejected", "reasons": "申请表由客户本人签字，录音与签字一致。" }"""
            ),
        Reply = new("replied", "reply", """{ "letter": "尊敬的客户：\n\n您的投诉已办结，处理结果已电话告知。" }"""),
        FindCause =
            new(
                "measure-set",
                "measure",
                """{ "cause": "sales.fees-not-explained", "measure": "面签话术增加年费条件说明。", "owner": "head", "dueOn": "2027-03-31" }"""
            ),
        Close = new("closed", "close", "{}"),
        Appeal = new("appealed", "appeal", """{ "text": "客户认为签字时未看到条款，申请复核。" }""");

    private static readonly Complaint[] Complaints =
    [
        new("账单未收到", "M0003", "phone", "minor", DaysAgo: 0, []),
        new("额度调整未通知", "M0004", "online", "minor", DaysAgo: 2, [Accept]),
        new("办卡时误导分期费率", "M0001", "phone", "major", DaysAgo: 6, [Accept, Take, LookInto, Ask]),
        new("激活礼品未兑现", "M0005", "branch", "minor", DaysAgo: 14, [Accept, Take, LookInto]),
        new("多次推销电话", "M0006", "regulator", "major", DaysAgo: 17, [Accept, Take]),
        new("年费未说明", "M0002", "email", "minor", DaysAgo: 12, [Accept, Take, LookInto, Uphold]),
        new(
            "重复收取年费",
            "M0007",
            "phone",
            "minor",
            DaysAgo: 25,
            [Accept, Take, LookInto, Uphold, Reply, FindCause, Close]
        ),
        new(
            "未经同意办理副卡",
            "M0008",
            "post",
            "severe",
            DaysAgo: 20,
            [Accept, Take, LookInto, Reject, Reply, Appeal]
        ),
    ];

    /// <param name="today">The day the walk is taken on.</param>
    public async Task HandleComplaints(DateOnly today, CancellationToken cancellation)
    {
        const string step = "handle complaints";
        var known = (await bank.Get(step, Desk, "/feedback/complaint-cases?limit=500", cancellation))
            .Items.GroupBy(c => BankClient.Text(c, "category"), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => BankClient.Text(g.First(), "complaintRef"), StringComparer.Ordinal);
        foreach (var one in Complaints)
        {
            if (!known.TryGetValue(one.Category, out var reference))
            {
                var received = await bank.Post(
                    step,
                    Desk,
                    "/feedback/complaints",
                    JsonSerializer.Serialize(
                        new
                        {
                            managerNo = one.ManagerNo,
                            receivedOn = today.AddDays(-one.DaysAgo),
                            channel = one.Channel,
                            category = one.Category,
                            severity = one.Severity,
                            cardRef = $"demo-{one.ManagerNo}",
                            contact = $"客户（{one.ManagerNo}），手机尾号 0000",
                            text = $"客户反映：{one.Category}，要求核实并答复。",
                        }
                    ),
                    cancellation
                );
                reference = BankClient.Text(received.Body, "complaintRef");
            }

            var path = $"/feedback/complaint-cases/{reference}";
            var taken = (await bank.Get(step, Desk, path, cancellation))
                .Body.GetProperty("steps")
                .EnumerateArray()
                .Select(s => BankClient.Text(s, "kind"))
                .ToHashSet(StringComparer.Ordinal);
            foreach (var next in one.Steps.Where(s => !taken.Contains(s.Kind)))
            {
                await bank.Post(step, Desk, $"{path}/{next.Route}", next.Body, cancellation);
            }
        }

        if (!known.ContainsKey(SentByPage))
        {
            await SendByPage(step, cancellation);
        }

        say($"{Complaints.Length} complaints are handled at the desk: one is due tomorrow, one late, one on appeal.");
    }

    /// <summary>Sends a complaint by the public page, as a customer's browser does.</summary>
    private async Task SendByPage(string step, CancellationToken cancellation)
    {
        const string path = "/public/complaints",
            mark = "name=\"challenge\" value=\"";
        var page = await bank.Page(step, path, cancellation);
        var from = page.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        var challenge = page[from..page.IndexOf('"', from)];
        var proof = 0;
        while (
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{challenge}:{proof}")))
                is not [0, 0, ..]
        )
        {
            proof++;
        }

        // Nobody types faster, and the page refuses who does.
        await Task.Delay(TimeSpan.FromSeconds(4), time, cancellation);
        await bank.SendForm(
            step,
            path,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["challenge"] = challenge,
                ["proof"] = proof.ToString(CultureInfo.InvariantCulture),
                ["category"] = SentByPage,
                ["text"] = "办卡当天就接到陌生公司的推销电话，怀疑个人信息被泄露。",
                ["about"] = "城东支行，姓名不详",
                ["contact"] = "手机尾号 0000",
            },
            cancellation
        );
    }

    /// <param name="Kind">The word by which the history knows the step.</param>
    /// <param name="Route">The route's last part.</param>
    private sealed record Step(string Kind, string Route, string Body);

    private sealed record Complaint(
        string Category,
        string ManagerNo,
        string Channel,
        string Severity,
        int DaysAgo,
        Step[] Steps
    );
}
