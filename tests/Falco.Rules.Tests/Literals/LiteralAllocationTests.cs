using Falco.Rules.Compilation.Operators.Literals;
using Falco.Rules.Language;

namespace Falco.Rules.Tests.Literals;

public sealed class LiteralAllocationTests
{
    [Fact]
    public void Questions_allocate_nothing()
    {
        Literal[] literals = [.. Enumerable.Range(0, 100).Select(i => new Literal(ByteText.GetBytes($"/etc/{i % 10}*/{i}"), i))];
        LiteralIndex[] indexes =
        [
            new EqualityIndex(literals), new PrefixTrie(literals), new SuffixTrie(literals), new PathTrie(literals),
            new NeedleSet(literals, mostFingerprints: int.MaxValue), new NeedleSet(literals, mostFingerprints: 0), new NeedleSet(literals, ignoreCase: true),
        ];
        byte[][] values = [[.. "/etc/7*/77"u8], [.. "/etc/7x/77/and/what/lies/below/it, over the width of any vector, /etc/5*/55"u8], [.. "ls"u8]];
        ulong[] marks = new ulong[2];
        int matches = Ask();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            matches += Ask();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(0, matches);

        int Ask()
        {
            int count = 0;
            foreach (LiteralIndex index in indexes)
            {
                foreach (byte[] value in values)
                {
                    index.Mark(value, marks);
                    count += index.MatchesAny(value) ? 1 : 0;
                }
            }

            return count;
        }
    }
}
