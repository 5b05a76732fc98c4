namespace CardTeam.DemonstrationBank;

/// <summary>
/// SplitMix64: the same label gives the same numbers on every machine and runtime, which <see cref="System.Random"/>
/// does not promise. Each manager and month uses a stream of its own, so that a change in one does not change the
/// others.
/// </summary>
internal sealed class SteadyRandom
{
    private const ulong BankSeed = 20260401;
    private ulong state;

    public SteadyRandom(string label)
    {
        // FNV-1a over the label; string.GetHashCode differs from one process to the next.
        var hash = 14695981039346656037UL;
        foreach (var c in label)
        {
            hash = unchecked((hash ^ c) * 1099511628211UL);
        }

        state = hash ^ BankSeed;
    }

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + (int)Math.BigMul(Next(), (ulong)(high - low + 1), out _);

    /// <summary>True in the given number of cases out of a hundred.</summary>
    public bool Percent(int chance) => Between(1, 100) <= chance;

    /// <summary>A random item of the list.</summary>
    public T Of<T>(IReadOnlyList<T> list) => list[Between(0, list.Count - 1)];

    /// <summary>An opaque reference: a letter and ten hexadecimal digits.</summary>
    public string Reference(char letter) => $"{letter}{Next() >> 24:X10}";

    private ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
