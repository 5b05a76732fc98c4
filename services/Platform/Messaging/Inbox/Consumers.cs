using System.Reflection;
using CardTeam.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Platform.Messaging.Inbox;

/// <summary>The consumers of this service, each with its inbox processor.</summary>
internal sealed class Consumers : IDisposable
{
    private readonly IReadOnlyList<(Type Consumer, Type Event, InboxProcessor Processor)> _all;

    public Consumers(IServiceProvider services, Assembly service) =>
        _all = [
            .. TypesIn(service)
                .Concat(TypesIn(Assembly.GetExecutingAssembly()))
                .Select(t => (t, EventOf(t), ActivatorUtilities.CreateInstance<InboxProcessor>(services, t))),
        ];

    /// <summary>The events this service consumes.</summary>
    public IEnumerable<Type> Events => _all.Select(c => c.Event).Distinct();

    /// <summary>The consumers of an event, in any version.</summary>
    public IEnumerable<InboxProcessor> Of(Type message) => _all.Where(c => c.Event == message).Select(c => c.Processor);

    public InboxProcessor Named(string name) => _all.Single(c => c.Consumer.Name == name).Processor;

    public void Dispose()
    {
        foreach (var (_, _, processor) in _all)
            processor.Dispose();
    }

    public static IEnumerable<Type> TypesIn(Assembly assembly) =>
        assembly.GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(IOnceConsumer)));

    public static Type EventOf(Type consumer)
    {
        for (var type = consumer; type is not null; type = type.BaseType)
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(OnceConsumer<>))
                return type.GetGenericArguments()[0];
        throw new InvalidOperationException($"{consumer} does not go through the inbox.");
    }
}
