using System.Globalization;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.Extensions.Configuration;

namespace CardTeam.ServiceDefaults.Settings;

/// <summary>Who reads a setting.</summary>
public enum SettingReader
{
    /// <summary>Every program of the suite.</summary>
    Every,

    /// <summary>The four services.</summary>
    Services,

    /// <summary>The gateway.</summary>
    Gateway,
}

/// <summary>A key of the configuration: how it is read, and what <c>docs/configuration.md</c> says of it.</summary>
/// <param name="Key">With colons; in an environment two underscores stand for each. <c>*</c> stands for a name or number of the bank's choice.</param>
/// <param name="Meaning">With its unit. A sentence for bank IT.</param>
public abstract record Setting(SettingReader Reader, string Key, string Meaning)
{
    /// <summary>What it may be, for the page.</summary>
    public abstract string Range { get; }

    /// <summary>What holds where it is not set, for the page.</summary>
    public abstract string Unset { get; }

    private protected StartRefusedException Wrong(string setting) => new($"{Key} is {Range}, not '{setting}'.");
}

/// <summary>Text; who reads it knows what it may be.</summary>
public sealed record TextSetting(SettingReader Reader, string Key, string Range, string Unset, string Meaning)
    : Setting(Reader, Key, Meaning)
{
    public override string Range { get; } = Range;

    public override string Unset { get; } = Unset;

    /// <summary>Null where it is not set, or to nothing.</summary>
    public string? Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration[Key] is { Length: > 0 } setting ? setting : null;
    }
}

/// <summary>True or false.</summary>
/// <param name="Otherwise">What holds where it is not set, for the page.</param>
public sealed record FlagSetting(SettingReader Reader, string Key, string Otherwise, string Meaning)
    : Setting(Reader, Key, Meaning)
{
    public override string Range => "true or false";

    public override string Unset => Otherwise;

    /// <summary>Null where it is not set.</summary>
    /// <exception cref="StartRefusedException">It is neither.</exception>
    public bool? Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (string.IsNullOrWhiteSpace(configuration[Key]))
            return null;
        return bool.TryParse(configuration[Key], out var isOn) ? isOn : throw Wrong(configuration[Key]!);
    }
}

/// <summary>A whole number within bounds.</summary>
public sealed record NumberSetting(SettingReader Reader, string Key, int Otherwise, int Least, int Most, string Meaning)
    : Setting(Reader, Key, Meaning)
{
    public override string Range =>
        Most == int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"a whole number from {Least}")
            : string.Create(CultureInfo.InvariantCulture, $"a whole number from {Least} to {Most}");

    public override string Unset => Otherwise.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="StartRefusedException">It is no whole number, or outside its bounds.</exception>
    public int Of(IConfiguration configuration) => Of(configuration, Otherwise);

    /// <param name="otherwise">Where it is not set.</param>
    /// <inheritdoc cref="Of(IConfiguration)"/>
    public int Of(IConfiguration configuration, int otherwise)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var setting = configuration[Key];
        if (string.IsNullOrWhiteSpace(setting))
            return otherwise;
        return
            int.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= Least
            && number <= Most
            ? number
            : throw Wrong(setting);
    }

    /// <summary>The number as seconds.</summary>
    /// <inheritdoc cref="Of(IConfiguration)"/>
    public TimeSpan Seconds(IConfiguration configuration) => TimeSpan.FromSeconds(Of(configuration));

    /// <summary>The number as minutes.</summary>
    /// <inheritdoc cref="Of(IConfiguration)"/>
    public TimeSpan Minutes(IConfiguration configuration) => TimeSpan.FromMinutes(Of(configuration));
}

/// <summary>A day, as <c>2026-06-30</c>.</summary>
public sealed record DaySetting(SettingReader Reader, string Key, DateOnly Otherwise, string Meaning)
    : Setting(Reader, Key, Meaning)
{
    private const string Format = "yyyy-MM-dd";

    public override string Range => "a day such as `1990-01-01`";

    public override string Unset => Otherwise.ToString(Format, CultureInfo.InvariantCulture);

    /// <exception cref="StartRefusedException">It is no day.</exception>
    public DateOnly Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var setting = configuration[Key];
        if (string.IsNullOrWhiteSpace(setting))
            return Otherwise;
        return DateOnly.TryParseExact(setting, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Wrong(setting);
    }
}

/// <summary>An amount of CNY with at most two decimals, above zero.</summary>
public sealed record AmountSetting(SettingReader Reader, string Key, decimal Otherwise, decimal Most, string Meaning)
    : Setting(Reader, Key, Meaning)
{
    public override string Range =>
        string.Create(CultureInfo.InvariantCulture, $"an amount from 0.01 to {Most:0.00}, such as `5000000.00`");

    public override string Unset => Otherwise.ToString("0.00", CultureInfo.InvariantCulture);

    /// <exception cref="StartRefusedException">It is no amount, or outside its bounds.</exception>
    public decimal Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var setting = configuration[Key];
        if (string.IsNullOrWhiteSpace(setting))
            return Otherwise;
        return
            decimal.TryParse(setting, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount > 0
            && amount <= Most
            && amount == decimal.Round(amount, 2)
            ? amount
            : throw Wrong(setting);
    }
}
