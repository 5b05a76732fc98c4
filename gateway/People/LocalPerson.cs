using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Gateway.People;

/// <summary>
/// A person with an account at this gateway: for a bank, or a single branch, without an identity provider of its own.
/// </summary>
internal sealed record LocalPerson
{
    /// <summary>
    /// The number of wrong passwords in a row after which the account is locked for <see cref="LockedFor"/>.
    /// </summary>
    public const int FailuresBeforeLock = 10;

    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    /// <summary>The name typed at sign-in; claim <c>sub</c>.</summary>
    public required string User { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    public string? Org { get; init; }

    public string? ManagerNo { get; init; }

    public bool Active { get; init; } = true;

    /// <summary>The hash in the format of the framework's hasher.</summary>
    public string PasswordHash { get; init; } = "";

    /// <summary>
    /// True when the password was set by somebody else; its owner must choose another before signing in.
    /// </summary>
    public bool MustChangePassword { get; init; }

    /// <summary>
    /// Counts the changes that end every token and session issued before: another password, another part of the bank, a
    /// deactivation.
    /// </summary>
    public int Version { get; init; } = 1;

    public int Failures { get; init; }

    public DateTimeOffset? LockedUntil { get; init; }

    public DateTimeOffset? LastSignIn { get; init; }

    public bool IsAdministrator => Roles.Contains(ServiceDefaults.Security.Roles.Administrator, StringComparer.Ordinal);

    public bool MayTry(DateTimeOffset now) => Active && (LockedUntil is not { } until || until <= now);

    /// <summary>
    /// The account with unit and number as the services read codes, where the file has them as somebody typed them. A
    /// code that no service would take stays, and is nobody's.
    /// </summary>
    public LocalPerson WithReadCodes() =>
        this with
        {
            Org = Codes.TryRead(Org, Lengths.OrgCode, out var org, out _) ? org : Org,
            ManagerNo = Codes.TryReadManagerNo(ManagerNo, out var managerNo, out _) ? managerNo : ManagerNo,
        };

    /// <summary>The account after a wrong password.</summary>
    public LocalPerson Failed(DateTimeOffset now) =>
        Failures + 1 < FailuresBeforeLock
            ? this with
            {
                Failures = Failures + 1,
                LockedUntil = null,
            }
            : this with
            {
                Failures = 0,
                LockedUntil = now + LockedFor,
            };

    public LocalPerson SignedIn(DateTimeOffset now) => this with { Failures = 0, LockedUntil = null, LastSignIn = now };

    /// <summary>The account with another password; everything issued under the previous one ends.</summary>
    public LocalPerson WithPassword(string hash, bool mustChange) =>
        this with
        {
            PasswordHash = hash,
            MustChangePassword = mustChange,
            Version = Version + 1,
            Failures = 0,
            LockedUntil = null,
        };
}
