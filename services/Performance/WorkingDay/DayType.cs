using System.Text.Json;
using CardTeam.Performance.Data;
using CardTeam.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.WorkingDay;

/// <summary>A type of working day with what is done on it, in order.</summary>
internal sealed class DayType
{
    private DayType() { }

    public DayType(string code) => Code = code;

    public string Code { get; private set; } = "";
    public string Zh { get; private set; } = "";
    public string En { get; private set; } = "";

    /// <summary>The checklist as JSON.</summary>
    public string Items { get; private set; } = "[]";

    /// <summary>True for a type that is not chosen any more.</summary>
    public bool Ended { get; private set; }

    public Text Name => new(Zh, En);

    public IReadOnlyList<Text> Checklist => JsonSerializer.Deserialize<List<Text>>(Items)!;

    /// <summary>Describes it; true when something changed.</summary>
    public bool Describe(Text name, IReadOnlyList<Text> items, bool ended)
    {
        var json = JsonSerializer.Serialize(items);
        if ((Zh, En, Items, Ended) == (name.Zh, name.En, json, ended))
            return false;
        (Zh, En, Items, Ended) = (name.Zh, name.En, json, ended);
        return true;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<DayType>
    {
        public void Configure(EntityTypeBuilder<DayType> builder)
        {
            builder.ToTable("DayTypes");
            builder.HasKey(t => t.Code);
            builder.Property(t => t.Code).HasMaxLength(WorkBounds.DayTypeCode);
            builder.Property(t => t.Zh).HasMaxLength(Lengths.Title);
            builder.Property(t => t.En).HasMaxLength(Lengths.Title);
            builder.Ignore(t => t.Name);
            builder.Ignore(t => t.Checklist);
        }
    }
}

/// <summary>
/// The types of working day: those of the bank, and the five that the source names until the bank writes them itself.
/// </summary>
internal static class DayTypesOfBank
{
    private static readonly (string Code, Text Name, Text[] Items)[] OfRelease =
    [
        (
            "collection",
            new("采集日", "Collection day"),
            [
                new("收集客户资料的变化，更新客户清单", "Collect what has changed about customers"),
                new("核对名下待激活、待首刷的卡", "Go through cards not activated or used yet"),
                new("登记需要回访的客户", "Note who is to be called back"),
            ]
        ),
        (
            "summary",
            new("汇总与分析日", "Summary and analysis day"),
            [
                new(
                    "汇总本周进件、核卡、激活和分期",
                    "Sum up the week's applications, approvals, activations, instalments"
                ),
                new("对照目标找出差距", "Compare with the targets and find the gap"),
                new("调整下周的拜访名单", "Adjust next week's visits"),
            ]
        ),
        (
            "visit",
            new("拜访日", "Visit day"),
            [
                new("按客户分类和到期日排好拜访顺序", "Order the visits by segment and due day"),
                new("逐户拜访并当场登记结果和下一步", "Visit, and record result and next step on the spot"),
                new("核对亲访亲签要求", "Check that identity and signature were seen in person"),
            ]
        ),
        (
            "feedback",
            new("信息反馈日", "Feedback day"),
            [
                new("整理客户意见和投诉线索", "Gather customers' opinions and complaints"),
                new("向负责人反馈需要协调的事项", "Tell the head what needs help"),
                new("回复上次承诺客户的事项", "Answer what was promised to customers"),
            ]
        ),
        (
            "market",
            new("市场分析日", "Market analysis day"),
            [
                new("了解商圈变化和同业活动", "Look at the district and at other banks' offers"),
                new("选出下周重点商户和社区", "Choose next week's merchants and quarters"),
                new("提出营销建议", "Propose what to offer"),
            ]
        ),
    ];

    /// <summary>All types, those that have ended too, by code.</summary>
    public static async Task<IReadOnlyList<DayType>> LoadAsync(PerformanceDbContext db, CancellationToken ct)
    {
        var own = await db.DayTypes.AsNoTracking().ToListAsync(ct);
        return
        [
            .. own.Concat(
                    OfRelease
                        .Where(r => !own.Exists(o => o.Code == r.Code))
                        .Select(r =>
                        {
                            var type = new DayType(r.Code);
                            type.Describe(r.Name, r.Items, ended: false);
                            return type;
                        })
                )
                .OrderBy(t => t.Code, StringComparer.Ordinal),
        ];
    }
}
