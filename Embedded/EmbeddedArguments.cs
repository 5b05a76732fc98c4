using System.Globalization;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Embedded;

/// <summary>The command line of the embedded mode.</summary>
/// <param name="DataFolder">The folder for everything that outlives the process.</param>
/// <param name="Port">The gateway's port on loopback; 0 for any free port.</param>
/// <param name="Demonstration">True for <c>--demo</c>, false for <c>--empty</c>, null when the folder decides.</param>
/// <param name="DemonstrationUsers">
/// True for <c>--demo-users</c>: the demonstration's users with a bank that begins empty.
/// </param>
/// <param name="Administrator">The name of the first administrator, of <c>--admin</c>.</param>
/// <param name="AdministratorPasswordFile">The file with their password, instead of a prompt.</param>
/// <param name="Ask">The text to print instead of starting, or <c>None</c>.</param>
/// <param name="BackupTo">The folder to write a copy of the data to instead of starting; null to start.</param>
internal sealed record EmbeddedArguments(
    string DataFolder,
    int Port,
    bool? Demonstration,
    bool DemonstrationUsers,
    string? Administrator,
    string? AdministratorPasswordFile,
    EmbeddedArguments.Question Ask,
    string? BackupTo
)
{
    public const int DefaultPort = 5080;

    public const string Help = """
        CardTeam: 整套服务在一个进程中运行 · the whole suite in one process

          --data DIR   数据目录，默认 ./data · where data is kept, ./data by default
          --port N     网关端口，默认 5080，0 为任意空闲端口 · the gateway's port, 5080 by default, 0 for any free one
          --demo       载入演示银行（数据目录为空时的默认） · load the demonstration bank (the default when the folder is empty)
          --empty      不载入演示数据 · load no demonstration data
          --admin NAME 设立首位管理员并询问密码；忘记时可重设 · make the first administrator, asking for a password; a new one where it was forgotten
          --admin-password-file FILE
                       从文件首行读取该密码 · read that password from the first line of a file
          --demo-users 与 --empty 同用：演示用户，仅供试用和测试 · with --empty: the demonstration users, for trials and tests only
          --backup DIR 把数据目录备份到 DIR（空目录），服务可照常运行 · copy the data to DIR (an empty one) while the suite may go on
          --help       显示本说明 · this text
          --version    显示版本 · the version
        """;

    public enum Question
    {
        None,
        Help,
        Version,
    }

    /// <exception cref="StartRefusedException">An argument is unknown, incomplete or contradicts another.</exception>
    public static EmbeddedArguments Parse(IReadOnlyList<string> args)
    {
        var parsed = new EmbeddedArguments(
            DataFolder: "data",
            Port: DefaultPort,
            Demonstration: null,
            DemonstrationUsers: false,
            Administrator: null,
            AdministratorPasswordFile: null,
            Ask: Question.None,
            BackupTo: null
        );
        for (var i = 0; i < args.Count; i++)
        {
            // Accepts both --port 5080 and --port=5080.
            var (name, value) = args[i].Split('=', 2) is [var before, var after] ? (before, after) : (args[i], null);
            parsed = name switch
            {
                "--data" => parsed with { DataFolder = Value() },
                "--backup" => parsed with { BackupTo = Value() },
                "--admin" => parsed with { Administrator = Value() },
                "--admin-password-file" => parsed with { AdministratorPasswordFile = Value() },
                "--port" => parsed with { Port = PortIn(Value()) },
                "--demo"
                or "--empty"
                    when value is null
                        && parsed.Demonstration is not null
                        && parsed.Demonstration != (name == "--demo") => throw new StartRefusedException(
                    "--demo 与 --empty 只能选其一 · choose either --demo or --empty"
                ),
                "--demo" when value is null => parsed with { Demonstration = true },
                "--empty" when value is null => parsed with { Demonstration = false },
                "--demo-users" when value is null => parsed with { DemonstrationUsers = true },
                "--help" or "-h" when value is null => parsed with { Ask = Question.Help },
                "--version" when value is null => parsed with { Ask = Question.Version },
                _ => throw new StartRefusedException($"未知参数 · unknown argument '{args[i]}' (--help)"),
            };

            string Value()
            {
                value ??= i + 1 < args.Count ? args[++i] : "";
                return value is "" || value.StartsWith("--", StringComparison.Ordinal)
                    ? throw new StartRefusedException($"{name} 缺少值 · needs a value (--help)")
                    : value;
            }
        }

        return parsed switch
        {
            { AdministratorPasswordFile: not null, Administrator: null } => throw new StartRefusedException(
                "--admin-password-file 需与 --admin 同用 · goes with --admin"
            ),
            { DemonstrationUsers: true, Administrator: not null } => throw new StartRefusedException(
                "--demo-users 与 --admin 只能选其一 · choose either --demo-users or --admin"
            ),
            { Demonstration: true, Administrator: not null } => throw new StartRefusedException(
                "演示银行有自己的用户，--admin 用于 --empty · the demonstration bank has users of its own; --admin goes with --empty"
            ),
            _ => parsed,
        };
    }

    private static int PortIn(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? port
            : throw new StartRefusedException($"--port 应为 0 到 65535 · is 0 to 65535, not '{text}'");
}
