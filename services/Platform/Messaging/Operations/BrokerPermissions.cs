using System.Globalization;
using System.Text;
using CardTeam.Contracts;

namespace CardTeam.Platform.Messaging.Operations;

/// <summary>The permissions of one user of the broker, as <c>rabbitmqctl</c> takes them.</summary>
/// <param name="Configure">Queues and exchanges it may declare, as a regular expression.</param>
/// <param name="Write">Exchanges it may publish to, and queues it may bind.</param>
/// <param name="Read">Queues it may read, and exchanges it may bind queues to.</param>
/// <param name="Topics">Routing keys it may publish under, by exchange.</param>
public sealed record BrokerUser(
    string Name,
    string Configure,
    string Write,
    string Read,
    IReadOnlyList<(string Exchange, string Write)> Topics
);

/// <summary>
/// A broker user for each service and one for payroll, each with the least permissions it needs. None may write to the
/// default exchange, through which any queue can be reached. Printed by the command <c>broker-permissions</c>.
/// </summary>
public static class BrokerPermissions
{
    public static readonly IReadOnlyList<string> Services = ["performance", "training", "feedback", "incentive"];

    /// <summary>The services without access to the payroll stream.</summary>
    internal static readonly IReadOnlyList<string> WithoutPay = ["performance", "training", "feedback"];

    private const string Queues = @"(performance|training|feedback|incentive)\..+";

    /// <param name="prefix">The beginning of the user names: <c>cardteam</c> gives <c>cardteam-performance</c>.</param>
    public static IReadOnlyList<BrokerUser> Users(string prefix) =>
        [
            .. Services.Select(service => OfService(prefix, service)),
            new(
                "payroll",
                "^$",
                @"^cardteam\.payroll\.acknowledgements$",
                @"^payroll\.bonuses$",
                [(Exchanges.Acknowledgements, ".*")]
            ),
        ];

    /// <summary>Prints the commands; an administrator reads them and runs them.</summary>
    public static int Print(string[] args, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        output.Write(Script(Value(args, "--vhost") ?? "/", Value(args, "--prefix") ?? "cardteam"));
        return 0;
    }

    /// <summary>The commands for a virtual host.</summary>
    public static string Script(string virtualHost, string prefix)
    {
        var script = new StringBuilder()
            .AppendLine(
                "# Users of the broker for CardTeam, each with what it needs and no more. Give each a password first:"
            )
            .AppendLine("#   rabbitmqctl add_user NAME   (asks for the password)");
        foreach (var user in Users(prefix))
        {
            script.AppendLine(
                CultureInfo.InvariantCulture,
                $"rabbitmqctl set_permissions -p {Quoted(virtualHost)} {Quoted(user.Name)} "
                    + $"{Quoted(user.Configure)} {Quoted(user.Write)} {Quoted(user.Read)}"
            );
            foreach (var (exchange, write) in user.Topics)
                script.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"rabbitmqctl set_topic_permissions -p {Quoted(virtualHost)} {Quoted(user.Name)} "
                        + $"{Quoted(exchange)} {Quoted(write)} '.*'"
                );
        }

        return script
            .AppendLine(
                "# RabbitMQ 4 drops what a consumer returned 20 times. These queues keep it; "
                    + "leave the line out on 3.x, which has no such limit."
            )
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"rabbitmqctl set_policy -p {Quoted(virtualHost)} {Quoted($"{prefix}-keep")} {Quoted($@"^(payroll\.bonuses(\.[A-Za-z0-9_-]+)?|cardteam\.payroll\.acknowledgements|{Queues})$")} '{{\"delivery-limit\":-1}}' --apply-to queues"
            )
            .ToString();
    }

    private static BrokerUser OfService(string prefix, string service)
    {
        var isPay = !WithoutPay.Contains(service, StringComparer.Ordinal);
        var pay = isPay ? @"|cardteam\.payroll(\.acknowledgements(_error)?)?|payroll\.bonuses(\.[A-Za-z0-9_-]+)?" : "";
        return new(
            $"{prefix}-{service}",
            $@"^(cardteam\.(events|errors|replays)|{Queues}{pay})$",
            $@"^(cardteam\.(events|errors|replays)|{Queues}{pay})$",
            $@"^(cardteam\.(events|errors|replays)|{service}\..+{pay})$",
            [
                (Exchanges.Events, $@"^{service}\."),
                .. isPay ? (IEnumerable<(string, string)>)[(Exchanges.Payroll, @"^bonus(-group)?\.")] : [],
            ]
        );
    }

    private static string? Value(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
