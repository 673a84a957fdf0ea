using System.Globalization;
using Falco.Core.Events;
using Falco.Testing.Support;

namespace Falco.Core.Tests.Events;

/// <summary>The compiled schema against the tables that were taken from the reference.</summary>
public sealed class EventSchemaReferenceTests
{
    private static readonly string[] Formats = ["NA", "DEC", "HEX", "10_PADDED_DEC", "ID", "DIR", "OCT"];

    private static readonly Dictionary<string, EventCategory> Categories = new()
    {
        ["UNKNOWN"] = EventCategory.Unknown,
        ["OTHER"] = EventCategory.Other,
        ["FILE"] = EventCategory.File,
        ["NET"] = EventCategory.Network,
        ["IPC"] = EventCategory.Ipc,
        ["MEMORY"] = EventCategory.Memory,
        ["PROCESS"] = EventCategory.Process,
        ["SLEEP"] = EventCategory.Sleep,
        ["SYSTEM"] = EventCategory.System,
        ["SIGNAL"] = EventCategory.Signal,
        ["USER"] = EventCategory.User,
        ["TIME"] = EventCategory.Time,
        ["PROCESSING"] = EventCategory.Processing,
        ["IO_READ"] = EventCategory.IoRead,
        ["IO_WRITE"] = EventCategory.IoWrite,
        ["IO_OTHER"] = EventCategory.IoOther,
        ["WAIT"] = EventCategory.Wait,
        ["SCHEDULER"] = EventCategory.Scheduler,
        ["INTERNAL"] = EventCategory.Internal,
        ["SYSCALL"] = EventCategory.Syscall,
        ["TRACEPOINT"] = EventCategory.Tracepoint,
        ["PLUGIN"] = EventCategory.Plugin,
        ["METAEVENT"] = EventCategory.Meta,
        ["ITER"] = EventCategory.Iterator,
    };

    private static readonly Dictionary<string, EventTypeFlags> Flags = new()
    {
        ["-"] = EventTypeFlags.None,
        ["CREATES_FD"] = EventTypeFlags.CreatesDescriptor,
        ["DESTROYS_FD"] = EventTypeFlags.DestroysDescriptor,
        ["USES_FD"] = EventTypeFlags.UsesDescriptor,
        ["READS_FROM_FD"] = EventTypeFlags.ReadsFromDescriptor,
        ["WRITES_TO_FD"] = EventTypeFlags.WritesToDescriptor,
        ["MODIFIES_STATE"] = EventTypeFlags.ModifiesState,
        ["UNUSED"] = EventTypeFlags.Unused,
        ["WAITS"] = EventTypeFlags.Waits,
        ["SKIPPARSERESET"] = EventTypeFlags.SkipsParserReset,
        ["OLD_VERSION"] = EventTypeFlags.OldVersion,
        ["LARGE_PAYLOAD"] = EventTypeFlags.LargePayload,
        ["CONVERTER_MANAGED"] = EventTypeFlags.ConverterManaged,
    };

    [Fact]
    public void Event_types_and_their_parameters_equal_the_reference()
    {
        string[] typeNames = [.. Rows("param_types.tsv").Select(row => row[1])];
        int compared = 0;
        foreach (string[] row in Rows("events.tsv"))
        {
            EventTypeInfo type = EventSchema.Get((EventType)Number(row[0]));
            Assert.Equal(row[3], type.Name.ToString());
            Assert.Equal(row[4].Split('|').Aggregate(EventCategory.Unknown, (sum, word) => sum | Categories[word]), type.Category);
            Assert.Equal(row[5].Split('|').Aggregate(EventTypeFlags.None, (sum, word) => sum | Flags[word]), type.Flags);
            Assert.Equal(Number(row[6]), type.Parameters.Count);
            Assert.Equal(row[7], string.Join(' ', type.Parameters.Select(parameter => Describe(parameter, typeNames))));
            compared++;
        }

        Assert.Equal(EventSchema.TypeCount, compared);
    }

    [Fact]
    public void Flag_tables_equal_the_reference_in_their_order()
    {
        foreach (IGrouping<string, string[]> table in Rows("flags.tsv").GroupBy(row => row[0]))
        {
            Assert.Equal(
                table.Select(row => (row[1], (uint)Number(row[2]))),
                EventSchema.FindFlagTable(table.Key)!.Entries.Select(entry => (entry.Name.ToString(), entry.Value)));
        }
    }

    [Fact]
    public void Selectors_equal_the_reference()
    {
        string[] typeNames = [.. Rows("param_types.tsv").Select(row => row[1])];
        ILookup<string, string[]> tables = Rows("dynparams.tsv").ToLookup(row => row[0]);
        int compared = 0;
        foreach (string[] row in Rows("events.tsv"))
        {
            EventTypeInfo type = EventSchema.Get((EventType)Number(row[0]));
            foreach ((string text, ParameterInfo parameter) in row[7].Split(' ').Zip(type.Parameters))
            {
                if (parameter.Type != ParameterType.Dyn)
                    continue;
                Assert.Equal(
                    tables[text.Split(':')[3]].Select(choice => choice[2]),
                    parameter.Selectable.Select(choice => Describe(choice, typeNames)));
                compared++;
            }
        }

        Assert.Equal(9, compared);
    }

    [Fact]
    public void System_calls_equal_the_reference()
    {
        foreach (string[] row in Rows("syscalls.tsv"))
        {
            SyscallInfo call = EventSchema.GetSyscall(Number(row[0]))!;
            Assert.Equal(row[1], call.Name.ToString());
            Assert.Equal((Number(row[2]), Number(row[3])), (call.X64Number, call.Arm64Number));
            Assert.Equal((Number(row[5]), Number(row[6])), ((int?)call.EnterType ?? -1, (int?)call.ExitType ?? -1));
        }
    }

    private static string Describe(ParameterInfo parameter, string[] typeNames)
    {
        string text = $"{parameter.Name}:{typeNames[(int)parameter.Type]}:{Formats[(int)parameter.Format]}";
        if (parameter.Flags is { } flags)
            return $"{text}:{flags.Name}";
        if (parameter.Selectable.Count > 0)
            return $"{text}:{SelectorTable(parameter)}";

        // The table was printed from a pointer, so that parameter 0 looks like none.
        return parameter.DirectoryParameter > 0 ? $"{text}:dirfd={parameter.DirectoryParameter}" : text;
    }

    private static string SelectorTable(ParameterInfo parameter) => parameter.Selectable[0].Type switch
    {
        ParameterType.ByteBuf => "sockopt_dynamic_param",
        ParameterType.UInt64 => "ptrace_dynamic_param",
        ParameterType.Fd => "bpf_dynamic_param",
        _ => "keyctl_dynamic_param",
    };

    private static int Number(string text) => text == "-" ? -1 : (int)long.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string table) =>
        File.ReadLines(ReferenceData.File("reference", "tables", table)).Skip(1).Select(line => line.Split('\t'));
}
