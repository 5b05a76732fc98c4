namespace CardTeam.DemonstrationBank;

/// <summary>An account manager of the demonstration bank, as first imported.</summary>
internal sealed record DemoManager(
    int Number,
    string Name,
    string Org,
    string Level,
    string Step,
    DateOnly HiredOn,
    DateOnly InPostSince
)
{
    public string No => NoOf(Number);

    /// <summary>The last day of the only manager who leaves during the months shown; null for the others.</summary>
    public DateOnly? LeftOn => Number == DemoRoster.Leaver ? DemoRoster.LeaversLastDay : null;

    /// <summary>Contract for the odd numbers among juniors and trainees: fifteen of 71.</summary>
    public string Employment => Number > 42 && Number % 2 == 1 ? "contract" : "regular";

    /// <summary>Rural for the third sub-branch of every branch.</summary>
    public string Area => Org.EndsWith("-03", StringComparison.Ordinal) ? "rural" : "urban";

    public bool InPost(DateOnly day) => day >= HiredOn && (LeftOn is null || day <= LeftOn);

    public static string NoOf(int number) => Invariant($"M{number:0000}");
}

/// <summary>
/// Units and managers: one head office, three branches, nine sub-branches, and 71 managers in three levels and nine
/// steps.
/// </summary>
internal static class DemoRoster
{
    public const int Transferred = 38;
    public const int Leaver = 44;
    public static readonly DateOnly TransferDay = new(2026, 5, 11);
    public static readonly DateOnly LeaversLastDay = new(2026, 5, 20);

    private static readonly string[] Branches = ["澄江", "临岳", "望海"];
    private static readonly string[] Streets =
    [
        "中山路",
        "解放桥",
        "青禾镇",
        "人民广场",
        "文昌街",
        "白鹭镇",
        "滨海大道",
        "老城",
        "石塘镇",
    ];

    private static readonly string[] Surnames =
    [
        "王",
        "李",
        "张",
        "刘",
        "陈",
        "杨",
        "赵",
        "黄",
        "周",
        "吴",
        "徐",
        "孙",
        "胡",
        "朱",
        "高",
        "林",
        "何",
        "郭",
        "马",
        "罗",
        "梁",
        "宋",
        "郑",
        "谢",
        "韩",
        "唐",
        "冯",
        "于",
        "董",
        "萧",
        "程",
        "曹",
        "袁",
        "邓",
        "许",
        "傅",
        "沈",
        "曾",
        "彭",
        "吕",
        "苏",
        "卢",
        "蒋",
        "蔡",
        "贾",
        "丁",
    ];

    private static readonly string[] GivenNames =
    [
        "雨桐",
        "志远",
        "佳宁",
        "文博",
        "晓岚",
        "建国",
        "思琪",
        "浩然",
        "丽华",
        "明轩",
        "静怡",
        "海涛",
        "梓涵",
        "国栋",
        "欣妍",
        "俊杰",
        "秀英",
        "子墨",
        "雅琴",
        "振华",
        "若曦",
        "立新",
        "婉清",
        "宏伟",
        "诗涵",
        "永康",
        "春燕",
        "嘉树",
        "慧敏",
        "天佑",
        "晨曦",
        "敏",
        "磊",
        "静",
        "强",
        "洁",
        "涛",
        "倩",
    ];

    // Two seniors for each branch: they supervise its other managers.
    private static readonly int[] Seniors = [2, 5, 8, 11, 14, 17];

    public static IReadOnlyList<(string Code, string Name, string Parent, string Kind)> Units { get; } =
    [
        ("HO", "澄江银行信用卡中心", "", "head-office"),
        .. Branches.Select((name, at) => (Invariant($"B{at + 1}"), name + "分行", "HO", "branch")),
        .. Streets.Select(
            (name, at) =>
                (
                    Invariant($"B{at / 3 + 1}-0{at % 3 + 1}"),
                    $"{Branches[at / 3]}{name}支行",
                    Invariant($"B{at / 3 + 1}"),
                    "sub-branch"
                )
        ),
    ];

    public static IReadOnlyList<DemoManager> Managers { get; } = Build();

    /// <summary>The senior who supervises the unit's branch; seniors answer to the branch head.</summary>
    public static string SupervisorOf(DemoManager manager, string org)
    {
        var branch = org[1] - '1';
        return manager.Level == "senior" ? "" : DemoManager.NoOf(Seniors[branch + (manager.Number % 2 * 3)]);
    }

    /// <summary>A trainee's mentor: an intermediate manager of the same sub-branch.</summary>
    public static string MentorOf(DemoManager manager) =>
        manager.Level == "trainee" ? DemoManager.NoOf(19 + (manager.Number - 1) % 9) : "";

    private static List<DemoManager> Build()
    {
        var random = new SteadyRandom("roster");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var managers = new List<DemoManager>();
        for (var number = 1; number <= 71; number++)
        {
            string name;
            do
            {
                name = random.Of(Surnames) + random.Of(GivenNames);
            } while (!names.Add(name));

            var sub = (number - 1) % 9;
            var level = LevelOf(number);
            var hiredOn = HiredOn(level, number, random);
            managers.Add(
                new DemoManager(
                    number,
                    name,
                    Invariant($"B{sub / 3 + 1}-0{sub % 3 + 1}"),
                    level,
                    level == "trainee" ? ""
                        : number == 1 ? "B"
                        : random.Of(["A", "B", "C"]),
                    hiredOn,
                    level == "trainee" ? hiredOn : hiredOn.AddMonths(random.Between(0, 14))
                )
            );
        }

        return managers;
    }

    private static string LevelOf(int number) =>
        number switch
        {
            > 60 => "trainee",
            > 42 => "junior",
            _ => Seniors.Contains(number) ? "senior" : "intermediate",
        };

    private static DateOnly HiredOn(string level, int number, SteadyRandom random) =>
        level switch
        {
            "senior" => new DateOnly(random.Between(2007, 2013), random.Between(1, 12), 1),
            "intermediate" => new DateOnly(random.Between(2012, 2020), random.Between(1, 12), 1),
            "junior" => new DateOnly(random.Between(2020, 2023), random.Between(1, 12), 1),
            _ => new DateOnly(2025, 9, 1).AddMonths(number % 6),
        };
}
