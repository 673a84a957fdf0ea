using Falco.Core.Events;
using Falco.Core.State;
using static Falco.Core.Tests.State.HostScene;

namespace Falco.Core.Tests.State;

public sealed class DescriptorStateTests
{
    private const uint IPv4 = 2;
    private const uint Stream = 1;
    private const uint Datagram = 2;

    private readonly HostScene _scene = new();

    [Fact]
    public void A_relative_path_is_joined_with_the_directory_that_it_is_relative_to()
    {
        const uint Directory = 0x401;
        _scene.Open(Shell, 3, "here");
        _scene.Open(Shell, 4, "/srv/data", Directory);
        _scene.Open(Shell, 5, "../log/./x", directory: 4);
        _scene.Open(Shell, 6, "y", directory: 77);
        Assert.Equal("/root/here", _scene.NameOf(Shell, 3));
        Assert.Equal("/srv/log/x", _scene.NameOf(Shell, 5));
        Assert.Equal("<UNKNOWN>y", _scene.NameOf(Shell, 6));
    }

    [Fact]
    public void The_event_works_on_the_descriptor_that_it_opens()
    {
        (long number, string name, bool isNameChanged) = _scene.Apply(
            _scene.Event(EventType.OpenExit, Shell).Int64(9).Text("/a").UInt32(1).UInt32(0).UInt32(0).UInt64(1),
            (in HostEvent current) => (current.DescriptorNumber, Text(current.Descriptor!.Name), current.Descriptor.IsNameChanged));
        Assert.Equal((9, "/a", true), (number, name, isNameChanged));
        Assert.False(_scene.Apply(_scene.Event(EventType.ReadExit, Shell).Int64(0).Bytes().Int64(9).UInt32(0),
            (in HostEvent current) => current.Descriptor!.IsNameChanged));
    }

    [Fact]
    public void The_path_of_the_start_of_a_call_is_believed()
    {
        bool isShown = _scene.Apply(_scene.Event(EventType.OpenEnter, Shell).Text("/true").UInt32(1).UInt32(0), (in HostEvent current) => current.IsShown);
        _scene.Apply(_scene.Event(EventType.OpenExit, Shell).Int64(3).Text("/forged").UInt32(1).UInt32(0).UInt32(0).UInt64(1));
        Assert.False(isShown);
        Assert.Equal("/true", _scene.NameOf(Shell, 3));
    }

    [Fact]
    public void A_closed_descriptor_is_readable_during_its_event_and_gone_after_it()
    {
        _scene.Open(Shell, 3, "/a");
        string name = _scene.Apply(_scene.Event(EventType.CloseExit, Shell).Int64(0).Int64(3),
            (in HostEvent current) => Text(current.Descriptor!.Name));
        Assert.Equal("/a", name);
        _scene.Pass();
        Assert.Null(_scene.Thread(Shell).OwnDescriptors.Find(3));
    }

    [Fact]
    public void Close_range_closes_or_only_marks()
    {
        const uint MarksOnly = 4;
        for (int number = 3; number < 8; number++)
            _scene.Open(Shell, number, "/a");
        _scene.Open(Shell, 5000, "/far");
        _scene.Apply(_scene.Event(EventType.CloseRangeExit, Shell).Int64(0).UInt32(4).UInt32(6).UInt32(0));
        _scene.Apply(_scene.Event(EventType.CloseRangeExit, Shell).Int64(0).UInt32(7).UInt32(uint.MaxValue).UInt32(MarksOnly));
        DescriptorTable table = _scene.Thread(Shell).OwnDescriptors;
        Assert.Equal(3, table.Count);
        Assert.Null(table.Find(5));
        Assert.True(table.Find(7)!.IsCloseOnExec && table.Find(5000)!.IsCloseOnExec && !table.Find(3)!.IsCloseOnExec);
    }

    [Fact]
    public void Dup2_replaces_the_owner_of_the_number()
    {
        _scene.Open(Shell, 3, "/a");
        _scene.Open(Shell, 4, "/b");
        _scene.Apply(_scene.Event(EventType.Dup2Exit, Shell).Int64(4).Int64(3).Int64(4));
        Assert.Equal("/a", _scene.NameOf(Shell, 4));
        Assert.Equal(2, _scene.Thread(Shell).OwnDescriptors.Count);
    }

    [Fact]
    public void A_process_keeps_no_more_than_its_limit_of_descriptors()
    {
        for (int number = 0; number < DescriptorTable.MaxCount + 10; number++)
            _scene.Open(Shell, number, "/a");
        Assert.Equal(DescriptorTable.MaxCount, _scene.Thread(Shell).OwnDescriptors.Count);
        Assert.Equal(10UL, _scene.Host.Statistics.DroppedDescriptors);
    }

    [Fact]
    public void A_connection_is_kept_with_the_client_as_its_source()
    {
        Socket(3, Stream);
        _scene.Apply(_scene.Event(EventType.ConnectExit, Shell).Int64(0).SocketTuple("10.0.0.1", 40000, "10.0.0.2", 443).Int64(3)
            .SocketAddress("10.0.0.2", 443));
        _scene.Apply(_scene.Event(EventType.Accept4_6Exit, Shell).Int64(4).SocketTuple("10.0.0.9", 5555, "10.0.0.1", 80).UInt8(0).UInt32(0)
            .UInt32(0).UInt32(0));
        DescriptorRecord client = _scene.Thread(Shell).OwnDescriptors.Find(3)!;
        DescriptorRecord server = _scene.Thread(Shell).OwnDescriptors.Find(4)!;
        Assert.Equal("10.0.0.1:40000->10.0.0.2:443", Text(client.Name));
        Assert.True((client.Flags & DescriptorFlags.RoleClient) != 0);
        Assert.Equal("10.0.0.9:5555->10.0.0.1:80", Text(server.Name));
        Assert.True((server.Flags & DescriptorFlags.RoleServer) != 0);
        Assert.Equal(SocketProtocol.Tcp, server.Protocol);
    }

    [Fact]
    public void A_failed_connection_changes_nothing_unless_it_is_in_progress()
    {
        const long Refused = -111;
        const long InProgress = -115;
        Socket(3, Stream);
        Connect(Refused);
        Assert.Equal("", _scene.NameOf(Shell, 3));
        Connect(InProgress);
        Assert.Equal("10.0.0.1:40000->10.0.0.2:443", _scene.NameOf(Shell, 3));

        void Connect(long result) => _scene.Apply(_scene.Event(EventType.ConnectExit, Shell).Int64(result)
            .SocketTuple("10.0.0.1", 40000, "10.0.0.2", 443).Int64(3).SocketAddress("10.0.0.2", 443));
    }

    [Fact]
    public void The_answer_to_a_datagram_is_turned_around()
    {
        Socket(3, Datagram);
        _scene.Apply(_scene.Event(EventType.SendtoExit, Shell).Int64(1).Bytes(1).Int64(3).UInt32(1)
            .SocketTuple("10.0.0.1", 40000, "10.0.0.2", 53));
        uint sent = _scene.Thread(Shell).OwnDescriptors.Find(3)!.Version;
        _scene.Apply(_scene.Event(EventType.RecvfromExit, Shell).Int64(1).Bytes(1).SocketTuple("10.0.0.2", 53, "10.0.0.1", 40000).Int64(3)
            .UInt32(1));
        Assert.Equal("10.0.0.1:40000->10.0.0.2:53", _scene.NameOf(Shell, 3));
        Assert.NotEqual(0U, sent);
    }

    [Fact]
    public void A_datagram_to_another_address_renames_its_socket()
    {
        Socket(3, Datagram);
        foreach (string destination in (string[])["10.0.0.2", "10.0.0.3"])
        {
            _scene.Apply(_scene.Event(EventType.SendtoExit, Shell).Int64(1).Bytes(1).Int64(3).UInt32(1)
                .SocketTuple("10.0.0.1", 40000, destination, 53));
        }

        Assert.Equal("10.0.0.1:40000->10.0.0.3:53", _scene.NameOf(Shell, 3));
    }

    [Fact]
    public void A_datagram_on_an_unknown_descriptor_makes_it_known()
    {
        _scene.Apply(_scene.Event(EventType.SendtoExit, Shell).Int64(1).Bytes(1).Int64(8).UInt32(1)
            .SocketTuple("::1", 40000, "fd00::2", 53));
        Assert.Equal("::1:40000->fd00::2:53", _scene.NameOf(Shell, 8));
    }

    [Fact]
    public void A_bound_socket_is_named_by_its_own_address()
    {
        Socket(3, Stream);
        _scene.Apply(_scene.Event(EventType.BindExit, Shell).Int64(0).SocketAddress("0.0.0.0", 80).Int64(3));
        DescriptorRecord socket = _scene.Thread(Shell).OwnDescriptors.Find(3)!;
        Assert.Equal("0.0.0.0:80", Text(socket.Name));
        Assert.Equal(DescriptorType.IPv4ServerSocket, socket.Type);
        Assert.Equal((80, SocketProtocol.Tcp), (socket.SourcePort, socket.Protocol));
    }

    [Fact]
    public void A_unix_connection_is_named_by_both_ends_and_its_path()
    {
        const uint Unix = 1;
        _scene.Apply(_scene.Event(EventType.SocketExit, Shell).Int64(3).UInt32(Unix).UInt32(Stream).UInt32(0).UInt32(0));
        _scene.Apply(_scene.Event(EventType.ConnectExit, Shell).Int64(0).UnixTuple(0xAB, 0xCD, "/run/x").Int64(3).Empty());
        Assert.Equal("ab->cd /run/x", _scene.NameOf(Shell, 3));
    }

    [Fact]
    public void Events_whose_parameters_are_missing_change_nothing_and_do_no_harm()
    {
        foreach (EventTypeInfo type in EventSchema.Types)
        {
            if (type.LengthSize == 2 && type.Type != EventType.Procexit_1Enter)
                _scene.Apply(_scene.Event(type.Type, Shell));
        }

        _scene.Pass();
        Assert.Equal("bash", Text(_scene.Thread(Shell).Comm[..4]));
    }

    private void Socket(long number, uint type) =>
        _scene.Apply(_scene.Event(EventType.SocketExit, Shell).Int64(number).UInt32(IPv4).UInt32(type).UInt32(0).UInt32(0));
}
