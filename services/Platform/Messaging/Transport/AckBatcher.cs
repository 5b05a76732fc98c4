using System.Threading.Channels;
using RabbitMQ.Client;

namespace CardTeam.Platform.Messaging.Transport;

/// <summary>
/// Reports the outcome of a channel's deliveries to the broker. Deliveries that end together are confirmed together,
/// because each confirm is an entry in a quorum queue's log; a delivery that is delayed holds no other back.
/// </summary>
/// <remarks>
/// One loop per channel writes every acknowledgement, so that at most one can hang on a dying socket
/// (rabbitmq-dotnet-client, issue 1930), and nobody waits for it: the loop is abandoned with its channel.
/// </remarks>
internal sealed class AckBatcher(IChannel channel)
{
    private readonly Channel<(ulong Tag, bool IsTaken)> _ended = Channel.CreateUnbounded<(ulong, bool)>(
        new() { SingleReader = true }
    );

    /// <summary>Deliveries settled ahead of an earlier one that is not settled yet.</summary>
    private readonly HashSet<ulong> _ahead = [];

    /// <summary>The first delivery not settled yet; a channel's deliveries are numbered from 1 without a gap.</summary>
    private ulong _next = 1;

    /// <summary>Reports a delivery whose effect is committed, or which was parked or set aside.</summary>
    public void Taken(ulong tag) => _ended.Writer.TryWrite((tag, IsTaken: true));

    /// <summary>Reports a delivery that must be delivered again.</summary>
    public void Again(ulong tag) => _ended.Writer.TryWrite((tag, IsTaken: false));

    /// <summary>Runs until the channel is closed or <paramref name="over"/> is cancelled.</summary>
    public async Task RunAsync(CancellationToken over)
    {
        var (ended, alone) = (new List<(ulong Tag, bool IsTaken)>(), new List<(ulong Tag, bool IsTaken)>());
        while (await _ended.Reader.WaitToReadAsync(over))
        {
            while (_ended.Reader.TryRead(out var one))
                ended.Add(one);
            ended.Sort(); // by tag
            ulong together = 0;
            foreach (var one in ended)
            {
                if (one.Tag == _next && one.IsTaken)
                    together = one.Tag;
                else
                    alone.Add(one);
                _ahead.Add(one.Tag);
                while (_ahead.Remove(_next))
                    _next++;
            }

            foreach (var (tag, isTaken) in alone)
            {
                if (isTaken)
                    await channel.BasicAckAsync(tag, multiple: false, over);
                else
                    await channel.BasicNackAsync(tag, multiple: false, requeue: true, over);
            }

            // Sent last: it confirms every earlier delivery not settled yet, which must not include one to be delivered
            // again.
            if (together > 0)
                await channel.BasicAckAsync(together, multiple: true, over);
            ended.Clear();
            alone.Clear();
        }
    }
}
