using Falco.Core.Events;

namespace Falco.Core.Tests.Events;

public sealed class EventSchemaTests
{
    [Fact]
    public void Codes_are_complete_and_in_order()
    {
        Assert.Equal(454, EventSchema.Types.Count);
        for (int code = 0; code < EventSchema.TypeCount; code++)
            Assert.Equal((EventType)code, EventSchema.Types[code].Type);
        Assert.Equal(EventSchema.TypeCount, Enum.GetValues<EventType>().Length);
    }

    [Fact]
    public void Enter_and_exit_of_a_pair_share_their_name()
    {
        for (int code = 0; code < EventSchema.TypeCount; code += 2)
        {
            EventTypeInfo enter = EventSchema.Get((EventType)code), exit = EventSchema.Get((EventType)(code + 1));
            if (enter.IsUsed && exit.IsUsed)
                Assert.Equal(enter.Name.ToString(), exit.Name.ToString());
        }
    }

    [Fact]
    public void No_type_has_more_parameters_than_the_format_allows() =>
        Assert.All(EventSchema.Types, type => Assert.InRange(type.Parameters.Count, 0, Event.MaxParameters));

    [Fact]
    public void Only_plugin_container_and_asynchronous_events_are_large() => Assert.Equal(
        [EventType.PlugineventEnter, EventType.ContainerJson_2Enter, EventType.AsynceventEnter],
        EventSchema.Types.Where(type => type.LengthSize == 4).Select(type => type.Type));

    [Fact]
    public void The_descriptor_of_an_event_is_one() =>
        Assert.All(EventSchema.Types, type =>
        {
            if (type.DescriptorParameter < 0)
                return;
            Assert.True((type.Flags & EventTypeFlags.UsesDescriptor) != 0);
            Assert.Contains(type.Parameters[type.DescriptorParameter].Type, new[] { ParameterType.Fd, ParameterType.Fd32, ParameterType.Int64 });
        });

    [Fact]
    public void A_relative_path_names_the_descriptor_of_its_directory() =>
        Assert.All(AllParameters().Where(entry => entry.Parameter.Type == ParameterType.FsRelPath), entry =>
            Assert.Equal(ParameterType.Fd, entry.Type.Parameters[entry.Parameter.DirectoryParameter].Type));

    [Fact]
    public void Enumerations_have_a_table_of_names() =>
        Assert.All(AllParameters().Where(entry => entry.Parameter.Type is
            ParameterType.EnumFlags8 or ParameterType.EnumFlags16 or ParameterType.EnumFlags32), entry => Assert.NotNull(entry.Parameter.Flags));

    [Fact]
    public void Selectors_choose_among_described_types() =>
        Assert.All(AllParameters().Where(entry => entry.Parameter.Type == ParameterType.Dyn), entry =>
        {
            Assert.NotEmpty(entry.Parameter.Selectable);
            Assert.DoesNotContain(entry.Parameter.Selectable, choice => choice.Type == ParameterType.Dyn);
        });

    [Fact]
    public void System_calls_are_found_by_code_and_by_name()
    {
        SyscallInfo openat = EventSchema.FindSyscall("openat")!;

        Assert.Same(openat, EventSchema.GetSyscall(openat.Code));
        Assert.Equal(257, openat.X64Number);
        Assert.Equal(EventType.Openat_2Exit, openat.ExitType);
        Assert.False(openat.IsGeneric);
        Assert.True(EventSchema.FindSyscall("getpid")!.IsGeneric);
        Assert.Null(EventSchema.FindSyscall("nonsense"));
        Assert.Null(EventSchema.GetSyscall(-1));
        Assert.Null(EventSchema.GetSyscall(100_000));
    }

    [Theory]
    [InlineData(-2, "ENOENT")]
    [InlineData(2, "ENOENT")]
    [InlineData(-40, "ELOOP")]
    [InlineData(-42, "ENOMSG")]
    [InlineData(-59, "EBFONT")]
    [InlineData(-90, "EMSGSIZE")]
    [InlineData(-115, "EINPROGRESS")]
    [InlineData(-125, "ECANCELED")]
    [InlineData(-512, "ERESTARTSYS")]
    [InlineData(-516, "ERESTART_RESTARTBLOCK")]
    [InlineData(-524, "ENOTSUPP")]
    [InlineData(-530, "EIOCBRETRY")]
    [InlineData(-41, "")]
    [InlineData(-58, "")]
    [InlineData(-126, "")]
    [InlineData(0, "")]
    [InlineData(long.MinValue, "")]
    [InlineData(int.MinValue, "")]
    public void Error_numbers_have_names(long number, string name) =>
        Assert.Equal(name, System.Text.Encoding.UTF8.GetString(ErrorName.Find(number)));

    [Theory]
    [InlineData(1, "SIGHUP")]
    [InlineData(9, "SIGKILL")]
    [InlineData(17, "SIGCHLD")]
    [InlineData(29, "SIGIO")]
    [InlineData(31, "SIGSYS")]
    [InlineData(0, "")]
    [InlineData(32, "")]
    public void Signals_have_names(int number, string name) =>
        Assert.Equal(name, System.Text.Encoding.UTF8.GetString(SignalName.Find(number)));

    private static IEnumerable<(EventTypeInfo Type, ParameterInfo Parameter)> AllParameters() =>
        EventSchema.Types.SelectMany(type => type.Parameters.Select(parameter => (type, parameter)));
}
