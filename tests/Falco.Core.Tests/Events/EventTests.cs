using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Falco.Core.Events;

namespace Falco.Core.Tests.Events;

public sealed class EventTests
{
    [Fact]
    public void The_header_is_read_in_place()
    {
        byte[] bytes = EncodedEvent.Of(EventType.CloseExit, 123, -1, EncodedEvent.Int64(-9), EncodedEvent.Int64(7));

        Event view = Read(bytes, cpu: 3, EventFlags.StateOnly);

        Assert.Equal(EventType.CloseExit, view.Type);
        Assert.Equal(123UL, view.Timestamp);
        Assert.Equal(-1, view.ThreadId);
        Assert.Equal(3, view.Cpu);
        Assert.Equal(EventFlags.StateOnly, view.Flags);
        Assert.Equal(2, view.ParameterCount);
        Assert.Equal(-9, view.GetInt64(0));
        Assert.Equal(7, view.GetInt64(1));
        Assert.Equal(bytes, view.Bytes.ToArray());
    }

    [Fact]
    public void Bytes_behind_the_event_are_not_part_of_it()
    {
        byte[] bytes = EncodedEvent.Of(EventType.CloseEnter, EncodedEvent.Int64(7));

        Event view = Read([.. bytes, 1, 2, 3]);

        Assert.Equal(bytes.Length, view.Bytes.Length);
    }

    [Fact]
    public void Large_events_have_32_bit_lengths()
    {
        byte[] json = new byte[100_000];
        json[99_998] = (byte)'x';

        Event view = Read(EncodedEvent.Of(EventType.ContainerJson_2Enter, json));

        Assert.Equal(100_000, view.GetBytes(0).Length);
        Assert.Equal((byte)'x', view.GetBytes(0)[99_998]);
    }

    [Fact]
    public void Every_parameter_of_a_long_event_is_found()
    {
        byte[][] parameters = [.. Enumerable.Range(0, 31).Select(i => Enumerable.Repeat((byte)i, i * 7 % 13).ToArray())];

        Event view = Read(EncodedEvent.Of(EventType.Execve_19Exit, parameters));

        for (int i = 0; i < parameters.Length; i++)
            Assert.Equal(parameters[i], view.GetBytes(i).ToArray());
    }

    [Fact]
    public void A_parameter_that_the_event_does_not_carry_reads_as_empty()
    {
        Event view = Read(EncodedEvent.Of(EventType.OpenExit, EncodedEvent.Int64(3), EncodedEvent.Text("/etc")));

        Assert.Equal(2, view.ParameterCount);
        Assert.True(view.GetBytes(2).IsEmpty);
        Assert.True(view.GetBytes(99).IsEmpty);
        Assert.True(view.GetBytes(-1).IsEmpty);
        Assert.False(view.TryGetUInt64(2, out _));
        Assert.Equal("flags", view[2].Info!.Name.ToString());
        Assert.True(view[2].IsEmpty);
        Assert.Null(view[99].Info);
    }

    [Fact]
    public void Parameters_that_the_schema_does_not_know_are_left_out()
    {
        Event view = Read(EncodedEvent.Of(EventType.CloseEnter, EncodedEvent.Int64(7), EncodedEvent.Text("new")));

        Assert.Equal(1, view.ParameterCount);
        Assert.Equal(2, view.EncodedParameterCount);
        Assert.Equal(7, view.GetInt64(0));
        Assert.True(view.GetBytes(1).IsEmpty);
    }

    [Fact]
    public void Empty_is_neither_zero_nor_an_empty_text()
    {
        Event view = Read(EncodedEvent.Of(EventType.OpenExit, [], EncodedEvent.Text(""), []));

        Assert.False(view.Has(0));
        Assert.False(view.TryGetInt64(0, out _));
        Assert.True(view.TryGetText(1, out ReadOnlySpan<byte> text));
        Assert.True(text.IsEmpty);
        Assert.Equal("<NA>"u8, Read(EncodedEvent.Of(EventType.OpenExit, [], [])).GetText(1));
        Assert.Equal("<NA>"u8, Read(EncodedEvent.Of(EventType.OpenExit, [], EncodedEvent.Text("(NULL)"))).GetText(1));
    }

    [Theory]
    [InlineData(0, EventFault.Truncated)]
    [InlineData(25, EventFault.Truncated)]
    [InlineData(26, EventFault.BadLength)]
    [InlineData(35, EventFault.BadLength)]
    public void Missing_bytes_are_a_fault(int length, EventFault expected) =>
        Assert.Equal(expected, FaultOf(EncodedEvent.Of(EventType.CloseEnter, EncodedEvent.Int64(7))[..length]));

    [Theory]
    [InlineData(0u)]
    [InlineData(25u)]
    [InlineData(37u)]
    [InlineData(uint.MaxValue)]
    public void A_length_that_does_not_fit_is_a_fault(uint length)
    {
        byte[] bytes = EncodedEvent.Of(EventType.CloseEnter, EncodedEvent.Int64(7));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(16), length);

        Assert.Equal(EventFault.BadLength, FaultOf(bytes));
    }

    [Fact]
    public void A_type_beyond_the_schema_is_a_fault()
    {
        byte[] bytes = EncodedEvent.Of((EventType)EventSchema.TypeCount);

        Assert.Equal(EventFault.UnknownType, FaultOf(bytes));
    }

    [Theory]
    [InlineData(6u)]
    [InlineData(0x7FFF_FFFFu)]
    [InlineData(uint.MaxValue)]
    public void More_lengths_than_fit_are_a_fault(uint count)
    {
        byte[] bytes = EncodedEvent.Of(EventType.CloseEnter, EncodedEvent.Int64(7));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(22), count);

        Assert.Equal(EventFault.TooManyParameters, FaultOf(bytes));
    }

    [Theory]
    [InlineData(EventType.CloseExit)]
    [InlineData(EventType.AsynceventEnter)]
    public void Parameters_that_run_past_the_end_are_a_fault(EventType type)
    {
        byte[] bytes = EncodedEvent.Of(type, new byte[8], new byte[8]);
        bytes[26]++;

        Assert.Equal(EventFault.ParameterOverrun, FaultOf(bytes));
    }

    [Fact]
    public void The_sum_of_huge_lengths_does_not_wrap_around()
    {
        byte[] bytes = EncodedEvent.Of(EventType.AsynceventEnter, new byte[8], new byte[8]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(26), 0xFFFF_FFFC);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(30), 0x0000_0014);

        Assert.Equal(EventFault.ParameterOverrun, FaultOf(bytes));
    }

    [Fact]
    public void Random_bytes_are_never_read_beyond_their_end()
    {
        Random random = new(20261124);
        byte[] seed = EncodedEvent.Of(EventType.Execve_19Exit, [.. Enumerable.Range(0, 31).Select(i => new byte[i])]);
        int accepted = 0;
        for (int round = 0; round < 200_000; round++)
        {
            byte[] bytes = seed.AsSpan(0, random.Next(20, seed.Length)).ToArray();
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(Math.Min(18, bytes.Length - 2)), 0);
            if (bytes.Length >= 26)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(16), (uint)bytes.Length);
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(20), (ushort)random.Next(460));
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(22), (uint)random.Next(40));
                random.NextBytes(bytes.AsSpan(26));
                if (random.Next(2) == 0)
                    bytes.AsSpan(26).Clear();
            }

            for (int flips = random.Next(4); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (Event.TryRead(bytes, 0, EventFlags.None, out Event view) != EventFault.None)
                continue;
            accepted++;
            AssertWithin(bytes, in view);
        }

        Assert.True(accepted > 1000, "The fuzzer makes valid events, too.");
    }

    [Fact]
    public void A_view_of_memory_that_was_given_away_reads_nothing_beyond_it()
    {
        byte[] bytes = EncodedEvent.Of(EventType.Execve_19Exit, [.. Enumerable.Range(0, 31).Select(i => new byte[i])]);
        Event view = Read(bytes);

        bytes.AsSpan().Fill(0xFF);

        AssertWithin(bytes, in view);
    }

    private static void AssertWithin(byte[] bytes, in Event view)
    {
        Assert.InRange(view.Bytes.Length, Event.HeaderSize, bytes.Length);
        for (int i = -1; i <= Event.MaxParameters; i++)
        {
            ReadOnlySpan<byte> parameter = view.GetBytes(i);
            if (parameter.IsEmpty)
                continue;
            long start = Unsafe.ByteOffset(
                ref MemoryMarshal.GetArrayDataReference(bytes), ref MemoryMarshal.GetReference(parameter));
            if (start < Event.HeaderSize || start + parameter.Length > bytes.Length)
                Assert.Fail($"Parameter {i} of {view.Type} is at {start}, {parameter.Length} bytes.");
            ReadEveryShape(view[i]);
        }
    }

    // Span accesses are checked by the run time: a wrong length shows as an exception.
    private static void ReadEveryShape(ParameterValue value)
    {
        _ = value.Text.Length + value.Selected.Bytes.Length + value.Address.Length;
        _ = value.SocketAddress.Address.Length + value.SocketAddress.Port + value.SocketAddress.Path.Length;
        SocketTuple tuple = value.SocketTuple;
        _ = tuple.SourceAddress.Length + tuple.DestinationAddress.Length + tuple.SourcePort + tuple.DestinationPort + tuple.Path.Length;
        _ = tuple.UnixSource + tuple.UnixDestination;
        _ = value.TryGetInt64(out _) | value.TryGetUInt64(out _) | value.TryGetBoolean(out _) | value.TryGetDouble(out _)
            | value.TryGetDuration(out _) | value.TryGetTime(out _);
        foreach (ReadOnlySpan<byte> text in value.Strings)
            _ = text.Length;
        foreach (PolledDescriptor polled in value.Descriptors)
            _ = polled.Number;
    }

    private static EventFault FaultOf(byte[] bytes) => Event.TryRead(bytes, 0, EventFlags.None, out _);

    private static Event Read(byte[] bytes, ushort cpu = 0, EventFlags flags = EventFlags.None)
    {
        Assert.Equal(EventFault.None, Event.TryRead(bytes, cpu, flags, out Event view));
        return view;
    }
}
