using System.Collections;
using System.Globalization;
using System.Reflection;

namespace CardTeam.Architecture.Tests.Structure;

/// <summary>
/// Texts are sorted by code point, as the hashes of results and files were made. The analyzers see comparisons of two
/// texts; this test sees in the compiled programs what sorts by a text, or by several values with a text among them,
/// without saying how. Queries are left out: the database sorts there, by its own rule.
/// </summary>
public sealed class CultureTests
{
    private static readonly Assembly[] Programs =
    [
        .. new[]
        {
            "Performance",
            "Training",
            "Feedback",
            "Incentive",
            "Gateway",
            "Embedded",
            "Platform",
            "ServiceDefaults",
            "Contracts",
            "DemonstrationBank",
        }.Select(name => Assembly.Load($"CardTeam.{name}")),
    ];

    private static readonly string[] Sorts =
    [
        nameof(Enumerable.Order),
        nameof(Enumerable.OrderDescending),
        nameof(Enumerable.OrderBy),
        nameof(Enumerable.OrderByDescending),
        nameof(Enumerable.ThenBy),
        nameof(Enumerable.ThenByDescending),
        nameof(Enumerable.Min),
        nameof(Enumerable.Max),
        nameof(Enumerable.MinBy),
        nameof(Enumerable.MaxBy),
        nameof(Array.Sort),
        nameof(Array.BinarySearch),
    ];

    [Fact]
    public void A_program_and_a_test_begin_with_the_invariant_culture()
    {
        Assert.Equal(CultureInfo.InvariantCulture, CultureInfo.CurrentCulture);
        foreach (var program in Programs.Where(p => p.EntryPoint is not null))
            Assert.True(program.GetType("CardTeam.InvariantCulture") is not null, program.GetName().Name);
    }

    [Fact]
    public void No_text_is_sorted_by_a_language()
    {
        var found = Programs
            .SelectMany(program => program.GetTypes())
            .SelectMany(Calls.Made)
            .Where(call => SortsByLanguage(call.Called))
            .Select(call =>
                $"{call.By.DeclaringType}.{call.By.Name} calls {call.Called.DeclaringType?.Name}.{call.Called}"
            )
            .Distinct(StringComparer.Ordinal)
            .ToList();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [Fact]
    public void The_rule_finds_what_it_is_for()
    {
        Assert.Contains(Calls.Made(typeof(Careless)), call => SortsByLanguage(call.Called));
        Assert.DoesNotContain(Calls.Made(typeof(Careful)), call => SortsByLanguage(call.Called));
    }

    private static bool SortsByLanguage(MethodBase called)
    {
        var type = called.DeclaringType;
        if (
            type is null
            || type == typeof(Queryable)
            || called.GetParameters().Any(p => IsComparer(p.ParameterType))
            || type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true
        )
            return false;
        if (called is ConstructorInfo)
            return type.Name.StartsWith("Sorted", StringComparison.Ordinal) && HoldsText(type.GetGenericArguments()[0]);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Comparer<>))
            return called.Name == "get_Default" && HoldsText(type.GetGenericArguments()[0]);
        if (!Sorts.Contains(called.Name, StringComparer.Ordinal))
            return false;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>))
            return HoldsText(type.GetGenericArguments()[0]);
        if (called is MethodInfo { Name: nameof(Enumerable.Min) or nameof(Enumerable.Max) } extreme)
            return HoldsText(extreme.ReturnType);
        // The last type argument is what is sorted by.
        return called.IsGenericMethod && HoldsText(called.GetGenericArguments()[^1]);
    }

    private static bool IsComparer(Type type) =>
        typeof(IComparer).IsAssignableFrom(type)
        || (
            type.IsGenericType
            && (
                type.GetGenericTypeDefinition() == typeof(IComparer<>)
                || type.GetGenericTypeDefinition() == typeof(Comparison<>)
            )
        );

    private static bool HoldsText(Type type) =>
        type == typeof(string)
        || (
            type.IsGenericType
            && type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal)
            && type.GetGenericArguments().Any(HoldsText)
        );

    private static class Careless
    {
        public static void Run(List<(string A, int B)> pairs)
        {
            _ = pairs.OrderBy(p => (p.B, p.A)).ToList();
            _ = new SortedDictionary<string, int>();
        }
    }

    private static class Careful
    {
        public static void Run(IQueryable<string> asked, List<(string A, int B)> pairs)
        {
            _ = asked.OrderBy(a => a).Select(a => new[] { a }.OrderBy(x => x).First());
            _ = pairs.OrderBy(p => p.A, StringComparer.Ordinal).ThenBy(p => p.B).ToList();
            _ = new SortedDictionary<string, int>(StringComparer.Ordinal);
        }
    }
}
