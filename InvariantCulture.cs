using System.Globalization;
using System.Runtime.CompilerServices;

namespace CardTeam;

/// <summary>
/// Gives a program the invariant culture before its first line runs, whatever the machine's language: what is paid,
/// sorted and written is the same everywhere. Compiled into every program and test host.
/// </summary>
/// <remarks>
/// Invariant globalization would do so too, but the driver of SQL Server refuses to open a connection under it.
/// </remarks>
internal static class InvariantCulture
{
    [ModuleInitializer]
    internal static void Begin()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
    }
}
