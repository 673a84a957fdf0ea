using System.Text;
using CsCheck;
using Falco.Rules.Compilation.Graph;

namespace Falco.Rules.Tests.Graph;

public sealed class ByteSetTests
{
    [Fact]
    public void A_set_holds_its_members_and_nothing_else() =>
        Gen.Select(Word.Array[0, 40], Word.Array[0, 40]).Sample((members, others) =>
        {
            ByteSet set = new(members);
            HashSet<string> expected = [.. members.Select(Text)];
            foreach (byte[] value in members.Concat(others))
                Assert.Equal(expected.Contains(Text(value)), set.Contains(value));
        });

    [Fact]
    public void An_empty_set_holds_nothing_not_even_the_empty_text()
    {
        ByteSet set = new([]);
        Assert.False(set.Contains([]));
        Assert.False(set.Contains("a"u8));
    }

    [Fact]
    public void The_empty_text_can_be_a_member() => Assert.True(new ByteSet([[], [1]]).Contains([]));

    [Fact]
    public void Members_that_differ_only_in_the_middle_are_told_apart()
    {
        ByteSet set = new(["/usr/lib/aaaa/core.so"u8.ToArray()]);
        Assert.False(set.Contains("/usr/lib/bbbb/core.so"u8));
    }

    private static Gen<byte[]> Word => Gen.Byte[(byte)'a', (byte)'c'].Array[0, 12];

    private static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
