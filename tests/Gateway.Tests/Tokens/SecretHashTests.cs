using CardTeam.Gateway.Tokens;

namespace CardTeam.Gateway.Tests.Tokens;

public sealed class SecretHashTests
{
    [Fact]
    public void Fits_its_secret_and_no_other_also_when_read_again()
    {
        var hash = SecretHash.Parse(SecretHash.Of("密钥 s3cret").ToString())!;
        Assert.True(hash.Fits("密钥 s3cret"));
        Assert.False(hash.Fits("密钥 s3cret "));
        Assert.NotEqual(SecretHash.Of("same").ToString(), SecretHash.Of("same").ToString());
        Assert.False(SecretHash.OfNothing().Fits(""));
    }

    [Fact]
    public void The_demonstrations_is_the_one_of_its_password() =>
        Assert.True(SecretHash.Parse(DemonstrationUsers.PasswordHash)!.Fits(DemonstrationUsers.Password));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("pbkdf2-sha512$1000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha512$999999999$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha512$210000$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pbkdf2-sha512$210000$AAAAAAAAAAAAAAAAAAAAAA==$not base64")]
    [InlineData("md5$210000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void What_is_no_hash_or_a_weak_one_is_not_read(string? text) => Assert.Null(SecretHash.Parse(text));
}
