using CardTeam.Gateway.People;

namespace CardTeam.Gateway.Tests.People;

public sealed class PasswordsTests
{
    [Theory]
    [InlineData("short-one-7")]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd2026!")]
    [InlineData("Summer2026!!")]
    [InlineData("qwertyuiop12")]
    [InlineData("poiuytrewq99")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("123456789012")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcabcabcabc")]
    [InlineData("19901225199012")]
    [InlineData("CardTeam-2026")]
    [InlineData("woaini520520")]
    [InlineData("wangmin20261")]
    [InlineData("tab\tin-the-middle-of-it")]
    public void A_common_one_is_refused(string password) =>
        Assert.NotNull(Passwords.Refusal(password, "wangmin", "王敏"));

    [Theory]
    [InlineData("kettle orbit seventeen")]
    [InlineData("七只白鹤飞过黄河两岸灯火")]
    [InlineData("vR8#mzQ2!tLw")]
    public void One_that_is_not_is_taken(string password) =>
        Assert.Null(Passwords.Refusal(password, "wangmin", "王敏"));

    [Fact]
    public void One_that_is_made_is_taken_and_never_the_same()
    {
        var made = Enumerable.Range(0, 200).Select(_ => Passwords.MakeOne()).ToList();
        Assert.All(made, password => Assert.Null(Passwords.Refusal(password, "wangmin", "王敏")));
        Assert.Equal(made.Count, made.Distinct().Count());
    }

    [Fact]
    public void A_hash_fits_its_own_password_alone_and_differs_each_time()
    {
        var person = new LocalPerson
        {
            User = "wangmin",
            Name = "王敏",
            Roles = ["hr"],
        };
        var hash = Passwords.Hash(person, "kettle orbit seventeen");
        Assert.NotEqual(hash, Passwords.Hash(person, "kettle orbit seventeen"));
        Assert.True(Passwords.Fits(person with { PasswordHash = hash }, "kettle orbit seventeen"));
        Assert.False(Passwords.Fits(person with { PasswordHash = hash }, "kettle orbit seventeem"));
        Assert.False(Passwords.Fits(person, ""));
    }
}
