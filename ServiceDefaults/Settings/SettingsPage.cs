using System.Globalization;
using System.Text;

namespace CardTeam.ServiceDefaults.Settings;

/// <summary>Writes <c>docs/configuration.md</c> from the settings themselves.</summary>
public static class SettingsPage
{
    public static string Write()
    {
        var page = new StringBuilder(
            """
            # Configuration

            Every setting of every program. Written from the code (`ServiceDefaults/Settings/SuiteSettings.cs`) and compared with it by a test.

            A setting comes from the environment (`Sessions__IdleMinutes=30`: two underscores for each colon), from the command line (`--Sessions:IdleMinutes 30`), from a json file (`--settings FILE`), or from a folder with a file for
            each (`--secrets DIR`): there a file named `ConnectionStrings__database` holds the value and nothing else. Of several the last named has the last word: environment, command
            line, file, secrets. Keep passwords in the folder: an environment is seen by whoever may see the process.

            A program that finds a wrong value, or a key of the suite's that is none, says which in one line and ends with exit code 1. Several programs may share an environment: each reads what is its own.


            """
        );
        foreach (var reader in Enum.GetValues<SettingReader>())
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"## {Title(reader)}")
                .AppendLine()
                .AppendLine("| setting | may be | unset | meaning |")
                .AppendLine("|---|---|---|---|");
            foreach (var setting in SuiteSettings.All.Where(s => s.Reader == reader))
                page.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"| `{setting.Key}` | {setting.Range} | {setting.Unset} | {setting.Meaning} |"
                );
            page.AppendLine();
        }

        return page.Append(
                """
                ## Of the framework

                | setting | meaning |
                |---|---|
                | `--urls`, `ASPNETCORE_URLS`, `HTTP_PORTS` | where a program listens, e.g. `http://127.0.0.1:5101` |
                | `Kestrel:Certificates:Default:Path`, `…:KeyPath`, `…:Password` | the certificate it listens with by https |
                | `Logging:LogLevel:Default` | least level of what is logged; unset: `Information` |
                | `OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_…` | where traces, metrics and logs go; unset: none are gathered. [More](operations/telemetry.md) |

                """
            )
            .ToString()
            .ReplaceLineEndings("\n");
    }

    private static string Title(SettingReader reader) =>
        reader switch
        {
            SettingReader.Every => "Every program",
            SettingReader.Services => "Services",
            _ => "Gateway",
        };
}
