using System.Reflection;
using CardTeam.Contracts;
using CardTeam.Platform.Messaging.Inbox;
using MassTransit;

namespace CardTeam.Architecture.Tests.Structure;

/// <summary>The permitted references between projects and types.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Shared = ["CardTeam.Contracts", "CardTeam.Platform", "CardTeam.ServiceDefaults"];

    public static TheoryData<string> Services => [.. Repository.Services.Keys];

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_knows_what_all_share_and_no_other_service(string service) =>
        Assert.Subset(Shared.ToHashSet(), OursIn(Repository.Services[service]).ToHashSet());

    [Fact]
    public void The_platform_knows_no_service() =>
        Assert.Subset(
            new HashSet<string> { "CardTeam.Contracts", "CardTeam.ServiceDefaults" },
            OursIn(Repository.Platform).ToHashSet()
        );

    [Fact]
    public void The_service_defaults_know_nothing_of_ours() => Assert.Empty(OursIn(Repository.ServiceDefaults));

    /// <summary>Checks the projects too: an unused reference is missing in the assembly.</summary>
    [Fact]
    public void The_projects_reference_no_more_than_their_assemblies()
    {
        foreach (var project in Repository.Files("*.csproj", "services"))
        {
            var referenced = System
                .Text.RegularExpressions.Regex.Matches(
                    Repository.Read(project),
                    "ProjectReference Include=\".*?(?<name>\\w+)\\.csproj\"",
                    default,
                    TimeSpan.FromSeconds(1)
                )
                .Select(m => "CardTeam." + m.Groups["name"].Value);
            Assert.True(referenced.All(Shared.Contains), project);
        }
    }

    [Fact]
    public void The_contracts_reference_the_framework_only()
    {
        Assert.All(
            Repository.Contracts.GetReferencedAssemblies(),
            a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            "Reference Include",
            Repository.Read("services/Contracts/Contracts.csproj"),
            StringComparison.Ordinal
        );
    }

    /// <summary>
    /// MassTransit's mediator delivers only to the inbox: the single consumer it knows is the platform's.
    /// </summary>
    [Fact]
    public void Every_consumer_goes_through_the_inbox()
    {
        var doors = Repository
            .OurAssemblies.SelectMany(a => a.GetTypes())
            .Where(t =>
                t is { IsClass: true }
                && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IConsumer<>))
            );
        Assert.Equal(["TakeFromLoopback"], doors.Select(d => d.Name));
        Assert.NotEmpty(Repository.OurAssemblies.SelectMany(Consumers.TypesIn));
    }

    /// <summary>
    /// The service that starts first declares the suite's queues from this list: an omitted queue would miss events
    /// published before its service started.
    /// </summary>
    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_hears_exactly_what_the_subscriptions_say(string service) =>
        Assert.Equal(
            Subscriptions
                .All.Where(s => string.Equals(s.Service, service, StringComparison.OrdinalIgnoreCase))
                .Select(s => s.Queue)
                .Order(StringComparer.Ordinal),
            ConsumersOf(service)
                .Select(c => Subscriptions.QueueOf(service.ToLowerInvariant(), Consumers.EventOf(c)))
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    /// <summary>The inbox and the parked messages identify a consumer by its name alone.</summary>
    [Theory]
    [MemberData(nameof(Services))]
    public void No_two_consumers_of_a_service_have_one_name(string service)
    {
        var names = ConsumersOf(service).Select(t => t.Name);
        Assert.Empty(names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void Every_event_has_a_consumer()
    {
        var consumed = Repository.OurAssemblies.SelectMany(Consumers.TypesIn).Select(Consumers.EventOf).ToHashSet();
        Assert.Equal(
            ["Bonus", "CertificatesExpiring", "TrainingNeeded"],
            EventCatalogue
                .All.Values.Where(e => !consumed.Contains(e) && !e.IsAssignableTo(typeof(IPreviousShape)))
                .Select(e => e.Name)
                .Order(StringComparer.Ordinal)
        ); // payroll's, and what the bank's own plan of learning reads
    }

    /// <summary>Another slice calls the aggregate, or reads; it never calls another slice's use case.</summary>
    [Theory]
    [MemberData(nameof(Services))]
    public void A_use_case_is_called_from_its_own_slice_only(string service)
    {
        var types = Repository
            .Services[service]
            .GetTypes()
            .Where(t => t.Namespace?.StartsWith("CardTeam.", StringComparison.Ordinal) == true)
            .ToList(); // not what generators add
        var useCases = types.Where(IsUseCase).ToHashSet();
        var calls = types
            .SelectMany(caller =>
                Calls
                    .From(caller)
                    .Select(called => (Caller: caller, UseCase: Outermost(called)))
                    .Where(c => useCases.Contains(c.UseCase))
            )
            .Distinct()
            .ToList();
        Assert.All(
            useCases,
            useCase => Assert.Contains(calls, c => c.UseCase == useCase && Outermost(c.Caller) != useCase)
        );
        Assert.Empty(
            calls
                .Where(c => c.Caller.Namespace != c.UseCase.Namespace)
                .Select(c => $"{c.Caller.FullName} calls {c.UseCase.FullName}")
        );
    }

    /// <summary>True for a static class that handles requests, to which routes are mapped.</summary>
    private static bool IsUseCase(Type type) =>
        type is { IsAbstract: true, IsSealed: true, IsNested: false }
        && !type.Name.EndsWith("Routes", StringComparison.Ordinal)
        && type.GetMethods(
                BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly
            )
            .Any(m => m.Name == "Handle" || Answers(m.ReturnType));

    private static bool Answers(Type type) =>
        type.Namespace == "Microsoft.AspNetCore.Http.HttpResults"
        || (type.IsGenericType && type.GetGenericArguments().Any(Answers));

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<Type> ConsumersOf(string service) =>
        Consumers.TypesIn(Repository.Services[service]).Concat(Consumers.TypesIn(Repository.Platform));

    private static IEnumerable<string> OursIn(Assembly assembly) =>
        assembly
            .GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(n => n.StartsWith("CardTeam.", StringComparison.Ordinal));
}
