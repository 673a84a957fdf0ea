using System.Text;
using Falco.Rules.Compilation.Operators.Literals;

namespace Falco.Rules.Tests.Literals;

public sealed class ByteTableTests
{
    private const ulong Seed = 42;

    [Fact]
    public void Names_that_are_prepared_to_collide_under_one_seed_do_not_under_another()
    {
        // Under the known seed they all fall into one of 512 slots.
        byte[][] prepared = [.. Enumerable.Range(0, 120_000)
            .Select(i => Encoding.ASCII.GetBytes($"name{i}"))
            .Where(name => (new SeededHash(Seed).OfEnds(name) & 511) == 100)
            .Take(100)];
        Assert.Equal(100, prepared.Length);
        HashSet<ulong> slots = [.. prepared.Select(name => new SeededHash(Seed + 1).OfEnds(name) & 511)];
        Assert.InRange(slots.Count, 70, 100);
    }

    [Fact]
    public void Members_that_collide_under_the_seed_are_hashed_anew()
    {
        byte[][] prepared = [.. Enumerable.Range(0, 120_000)
            .Select(i => Encoding.ASCII.GetBytes($"name{i}"))
            .Where(name => (new SeededHash(Seed).OfEnds(name) & 255) == 100)
            .Take(100)];
        ByteTable table = new(prepared, Seed);

        Assert.InRange(table.LongestRow, 1, 64);
        for (int i = 0; i < prepared.Length; i++)
            Assert.Equal(i, table.Find(prepared[i]));
    }

    [Fact]
    public void Members_that_are_alike_at_both_ends_make_no_long_walk()
    {
        byte[][] alike = [.. Enumerable.Range(0, 2000).Select(i => Encoding.ASCII.GetBytes($"/usr/lib/modules/{i:D4}/kernel/module.ko"))];
        ByteTable table = new(alike, Seed);

        Assert.InRange(table.LongestRow, 1, 64);
        for (int i = 0; i < alike.Length; i++)
            Assert.Equal(i, table.Find(alike[i]));
        Assert.Equal(-1, table.Find("/usr/lib/modules/9999/kernel/module.ko"u8));
    }

    [Fact]
    public void Ten_thousand_members_make_no_long_walk()
    {
        byte[][] members = [.. Enumerable.Range(0, 10_000).Select(i => Encoding.ASCII.GetBytes($"/opt/{i}/bin/tool"))];
        Assert.InRange(new ByteTable(members, Seed).LongestRow, 1, 64);
    }

    [Fact]
    public void Every_byte_of_a_value_counts()
    {
        byte[] value = [.. Enumerable.Range(0, 60).Select(i => (byte)i)];
        for (int i = 0; i < value.Length; i++)
        {
            byte[] other = [.. value];
            other[i] ^= 1;
            Assert.NotEqual(new SeededHash(Seed).OfAll(value), new SeededHash(Seed).OfAll(other));
        }
    }
}
