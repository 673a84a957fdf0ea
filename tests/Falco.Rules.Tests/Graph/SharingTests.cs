using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Loading;

namespace Falco.Rules.Tests.Graph;

public sealed class SharingTests
{
    [Fact]
    public void A_check_that_many_rules_share_is_evaluated_once_per_event()
    {
        CountingField field = new();
        Rule[] rules =
        [
            .. Enumerable.Range(0, 40).Select(i => CompiledConditions.Rule($"({CountingField.Name} contains abc or fd.num = {i})", new Resolver(field))),
        ];
        HostState host = new();
        CompiledConditions compiled = new(rules, host);
        bool[] results = new bool[rules.Length];

        byte[] bytes = EncodedClose();
        Assert.Equal(EventFault.None, Event.TryRead(bytes, 0, EventFlags.None, out Event view));
        HostEvent current = host.Apply(in view);
        for (int i = 1; i <= 3; i++)
        {
            compiled.Judge(in current, results);
            Assert.Equal(i, field.Reads);
        }
    }

    // A close event without parameters.
    private static byte[] EncodedClose()
    {
        byte[] bytes = new byte[Event.HeaderSize];
        BitConverter.TryWriteBytes(bytes.AsSpan(16), Event.HeaderSize);
        BitConverter.TryWriteBytes(bytes.AsSpan(20), (ushort)EventType.CloseExit);
        return bytes;
    }

    private sealed class CountingField() : Field(Definition(), Name)
    {
        public const string Name = "t.counted";

        public int Reads { get; private set; }

        protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
        {
            Reads++;
            return FieldValue.Of("xyz"u8, ref value);
        }

        private static new FieldDefinition Definition() => new()
        {
            Name = Name,
            Type = ParameterType.CharBuf,
            Dependencies = FieldDependencies.Event,
            Description = "counted",
        };
    }

    private sealed class Resolver(Field counted) : IFieldResolver
    {
        private readonly FieldCatalog _catalog = FieldCatalog.For("syscall");

        public IReadOnlyList<FieldClass> Classes => _catalog.Classes;

        public bool TryResolve(
            string name, string? argument, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Field? field,
            [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? error)
        {
            if (name != CountingField.Name)
                return _catalog.TryResolve(name, argument, out field, out error);
            field = counted;
            error = null;
            return true;
        }
    }
}
