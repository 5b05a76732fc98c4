using System.Net;
using System.Net.Http.Headers;

namespace CardTeam.Gateway.Tests;

public sealed class CallerLimitsTests : IAsyncLifetime
{
    private const int Megabyte = 1 << 20;

    private readonly OwnFolder folder = new();
    private StandInService performance = null!;
    private RunningGateway gateway = null!;

    public async Task InitializeAsync()
    {
        performance = await StandInService.StartAsync();
        gateway = await RunningGateway.StartAsync(folder.Path, ("services:performance:http:0", performance.Address));
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await performance.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Theory]
    [InlineData(Megabyte, HttpStatusCode.OK)]
    [InlineData(Megabyte + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task An_ordinary_body_may_be_a_megabyte(int bytes, HttpStatusCode expected)
    {
        using var client = await gateway.SignedInAsync();
        using var sized = await client.SendAsync(Post("/performance/targets", new ByteArrayContent(new byte[bytes])));
        // The server also counts the bytes that frame the chunks.
        using var chunked = await client.SendAsync(
            Post("/performance/targets", new Chunked(expected == HttpStatusCode.OK ? bytes - 1024 : bytes))
        );
        foreach (var response in new[] { sized, chunked })
        {
            Assert.Equal(expected, response.StatusCode);
            if (expected != HttpStatusCode.OK)
                await response.IsProblemAsync(expected, "request.too-large");
        }
    }

    [Fact]
    public async Task A_sign_in_may_not_be_larger_either()
    {
        using var response = await gateway.Http.SendAsync(
            Post("/auth/token", new Chunked(Megabyte + 1) { Headers = { ContentType = new("application/json") } })
        );
        await response.IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "request.too-large");
    }

    [Fact]
    public async Task An_import_may_be_larger_with_and_without_a_length()
    {
        using var client = await gateway.SignedInAsync();
        using var sized = await client.SendAsync(
            Post("/performance/imports/card-facts?mode=atomic", new ByteArrayContent(new byte[40 * Megabyte]))
        );
        using var chunked = await client.SendAsync(Post("/performance/imports/card-facts", new Chunked(40 * Megabyte)));
        Assert.Equal(HttpStatusCode.OK, sized.StatusCode);
        Assert.Equal(HttpStatusCode.OK, chunked.StatusCode);
        Assert.All(performance.Requests, asked => Assert.Equal(40 * Megabyte, asked.Bytes));
    }

    [Fact]
    public async Task An_import_above_a_gigabyte_is_refused_before_it_is_sent()
    {
        using var client = await gateway.SignedInAsync();
        using var response = await client.SendAsync(
            Post("/performance/imports/card-facts", new Announced((1L << 30) + 1))
        );
        await response.IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "request.too-large");
        Assert.Empty(performance.Requests);
    }

    [Fact]
    public async Task The_service_reads_an_import_while_it_is_still_being_sent()
    {
        using var client = await gateway.SignedInAsync();
        using var response = await client.SendAsync(
            Post("/performance/imports/card-facts", new SentInTwo(performance.BodyBegun.Task))
        );
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Requests_of_a_minute_are_counted_by_caller()
    {
        await using var strict = await RunningGateway.StartAsync(
            folder.Path,
            ("services:performance:http:0", performance.Address),
            ("Limits:RequestsPerMinute", "3")
        );
        using var client = await strict.SignedInAsync("hr");
        using var other = await strict.SignedInAsync("trainer");
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/performance/scorecards")).StatusCode);
        using var fourth = await client.GetAsync("/performance/scorecards");
        await fourth.IsProblemAsync(HttpStatusCode.TooManyRequests, "request.too-many");
        Assert.InRange(fourth.RetryAfterSeconds(), 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/performance/scorecards")).StatusCode);

        // Without a token the address counts; two sign-ins came from it already.
        using var third = await strict.Http.GetAsync("/performance/scorecards");
        await third.IsProblemAsync(HttpStatusCode.Unauthorized, "auth.required");
        using var anonymous = await strict.Http.GetAsync("/performance/scorecards");
        await anonymous.IsProblemAsync(HttpStatusCode.TooManyRequests, "request.too-many");
        Assert.Equal(HttpStatusCode.OK, (await strict.Http.GetAsync("/alive")).StatusCode);
    }

    private static HttpRequestMessage Post(string path, HttpContent content) =>
        new(HttpMethod.Post, path) { Content = content, Headers = { ExpectContinue = true } };

    /// <summary>A body of a number of bytes, sent in chunks without a length.</summary>
    private sealed class Chunked(int bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            // Blanks: a reader of JSON skips them to the end.
            var blanks = new byte[64 * 1024];
            Array.Fill(blanks, (byte)' ');
            for (var left = bytes; left > 0; left -= blanks.Length)
                await stream.WriteAsync(blanks.AsMemory(0, Math.Min(left, blanks.Length)));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>A body with a length; a server that reads it all the same has failed the test.</summary>
    private sealed class Announced(long bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            throw new InvalidOperationException("The body was asked for.");

        protected override bool TryComputeLength(out long length)
        {
            length = bytes;
            return true;
        }
    }

    /// <summary>A body whose second half is sent only when the service has the first.</summary>
    private sealed class SentInTwo(Task firstIsThere) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(new byte[256 * 1024]);
            await stream.FlushAsync();
            await firstIsThere.WaitAsync(TimeSpan.FromSeconds(10));
            await stream.WriteAsync(new byte[256 * 1024]);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
