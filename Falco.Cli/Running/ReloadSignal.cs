namespace Falco.Cli.Running;

/// <summary>Asks a running command to load its rules again: what SIGHUP does.</summary>
internal sealed class ReloadSignal
{
    /// <summary>Raised on the thread that asks.</summary>
    public event Action? Raised;

    public void Raise() => Raised?.Invoke();
}
