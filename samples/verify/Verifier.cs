using System.Security.Cryptography;
using CardTeam.Verify.Bundles;
using CardTeam.Verify.Calculation;

namespace CardTeam.Verify;

/// <summary>The extent of a check that found nothing wrong.</summary>
internal sealed record Verified(string Kind, Month Period, int Statements, int Lines);

/// <summary>
/// Checks a bundle: its signature, every file, every hash; and calculates every line of every statement again.
/// </summary>
internal static class Verifier
{
    private const string Managers = "managers/",
        InputsFile = "/inputs.json",
        StatementFile = "/statement.json";

    /// <param name="file">The zip, which can be read at any place.</param>
    /// <param name="keys">The bank's public keys, a JSON web key set.</param>
    /// <exception cref="Refusal">The first thing that is wrong.</exception>
    public static Verified Check(Stream file, string keys)
    {
        using var bundle = BundleArchive.Open(file, PublicKeys.Read(keys));
        var manifest = bundle.Manifest;
        var run = Documents.Read<Run>("run.json", bundle.Read("run.json"));
        if (run.Id != manifest.RunId || run.Period != manifest.Period)
            throw new Refusal("run.json 与清单所述不是同一次计算。", "run.json is not of the run that the list names.");
        var calendar = ReadPlans(bundle, run);
        bundle.Read("README.md");
        bundle.Read("README.zh-CN.md");
        var managers = ManagersOf(manifest, run);

        using var hash = new LineHash();
        var shared = new SharedPay(calendar.In(run.Period)!, run.Period);
        var units = new Dictionary<(Month, string), string?>();
        var (lines, sum) = (0, default(Amounts));
        foreach (var manager in managers)
        {
            var statement = ReadStatement(bundle, manager, run);
            var inputs = Documents.Read<Inputs>(manager + InputsFile, bundle.Read(Managers + manager + InputsFile));
            if (inputs.ManagerNo != manager)
                throw Foreign(manager + InputsFile);
            var history = new History(inputs, calendar);
            var adjusted = AdjustedStatement.Of(history.Calculate(), inputs.Approved);
            var comparison = new Comparison(manager);
            comparison.Of(
                statement,
                Corrections.ApplyTo(
                    adjusted,
                    inputs.Corrections,
                    history.Roster.IsInPost(run.Period) || adjusted.Lines.Count > 0 || adjusted.Changed.Count > 0
                )
            );
            CheckSignatures(inputs, run);
            CheckUnits(inputs, units);
            hash.Add(statement);
            shared.Add(statement, history);
            lines += comparison.Lines;
            sum += statement.Amounts;
        }

        if (manifest.Kind == "run")
            shared.Check();
        CheckRun(run, managers.Count, sum, hash);
        return new(manifest.Kind, run.Period, managers.Count, lines);
    }

    /// <summary>The managers of the bundle, in order; every file belongs to one of them or is known by name.</summary>
    private static List<string> ManagersOf(Manifest manifest, Run run)
    {
        var known = new HashSet<string>(StringComparer.Ordinal) { "README.md", "README.zh-CN.md", "run.json" };
        foreach (var plan in run.Plans)
            known.UnionWith([PlanFile(plan), TextFile(plan, "zh"), TextFile(plan, "en")]);
        var managers = new List<string>();
        foreach (var file in manifest.Files)
            if (IsOfManager(file.Name, StatementFile, out var manager))
            {
                if (managers.Count > 0 && string.CompareOrdinal(managers[^1], manager) >= 0)
                    throw new Refusal("客户经理的次序不对。", "The managers are not in order.");
                managers.Add(manager);
            }
            else if (!known.Contains(file.Name) && !IsOfManager(file.Name, InputsFile, out _))
                throw new Refusal($"不认识的文件 {file.Name}。", $"The file {file.Name} is unknown.");

        var inputs = manifest.Files.Count(f => IsOfManager(f.Name, InputsFile, out _));
        var isAsSaid = manifest.Kind switch
        {
            "statement" => managers.Count == 1 && managers[0] == manifest.ManagerNo,
            "run" => manifest.ManagerNo is null && run.Figures is not null,
            _ => false,
        };
        return isAsSaid && inputs == managers.Count
            ? managers
            : throw new Refusal("奖金单的份数与清单所述不符。", "The statements are not those that the list names.");
    }

    private static bool IsOfManager(string name, string ending, out string manager)
    {
        var isIt =
            name.StartsWith(Managers, StringComparison.Ordinal)
            && name.EndsWith(ending, StringComparison.Ordinal)
            && name.Length > Managers.Length + ending.Length;
        manager = isIt ? name[Managers.Length..^ending.Length] : "";
        return isIt && !manager.Contains('/', StringComparison.Ordinal);
    }

    private static PlanCalendar ReadPlans(BundleArchive bundle, Run run)
    {
        var months = new Dictionary<Month, Plan>();
        foreach (var said in run.Plans)
        {
            var document = bundle.Read(PlanFile(said));
            if (Hash(document) != said.RuleHash)
                throw new Refusal(
                    $"{PlanFile(said)} 与规则哈希不符。",
                    $"{PlanFile(said)} is not the plan of the rule hash."
                );
            byte[] text = [.. bundle.Read(TextFile(said, "zh")), .. "\n\n"u8, .. bundle.Read(TextFile(said, "en"))];
            if (Hash(text) != said.TextHash)
                throw new Refusal(
                    $"{said.Folder} 的方案说明与哈希不符。",
                    $"The sentences in {said.Folder} are not those of the text hash."
                );
            var plan = Plan.Read(PlanFile(said), document);
            foreach (var month in said.Months)
                if (plan.Code != said.Code || plan.From > month || !months.TryAdd(month, plan))
                    throw NoPlan(month);
        }

        for (var month = run.FirstMonth; month <= run.Period; month = month.Next())
            if (!months.ContainsKey(month))
                throw NoPlan(month);
        return new(run.FirstMonth, run.Period, months);
    }

    private static Statement ReadStatement(BundleArchive bundle, string manager, Run run)
    {
        var statement = Documents.Read<Statement>(
            manager + StatementFile,
            bundle.Read(Managers + manager + StatementFile)
        );
        if (statement.ManagerNo != manager || statement.Period != run.Period)
            throw Foreign(manager + StatementFile);
        if (LineHash.Of(statement) != statement.LineHash)
            throw new Refusal(
                $"{manager} 的明细与哈希不符。",
                $"The lines of {manager} are not those of the line hash."
            );
        return statement;
    }

    /// <summary>Checks that a signature is under the text of the plan that is in the bundle.</summary>
    private static void CheckSignatures(Inputs inputs, Run run)
    {
        foreach (var signature in inputs.Signatures)
            if (
                !run.Plans.Any(p =>
                    (p.Code, p.Version, p.TextHash) == (signature.Code, signature.Version, signature.TextHash)
                )
            )
                throw new Refusal(
                    $"{inputs.ManagerNo} 签署的方案说明不是本文件中的。",
                    $"{inputs.ManagerNo} signed another text than the plan's in this bundle."
                );
    }

    /// <summary>Checks that in a month a unit lies below the same one for every manager.</summary>
    private static void CheckUnits(Inputs inputs, Dictionary<(Month, string), string?> known)
    {
        foreach (var said in inputs.Units ?? [])
        foreach (var month in said.Months)
        foreach (var unit in said.Units)
            if (!known.TryAdd((month, unit.Code), unit.Parent) && known[(month, unit.Code)] != unit.Parent)
                throw new Refusal(
                    $"{inputs.ManagerNo} {month}：机构 {unit.Code} 的上级与其他客户经理的不同。",
                    $"{inputs.ManagerNo} {month}: the unit {unit.Code} lies below another one than for other managers."
                );
    }

    private static void CheckRun(Run run, int statements, Amounts sum, LineHash hash)
    {
        if (run.Figures is not { } figures)
            return;
        if (statements != figures.Managers || sum != new Amounts(figures.Payable, figures.Deferred, figures.Reserved))
            throw new Refusal(
                Invariant($"合计不符：{statements} 份奖金单共 {sum}。"),
                Invariant($"The sums differ: {statements} statements come to {sum}.")
            );
        if (hash.Result() != run.ResultHash)
            throw new Refusal("全部明细与结果哈希不符。", "The lines are not those of the run's result hash.");
    }

    private static string PlanFile(PlanOfMonths plan) => $"{plan.Folder}/plan.json";

    private static string TextFile(PlanOfMonths plan, string language) => $"{plan.Folder}/text.{language}.txt";

    private static string Hash(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    private static Refusal Foreign(string file) =>
        new($"{file} 不属于该客户经理或月份。", $"{file} is of another manager or month.");

    private static Refusal NoPlan(Month month) =>
        new($"{month} 没有唯一的方案。", $"There is not exactly one plan for {month}.");
}
