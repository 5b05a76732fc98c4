using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using CardTeam.Gateway.Limits;
using CardTeam.Gateway.Sessions;
using CardTeam.Gateway.Tokens;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Gateway.People;

/// <summary>
/// Routes for administrators to manage local accounts, and for everybody to change their own password.
/// </summary>
internal static partial class PeopleRoutes
{
    public const string Path = "/auth/people";

    /// <summary>Maps the routes, where local accounts are kept.</summary>
    public static void MapPeople(this WebApplication app)
    {
        if (app.Services.GetService<PeopleFile>() is null)
            return;
        string[] ofAccount = ["400 people.name", "400 people.role", "400 people.org", "400 people.manager-no"];
        app.MapGet(Path, List)
            .Describe("Lists who has an account, with roles, part of the bank and last sign-in.")
            .WithTags("Accounts")
            .RequireRoles(Roles.Administrator, Roles.Auditor);
        app.MapPost(Path, Add)
            .Describe(
                "Adds an account, and answers its first password, once.",
                ["400 people.user", .. ofAccount, "409 people.taken"]
            )
            .WithTags("Accounts")
            .RequireRoles(Roles.Administrator);
        app.MapPut(Path + "/{user}", Update)
            .Describe(
                "Changes an account; where its roles, part of the bank or state change, its sessions and tokens end.",
                [.. ofAccount, "403 people.own", "404 people.not-found"]
            )
            .WithTags("Accounts")
            .RequireRoles(Roles.Administrator);
        app.MapPost(Path + "/{user}/password", ResetPassword)
            .Describe(
                "Sets another first password, answers it once, and unlocks the account.",
                "403 people.own",
                "404 people.not-found"
            )
            .WithTags("Accounts")
            .RequireRoles(Roles.Administrator);
        app.MapPost("/auth/password", ChangeOwnPasswordAsync)
            .Describe(
                "Changes one's own password, and ends one's other sessions and tokens.",
                "400 people.password",
                "401 auth.wrong-credentials",
                "409 people.demonstration",
                "429 auth.too-many-attempts"
            )
            .WithTags("Accounts")
            .AllowAnonymous();
    }

    /// <param name="State"><c>active</c>, <c>locked</c>, <c>first-password</c> or <c>inactive</c>.</param>
    internal sealed record PersonAnswer(
        string User,
        string Name,
        IReadOnlyList<string> Roles,
        string? Org,
        string? ManagerNo,
        bool Active,
        string State,
        DateTimeOffset? LastSignIn
    );

    /// <param name="Password">
    /// The first password, shown only this once: its owner changes it at the first sign-in.
    /// </param>
    internal sealed record WithPassword(PersonAnswer Person, string Password);

    internal sealed record AddRequest(
        [property: Required, StringLength(64)] string? User,
        [property: Required, StringLength(100)] string? Name,
        [property: Required, MinLength(1)] string[]? Roles,
        [property: StringLength(64)] string? Org,
        [property: StringLength(64)] string? ManagerNo
    );

    internal sealed record UpdateRequest(
        [property: Required, StringLength(100)] string? Name,
        [property: Required, MinLength(1)] string[]? Roles,
        [property: StringLength(64)] string? Org,
        [property: StringLength(64)] string? ManagerNo,
        [property: Required] bool? Active
    );

    internal sealed record PasswordRequest(
        [property: Required, StringLength(128)] string? User,
        [property: Required, StringLength(1024)] string? Password,
        [property: Required, StringLength(1024)] string? NewPassword
    );

    private static IReadOnlyList<PersonAnswer> List(PeopleFile people, TimeProvider time) =>
        [.. people.All.Select(p => Answer(p, time))];

    private static Created<WithPassword> Add(
        AddRequest request,
        HttpContext http,
        Caller caller,
        PeopleFile people,
        Accounts accounts,
        SignInJournal journal,
        TimeProvider time
    )
    {
        var user = (request.User ?? "").Trim();
        if (!UserName().IsMatch(user))
            throw new RuleBrokenException(
                "people.user",
                new(
                    "用户名由 2 到 64 个小写字母、数字、点、连字符或下划线组成，以字母或数字开头。",
                    "A user name has 2 to 64 small letters, digits, dots, hyphens or underscores, and begins "
                        + "with a letter or digit."
                ),
                status: 400
            );
        if (accounts.Find(user, person: true) is not null || people.Find(user) is not null)
            throw new RuleBrokenException(
                "people.taken",
                new($"用户名 {user} 已被使用。", $"The user name {user} is taken.")
            );
        var password = Passwords.MakeOne();
        var (org, managerNo) = (OrgOf(request.Org), ManagerNoOf(request.ManagerNo));
        var person = new LocalPerson
        {
            User = user,
            Name = NameOf(request.Name),
            Roles = RolesOf(request.Roles ?? [], org, managerNo),
            Org = org,
            ManagerNo = managerNo,
            MustChangePassword = true,
        };
        person = person with { PasswordHash = Passwords.Hash(person, password) };
        if (people.Change(user, known => known is null ? person : null).After != person)
            throw new RuleBrokenException(
                "people.taken",
                new($"用户名 {user} 已被使用。", $"The user name {user} is taken.")
            );
        journal.Write("account", user, CallerLimits.Address(http), "added: " + Described(person), caller.Id);
        return TypedResults.Created($"{Path}/{user}", new WithPassword(Answer(person, time), password));
    }

    private static Ok<PersonAnswer> Update(
        string user,
        UpdateRequest request,
        HttpContext http,
        Caller caller,
        PeopleFile people,
        SignInJournal journal,
        TimeProvider time
    )
    {
        var (org, managerNo) = (OrgOf(request.Org), ManagerNoOf(request.ManagerNo));
        var roles = RolesOf(request.Roles ?? [], org, managerNo);
        var (before, after) = people.Change(
            user,
            known =>
            {
                if (known is null)
                    return null;
                var next = known with
                {
                    Name = NameOf(request.Name),
                    Roles = roles,
                    Org = org,
                    ManagerNo = managerNo,
                    Active = request.Active ?? known.Active,
                };
                var isOther =
                    !known
                        .Roles.Order(StringComparer.Ordinal)
                        .SequenceEqual(roles.Order(StringComparer.Ordinal), StringComparer.Ordinal)
                    || known.Org != next.Org
                    || known.ManagerNo != next.ManagerNo
                    || known.Active != next.Active;
                if (isOther && user == caller.Id)
                    throw new RuleBrokenException(
                        "people.own",
                        new(
                            "不能更改自己的角色、范围或状态，请由另一位管理员办理。",
                            "Nobody changes their own roles, part of the bank or state: another administrator does."
                        ),
                        status: 403
                    );
                // Another part of the bank takes effect at once: tokens and sessions issued before end.
                return isOther ? next with { Version = known.Version + 1, LockedUntil = null, Failures = 0 } : next;
            }
        );
        if (after is null)
            throw RuleBrokenException.NotFound("people");
        if (before != after)
            journal.Write(
                "account",
                user,
                CallerLimits.Address(http),
                $"changed: {Described(before!)} → {Described(after)}",
                caller.Id
            );
        return TypedResults.Ok(Answer(after, time));
    }

    /// <summary>Sets a new first password for somebody who forgot theirs, and unlocks the account.</summary>
    private static Ok<WithPassword> ResetPassword(
        string user,
        HttpContext http,
        Caller caller,
        PeopleFile people,
        SignInJournal journal,
        TimeProvider time
    )
    {
        if (user == caller.Id)
            throw new RuleBrokenException(
                "people.own",
                new("请在“我的账户”中更换自己的密码。", "Change your own password on the page of your account."),
                status: 403
            );
        var password = Passwords.MakeOne();
        var (_, after) = people.Change(
            user,
            known => known?.WithPassword(Passwords.Hash(known, password), mustChange: true)
        );
        if (after is null)
            throw RuleBrokenException.NotFound("people");
        journal.Write("password", user, CallerLimits.Address(http), "reset", caller.Id);
        return TypedResults.Ok(new WithPassword(Answer(after, time), password));
    }

    /// <summary>
    /// Changes one's own password. The current password is checked and counted like a sign-in, so that this does not
    /// bypass the limits.
    /// </summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeOwnPasswordAsync(
        PasswordRequest request,
        HttpContext http,
        SignIn signIn,
        PeopleFile people,
        SignInJournal journal
    )
    {
        if (
            request
            is not {
                User.Length: > 0 and <= 128,
                Password.Length: > 0 and <= Passwords.Longest,
                NewPassword.Length: > 0 and <= Passwords.Longest
            }
        )
            throw new RuleBrokenException(
                "request.invalid",
                new("请填写用户名、当前密码和新密码。", "The user, the present password and the new one are needed."),
                status: 400
            );
        var (user, address) = (request.User!, CallerLimits.Address(http));
        var (_, local, refused) = await signIn.CheckAsync(http, user, request.Password!, person: true);
        if (refused is not null)
            return refused;
        if (local is null)
            throw new RuleBrokenException(
                "people.demonstration",
                new("演示用户的密码不能更换。", "The password of a demonstration user cannot be changed.")
            );
        var problem =
            request.NewPassword == request.Password
                ? new Text("新密码须与原密码不同。", "The new password must differ from the one before.")
                : Passwords.Refusal(request.NewPassword!, user, local.Name);
        if (problem is { } text)
            throw new RuleBrokenException("people.password", text, status: 400);
        people.Change(
            user,
            known => known?.WithPassword(Passwords.Hash(known, request.NewPassword!), mustChange: false)
        );
        journal.Write("password", user, address, "changed", user);
        return TypedResults.NoContent();
    }

    /// <exception cref="RuleBrokenException">
    /// A role is unknown, is for programs, or lacks the part of the bank it is for.
    /// </exception>
    internal static IReadOnlyList<string> RolesOf(IReadOnlyList<string> asked, string? org, string? managerNo)
    {
        var roles = asked.Distinct(StringComparer.Ordinal).ToArray();
        if (roles.Length == 0)
            throw new RuleBrokenException(
                "people.role",
                new("至少选择一个角色。", "At least one role is needed."),
                status: 400
            );
        if (roles.FirstOrDefault(r => !Roles.All.Contains(r, StringComparer.Ordinal) || r == Roles.Feed) is { } unknown)
            throw new RuleBrokenException(
                "people.role",
                new(
                    $"没有角色 {unknown}，或该角色只供程序使用。",
                    $"There is no role {unknown}, or it is a program's only."
                ),
                status: 400
            );
        if (roles.Contains(Roles.BranchHead) && org is null)
            throw new RuleBrokenException(
                "people.org",
                new("机构负责人须填写机构代码。", "A branch head needs the code of their unit."),
                status: 400
            );
        if (roles.Contains(Roles.AccountManager) && managerNo is null)
            throw new RuleBrokenException(
                "people.manager-no",
                new("客户经理须填写工号。", "An account manager needs their manager number."),
                status: 400
            );
        return roles;
    }

    private static string NameOf(string? name)
    {
        var field = new Text("姓名", "Name");
        if (!TypedText.TryRead(name, Lengths.PersonName, out var text, out var refusal))
            throw Refused("people.name", field, refusal);
        return text
            ?? throw new RuleBrokenException(
                "people.name",
                new($"{field.Zh}：不能为空。", $"{field.En}: it is not empty."),
                status: 400
            );
    }

    /// <summary>
    /// The code of a unit as every service reads it: trimmed, full-width characters as half-width ones.
    /// </summary>
    private static string? OrgOf(string? org) =>
        Codes.TryRead(org, Lengths.OrgCode, out var code, out var refusal)
            ? code
            : throw Refused("people.org", new("机构代码", "Code of the unit"), refusal);

    /// <summary>A manager's number, as <see cref="OrgOf"/>.</summary>
    private static string? ManagerNoOf(string? managerNo) =>
        Codes.TryReadManagerNo(managerNo, out var number, out var refusal)
            ? number
            : throw Refused("people.manager-no", new("客户经理工号", "Manager number"), refusal);

    private static RuleBrokenException Refused(string code, Text field, Refusal refusal) =>
        new(code, new($"{field.Zh}：{refusal.Text.Zh}", $"{field.En}: {refusal.Text.En}"), status: 400);

    private static string Described(LocalPerson person) =>
        $"{string.Join(' ', person.Roles)}, {person.Org ?? "-"}, {person.ManagerNo ?? "-"}, {(person.Active ? "active" : "inactive")}";

    private static PersonAnswer Answer(LocalPerson person, TimeProvider time) =>
        new(
            User: person.User,
            Name: person.Name,
            Roles: person.Roles,
            Org: person.Org,
            ManagerNo: person.ManagerNo,
            Active: person.Active,
            State: !person.Active ? "inactive"
                : !person.MayTry(time.GetUtcNow()) ? "locked"
                : person.MustChangePassword ? "first-password"
                : "active",
            LastSignIn: person.LastSignIn
        );

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{1,63}\z", RegexOptions.ExplicitCapture, 1000)]
    internal static partial Regex UserName();
}
