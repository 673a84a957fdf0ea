using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;

namespace Falco.Testing.Events;

/// <summary>The events of a capture file.</summary>
/// <param name="path">The file.</param>
internal sealed class CaptureScenario(string path) : IScenario
{
    /// <inheritdoc/>
    public void Play(IHostTableObserver tables, ScenarioEvent onEvent)
    {
        Exception? failure;
        try
        {
            using CaptureReader reader = CaptureReader.Open(path);
            Observer observer = new(tables, onEvent);
            using IDisposable subscription = reader.Subscribe(observer);
            failure = reader.Run(CancellationToken.None) ?? observer.Failure;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            failure = error;
        }

        if (failure is not null)
            throw new ScenarioException($"the capture {path} cannot be read: {failure.Message}");
    }

    private sealed class Observer(IHostTableObserver tables, ScenarioEvent onEvent) : IEventObserver
    {
        private int _item;

        public Exception? Failure { get; private set; }

        public IHostTableObserver Tables => tables;

        public void OnEvent(in Event view) => onEvent(++_item, in view);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error) => Failure = error;
    }
}
