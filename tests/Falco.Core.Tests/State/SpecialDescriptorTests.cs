using Falco.Core.Events;
using Falco.Core.State;
using static Falco.Core.Tests.State.HostScene;

namespace Falco.Core.Tests.State;

/// <summary>Descriptors that come from rarer calls than open and socket.</summary>
public sealed class SpecialDescriptorTests
{
    private const long Other = 20;

    private readonly HostScene _scene = new();

    [Fact]
    public void A_ring_for_submissions_is_a_descriptor_without_a_name()
    {
        _scene.Apply(IoUringSetup(9));

        Assert.Equal((DescriptorType.IoUring, ""), (Find(9)!.Type, _scene.NameOf(Shell, 9)));
    }

    [Fact]
    public void A_ring_that_was_refused_opens_nothing()
    {
        _scene.Apply(IoUringSetup(-1));

        Assert.Equal(0, _scene.Host.DescriptorsOf(_scene.Thread(Shell))!.Count);
    }

    [Theory]
    [InlineData("/srv/file", "/srv/file")]
    [InlineData("/srv/../etc/shadow", "/etc/shadow")]
    [InlineData("file", "file")]
    public void A_file_that_is_opened_by_its_handle_is_not_relative_to_any_directory(string path, string expected)
    {
        _scene.Open(Shell, 4, "/mnt", OpenFlag.Directory);
        _scene.Apply(OpenByHandle(3, path, flags: 1));

        Assert.Equal(expected, _scene.NameOf(Shell, 3));
    }

    [Fact]
    public void A_file_that_is_opened_by_its_handle_has_its_device_and_inode()
    {
        _scene.Apply(OpenByHandle(3, "/srv/file", flags: 1));

        Assert.Equal((DescriptorType.FileV2, 5U, 6UL), (Find(3)!.Type, Find(3)!.Device, Find(3)!.Inode));
    }

    [Fact]
    public void A_directory_that_is_opened_by_its_handle_is_one()
    {
        _scene.Apply(OpenByHandle(3, "/srv", OpenFlag.Directory));

        Assert.Equal(DescriptorType.Directory, Find(3)!.Type);
    }

    [Fact]
    public void A_handle_that_is_stale_opens_nothing()
    {
        _scene.Apply(OpenByHandle(-116, "/srv", flags: 1));

        Assert.Equal(0, _scene.Host.DescriptorsOf(_scene.Thread(Shell))!.Count);
    }

    [Fact]
    public void A_descriptor_of_a_process_is_named_by_its_folder()
    {
        OpenProcess(7, Other);

        Assert.Equal((DescriptorType.PidFd, "/proc/20"), (Find(7)!.Type, _scene.NameOf(Shell, 7)));
    }

    [Fact]
    public void A_descriptor_that_is_taken_from_another_process_is_the_same_file()
    {
        TakeFromOther();

        Assert.Equal("/etc/shadow", _scene.NameOf(Shell, 8));
    }

    [Fact]
    public void A_descriptor_that_is_taken_from_another_process_ends_with_exec()
    {
        TakeFromOther();

        Assert.True(Find(8)!.IsCloseOnExec);
    }

    [Fact]
    public void A_descriptor_that_is_taken_stays_when_the_other_process_closes_it()
    {
        TakeFromOther();
        _scene.Apply(_scene.Event(EventType.CloseExit, Other).Int64(0).Int64(3));
        _scene.Pass();

        Assert.Equal("/etc/shadow", _scene.NameOf(Shell, 8));
    }

    [Fact]
    public void Nothing_is_taken_through_a_descriptor_that_is_no_process()
    {
        _scene.Clone(Shell, Other);
        _scene.Open(Other, 3, "/etc/shadow");
        _scene.Open(Shell, 7, "/tmp/x");
        Take(8, 7, 3);

        Assert.Null(Find(8));
    }

    [Fact]
    public void Nothing_is_taken_from_a_process_that_has_ended()
    {
        _scene.Clone(Shell, Other);
        _scene.Open(Other, 3, "/etc/shadow");
        OpenProcess(7, Other);
        _scene.Exit(Other);
        _scene.Pass();
        Take(8, 7, 3);

        Assert.Null(Find(8));
    }

    private DescriptorRecord? Find(long number) => _scene.Host.DescriptorsOf(_scene.Thread(Shell))!.Find(number);

    private void TakeFromOther()
    {
        _scene.Clone(Shell, Other);
        _scene.Open(Other, 3, "/etc/shadow");
        OpenProcess(7, Other);
        Take(8, 7, 3);
    }

    private void OpenProcess(long number, long processId) =>
        _scene.Apply(_scene.Event(EventType.PidfdOpenExit, Shell).Int64(number).Int64(processId).UInt32(0));

    private void Take(long number, long process, long wanted) =>
        _scene.Apply(_scene.Event(EventType.PidfdGetfdExit, Shell).Int64(number).Int64(process).Int64(wanted).UInt32(0));

    private Falco.Testing.Support.EventBuilder IoUringSetup(long number) => _scene.Event(EventType.IoUringSetupExit, Shell)
        .Int64(number).UInt32(8).UInt32(8).UInt32(16).UInt32(0).UInt32(0).UInt32(0).UInt32(0);

    private Falco.Testing.Support.EventBuilder OpenByHandle(long number, string path, uint flags) => _scene.Event(EventType.OpenByHandleAtExit, Shell)
        .Int64(number).Int64(4).UInt32(flags).Text(path).UInt32(5).UInt64(6);
}
