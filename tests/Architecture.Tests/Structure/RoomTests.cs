using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CardTeam.Architecture.Tests.Structure;

/// <summary>
/// The rooms of a project, the folders next to its root, use one another in one direction only. A database context
/// names what every room stores, and the root puts the rooms together: neither counts.
/// </summary>
public sealed class RoomTests
{
    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Static
        | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Projects => [.. Repository.Services.Keys, "Platform"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_two_rooms_use_each_other(string project)
    {
        var rooms = UsesByRoom(project == "Platform" ? Repository.Platform : Repository.Services[project]);
        Assert.True(rooms.Count > 3, $"{project} has {rooms.Count} rooms.");
        Assert.Null(CircleIn(rooms));
    }

    [Fact]
    public void A_circle_is_found()
    {
        var rooms = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal)
        {
            ["Books"] = ["Plans"],
            ["Plans"] = ["Runs"],
            ["Runs"] = ["Statements", "Plans"],
            ["Statements"] = [],
        };
        Assert.Equal("Plans > Runs > Plans", CircleIn(rooms));
    }

    /// <summary>The rooms of a project, without the one of its database.</summary>
    internal static IEnumerable<string> RoomsOf(Assembly assembly) => UsesByRoom(assembly).Keys.Where(r => r != "Data");

    private static SortedDictionary<string, SortedSet<string>> UsesByRoom(Assembly assembly)
    {
        var rooms = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var type in assembly.GetTypes().Where(t => RoomOf(t) is not null && !IsOfTheDatabase(t)))
        {
            var room = RoomOf(type)!;
            if (!rooms.TryGetValue(room, out var used))
                rooms[room] = used = new(StringComparer.Ordinal);
            foreach (var other in UsedBy(type).Where(t => t.Assembly == assembly))
                if (RoomOf(other) is { } its && its != room && !IsOfTheDatabase(other))
                    used.Add(its);
        }

        return rooms;
    }

    private static IEnumerable<Type> UsedBy(Type type) =>
        Calls
            .From(type)
            .Concat(type.GetInterfaces())
            .Concat(type.BaseType is { } parent ? [parent] : [])
            .Concat(type.GetFields(Declared).Select(f => f.FieldType))
            .Concat(type.GetMethods(Declared).Select(m => m.ReturnType))
            .Concat(
                type.GetMethods(Declared)
                    .Concat<MethodBase>(type.GetConstructors(Declared))
                    .SelectMany(m => m.GetParameters())
                    .Select(p => p.ParameterType)
            )
            .SelectMany(Parts);

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsConstructedGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type)
        : [type];

    private static string? RoomOf(Type type)
    {
        var parts = (type.Namespace ?? "").Split('.');
        return parts is ["CardTeam", _, _, ..] ? parts[2] : null;
    }

    private static bool IsOfTheDatabase(Type type)
    {
        var outer = type;
        while (outer.DeclaringType is { } declaring)
            outer = declaring;
        return outer.IsAssignableTo(typeof(DbContext))
            || outer.IsAssignableTo(typeof(Migration))
            || outer
                .GetInterfaces()
                .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IDesignTimeDbContextFactory<>));
    }

    private static string? CircleIn(SortedDictionary<string, SortedSet<string>> rooms)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        return rooms.Keys.Select(room => Visit(room, [])).FirstOrDefault(circle => circle is not null);

        string? Visit(string room, List<string> path)
        {
            if (path.IndexOf(room) is >= 0 and var at)
                return string.Join(" > ", path[at..].Append(room));
            if (!done.Add(room) || !rooms.TryGetValue(room, out var used))
                return null;
            List<string> further = [.. path, room];
            return used.Select(next => Visit(next, further)).FirstOrDefault(circle => circle is not null);
        }
    }
}
