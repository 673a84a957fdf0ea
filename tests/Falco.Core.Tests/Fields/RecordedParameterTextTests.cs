using System.Text;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Testing.Support;

namespace Falco.Core.Tests.Fields;

/// <summary>All arguments of all events of the recorded captures, against the text that the reference printed.</summary>
public sealed class RecordedParameterTextTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("attack")]
    [InlineData("everyday")]
    [InlineData("rare")]
    public void Arguments_read_as_the_reference_printed_them(string capture)
    {
        Dictionary<ulong, string?> expected = RecordedArguments.Of(capture);
        using CaptureReader source = CaptureReader.Open(ReferenceData.File("captures", capture + ".scap"));

        // The reference recorded its fields without knowing of containers.
        HostState host = new(new HostStateOptions { DetectContainers = false });
        ArgumentsObserver observer = new(host, expected, output);
        source.Subscribe(observer);

        Assert.Null(source.Run(TestContext.Current.CancellationToken));

        Assert.Equal(expected.Count, observer.Compared);
        Assert.Equal(0, observer.Differences);
    }

    private sealed class ArgumentsObserver(HostState host, Dictionary<ulong, string?> expected, ITestOutputHelper output) : IEventObserver
    {
        private readonly FieldScratch _scratch = new();

        public int Compared { get; private set; }

        public int Differences { get; private set; }

        public IHostTableObserver? Tables => host;

        public void OnEvent(in Event view)
        {
            HostEvent applied = host.Apply(in view);
            if (!expected.TryGetValue(applied.Number, out string? arguments))
                return;
            Compared++;
            string actual = Format(in applied);
            if (actual == arguments)
                return;
            if (++Differences <= 20)
                output.WriteLine($"{applied.Number} {view.Type}\n  expected {arguments}\n  actual   {actual}");
        }

        // Arguments of generic events are not shown.
        private string Format(in HostEvent applied)
        {
            _scratch.Reset();
            Utf8Composer text = new(_scratch);
            if (applied.Event.Type != EventType.GenericExit)
                ParameterText.AppendAll(in applied, ref text);
            return Encoding.UTF8.GetString(text.Finish());
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error) => Assert.Fail(error.ToString());
    }
}
