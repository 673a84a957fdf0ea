namespace Falco.Outputs.Sinks;

/// <summary>A sink that holds something open which others may move away, for instance a file that is rotated.</summary>
public interface IReopenableSink : IAlertSink
{
    /// <summary>Asks for what is open to be closed and opened anew before the next delivery. Any thread may ask, at any time.</summary>
    void Reopen();
}
