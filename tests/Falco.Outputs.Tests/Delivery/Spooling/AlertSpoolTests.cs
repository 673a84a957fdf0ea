using Falco.Outputs.Delivery.Spooling;
using Falco.Rules.Engine;

namespace Falco.Outputs.Tests.Delivery.Spooling;

public sealed class AlertSpoolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Alerts_are_read_in_order_across_segments()
    {
        using AlertSpool spool = Open();

        Append(spool, 0, 500);

        Assert.Equal(Alerts.Messages(500), ReadAll(spool));
        Assert.True(Segments().Length > 3);
    }

    [Fact]
    public void Reading_follows_appending()
    {
        using AlertSpool spool = Open();
        List<string> read = [];

        for (int i = 0; i < 200; i++)
        {
            Append(spool, i, 1);
            read.AddRange(ReadAll(spool));
        }

        Assert.Equal(Alerts.Messages(200), read);
        Assert.Equal(0, spool.TakeDamaged());
    }

    [Fact]
    public void What_was_not_confirmed_is_read_again_by_the_next_process()
    {
        using (AlertSpool spool = Open())
        {
            Append(spool, 0, 300);
            Read(spool, 120);
            spool.Confirm();
            Read(spool, 30);
        }

        using AlertSpool next = Open();
        Append(next, 300, 10);

        Assert.Equal(180, next.Recovered);
        Assert.Equal(Alerts.Messages(190, first: 120), ReadAll(next));
        Assert.Equal(0, next.TakeDamaged());
    }

    [Fact]
    public void Confirmed_segments_are_removed()
    {
        using AlertSpool spool = Open();
        Append(spool, 0, 500);
        ReadAll(spool);

        spool.Confirm();

        Assert.InRange(Segments().Length, 0, 1);
    }

    [Fact]
    public void An_empty_spool_stays_empty_and_goes_on_counting()
    {
        using (AlertSpool spool = Open())
        {
            Append(spool, 0, 5);
            ReadAll(spool);
            spool.Confirm();
        }

        using AlertSpool next = Open();

        Assert.Equal(0, next.Recovered);
        Append(next, 5, 1);
        Assert.Equal(["5"], ReadAll(next));
    }

    [Fact]
    public void A_second_process_is_kept_out()
    {
        using AlertSpool spool = Open();

        Assert.Throws<IOException>(Open);
    }

    [Fact]
    public void A_full_spool_takes_no_more_until_there_is_room()
    {
        using AlertSpool spool = Open(maxBytes: 20_000);

        int taken = Append(spool, 0, 1000);
        Assert.InRange(taken, 100, 999);
        Assert.Equal(0, Append(spool, taken, 1));

        ReadAll(spool);
        spool.Confirm();
        Assert.Equal(1, Append(spool, taken, 1));
        Assert.True(SizeOnDisk() <= 20_000);
    }

    [Fact]
    public void A_full_spool_that_drops_the_oldest_counts_them()
    {
        using AlertSpool spool = Open(maxBytes: 20_000, dropsOldest: true);

        for (int i = 0; i < 1000; i += 10)
            Assert.Equal(10, Append(spool, i, 10));

        string[] read = ReadAll(spool);
        Assert.Equal(1000 - read.Length, spool.TakeRemoved());
        Assert.Equal(Alerts.Messages(read.Length, first: 1000 - read.Length), read);
        Assert.True(SizeOnDisk() <= 20_000);
    }

    [Fact]
    public void A_lost_position_means_that_alerts_come_twice_not_never()
    {
        using (AlertSpool spool = Open())
        {
            Append(spool, 0, 20);
            Read(spool, 10);
            spool.Confirm();
        }

        File.WriteAllBytes(_folder.File("position"), new byte[64]);

        using AlertSpool next = Open();
        Assert.Equal(Alerts.Messages(20), ReadAll(next));
    }

    private AlertSpool Open() => Open(1 << 20);

    private AlertSpool Open(long maxBytes = 1 << 20, bool dropsOldest = false) =>
        new(new SpoolOptions { Folder = _folder.Path, MaxBytes = maxBytes, SegmentBytes = 4096 }, dropsOldest);

    private string[] Segments() => Directory.GetFiles(_folder.Path, "*.spool");

    private long SizeOnDisk() => Segments().Sum(path => new FileInfo(path).Length);

    private static int Append(AlertSpool spool, int first, int count) =>
        spool.Append(Enumerable.Range(first, count).Select(Alerts.Numbered).ToArray());

    private static string[] ReadAll(AlertSpool spool) => Read(spool, int.MaxValue);

    private static string[] Read(AlertSpool spool, int count)
    {
        List<string> messages = [];
        while (messages.Count < count && spool.TryRead(out Alert? alert))
            messages.Add(alert.Message);
        return [.. messages];
    }
}
