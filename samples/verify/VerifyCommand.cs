namespace CardTeam.Verify;

/// <summary>The command line: a bundle and the bank's public keys.</summary>
internal static class VerifyCommand
{
    private const int LongestKeys = 1024 * 1024;

    /// <returns>0 for a bundle that is equal to the 分, 1 for any other, 2 where the command itself is wrong.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is not [var bundle, var keys])
        {
            errors.WriteLine("用法 · Usage: dotnet run --project samples/verify -- BUNDLE.zip KEYS.json");
            return 2;
        }

        try
        {
            using var file = File.OpenRead(bundle);
            if (new FileInfo(keys).Length > LongestKeys)
                throw new Refusal("密钥文件过长。", "The file of keys is too long.");
            var (kind, period, statements, lines) = Verifier.Check(file, File.ReadAllText(keys));
            var zh = kind == "run" ? "整次计算" : "奖金单";
            output.WriteLine(Invariant($"分毫不差：{period}，{zh}，{statements} 份奖金单，{lines} 行明细。"));
            output.WriteLine(Invariant($"Equal to the 分: {period}, {kind}, {statements} statements, {lines} lines."));
            return 0;
        }
        catch (Refusal wrong)
        {
            output.WriteLine(wrong.Zh);
            output.WriteLine(wrong.En);
            return 1;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"无法读取文件 · A file cannot be read: {unreadable.Message}");
            return 2;
        }
    }
}
