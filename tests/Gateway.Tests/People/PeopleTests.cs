using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Gateway.People;
using CardTeam.Gateway.Tests.Sessions;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Gateway.Tests.People;

/// <summary>Accounts kept by the gateway itself.</summary>
public sealed class PeopleTests : IAsyncLifetime
{
    private const string Password = "kettle orbit seventeen",
        Another = "lantern plum cardinal";

    private readonly OwnFolder folder = new();
    private StandInService performance = null!;

    private string PeopleFile => folder.File("people.json");

    public async Task InitializeAsync()
    {
        performance = await StandInService.StartAsync();
        await File.WriteAllTextAsync(folder.File("password"), Password + "\n");
        FirstAdministrator.Make(PeopleFile, "anna", folder.File("password"));
    }

    public async Task DisposeAsync()
    {
        await performance.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task The_first_administrator_changes_the_password_of_the_file_and_adds_the_others_who_change_theirs()
    {
        await using var gateway = await StartAsync();
        using (var early = await gateway.SignInAsync("anna", Password))
            await early.IsProblemAsync(HttpStatusCode.Forbidden, "auth.password-must-change");
        using (var same = await ChangeAsync(gateway, "anna", Password, Password))
            await same.IsProblemAsync(HttpStatusCode.BadRequest, "people.password");
        using (var common = await ChangeAsync(gateway, "anna", Password, "Password2026!"))
            await common.IsProblemAsync(HttpStatusCode.BadRequest, "people.password");
        using (var wrong = await ChangeAsync(gateway, "anna", "not the password", Another))
            await wrong.IsProblemAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
        using (var changed = await ChangeAsync(gateway, "anna", Password, Another))
            Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);

        using var anna = await ClientAsync(gateway, "anna", Another);
        using var added = await anna.PostAsJsonAsync(
            "/auth/people",
            new
            {
                user = "chen",
                name = "陈立",
                roles = new[] { "branch-head" },
                org = "B1",
            }
        );
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var first = (await added.JsonAsync()).GetProperty("password").GetString()!;
        using (var early = await gateway.SignInAsync("chen", first))
            await early.IsProblemAsync(HttpStatusCode.Forbidden, "auth.password-must-change");
        using (var changed = await ChangeAsync(gateway, "chen", first, Password))
            Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);

        using var browser = new Browser(gateway.Address);
        var nobody = await browser.SessionAsync();
        Assert.Equal("password", nobody.GetProperty("signIn").GetString());
        Assert.Empty(nobody.GetProperty("demonstrators").EnumerateArray());
        using var signedIn = await browser.SignInAsync("chen", Password);
        var user = (await signedIn.JsonAsync()).GetProperty("user");
        Assert.Equal("B1", user.GetProperty("org").GetString());
        Assert.Equal("branch-head", user.GetProperty("roles")[0].GetString());
        // Neither the hash nor a password is in any answer, the log or the journal.
        var list = await anna.GetStringAsync("/auth/people");
        var journal = await anna.GetStringAsync("/auth/journal");
        foreach (var secret in (string[])[first, Password, Another, "passwordHash"])
        {
            Assert.DoesNotContain(secret, list + journal, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(gateway.Log, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [InlineData("another password")]
    [InlineData("a reset")]
    [InlineData("a deactivation")]
    [InlineData("another part of the bank")]
    public async Task What_changes_an_account_ends_its_tokens_and_sessions(string how)
    {
        await using var gateway = await StartAsync();
        using var anna = await AdministratorAsync(gateway);
        await AddAsync(gateway, anna, "chen", "branch-head", "B1");
        using var chen = await ClientAsync(gateway, "chen", Password);
        using var browser = new Browser(gateway.Address);
        await browser.SignInAsync("chen", Password);
        Assert.Equal(HttpStatusCode.OK, (await chen.GetAsync("/performance/managers")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Get, "/performance/managers"));

        using var done = how switch
        {
            "another password" => await ChangeAsync(gateway, "chen", Password, Another),
            "a reset" => await anna.PostAsync("/auth/people/chen/password", null),
            "a deactivation" => await UpdateAsync(anna, "chen", "B1", active: false),
            _ => await UpdateAsync(anna, "chen", "B2", active: true),
        };
        Assert.True(done.IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await chen.GetAsync("/performance/managers")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync(HttpMethod.Get, "/performance/managers"));
    }

    [Fact]
    public async Task A_sign_out_ends_a_programs_token_and_no_other()
    {
        await using var gateway = await StartAsync();
        using var anna = await AdministratorAsync(gateway);
        using var elsewhere = await ClientAsync(gateway, "anna", Another);
        Assert.Equal(HttpStatusCode.NoContent, (await anna.DeleteAsync("/session")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anna.GetAsync("/auth/people")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.GetAsync("/auth/people")).StatusCode);
        // Also after a restart: the account is stored.
        await using var again = await StartAsync();
        using var late = again.Client();
        late.DefaultRequestHeaders.Authorization = anna.DefaultRequestHeaders.Authorization;
        Assert.Equal(HttpStatusCode.Unauthorized, (await late.GetAsync("/auth/people")).StatusCode);
    }

    [Fact]
    public async Task Nobody_changes_their_own_roles_and_only_an_administrator_those_of_others()
    {
        await using var gateway = await StartAsync();
        using var anna = await AdministratorAsync(gateway);
        using var own = await anna.PutAsJsonAsync(
            "/auth/people/anna",
            new
            {
                name = "Anna",
                roles = new[] { "administrator", "payroll" },
                active = true,
            }
        );
        await own.IsProblemAsync(HttpStatusCode.Forbidden, "people.own");
        using var reset = await anna.PostAsync("/auth/people/anna/password", null);
        await reset.IsProblemAsync(HttpStatusCode.Forbidden, "people.own");

        await AddAsync(gateway, anna, "chen", "branch-head", "B1");
        using var chen = await ClientAsync(gateway, "chen", Password);
        Assert.Equal(HttpStatusCode.Forbidden, (await chen.GetAsync("/auth/people")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await UpdateAsync(chen, "chen", "B2", active: true)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await chen.GetAsync("/auth/journal")).StatusCode);
    }

    [Theory]
    [InlineData("people.user", "Chen", "hr", null, null)]
    [InlineData("people.user", "a", "hr", null, null)]
    [InlineData("people.user", "chen\u200b", "hr", null, null)]
    [InlineData("people.role", "chen", "king", null, null)]
    [InlineData("people.role", "chen", "feed", null, null)]
    [InlineData("people.org", "chen", "branch-head", " ", null)]
    [InlineData("people.manager-no", "chen", "account-manager", "B1", null)]
    [InlineData("people.manager-no", "chen", "account-manager", "B1", "\u3000")]
    public async Task An_account_that_could_not_work_is_refused(
        string code,
        string user,
        string role,
        string? org,
        string? managerNo
    )
    {
        await using var gateway = await StartAsync();
        using var anna = await AdministratorAsync(gateway);
        using var refused = await anna.PostAsJsonAsync(
            "/auth/people",
            new
            {
                user,
                name = "陈立",
                roles = new[] { role },
                org,
                managerNo,
            }
        );
        await refused.IsProblemAsync(HttpStatusCode.BadRequest, code);
        Assert.Single((await anna.GetFromJsonAsync<JsonElement>("/auth/people")).EnumerateArray());
    }

    [Theory]
    [InlineData(" B1 ", " M1 ")]
    [InlineData("Ｂ１", "Ｍ１")]
    [InlineData("\u3000B1\u3000", "M1\u3000")]
    public async Task Unit_and_number_are_kept_as_the_services_read_them(string org, string managerNo)
    {
        await using var gateway = await StartAsync();
        using var anna = await AdministratorAsync(gateway);
        var roles = new[] { "branch-head", "account-manager" };
        var asTyped = new
        {
            name = " 陈立 ",
            roles,
            org,
            managerNo,
            active = true,
        };
        using var added = await anna.PostAsJsonAsync(
            "/auth/people",
            new
            {
                user = "chen",
                name = "x",
                roles,
                org,
                managerNo,
            }
        );
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        IsRead((await added.JsonAsync()).GetProperty("person"));
        using var changed = await anna.PutAsJsonAsync("/auth/people/chen", asTyped);
        var person = await changed.JsonAsync();
        Assert.Equal("陈立", person.GetProperty("name").GetString());
        IsRead(person);

        static void IsRead(JsonElement kept) =>
            Assert.Equal(
                ("B1", "M1"),
                (kept.GetProperty("org").GetString(), kept.GetProperty("managerNo").GetString())
            );
    }

    [Theory]
    [InlineData("people.name", "姓名", "Name", "陈\u200b立", "B1", "M1")]
    [InlineData("people.name", "姓名", "Name", "陈\t立", "B1", "M1")]
    [InlineData("people.name", "姓名", "Name", "\u3000", "B1", "M1")]
    [InlineData("people.org", "机构代码", "Code of the unit", "陈立", "B\u200b1", "M1")]
    [InlineData("people.org", "机构代码", "Code of the unit", "陈立", "B\n1", "M1")]
    [InlineData(
        "people.org",
        "机构代码",
        "Code of the unit",
        "陈立",
        "B123456789012345678901234567890123456789012",
        "M1"
    )]
    [InlineData("people.manager-no", "客户经理工号", "Manager number", "陈立", "B1", "M 1")]
    [InlineData("people.manager-no", "客户经理工号", "Manager number", "陈立", "B1", "工号")]
    [InlineData(
        "people.manager-no",
        "客户经理工号",
        "Manager number",
        "陈立",
        "B1",
        "M12345678901234567890123456789012"
    )]
    public async Task What_is_malformed_is_refused_by_a_sentence_that_names_its_field(
        string code,
        string zh,
        string en,
        string name,
        string org,
        string managerNo
    )
    {
        await using var gateway = await StartAsync();
        using var anna = await AdministratorAsync(gateway);
        await AddAsync(gateway, anna, "li", "branch-head", "B1");
        var roles = new[] { "branch-head", "account-manager" };
        foreach (var (language, field) in new[] { ("zh-CN", zh), ("en", en) })
        {
            anna.DefaultRequestHeaders.AcceptLanguage.Clear();
            anna.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
            using var added = await anna.PostAsJsonAsync(
                "/auth/people",
                new
                {
                    user = "chen",
                    name,
                    roles,
                    org,
                    managerNo,
                }
            );
            using var changed = await anna.PutAsJsonAsync(
                "/auth/people/li",
                new
                {
                    name,
                    roles,
                    org,
                    managerNo,
                    active = true,
                }
            );
            foreach (var refused in new[] { added, changed })
            {
                var problem = await refused.IsProblemAsync(HttpStatusCode.BadRequest, code);
                Assert.StartsWith(field, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task An_account_of_an_earlier_release_is_read_as_the_services_read_codes()
    {
        await using (var gateway = await StartAsync())
        {
            using var anna = await AdministratorAsync(gateway);
            await AddAsync(gateway, anna, "chen", "branch-head", "B1");
        }

        var kept = await File.ReadAllTextAsync(PeopleFile);
        Assert.Contains("\"B1\"", kept, StringComparison.Ordinal);
        await File.WriteAllTextAsync(PeopleFile, kept.Replace("\"B1\"", "\" Ｂ1\"", StringComparison.Ordinal));

        await using var again = await StartAsync();
        using var browser = new Browser(again.Address);
        using var signedIn = await browser.SignInAsync("chen", Password);
        Assert.Equal("B1", (await signedIn.JsonAsync()).GetProperty("user").GetProperty("org").GetString());
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_an_account_for_a_while_and_an_outsider_does_not_learn_it()
    {
        var clock = new ClockAt(TimeProvider.System.GetUtcNow());
        await using var gateway = await StartAsync(clock);
        using var anna = await AdministratorAsync(gateway);
        await AddAsync(gateway, anna, "chen", "branch-head", "B1");
        clock.Now += TimeSpan.FromMinutes(2);
        for (var i = 0; i < LocalPerson.FailuresBeforeLock; i++)
        {
            using var wrong = await gateway.SignInAsync("chen", $"wrong {i}");
            await wrong.IsProblemAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
        }

        clock.Now += TimeSpan.FromMinutes(2);
        using (var locked = await gateway.SignInAsync("chen", Password))
            await locked.IsProblemAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
        Assert.Equal("locked", await StateAsync(anna, "chen"));
        clock.Now += LocalPerson.LockedFor;
        using var again = await gateway.SignInAsync("chen", Password);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Replicas_with_one_file_see_each_others_changes()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        using var anna = await AdministratorAsync(one);
        await AddAsync(one, anna, "chen", "branch-head", "B1");
        using var chen = await ClientAsync(other, "chen", Password);
        Assert.Equal(HttpStatusCode.OK, (await chen.GetAsync("/performance/managers")).StatusCode);
        using var done = await UpdateAsync(anna, "chen", "B1", active: false);
        Assert.Equal(HttpStatusCode.Unauthorized, (await chen.GetAsync("/performance/managers")).StatusCode);
    }

    [Fact]
    public async Task Every_change_and_sign_in_is_in_the_journal_whose_entries_follow_from_one_another()
    {
        await using var gateway = await StartAsync();
        using var anna = await AdministratorAsync(gateway);
        await AddAsync(gateway, anna, "chen", "branch-head", "B1");
        using (await gateway.SignInAsync("chen", "wrong")) { }
        using (await gateway.SignInAsync("secret-typed-as-name", "secret-typed-as-password")) { }
        using (await UpdateAsync(anna, "chen", "B2", active: true)) { }
        var journal = await anna.GetFromJsonAsync<JsonElement>("/auth/journal");
        var lines = journal
            .GetProperty("items")
            .EnumerateArray()
            .Select(e => $"{Text(e, "event")} {Text(e, "user")} {Text(e, "actor")} {Text(e, "detail")}")
            .Reverse()
            .ToList();
        Assert.Contains("account chen anna added: branch-head, B1, -, active", lines);
        Assert.Contains("account chen anna changed: branch-head, B1, -, active → branch-head, B2, -, active", lines);
        Assert.Contains("refused chen  auth.wrong-credentials", lines);
        Assert.Contains("refused   auth.wrong-credentials", lines);
        Assert.Contains("sign-in anna  person", lines);
        Assert.DoesNotContain(lines, line => line.Contains("secret-typed", StringComparison.Ordinal));
        Assert.Equal(JsonValueKind.Null, journal.GetProperty("firstBroken").ValueKind);

        var file = Assert.Single(Directory.GetFiles(folder.File("sessions/journal"), "*.jsonl"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var content = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, content.Replace("B2", "B3", StringComparison.Ordinal));
        Assert.True(
            (await anna.GetFromJsonAsync<JsonElement>("/auth/journal")).GetProperty("firstBroken").GetInt64() > 0
        );

        static string? Text(JsonElement entry, string name) =>
            entry.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    [Fact]
    public void Only_its_owner_may_read_the_file_and_no_password_is_in_it()
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PeopleFile));
        Assert.DoesNotContain(Password, File.ReadAllText(PeopleFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_without_an_administrator_is_refused()
    {
        await using var empty = new OwnFolder();
        var refused = Assert.Throws<StartRefusedException>(() =>
            RunningGateway.Build(
                empty.Path,
                [],
                TimeProvider.System,
                ("Authentication:Demo", "false"),
                ("Authentication:PeopleFile", empty.File("people.json"))
            )
        );
        Assert.Contains("nobody could sign in", refused.Message, StringComparison.Ordinal);
        Assert.Contains("add-administrator", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Anna", "kettle orbit seventeen", "user name")]
    [InlineData("bert", "short", "characters")]
    [InlineData("bert", "Password2026!", "common")]
    public void A_first_administrator_who_could_be_guessed_is_refused(string user, string password, string expected)
    {
        File.WriteAllText(folder.File("password"), password);
        var refused = Assert.Throws<StartRefusedException>(() =>
            FirstAdministrator.Make(PeopleFile, user, folder.File("password"))
        );
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(password, refused.Message, StringComparison.Ordinal);
    }

    private Task<RunningGateway> StartAsync(TimeProvider? time = null) =>
        RunningGateway.StartAsync(
            folder.Path,
            time ?? TimeProvider.System,
            ("Authentication:Demo", "false"),
            ("Authentication:PeopleFile", PeopleFile),
            ("services:performance:http:0", performance.Address)
        );

    private static async Task<HttpClient> ClientAsync(RunningGateway gateway, string user, string password)
    {
        using var response = await gateway.SignInAsync(user, password);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var client = gateway.Client();
        client.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            (await response.JsonAsync()).GetProperty("access_token").GetString()
        );
        return client;
    }

    private static async Task<HttpClient> AdministratorAsync(RunningGateway gateway)
    {
        using (await ChangeAsync(gateway, "anna", Password, Another)) { }
        return await ClientAsync(gateway, "anna", Another);
    }

    private static Task<HttpResponseMessage> ChangeAsync(
        RunningGateway gateway,
        string user,
        string password,
        string newPassword
    ) =>
        gateway.Http.PostAsJsonAsync(
            "/auth/password",
            new
            {
                user,
                password,
                newPassword,
            }
        );

    private static Task<HttpResponseMessage> UpdateAsync(HttpClient anna, string user, string org, bool active) =>
        anna.PutAsJsonAsync(
            $"/auth/people/{user}",
            new
            {
                name = "陈立",
                roles = new[] { "branch-head" },
                org,
                active,
            }
        );

    private static async Task AddAsync(RunningGateway gateway, HttpClient anna, string user, string role, string? org)
    {
        using var added = await anna.PostAsJsonAsync(
            "/auth/people",
            new
            {
                user,
                name = "陈立",
                roles = new[] { role },
                org,
            }
        );
        var first = (await added.JsonAsync()).GetProperty("password").GetString()!;
        using var changed = await ChangeAsync(gateway, user, first, Password);
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
    }

    private static async Task<string?> StateAsync(HttpClient anna, string user) =>
        (await anna.GetFromJsonAsync<JsonElement>("/auth/people"))
            .EnumerateArray()
            .Single(p => p.GetProperty("user").GetString() == user)
            .GetProperty("state")
            .GetString();
}
