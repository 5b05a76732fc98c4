using System.Threading.Channels;
using RabbitMQ.Client;

namespace CardTeam.Platform.Messaging;

/// <summary>
/// Tells the broker what became of a channel's deliveries. Those that end together are confirmed together, for each confirm is an entry in a quorum queue's log; one that
/// is held up keeps no other back.
/// </summary>
internal sealed class Settlement(IChannel channel)
{
    private readonly Channel<(ulong Tag, bool IsTaken)> _ended = Channel.CreateUnbounded<(ulong, bool)>(
        new() { SingleReader = true }
    );

    /// <summary>Settled, though an earlier one is not yet.</summary>
    private readonly HashSet<ulong> _ahead = [];

    /// <summary>Deliveries of a channel are numbered from 1 without a gap: all before this one are settled.</summary>
    private ulong _next = 1;

    /// <summary>Its effect is committed, or it lies where it can be found.</summary>
    public void Taken(ulong tag) => _ended.Writer.TryWrite((tag, IsTaken: true));

    /// <summary>It is to come again.</summary>
    public void Again(ulong tag) => _ended.Writer.TryWrite((tag, IsTaken: false));

    /// <summary>Until the channel is gone or <paramref name="over"/>.</summary>
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

            // Last: it takes along whatever before it is not yet settled, and that must not be one that is to come again.
            if (together > 0)
                await channel.BasicAckAsync(together, multiple: true, over);
            ended.Clear();
            alone.Clear();
        }
    }
}
