using System.Text.Json;

namespace CardTeam.DemonstrationBank;

/// <summary>
/// Counselling: the counsellor's key, the officers who are named for recovery, hotlines, and a manager's request that
/// nobody but the counsellor opens.
/// </summary>
internal sealed class RoomOfCounsellor(BankClient bank, Action<string> say)
{
    /// <summary>The counsellor's passphrase: a demonstration has no secret.</summary>
    public const string Passphrase = "demonstration-passphrase";

    private const string Counsellor = "counsellor";

    private static readonly string[] Officers = ["hr", "auditor"];

    public async Task OpenRoom(CancellationToken cancellation)
    {
        const string step = "offer counselling";
        await NameOfficers(step, cancellation);
        var key = await bank.Get(step, Counsellor, "/feedback/counselling/key", cancellation);
        if (!key.Body.GetProperty("hasKey").GetBoolean())
        {
            await bank.Put(
                step,
                "hr",
                "/feedback/counselling/hotlines",
                """{ "hotlines": [{ "nameZh": "全国心理援助热线", "nameEn": "National helpline", "phone": "12356", "hours": "24 小时 / 24 hours" }] }""",
                cancellation
            );
            await bank.Put(
                step,
                Counsellor,
                "/feedback/counselling/key",
                JsonSerializer.Serialize(new { name = "安宁老师", passphrase = Passphrase }),
                cancellation
            );
        }

        var own = await bank.Get(step, "manager", "/feedback/counselling/requests/mine", cancellation);
        if (!own.Body.GetProperty("hasAsked").GetBoolean())
        {
            await bank.Post(
                step,
                "manager",
                "/feedback/counselling/requests",
                """{ "words": "最近任务压力大，晚上睡不好，想找人谈谈。", "reach": "韩静，分机 7708", "time": "周三下午", "channel": "room" }""",
                cancellation
            );
        }

        say("A request for counselling waits that only the counsellor opens.");
    }

    /// <summary>Names the two officers for recovery, who each set their passphrase.</summary>
    private async Task NameOfficers(string step, CancellationToken cancellation)
    {
        const string path = "/feedback/counselling/officers";
        var known = (await bank.Get(step, "it", path, cancellation))
            .Body.GetProperty("officers")
            .EnumerateArray()
            .ToDictionary(
                o => BankClient.Text(o, "userId"),
                o => o.GetProperty("hasKey").GetBoolean(),
                StringComparer.Ordinal
            );
        if (known.Count == 0)
        {
            await bank.Put(step, "it", path, """{ "first": "hr", "second": "auditor" }""", cancellation);
        }

        foreach (var officer in Officers.Where(o => !known.GetValueOrDefault(o)))
        {
            await bank.Put(
                step,
                officer,
                $"{path}/key",
                JsonSerializer.Serialize(new { passphrase = Passphrase }),
                cancellation
            );
        }
    }
}
