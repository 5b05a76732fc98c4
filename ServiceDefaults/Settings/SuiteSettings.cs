using static CardTeam.ServiceDefaults.Settings.SettingReader;

namespace CardTeam.ServiceDefaults.Settings;

/// <summary>
/// Every key the suite reads. An unknown key stops the start: a setting with a misspelt name would otherwise be ignored
/// silently.
/// </summary>
public static class SuiteSettings
{
    /// <summary>A day in seconds, which the framework's timers accept with room to spare.</summary>
    private const int Day = 86_400;

    public static readonly TextSetting Database =
            new(
                Services,
                "ConnectionStrings:database",
                "`Data Source=…` (SQLite) or `Server=…` (SQL Server)",
                "must be set",
                "The service's own database."
            ),
        Messaging =
            new(
                Services,
                "ConnectionStrings:messaging",
                "`amqp://user:password@host:5672/vhost`, `amqps://…` with TLS",
                "no broker: what is announced waits in the outbox",
                "RabbitMQ."
            ),
        Cache =
            new(
                Every,
                "ConnectionStrings:cache",
                "`host:6379,password=…`, with TLS `…,ssl=true`",
                "no cache: each replica goes by itself",
                "Redis, as StackExchange.Redis names its options."
            ),
        Authority =
            new(
                Every,
                "Authentication:Authority",
                "an https address; http on loopback",
                "must be set, but on a gateway with `Authentication:Demo` or `Authentication:PeopleFile`",
                "Who issues the tokens: the bank's identity provider, or for a trial the gateway."
            ),
        GroupClaim =
            new(
                Every,
                "Authentication:GroupClaim",
                "a claim's name",
                "`groups`",
                "The claim of the bank's tokens that lists a person's groups."
            ),
        Groups =
            new(
                Every,
                "Authentication:Groups:*",
                "groups with semicolons between them; the key ends with the role",
                "none",
                "The groups whose members have that role."
            ),
        OrgClaim =
            new(
                Every,
                "Authentication:OrgClaim",
                "a claim's name",
                "`org`",
                "The claim with the code of a person's organisation unit."
            ),
        ManagerNoClaim =
            new(
                Every,
                "Authentication:ManagerNoClaim",
                "a claim's name",
                "`manager_no`",
                "The claim with an account manager's number."
            ),
        ImportFolder =
            new(
                Services,
                "Imports:Folder",
                "a folder",
                "`cardteam/{service}/imports` in the system's folder for temporary files",
                "Where uploads wait for their turn."
            ),
        AuditHeadsFolder =
            new(
                Services,
                "Audit:HeadsFolder",
                "folders with semicolons between them",
                "`audit-heads` beside a SQLite database; none with SQL Server",
                "Where the end of the audit chain is noted every five minutes while entries are written, a file "
                    + "a service; at least one beyond the reach of who may write the database. The log has each too. "
                    + "`verify-audit` checks the chain against them."
            ),
        AuditKeyFile =
            new(
                Services,
                "Audit:KeyFile",
                "a file",
                "`{service}.audit-key` beside a SQLite database; "
                    + "none with SQL Server, which then has a chain without a key",
                "The key audit entries are sealed with, made when it is missing, for the service's account only. "
                    + "Every replica needs the same. It belongs into no backup of the data."
            ),
        ReportTo =
            new(
                Services,
                "Report:To",
                "an https address; http on loopback",
                "must be set for `report`",
                "Performance of a branch alone: the gateway of head office that its card facts are reported to."
            ),
        ReportClientId =
            new(
                Services,
                "Report:ClientId",
                "text",
                "must be set for `report`",
                "Who the branch is there: a program with the role `feed` and the branch's part of the bank."
            ),
        ReportClientSecret = new(Services, "Report:ClientSecret", "text", "must be set for `report`", "Its secret."),
        ReportTokenAddress =
            new(
                Services,
                "Report:TokenAddress",
                "an https address; http on loopback",
                "head office's `/auth/token`",
                "Where the identity provider gives tokens by client credentials."
            ),
        KeyFile =
            new(
                Gateway,
                "Authentication:KeyFile",
                "a file",
                "`data/token-key.pem`",
                "The key that signs tokens where the gateway issues them; made when it is missing."
            ),
        PeopleFile =
            new(
                Gateway,
                "Authentication:PeopleFile",
                "a file",
                "no local accounts",
                "Keeps the accounts of people where the gateway itself signs them in and the bank has no "
                    + "identity provider: names, roles and hashes of passwords."
            ),
        PublicAddress =
            new(
                Gateway,
                "Access:Address",
                "an https address; http on loopback",
                "where the gateway listens",
                "Where people and services reach the gateway; "
                    + "its discovery document and the way back from the identity provider name it."
            ),
        Hosts =
            new(
                Gateway,
                "Access:Hosts",
                "names with semicolons between them, `*.bank.example` for all below one",
                "those of this machine, of `Access:Address` and of the addresses it listens at",
                "The names the gateway answers to. A request for another name is refused: "
                    + "a page elsewhere could else be made to look like one of its own."
            ),
        Proxies =
            new(
                Gateway,
                "Access:Proxies",
                "addresses or networks (`10.1.0.0/16`) with semicolons between them",
                "none: what a request says of its caller's address is not believed",
                "The proxies before the gateway that may say where a request came from and whether it came by https."
            ),
        WholeBank =
            new(
                Every,
                "Authentication:WholeBank",
                "text",
                "a token without the claim is for the whole bank, but a branch head's",
                "The value of the claim `Authentication:OrgClaim` that stands for the whole bank. "
                    + "Where it is set, a role that may have a part of the bank is not given to a token without the "
                    + "claim."
            ),
        Clients =
            new(
                Gateway,
                "Authentication:Clients:*:*",
                "`Id`, `SecretHash`, `Roles`, `Org`, `Name` of each",
                "none",
                "Programs that sign in at a gateway that issues tokens."
            ),
        ClientRoles = new(Gateway, "Authentication:Clients:*:Roles:*", "a role", "—", "The same from a file's list."),
        Console =
            new(
                Gateway,
                "Authentication:Console:*",
                "`ClientId`, `ClientSecret`, `AuthorizationEndpoint`, `TokenEndpoint`, `Scope`",
                "people do not sign in, only programs",
                "The bank's identity provider as the console uses it: OAuth 2 by code and PKCE."
            ),
        Replicas =
            new(
                Gateway,
                "services:*:http:*",
                "an http or https address",
                "the service answers 503",
                "Where the replicas of a service are; numbered from 0."
            ),
        SessionFolder =
            new(
                Gateway,
                "Sessions:Folder",
                "a folder",
                "`sessions` beside the signing key, else `data/sessions`",
                "Browsers' sessions, and the keys that seal them. Replicas of the gateway share it, or a cache."
            ),
        SessionCertificate =
            new(
                Gateway,
                "Sessions:Certificate",
                "a PEM file with an RSA certificate and its private key",
                "the keys are kept as they are",
                "Encrypts the keys that seal sessions, in the folder and in the cache. The same on every replica."
            );

    public static readonly FlagSetting Demo =
            new(
                Gateway,
                "Authentication:Demo",
                "false",
                "The gateway issues tokens to the demonstration users, whose password everybody knows. "
                    + "For a trial on one machine: refused on an address beyond loopback."
            ),
        SignedInOnly =
            new(
                Gateway,
                "Access:SignedInOnly",
                "false in a demonstration, true elsewhere",
                "The description of the API, each service's health in detail and versions are for who is signed in."
            ),
        MigrateAtStart =
            new(
                Services,
                "Database:MigrateAtStart",
                "true on SQLite, false on SQL Server",
                "The service brings its schema up to date when it starts; "
                    + "otherwise it refuses to start before `migrate` has."
            );

    public static readonly NumberSetting Prefetch =
            new(Services, "Messaging:Prefetch", 256, 1, 5000, "Messages of each queue that a replica has in hand."),
        Concurrency =
            new(
                Services,
                "Messaging:Concurrency",
                256,
                1,
                5000,
                "How many of them it is given at once; those that wait together are taken together. Unset: "
                    + "as `Messaging:Prefetch`."
            ),
        ReportDays =
            new(
                Services,
                "Report:Days",
                62,
                1,
                3660,
                "Facts of how many days are reported each time. More after a branch learned late of older ones; "
                    + "what is known there changes nothing."
            ),
        TalkYears =
            new(
                Services,
                "Retention:TalkYears",
                0,
                0,
                100,
                "Feedback: talks held longer ago than so many years are deleted; 0 keeps them."
            ),
        LeaverYears =
            new(
                Services,
                "Retention:LeaverYears",
                0,
                0,
                100,
                "Performance: name and education of who left longer ago than so many years are forgotten, the "
                    + "number stays; 0 keeps them."
            ),
        RequestsPerMinute =
            new(
                Gateway,
                "Limits:RequestsPerMinute",
                60_000,
                0,
                int.MaxValue,
                "Requests a minute of one caller; 0 is no limit."
            ),
        ConcurrentRequests =
            new(
                Gateway,
                "Limits:ConcurrentRequestsPerService",
                400,
                0,
                100_000,
                "Requests under way at one service, over all its replicas; 0 is no limit."
            ),
        QueuedRequests =
            new(Gateway, "Limits:QueuedRequestsPerService", 100, 0, 100_000, "How many may wait beyond those."),
        ConnectTimeout =
            new(
                Gateway,
                "Timeouts:ConnectSeconds",
                3,
                1,
                Day,
                "Seconds to reach a replica. A host that is gone does not refuse, it never answers."
            ),
        SilenceTimeout =
            new(Gateway, "Timeouts:SilenceSeconds", 60, 1, Day, "Seconds in which neither side sends a byte."),
        LongSilenceTimeout =
            new(
                Gateway,
                "Timeouts:LongSilenceSeconds",
                600,
                1,
                Day,
                "The same for calls that compute for long before their first byte."
            ),
        AliveEvery =
            new(Gateway, "Checks:AliveSeconds", 1, 1, Day, "Seconds from one question for `/alive` to the next."),
        AliveTimeout = new(Gateway, "Checks:AliveTimeoutSeconds", 3, 1, Day, "Seconds its answer may take."),
        HealthEvery =
            new(
                Gateway,
                "Checks:HealthSeconds",
                5,
                1,
                Day,
                "Seconds from one look at each replica's `/health` to the next."
            ),
        ShutdownNotice =
            new(
                Gateway,
                "Shutdown:NoticeSeconds",
                0,
                0,
                Day,
                "Seconds in which a gateway that was told to stop says so and still takes requests."
            ),
        ShutdownDrain = new(Gateway, "Shutdown:DrainSeconds", 30, 1, Day, "Seconds for what is under way to finish."),
        SessionIdle =
            new(Gateway, "Sessions:IdleMinutes", 30, 2, 480, "Minutes without a call after which one signs in again."),
        SessionLongest =
            new(
                Gateway,
                "Sessions:LongestHours",
                12,
                1,
                168,
                "Hours after which one signs in again, however busy the session."
            );

    public static readonly NumberSetting ImportsWaiting = new(
        Services,
        "Imports:WaitingPerPerson",
        20,
        1,
        10_000,
        "How many files of one person may wait or be under way at one service; the next is answered 429."
    );

    public static readonly DaySetting FirstDay = new(
        Services,
        "Bank:FirstDay",
        new(1990, 1, 1),
        "The first day anything can have happened on. An earlier one is refused by its row, as is one after tomorrow."
    );

    public static readonly AmountSetting LargestAmount = new(
        Services,
        "Bank:LargestAmount",
        100_000_000m,
        1_000_000_000_000m,
        "The most that one amount may be, in CNY. A larger one is refused by its row."
    );

    public static readonly FlagSetting RefuseUnknownEnrolments = new(
        Services,
        "Enrolments:RefuseUnknown",
        "false: they wait without a seat",
        "Training: whether an enrolment of a manager nobody has told it of is refused by its row."
    );

    /// <summary>All settings, in the order of the page.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        Authority,
        GroupClaim,
        Groups,
        OrgClaim,
        ManagerNoClaim,
        WholeBank,
        Cache,
        Database,
        MigrateAtStart,
        Messaging,
        Prefetch,
        Concurrency,
        FirstDay,
        LargestAmount,
        RefuseUnknownEnrolments,
        ImportFolder,
        ImportsWaiting,
        AuditHeadsFolder,
        AuditKeyFile,
        TalkYears,
        LeaverYears,
        ReportTo,
        ReportClientId,
        ReportClientSecret,
        ReportTokenAddress,
        ReportDays,
        Replicas,
        Demo,
        KeyFile,
        PeopleFile,
        Clients,
        ClientRoles,
        Console,
        SessionFolder,
        SessionCertificate,
        SessionIdle,
        SessionLongest,
        PublicAddress,
        Hosts,
        Proxies,
        SignedInOnly,
        RequestsPerMinute,
        ConcurrentRequests,
        QueuedRequests,
        ConnectTimeout,
        SilenceTimeout,
        LongSilenceTimeout,
        AliveEvery,
        AliveTimeout,
        HealthEvery,
        ShutdownNotice,
        ShutdownDrain,
    ];
}
