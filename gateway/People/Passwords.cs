using System.Security.Cryptography;
using System.Text;
using CardTeam.ServiceDefaults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CardTeam.Gateway.People;

/// <summary>The rules for passwords, and the way they are stored.</summary>
internal static class Passwords
{
    public const int Shortest = 12,
        Longest = 1024;

    private const int FewestDifferent = 5,
        LongestUnit = 4,
        ShortestRun = 5;

    // The number OWASP recommends for PBKDF2 with SHA-512; the framework's default is less than half of it.
    private const int Iterations = 210_000;

    /// <summary>The characters of a first password, without those that are confused when read aloud.</summary>
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>The words that make up most leaked passwords, in English and in pinyin, and this suite's own.</summary>
    private static readonly string[] CommonWords =
    [
        "password",
        "passwort",
        "passw",
        "admin",
        "administrator",
        "welcome",
        "letmein",
        "login",
        "master",
        "dragon",
        "monkey",
        "football",
        "baseball",
        "superman",
        "batman",
        "sunshine",
        "princess",
        "iloveyou",
        "trustno",
        "shadow",
        "michael",
        "jordan",
        "hunter",
        "secret",
        "default",
        "changeme",
        "guest",
        "root",
        "test",
        "temp",
        "summer",
        "winter",
        "spring",
        "autumn",
        "monday",
        "january",
        "hello",
        "hallo",
        "freedom",
        "whatever",
        "woaini",
        "nihao",
        "zhongguo",
        "beijing",
        "shanghai",
        "mima",
        "yinhang",
        "qwer",
        "asdf",
        "zxcv",
        "bank",
        "credit",
        "card",
        "team",
        "cardteam",
        "manager",
        "payroll",
        "incentive",
    ];

    private static readonly string[] Runs =
    [
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890",
        "qwertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
        "1q2w3e4r5t6y7u8i9o0p",
        "a1b2c3d4e5f6g7h8i9j0",
    ];

    private static readonly PasswordHasher<LocalPerson> Hasher = new(
        Options.Create(new PasswordHasherOptions { IterationCount = Iterations })
    );

    public static string Hash(LocalPerson person, string password) => Hasher.HashPassword(person, password);

    public static bool Fits(LocalPerson person, string password) =>
        Hasher.VerifyHashedPassword(person, person.PasswordHash, password) != PasswordVerificationResult.Failed;

    /// <summary>Makes a first password, to be handed over and changed at the first sign-in.</summary>
    public static string MakeOne() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 5)));

    /// <summary>The reason why a password is not permitted, or null where it is.</summary>
    /// <remarks>
    /// No list of leaked passwords is shipped: of those with twelve characters, nearly all are a common word with
    /// digits, a run on the keyboard, or something short repeated. The rest of a password without such parts must have
    /// five different characters.
    /// </remarks>
    public static Text? Refusal(string password, string user, string name)
    {
        if (password.Length is < Shortest or > Longest)
            return new(
                $"密码须为 {Shortest} 到 {Longest} 个字符。",
                $"A password has {Shortest} to {Longest} characters."
            );
        if (password.Any(char.IsControl))
            return new("密码不能含控制字符。", "A password has no control characters.");
        var plain = Plain(password);
        if (IsRepeated(plain))
            return new("密码不能由短片段重复而成。", "A password is not something short, repeated.");
        foreach (var own in new[] { Plain(user), Plain(name) }.Where(o => o.Length >= 3))
            if (plain.Contains(own, StringComparison.Ordinal))
                plain = plain.Replace(own, "", StringComparison.Ordinal);
        foreach (var word in CommonWords.OrderByDescending(w => w.Length))
            plain = plain.Replace(word, "", StringComparison.Ordinal);
        plain = WithoutRuns(WithoutRuns(plain, Runs), Runs.Select(Reversed));
        var rest = new string([.. plain.Where(c => !char.IsDigit(c) && char.IsLetterOrDigit(c))]);
        var different = rest.Distinct().Count() + plain.Where(c => char.IsDigit(c)).Distinct().Count() / 2;
        return different >= FewestDifferent
            ? null
            : new(
                "这是常见的密码：请不要用常见单词、姓名、日期、键盘上相邻的键或短片段重复。",
                "This password is a common one: no common words, names, dates, runs on the keyboard or repetitions."
            );
    }

    /// <summary>The text in lower case, with the letters that digits and signs stand for.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC).ToLowerInvariant())
            plain.Append(
                c switch
                {
                    '@' => 'a',
                    '$' => 's',
                    '!' => 'i',
                    _ when char.IsLetterOrDigit(c) => c,
                    _ => ' ',
                }
            );
        // Digits stand for letters only between letters: a year stays a year.
        for (var i = 1; i < plain.Length; i++)
            if (char.IsLetter(plain[i - 1]) && (i + 1 == plain.Length || char.IsLetter(plain[i + 1])))
                plain[i] = plain[i] switch
                {
                    '0' => 'o',
                    '1' => 'i',
                    '3' => 'e',
                    '4' => 'a',
                    '5' => 's',
                    '7' => 't',
                    var other => other,
                };
        return plain.Replace(" ", "").ToString();
    }

    private static bool IsRepeated(string text)
    {
        for (var unit = 1; unit <= LongestUnit; unit++)
            if (Enumerable.Range(unit, Math.Max(0, text.Length - unit)).All(i => text[i] == text[i - unit]))
                return true;
        return false;
    }

    private static string WithoutRuns(string text, IEnumerable<string> runs)
    {
        foreach (var run in runs)
            for (var length = run.Length; length >= ShortestRun; length--)
            for (var start = 0; start + length <= run.Length; start++)
                text = text.Replace(run.Substring(start, length), "", StringComparison.Ordinal);
        return text;
    }

    private static string Reversed(string text) => new([.. text.Reverse()]);
}
