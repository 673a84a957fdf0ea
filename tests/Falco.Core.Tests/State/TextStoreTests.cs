using Falco.Core.State;

namespace Falco.Core.Tests.State;

public sealed class TextStoreTests
{
    // Both sides of every boundary: a unit, the end of the linear sizes, a doubling, the largest that is shared.
    public static TheoryData<int> Lengths { get; } = [0, 1, 7, 8, 255, 256, 511, 512, 1027, 2048, 5119, 5120, 5121, 70_000, 200_000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_place_has_room_for_the_text(int length)
    {
        byte[] slab = new TextStore().Rent(length, out int at);

        Assert.InRange(TextStore.CapacityAt(slab, at), length, slab.Length - at);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_long_text_wastes_a_thirty_second_of_its_place_at_most(int length)
    {
        byte[] slab = new TextStore().Rent(length, out int at);

        Assert.InRange(TextStore.CapacityAt(slab, at) - length, 0, Math.Max(8, length / 32));
    }

    [Fact]
    public void Places_do_not_overlap()
    {
        TextStore store = new();
        List<(byte[] Slab, int At, int Length, byte Mark)> texts = [];
        for (int i = 0; i < 4000; i++)
        {
            int length = i * 37 % 600;
            byte[] slab = store.Rent(length, out int at);
            slab.AsSpan(at, length).Fill((byte)i);
            texts.Add((slab, at, length, (byte)i));
        }

        Assert.All(texts, text => Assert.Equal(-1, text.Slab.AsSpan(text.At, text.Length).IndexOfAnyExcept(text.Mark)));
    }

    [Fact]
    public void A_place_in_a_later_slab_is_given_again_when_it_was_returned()
    {
        TextStore store = new();
        byte[] first = store.Rent(5000, out _);
        byte[] slab;
        int at;
        do
            slab = store.Rent(5000, out at);
        while (slab == first);
        store.Return(slab, at);

        byte[] again = store.Rent(4990, out int againAt);

        Assert.Equal((true, at), (again == slab, againAt));
    }

    [Fact]
    public void A_long_text_may_take_a_somewhat_larger_place()
    {
        TextStore store = new();
        byte[] slab = store.Rent(1024, out int at);
        store.Return(slab, at);

        store.Rent(1000, out int smallerAt);

        Assert.Equal(at, smallerAt);
    }

    [Fact]
    public void A_place_that_would_waste_more_than_an_eighth_is_left()
    {
        TextStore store = new();
        byte[] slab = store.Rent(1024, out int at);
        store.Return(slab, at);

        store.Rent(800, out int smallerAt);

        Assert.NotEqual(at, smallerAt);
    }

    [Fact]
    public void Returned_text_is_as_it_was_until_its_place_is_given_again()
    {
        TextStore store = new();
        byte[] slab = store.Rent(3, out int at);
        "abc"u8.CopyTo(slab.AsSpan(at));

        store.Return(slab, at);

        Assert.Equal("abc"u8, slab.AsSpan(at, 3));
    }
}
