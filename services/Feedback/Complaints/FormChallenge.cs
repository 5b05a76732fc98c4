using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace CardTeam.Feedback.Complaints;

/// <summary>
/// The small work that a public form asks of a browser before it is sent, and the sum that somebody without script is
/// asked instead. A challenge carries its own signature, so that nothing is kept until a form is accepted.
/// </summary>
internal sealed class FormChallenge(ContactSafe safe, TimeProvider clock)
{
    /// <summary>The leading zero bits that a proof has: some ten thousand attempts of a browser.</summary>
    public const int Bits = 16;

    private const int SignatureBytes = 16,
        NonceBytes = 8,
        ContentBytes = 4 + NonceBytes + 2;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(4),
        Shortest = TimeSpan.FromSeconds(3),
        ShortestByHand = TimeSpan.FromSeconds(10);

    private readonly byte[] _key = safe.KeyFor("form");

    /// <param name="Token">The token that the form sends back.</param>
    /// <param name="Left">The first number of the sum.</param>
    /// <param name="Right">The second number of the sum.</param>
    public readonly record struct Challenge(string Token, int Left, int Right);

    /// <summary>The proof that a form carried when it was sent back.</summary>
    public enum Verdict
    {
        /// <summary>The browser did the work.</summary>
        Proven,

        /// <summary>A person without script answered the sum.</summary>
        Answered,

        /// <summary>It came faster than somebody types.</summary>
        TooFast,

        /// <summary>The challenge is too old or not one of ours, or neither work nor sum is right.</summary>
        Refused,
    }

    public Challenge Make()
    {
        Span<byte> content = stackalloc byte[ContentBytes];
        BitConverter.TryWriteBytes(content, (uint)clock.GetUtcNow().ToUnixTimeSeconds());
        RandomNumberGenerator.Fill(content[4..]);
        content[^2] = (byte)(content[^2] % 9 + 1);
        content[^1] = (byte)(content[^1] % 9 + 1);
        return new(
            $"{Base64Url.EncodeToString(content)}.{Base64Url.EncodeToString(Sign(content))}",
            content[^2],
            content[^1]
        );
    }

    /// <param name="proof">The number that the browser found; null or empty without script.</param>
    /// <param name="answer">The answer to the sum; null or empty with script.</param>
    public Verdict Check(string? token, string? proof, string? answer)
    {
        if (Read(token) is not { } content)
            return Verdict.Refused;
        var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(BitConverter.ToUInt32(content.AsSpan(0, 4)));
        if (age > Longest || age < -Shortest)
            return Verdict.Refused;
        if (!string.IsNullOrEmpty(proof))
            return !IsProof(token!, proof) ? Verdict.Refused
                : age < Shortest ? Verdict.TooFast
                : Verdict.Proven;
        var sum = Invariant($"{content[^2] + content[^1]}");
        return answer?.Trim() != sum ? Verdict.Refused
            : age < ShortestByHand ? Verdict.TooFast
            : Verdict.Answered;
    }

    /// <summary>The mark by which a challenge counts once.</summary>
    public static string MarkOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public static bool IsProof(string token, string proof) =>
        proof.Length <= 10
        && BitOperations.LeadingZeroCount(
            BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{token}:{proof}")))
        ) >= Bits;

    private byte[]? Read(string? token)
    {
        var parts = token?.Split('.') ?? [];
        if (parts is not [{ Length: < 40 }, { Length: < 40 }])
            return null;
        try
        {
            var (content, signature) = (Base64Url.DecodeFromChars(parts[0]), Base64Url.DecodeFromChars(parts[1]));
            return content.Length == ContentBytes && CryptographicOperations.FixedTimeEquals(signature, Sign(content))
                ? content
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private byte[] Sign(ReadOnlySpan<byte> content) => HMACSHA256.HashData(_key, content)[..SignatureBytes];

    /// <summary>
    /// Finds the number in the browser, piece by piece, so that typing is not disturbed. SHA-256 is written out because
    /// browsers have it on secure pages only.
    /// </summary>
    public const string Script = """
        (()=>{const form=document.forms[0],token=form.challenge.value,proof=form.proof,button=form.querySelector('button');
        const K=[],I=[];for(let n=2,c=0;c<64;n++){let q=1;for(let d=2;d*d<=n;d++)if(n%d===0)q=0;
        if(q){const r=x=>(x-Math.floor(x))*4294967296|0;if(c<8)I[c]=r(Math.sqrt(n));K[c++]=r(Math.cbrt(n))}}
        const w=new Int32Array(64);
        const first=s=>{const m=new Uint8Array(64);for(let i=0;i<s.length;i++)m[i]=s.charCodeAt(i);m[s.length]=128;
        for(let i=0;i<15;i++)w[i]=m[4*i]<<24|m[4*i+1]<<16|m[4*i+2]<<8|m[4*i+3];w[15]=s.length*8;
        for(let i=16;i<64;i++){const x=w[i-15],y=w[i-2];
        w[i]=w[i-16]+w[i-7]+((x>>>7|x<<25)^(x>>>18|x<<14)^x>>>3)+((y>>>17|y<<15)^(y>>>19|y<<13)^y>>>10)|0}
        let[a,b,c,d,e,f,g,h]=I;for(let i=0;i<64;i++){
        const t=h+((e>>>6|e<<26)^(e>>>11|e<<21)^(e>>>25|e<<7))+(e&f^~e&g)+K[i]+w[i]|0;
        const u=((a>>>2|a<<30)^(a>>>13|a<<19)^(a>>>22|a<<10))+(a&b^a&c^b&c)|0;
        h=g;g=f;f=e;e=d+t|0;d=c;c=b;b=a;a=t+u|0}return a+I[0]|0};
        let number=0,isWaiting=false;
        const look=()=>{for(const end=number+1500;number<end;number++)if(first(token+':'+number)>>>16===0){
        proof.value=number;if(isWaiting)form.requestSubmit();return}setTimeout(look,0)};
        form.addEventListener('submit',event=>{if(proof.value===''){event.preventDefault();isWaiting=true;
        button.textContent=button.dataset.wait}});look()})();
        """;
}
