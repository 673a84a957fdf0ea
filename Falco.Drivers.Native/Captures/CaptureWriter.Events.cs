using Falco.Core.Events;

namespace Falco.Drivers.Native.Captures;

public sealed partial class CaptureWriter
{
    private long _events;
    private bool _isLeading;

    /// <inheritdoc/>
    public void OnEvent(in Event view)
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            if (_stage != Stage.Events)
                StartEvents();
            EventFlags flags = view.Flags;
            if (_isLeading)
            {
                // Readers mark leading events by themselves; other writers do not write the mark either.
                if (LeadingEvent.CompletesTables(view.Type))
                    flags = EventFlags.None;
                else
                    _isLeading = false;
            }

            if (_blocks.Length + (long)view.Bytes.Length + EventBlockWriter.MaxOverhead > _options.BufferSize)
                WriteOut();
            EventBlockWriter.Append(_blocks, in view, flags);
            _events++;
        }
    }
}
