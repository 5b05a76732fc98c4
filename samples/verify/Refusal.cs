namespace CardTeam.Verify;

/// <summary>The reason why a bundle is not what it claims to be, in both languages.</summary>
internal sealed class Refusal(string zh, string en) : Exception($"{zh} · {en}")
{
    public string Zh { get; } = zh;
    public string En { get; } = en;
}
