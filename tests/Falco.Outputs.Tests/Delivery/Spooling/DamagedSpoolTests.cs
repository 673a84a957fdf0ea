using CsCheck;
using Falco.Outputs.Delivery.Spooling;
using Falco.Rules.Engine;

namespace Falco.Outputs.Tests.Delivery.Spooling;

/// <summary>Whatever happens to the bytes of a spool: what is whole is delivered in order, what is not is counted.</summary>
public sealed class DamagedSpoolTests
{
    private const int Count = 200;

    [Fact]
    public void Every_alert_whose_bytes_changed_is_counted_and_no_other_lost() =>
        Gen.Select(Gen.Double[0, 1], Gen.Byte[1, 255]).Sample(
            (where, change) => Damage(
                segments =>
                {
                    string path = segments[segments.Length / 2];
                    byte[] bytes = File.ReadAllBytes(path);
                    bytes[(int)(where * (bytes.Length - 1))] ^= change;
                    File.WriteAllBytes(path, bytes);
                },
                (messages, damaged) => messages.Length == Count - 1 && damaged == 1),
            iter: 60,
            threads: 1);

    [Fact]
    public void A_segment_that_was_cut_loses_its_end_only() =>
        Gen.Double[0, 1].Sample(
            where => Damage(
                segments =>
                {
                    using FileStream file = File.OpenWrite(segments[0]);
                    file.SetLength((long)(where * file.Length));
                },
                (messages, damaged) => messages.Length + damaged == Count),
            iter: 40,
            threads: 1);

    [Fact]
    public void A_last_segment_that_was_cut_is_told_of() =>
        Gen.Double[0.01, 0.99].Sample(
            where => Damage(
                segments =>
                {
                    using FileStream file = File.OpenWrite(segments[^1]);
                    file.SetLength((long)(where * file.Length));
                },
                (messages, damaged) => messages.Length < Count && damaged <= Count - messages.Length),
            iter: 40,
            threads: 1);

    [Fact]
    public void A_segment_that_is_gone_is_counted() => Damage(
        segments => File.Delete(segments[1]), (messages, damaged) => messages.Length + damaged == Count && damaged > 10);

    private static bool Damage(Action<string[]> damage, Func<string[], long, bool> isRight)
    {
        using var folder = new TemporaryFolder();
        var options = new SpoolOptions { Folder = folder.Path, SegmentBytes = 4096 };
        using (var spool = new AlertSpool(options, dropsOldest: false))
        {
            for (int i = 0; i < Count; i++)
                spool.Append([Alerts.Numbered(i)]);
        }

        damage([.. Directory.GetFiles(folder.Path, "*.spool").Order(StringComparer.Ordinal)]);

        using var next = new AlertSpool(options, dropsOldest: false);
        next.Append([Alerts.Numbered(Count)]);
        List<string> messages = [];
        while (next.TryRead(out Alert? alert))
            messages.Add(alert.Message);
        Assert.Equal(messages.OrderBy(int.Parse), messages);
        Assert.Equal($"{Count}", messages[^1]);
        messages.RemoveAt(messages.Count - 1);
        bool result = isRight([.. messages], next.TakeDamaged());
        Assert.True(result);
        return result;
    }
}
