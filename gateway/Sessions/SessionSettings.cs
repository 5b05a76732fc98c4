using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Gateway.Sessions;

/// <summary>The lifetime of a browser's session, and the place where it is stored.</summary>
/// <param name="Idle">
/// <c>Sessions:IdleMinutes</c>, 2 to 480, default 30: the time without a call after which one must sign in again. No
/// session outlives its token.
/// </param>
/// <param name="Longest">
/// <c>Sessions:LongestHours</c>, default 12: the time after which one must sign in again in any case.
/// </param>
/// <param name="Folder">
/// <c>Sessions:Folder</c>, default <c>sessions</c> beside the signing key, otherwise <c>data/sessions</c>: tickets, and
/// the keys that seal them. Replicas of the gateway share the folder, or a cache.
/// </param>
/// <param name="Certificate"><c>Sessions:Certificate</c>: encrypts those keys; null leaves them unencrypted.</param>
internal sealed record SessionSettings(TimeSpan Idle, TimeSpan Longest, string Folder, X509Certificate2? Certificate)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The id of a key ring's key that was once in the source repository and is therefore public.</summary>
    private const string KnownToEverybody = "key-1293b97b-b3c5-459b-91d2-14e0436b7ff7.xml";

    /// <exception cref="StartRefusedException">A setting is wrong, or the folder cannot be used.</exception>
    public static SessionSettings From(IConfiguration configuration)
    {
        var idle = SuiteSettings.SessionIdle.Minutes(configuration);
        var beside = Path.GetDirectoryName(SuiteSettings.KeyFile.Of(configuration)) ?? "data";
        var folder = SuiteSettings.SessionFolder.Of(configuration) ?? Path.Combine(beside, "sessions");
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, OwnerOnly);
            if (File.Exists(Path.Combine(folder, "keys", KnownToEverybody)))
                throw new StartRefusedException(
                    $"'{folder}' 中的会话密钥曾随源代码公开；请清空该目录，启动时会另建 · "
                        + $"a key of sessions in '{folder}' was published with the source code: "
                        + "empty the folder, the next start makes another."
                );
            return new(
                idle,
                TimeSpan.FromHours(SuiteSettings.SessionLongest.Of(configuration)),
                Path.GetFullPath(folder),
                CertificateOf(configuration)
            );
        }
        catch (Exception denied)
            when (denied is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartRefusedException($"Sessions:Folder '{folder}' cannot be made: {denied.Message}", denied);
        }
    }

    private static X509Certificate2? CertificateOf(IConfiguration configuration)
    {
        if (SuiteSettings.SessionCertificate.Of(configuration) is not { } file)
            return null;
        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(file);
            using var key = certificate.GetRSAPrivateKey();
            return key is not null
                ? certificate
                : throw new StartRefusedException($"Sessions:Certificate '{file}' has no RSA key.");
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartRefusedException(
                $"Sessions:Certificate '{file}' cannot be read: {unreadable.Message}",
                unreadable
            );
        }
    }
}
