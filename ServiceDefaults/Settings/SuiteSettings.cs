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
                "no broker: events wait in the outbox",
                "The RabbitMQ broker."
            ),
        Cache =
            new(
                Every,
                "ConnectionStrings:cache",
                "`host:6379,password=…`, with TLS `…,ssl=true`",
                "no cache: each replica works on its own",
                "The Redis cache, with the options of StackExchange.Redis."
            ),
        Authority =
            new(
                Every,
                "Authentication:Authority",
                "an https address; http on loopback",
                "must be set, but on a gateway with `Authentication:Demo` or `Authentication:PeopleFile`",
                "The issuer of the tokens: the bank's identity provider, or the gateway itself for a trial."
            ),
        LeaverDeferral =
            new(
                Services,
                "Incentive:LeaverDeferral",
                "`keep` or `forfeit`",
                "`keep`",
                "Incentive: deferred money of those who have left, paid on schedule or lost from their last day on."
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
                "groups separated by semicolons; the key ends with the role",
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
                "The folder in which uploaded files wait to be imported."
            ),
        AuditHeadsFolder =
            new(
                Services,
                "Audit:HeadsFolder",
                "folders separated by semicolons",
                "`audit-heads` beside a SQLite database; none with SQL Server",
                "The folders in which the end of the audit chain is recorded every five minutes while entries are written, "
                    + "one file per service. At least one should be out of reach of anybody who can write to the database. "
                    + "The log has each record too. `verify-audit` checks the chain against them."
            ),
        AuditKeyFile =
            new(
                Services,
                "Audit:KeyFile",
                "a file",
                "`{service}.audit-key` beside a SQLite database; "
                    + "none with SQL Server, which then has a chain without a key",
                "The key that seals audit entries; created when missing, readable by the service's account only. "
                    + "All replicas need the same key. Keep it out of backups of the data."
            ),
        ContactKeyFile =
            new(
                Services,
                "Complaints:ContactKeyFile",
                "a file",
                "`feedback.contact-key` beside a SQLite database; none with SQL Server, which then takes no contacts",
                "Feedback: the key that seals customers' contacts; created when missing, readable by the service's "
                    + "account only. All replicas need the same key. Keep it out of backups of the data."
            ),
        AttachmentFolder =
            new(
                Services,
                "Complaints:AttachmentFolder",
                "a folder",
                "`feedback.attachments` beside a SQLite database; none with SQL Server, which then takes no attachments",
                "Feedback: where the files of complaints are kept, sealed by the key of `Complaints:ContactKeyFile`. "
                    + "All replicas need the same folder. Back it up with the database."
            ),
        BundleKeyFile =
            new(
                Services,
                "Incentive:BundleKeyFile",
                "a file",
                "`incentive.bundle-keys.pem` beside `Audit:KeyFile`, otherwise beside a SQLite database; "
                    + "none with SQL Server alone, and then no bundles",
                "Incentive: the keys that sign bundles for proof outside the suite, in PEM: the private key in use, then "
                    + "the public halves of those before it. Created when missing; `rotate-bundle-key` puts a new one in "
                    + "use. All replicas need the same."
            ),
        ReportTo =
            new(
                Services,
                "Report:To",
                "an https address; http on loopback",
                "must be set for `report`",
                "For a branch that runs Performance alone: the head-office gateway to which it reports its card facts."
            ),
        ReportClientId =
            new(
                Services,
                "Report:ClientId",
                "text",
                "must be set for `report`",
                "The branch's client at head office: a program with the role `feed`, limited to the branch."
            ),
        ReportClientSecret =
            new(Services, "Report:ClientSecret", "text", "must be set for `report`", "The secret of that client."),
        ReportTokenAddress =
            new(
                Services,
                "Report:TokenAddress",
                "an https address; http on loopback",
                "head office's `/auth/token`",
                "The address at which the identity provider issues tokens for client credentials."
            ),
        KeyFile =
            new(
                Gateway,
                "Authentication:KeyFile",
                "a file",
                "`data/token-key.pem`",
                "The key that signs tokens when the gateway issues them; created when missing."
            ),
        PeopleFile =
            new(
                Gateway,
                "Authentication:PeopleFile",
                "a file",
                "no local accounts",
                "The local accounts of people, for a bank without an identity provider: names, roles and password hashes."
            ),
        PublicAddress =
            new(
                Gateway,
                "Access:Address",
                "an https address; http on loopback",
                "where the gateway listens",
                "The address at which people and services reach the gateway; it appears in the "
                    + "discovery document and in the redirect from the identity provider."
            ),
        Hosts =
            new(
                Gateway,
                "Access:Hosts",
                "names separated by semicolons; `*.bank.example` stands for every name below it",
                "those of this machine, of `Access:Address` and of the addresses it listens on",
                "The host names the gateway answers to. A request for another name is refused, "
                    + "so that a page elsewhere cannot pass for one of its own."
            ),
        Proxies =
            new(
                Gateway,
                "Access:Proxies",
                "addresses or networks (`10.1.0.0/16`) separated by semicolons",
                "none: forwarded headers are ignored",
                "The proxies in front of the gateway that are trusted to name a request's origin and its use of https."
            ),
        WholeBank =
            new(
                Every,
                "Authentication:WholeBank",
                "text",
                "a token without the claim covers the whole bank, except a branch head's",
                "The value of the claim `Authentication:OrgClaim` that stands for the whole bank. "
                    + "When it is set, roles that can be limited to a part of the bank are not granted to a token "
                    + "without the claim."
            ),
        Clients =
            new(
                Gateway,
                "Authentication:Clients:*:*",
                "`Id`, `SecretHash`, `Roles`, `Org`, `Name` of each",
                "none",
                "The programs that may sign in when the gateway issues the tokens."
            ),
        ClientRoles =
            new(
                Gateway,
                "Authentication:Clients:*:Roles:*",
                "a role",
                "—",
                "The roles of such a program, as a list in a settings file."
            ),
        Console =
            new(
                Gateway,
                "Authentication:Console:*",
                "`ClientId`, `ClientSecret`, `AuthorizationEndpoint`, `TokenEndpoint`, `Scope`",
                "only programs can sign in",
                "How the console signs people in at the bank's identity provider: OAuth 2 authorization code with PKCE."
            ),
        Replicas =
            new(
                Gateway,
                "services:*:http:*",
                "an http or https address",
                "the service answers 503",
                "The addresses of a service's replicas, numbered from 0."
            ),
        SessionFolder =
            new(
                Gateway,
                "Sessions:Folder",
                "a folder",
                "`sessions` beside the signing key, else `data/sessions`",
                "The browser sessions and the keys that protect them. Replicas of the gateway share this folder, or a cache."
            ),
        SessionCertificate =
            new(
                Gateway,
                "Sessions:Certificate",
                "a PEM file with an RSA certificate and its private key",
                "the keys are stored unencrypted",
                "Encrypts the keys that protect sessions, in the folder and in the cache. All replicas need the same."
            );

    public static readonly FlagSetting Demo =
            new(
                Gateway,
                "Authentication:Demo",
                "false",
                "Whether the demonstration users, whose password is public, can sign in. "
                    + "For a trial on one machine only: refused on an address beyond loopback."
            ),
        SignedInOnly =
            new(
                Gateway,
                "Access:SignedInOnly",
                "false in a demonstration, true elsewhere",
                "Whether the API description, the details of each service's health and the versions require signing in."
            ),
        PublicOpen =
            new(Gateway, "Public:Open", "true", "Whether the pages under `/public` are served, which need no sign-in."),
        MigrateAtStart =
            new(
                Services,
                "Database:MigrateAtStart",
                "true on SQLite, false on SQL Server",
                "Whether a service updates its schema when it starts; "
                    + "otherwise it refuses to start until `migrate` has run."
            );

    public static readonly NumberSetting Prefetch =
            new(Services, "Messaging:Prefetch", 256, 1, 5000, "Messages that a replica prefetches from each queue."),
        Concurrency =
            new(
                Services,
                "Messaging:Concurrency",
                256,
                1,
                5000,
                "Messages that a replica handles at the same time, in batches. Default: the value of "
                    + "`Messaging:Prefetch`."
            ),
        ReportDays =
            new(
                Services,
                "Report:Days",
                62,
                1,
                3660,
                "Days of card facts that each report covers. Raise it when a branch has recorded older facts late; "
                    + "facts that head office already has change nothing."
            ),
        AttendancePercent =
            new(
                Services,
                "Training:AttendancePercent",
                80,
                1,
                100,
                "Training: the share of a session's days, in per cent, that somebody must attend to complete the course."
            ),
        NewHireDays =
            new(
                Services,
                "Training:NewHireDays",
                90,
                0,
                3660,
                "Training: days after hiring within which a manager counts as a new hire in the share of those certified."
            ),
        ExpiringDays =
            new(
                Services,
                "Training:ExpiringDays",
                90,
                1,
                3660,
                "Training: days before its end within which a certificate is shown as about to expire."
            ),
        GraceDays =
            new(
                Services,
                "Training:GraceDays",
                30,
                0,
                3660,
                "Training: days after its end within which an expired certificate may still be renewed; they give no pay."
            ),
        TalkYears =
            new(
                Services,
                "Retention:TalkYears",
                0,
                0,
                100,
                "Feedback: years after which a talk is deleted; 0 keeps all."
            ),
        ContactYears =
            new(
                Services,
                "Retention:ContactYears",
                3,
                0,
                100,
                "Feedback: years after which the customer's contact of a complaint is erased; 0 keeps it."
            ),
        LeaverYears =
            new(
                Services,
                "Retention:LeaverYears",
                0,
                0,
                100,
                "Performance: years after leaving when a manager's name and education are erased; the number stays. "
                    + "0 keeps all."
            ),
        WhatIfDays =
            new(
                Services,
                "Retention:WhatIfDays",
                90,
                1,
                3650,
                "Incentive: days after which a what-if and its result are deleted."
            ),
        PayrollAnswerDays =
            new(
                Services,
                "Payroll:AnswerDays",
                7,
                1,
                90,
                "Incentive: days after the approval, or after the month's pay day where the payroll calendar has a later "
                    + "one, after which an entry without payroll's answer is reported as a difference."
            ),
        RequestsPerMinute =
            new(
                Gateway,
                "Limits:RequestsPerMinute",
                60_000,
                0,
                int.MaxValue,
                "Requests per minute of one caller; 0 for no limit."
            ),
        PublicPagesPerMinute =
            new(
                Gateway,
                "Public:PagesPerMinute",
                60,
                1,
                int.MaxValue,
                "Public pages that one address may open in a minute."
            ),
        PublicFormsPerMinute =
            new(
                Gateway,
                "Public:FormsPerMinute",
                6,
                1,
                int.MaxValue,
                "Public forms that one address may send in a minute."
            ),
        ConcurrentRequests =
            new(
                Gateway,
                "Limits:ConcurrentRequestsPerService",
                400,
                0,
                100_000,
                "Concurrent requests to one service, over all its replicas; 0 for no limit."
            ),
        QueuedRequests =
            new(
                Gateway,
                "Limits:QueuedRequestsPerService",
                100,
                0,
                100_000,
                "Requests that may queue beyond that limit."
            ),
        ConnectTimeout =
            new(
                Gateway,
                "Timeouts:ConnectSeconds",
                3,
                1,
                Day,
                "Seconds allowed for connecting to a replica; a host that is down never answers."
            ),
        SilenceTimeout =
            new(
                Gateway,
                "Timeouts:SilenceSeconds",
                60,
                1,
                Day,
                "Seconds without a byte in either direction after which a call is ended."
            ),
        LongSilenceTimeout =
            new(
                Gateway,
                "Timeouts:LongSilenceSeconds",
                600,
                1,
                Day,
                "The same for calls that take long before their first byte."
            ),
        AliveEvery = new(Gateway, "Checks:AliveSeconds", 1, 1, Day, "Seconds between two checks of `/alive`."),
        AliveTimeout = new(Gateway, "Checks:AliveTimeoutSeconds", 3, 1, Day, "Seconds allowed for its answer."),
        HealthEvery =
            new(Gateway, "Checks:HealthSeconds", 5, 1, Day, "Seconds between two checks of each replica's `/health`."),
        ShutdownNotice =
            new(
                Gateway,
                "Shutdown:NoticeSeconds",
                0,
                0,
                Day,
                "Seconds during which a stopping gateway announces it and still accepts requests."
            ),
        ShutdownDrain = new(Gateway, "Shutdown:DrainSeconds", 30, 1, Day, "Seconds for running requests to finish."),
        SessionIdle =
            new(Gateway, "Sessions:IdleMinutes", 30, 2, 480, "Minutes of inactivity after which a session ends."),
        SessionLongest =
            new(Gateway, "Sessions:LongestHours", 12, 1, 168, "Hours after which a session ends in any case.");

    public static readonly NumberSetting ImportsWaiting = new(
        Services,
        "Imports:WaitingPerPerson",
        20,
        1,
        10_000,
        "Files of one person that may be queued or running at one service; a further upload is answered with 429."
    );

    public static readonly DaySetting FirstDay = new(
        Services,
        "Bank:FirstDay",
        new(1990, 1, 1),
        "The earliest date accepted in a row. Rows with an earlier date, or a date after tomorrow, are rejected."
    );

    public static readonly ShareSetting RegulationMargin = new(
        Services,
        "Regulation:Margin",
        0.05m,
        "Performance: the distance by which compliance and risk have to outweigh every other family of a score sheet before it has no finding."
    );

    public static readonly NumberSetting CustomerNewMonths =
            new(
                Services,
                "Customers:NewMonths",
                6,
                1,
                120,
                "Performance: months from the first card during which a customer is new."
            ),
        CustomerGrowingMonths =
            new(
                Services,
                "Customers:GrowingMonths",
                24,
                1,
                240,
                "Performance: months from the first card until which a customer is growing, and mature afterwards."
            ),
        CustomerDormantMonths =
            new(
                Services,
                "Customers:DormantMonths",
                6,
                1,
                120,
                "Performance: months without activity after which a customer is dormant."
            );

    public static readonly AmountSetting LargestAmount = new(
        Services,
        "Bank:LargestAmount",
        100_000_000m,
        1_000_000_000_000m,
        "The largest amount accepted in a row, in CNY. Rows with a larger amount are rejected."
    );

    public static readonly FlagSetting RefuseUnknownEnrolments = new(
        Services,
        "Enrolments:RefuseUnknown",
        "false: they wait without a seat",
        "Training: whether enrolments of managers who are not on the roster are rejected."
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
        RegulationMargin,
        CustomerNewMonths,
        CustomerGrowingMonths,
        CustomerDormantMonths,
        RefuseUnknownEnrolments,
        ImportFolder,
        ImportsWaiting,
        AuditHeadsFolder,
        AuditKeyFile,
        ContactKeyFile,
        AttachmentFolder,
        BundleKeyFile,
        LeaverDeferral,
        AttendancePercent,
        NewHireDays,
        ExpiringDays,
        GraceDays,
        TalkYears,
        ContactYears,
        LeaverYears,
        WhatIfDays,
        PayrollAnswerDays,
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
        PublicOpen,
        PublicPagesPerMinute,
        PublicFormsPerMinute,
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
