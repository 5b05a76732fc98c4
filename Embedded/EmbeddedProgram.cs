using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using CardTeam.Gateway.People;
using CardTeam.Gateway.Tokens;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Embedded;

/// <summary>The default mode: the whole suite in one process, for a trial or a small bank's first months.</summary>
internal static class EmbeddedProgram
{
    public static Task<int> Main(string[] args) =>
        StartRefusedException.GuardAsync(
            "cardteam",
            async () =>
            {
                // A Windows console does not start in UTF-8.
                if (OperatingSystem.IsWindows())
                    Console.OutputEncoding = Encoding.UTF8;
                OwnerOnly.FilesOfThisProcess();
                var arguments = EmbeddedArguments.Parse(args);
                if (arguments.BackupTo is { } target)
                    return await BackUpAsync(arguments.DataFolder, target);
                if (arguments.Ask == EmbeddedArguments.Question.None)
                    return await RunAsync(arguments);
                Console.Out.WriteLine(
                    arguments.Ask == EmbeddedArguments.Question.Help ? EmbeddedArguments.Help : Release.Full
                );
                return 0;
            }
        );

    private static async Task<int> BackUpAsync(string folder, string target)
    {
        await Backup.RunAsync(folder, target);
        Console.Out.WriteLine(
            $"已备份，恢复时以 --data 指向该目录 · backed up; to restore, start with --data {Path.GetFullPath(target)}"
        );
        return 0;
    }

    private static async Task<int> RunAsync(EmbeddedArguments arguments)
    {
        var started = Stopwatch.GetTimestamp();
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        using var data = DataFolder.Open(arguments.DataFolder);
        var wantsDemonstration = data.WantsDemonstration(arguments.Demonstration);
        var hasDemonstrationUsers = Admit(arguments, data, wantsDemonstration);
        await using var suite = await EmbeddedSuite.StartAsync(
            new()
            {
                DataFolder = data.Path,
                Port = arguments.Port,
                HasDemonstrationUsers = hasDemonstrationUsers,
                HasLocalAccounts = !arguments.DemonstrationUsers,
            },
            data,
            CancellationToken.None
        );
        data.Decide(wantsDemonstration);
        Welcome(suite, hasDemonstrationUsers, Stopwatch.GetElapsedTime(started));

        var loading = wantsDemonstration ? DemonstrationLoad.RunAsync(suite, stop.Token) : Task.CompletedTask;
        var stopped = Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        var failed = await Task.WhenAny(stopped, suite.Failed) == suite.Failed;
        await stop.CancelAsync();
        await loading;
        if (!failed)
            return 0;
        await Console.Error.WriteLineAsync(
            "一项服务意外停止，见上面的日志 · a service stopped by itself; the log above says why"
        );
        return 1;

        void Stop(PosixSignalContext signal)
        {
            // The first signal requests a clean end; a second one is left to the system.
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }

    /// <summary>
    /// Decides who may sign in: the demonstration's users, or people added by the first administrator. Never both with
    /// a bank's own data.
    /// </summary>
    /// <returns>True for the demonstration's users.</returns>
    /// <exception cref="StartRefusedException">
    /// Nobody could sign in, or users with a publicly known password would exist beside real accounts.
    /// </exception>
    private static bool Admit(EmbeddedArguments arguments, DataFolder data, bool wantsDemonstration)
    {
        var isDemonstration = wantsDemonstration || data.HoldsDemonstration;
        var hasAccounts = FirstAdministrator.IsThere(data.PeopleFile);
        if (isDemonstration && arguments.Administrator is not null)
            throw new StartRefusedException(
                "数据目录存有演示银行，--admin 请另选目录 · "
                    + $"the data folder holds the demonstration bank; name another for --admin: {data.Path}"
            );
        if (hasAccounts && (arguments.DemonstrationUsers || (wantsDemonstration && !data.HoldsDemonstration)))
            throw new StartRefusedException(
                "数据目录已有真实账户，演示用户请另选目录 · "
                    + "the data folder holds accounts of real people; name another for demonstration users: "
                    + $"{data.Path}"
            );
        if (isDemonstration || arguments.DemonstrationUsers)
            return true;
        if (arguments.Administrator is { } administrator)
            FirstAdministrator.Make(data.PeopleFile, administrator, arguments.AdministratorPasswordFile);
        else if (!hasAccounts)
            throw new StartRefusedException(
                "还没有可登录的人：请用 --admin NAME 设立首位管理员；仅供试用时可用 --empty --demo-users · "
                    + "nobody could sign in: make the first administrator with --admin NAME; "
                    + "for a trial only, --empty --demo-users"
            );
        return false;
    }

    private static void Welcome(EmbeddedSuite suite, bool hasDemonstrationUsers, TimeSpan took)
    {
        var address = Invariant($"http://localhost:{suite.Address.Port}");
        var text = new StringBuilder()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"CardTeam {Release.Version} 已就绪 · ready ({took.TotalSeconds:0.0} s)"
            )
            .AppendLine()
            .Append("  打开 · open   ")
            .AppendLine(address)
            .Append("  接口 · API    ")
            .Append(address)
            .AppendLine("/docs")
            .Append("  数据 · data   ")
            .AppendLine(suite.DataFolder)
            .AppendLine();
        if (hasDemonstrationUsers)
            text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"  演示用户，密码均为 {DemonstrationUsers.Password}，请勿存放真实数据 · "
                        + $"demonstration users, every password is {DemonstrationUsers.Password}; for no real data"
                )
                .AppendLine();
        foreach (var user in hasDemonstrationUsers ? DemonstrationUsers.People : [])
        {
            var who = user.Org ?? user.ManagerNo;
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  {user.Id, -11} {(who is null ? user.Role : $"{user.Role} ({who})"), -26} {user.May.Zh} · {user.May.En}"
            );
        }

        Console.Out.WriteLine(text.AppendLine().AppendLine("  Ctrl-C 停止 · stops").ToString());
    }
}
