using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Gateway.People;

/// <summary>
/// Creates the first administrator of a bank's own suite on the machine itself; the administrator adds everybody else.
/// </summary>
public static class FirstAdministrator
{
    /// <summary>True when somebody can sign in and add other people.</summary>
    /// <exception cref="StartRefusedException">The file cannot be read.</exception>
    public static bool IsThere(string peopleFile) =>
        File.Exists(peopleFile) && new PeopleFile(peopleFile).HasAdministrator;

    /// <summary>Creates the account, or sets a new password where it was forgotten.</summary>
    /// <param name="peopleFile">The file of local accounts.</param>
    /// <param name="user">The name for signing in.</param>
    /// <param name="passwordFile">Holds the password in its first line; null asks for it at the terminal.</param>
    /// <exception cref="StartRefusedException">The name or the password is not permitted.</exception>
    public static void Make(string peopleFile, string user, string? passwordFile)
    {
        if (!PeopleRoutes.UserName().IsMatch(user))
            throw new StartRefusedException(
                "--admin: 用户名由小写字母、数字、点、连字符或下划线组成 · "
                    + $"a user name has small letters, digits, dots, hyphens and underscores, not '{user}'"
            );
        var password = passwordFile is null ? Ask(user) : Read(passwordFile);
        if (Passwords.Refusal(password, user, user) is { } refusal)
            throw new StartRefusedException($"--admin: {refusal.Zh} · {refusal.En}");
        var people = new PeopleFile(peopleFile);
        people.Change(
            user,
            known =>
            {
                if (known is { IsAdministrator: false })
                    throw new StartRefusedException(
                        $"--admin: {user} 已是另一角色的账户 · {user} is the account of somebody who is no administrator"
                    );
                var person =
                    known
                    ?? new LocalPerson
                    {
                        User = user,
                        Name = user,
                        Roles = [Roles.Administrator],
                    };
                // A password from a file may have been read by others; a typed one was not.
                return person.WithPassword(Passwords.Hash(person, password), mustChange: passwordFile is not null) with
                {
                    Active = true,
                };
            }
        );
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault() ?? "";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"--admin-password-file: 无法读取 · cannot be read: {file} ({unreadable.Message})",
                unreadable
            );
        }
    }

    private static string Ask(string user)
    {
        if (Console.IsInputRedirected)
            throw new StartRefusedException(
                "--admin 需要终端输入密码，或用 --admin-password-file 指定文件 · "
                    + "--admin asks for a password at a terminal; without one, name a file by --admin-password-file"
            );
        var password = Prompt($"{user} 的密码 · password of {user}: ");
        return Prompt("再输入一次 · once more: ") == password
            ? password
            : throw new StartRefusedException("--admin: 两次输入不一致 · the two passwords differ");
    }

    private static string Prompt(string text)
    {
        Console.Error.Write(text);
        var typed = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        Console.Error.WriteLine();
        return typed.ToString();
    }
}
