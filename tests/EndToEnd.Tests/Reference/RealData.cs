using System.IO.Compression;

namespace CardTeam.EndToEnd.Tests.Reference;

/// <summary>The real data stored with the tests; its NOTICE names its content and owners.</summary>
public static class RealData
{
    /// <summary>The months it has card facts of, in order.</summary>
    public static IReadOnlyList<string> Months { get; } = ["2005-04", "2005-05", "2005-06", "2005-07"];

    /// <summary>The four levels that the one score sheet is for.</summary>
    public static IReadOnlyList<string> Levels { get; } = ["trainee", "junior", "intermediate", "senior"];

    /// <summary>A file of the data as bytes, unpacked, to be sent unchanged.</summary>
    /// <param name="file">Its path without <c>.gz</c>, such as <c>taiwan-2005/managers.csv</c>.</param>
    public static Stream Open(string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "data", file);
        return File.Exists(path)
            ? File.OpenRead(path)
            : new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress);
    }

    /// <summary>A file of the data as text.</summary>
    public static string Text(string file)
    {
        using var reader = new StreamReader(Open(file));
        return reader.ReadToEnd();
    }
}
