using System.Globalization;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.Extensions.Configuration;

namespace CardTeam.ServiceDefaults.Settings;

/// <summary>The programs that read a setting.</summary>
public enum SettingReader
{
    /// <summary>Every program of the suite.</summary>
    Every,

    /// <summary>The four services.</summary>
    Services,

    /// <summary>The gateway.</summary>
    Gateway,
}

/// <summary>
/// A key of the configuration: the way it is read, and its description in <c>docs/configuration.md</c>.
/// </summary>
/// <param name="Key">
/// The key with colons; an environment variable has two underscores for each. <c>*</c> stands for a name or number of
/// the bank's choice.
/// </param>
/// <param name="Meaning">Description for operators, including the unit.</param>
public abstract record Setting(SettingReader Reader, string Key, string Meaning)
{
    /// <summary>The permitted values, for the page.</summary>
    public abstract string Range { get; }

    /// <summary>The default, for the page.</summary>
    public abstract string Unset { get; }

    private protected StartRefusedException Wrong(string setting) => new($"{Key} is {Range}, not '{setting}'.");
}

/// <summary>A text, whose permitted values are checked by its reader.</summary>
public sealed record TextSetting(SettingReader Reader, string Key, string Range, string Unset, string Meaning)
    : Setting(Reader, Key, Meaning)
{
    public override string Range { get; } = Range;

    public override string Unset { get; } = Unset;

    /// <summary>The value; null where the setting is missing or empty.</summary>
    public string? Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration[Key] is { Length: > 0 } setting ? setting : null;
    }
}

/// <summary>True or false.</summary>
/// <param name="Otherwise">The default, for the page.</param>
public sealed record FlagSetting(SettingReader Reader, string Key, string Otherwise, string Meaning)
    : Setting(Reader, Key, Meaning)
{
    public override string Range => "true or false";

    public override string Unset => Otherwise;

    /// <summary>The value; null where the setting is missing.</summary>
    /// <exception cref="StartRefusedException">The value is neither true nor false.</exception>
    public bool? Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (string.IsNullOrWhiteSpace(configuration[Key]))
            return null;
        return bool.TryParse(configuration[Key], out var isOn) ? isOn : throw Wrong(configuration[Key]!);
    }
}

/// <summary>A whole number within bounds.</summary>
public sealed record NumberSetting(SettingReader Reader, string Key, int Otherwise, int Min, int Max, string Meaning)
    : Setting(Reader, Key, Meaning)
{
    public override string Range =>
        Max == int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"a whole number from {Min}")
            : string.Create(CultureInfo.InvariantCulture, $"a whole number from {Min} to {Max}");

    public override string Unset => Otherwise.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="StartRefusedException">The value is not a whole number, or is outside its bounds.</exception>
    public int Of(IConfiguration configuration) => Of(configuration, Otherwise);

    /// <param name="otherwise">The value where the setting is missing.</param>
    /// <inheritdoc cref="Of(IConfiguration)"/>
    public int Of(IConfiguration configuration, int otherwise)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var setting = configuration[Key];
        if (string.IsNullOrWhiteSpace(setting))
            return otherwise;
        return
            int.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= Min
            && number <= Max
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

    /// <exception cref="StartRefusedException">The value is not a day.</exception>
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

/// <summary>A share of a whole, from 0 to 1, with at most four decimals.</summary>
public sealed record ShareSetting(SettingReader Reader, string Key, decimal Otherwise, string Meaning)
    : Setting(Reader, Key, Meaning)
{
    public override string Range => "a share from 0 to 1, such as `0.05`";

    public override string Unset => Otherwise.ToString("0.####", CultureInfo.InvariantCulture);

    /// <exception cref="StartRefusedException">The value is not a share.</exception>
    public decimal Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var setting = configuration[Key];
        if (string.IsNullOrWhiteSpace(setting))
            return Otherwise;
        return
            decimal.TryParse(setting, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
            && share <= 1
            && share == decimal.Round(share, 4)
            ? share
            : throw Wrong(setting);
    }
}

/// <summary>An amount of CNY with at most two decimals, above zero.</summary>
public sealed record AmountSetting(SettingReader Reader, string Key, decimal Otherwise, decimal Max, string Meaning)
    : Setting(Reader, Key, Meaning)
{
    public override string Range =>
        string.Create(CultureInfo.InvariantCulture, $"an amount from 0.01 to {Max:0.00}, such as `5000000.00`");

    public override string Unset => Otherwise.ToString("0.00", CultureInfo.InvariantCulture);

    /// <exception cref="StartRefusedException">The value is not an amount, or is outside its bounds.</exception>
    public decimal Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var setting = configuration[Key];
        if (string.IsNullOrWhiteSpace(setting))
            return Otherwise;
        return
            decimal.TryParse(setting, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount > 0
            && amount <= Max
            && amount == decimal.Round(amount, 2)
            ? amount
            : throw Wrong(setting);
    }
}
