namespace Falco.Cli.Running;

/// <summary>Asks a running command to open its outputs anew: what SIGUSR1 does.</summary>
internal sealed class ReopenSignal
{
    /// <summary>SIGUSR1 on Linux, which <see cref="System.Runtime.InteropServices.PosixSignal"/> does not name.</summary>
    public const int Number = 10;

    private event Action? Raised;

    /// <summary>Calls an action on the thread that asks, until the result is disposed.</summary>
    public IDisposable Subscribe(Action action)
    {
        Raised += action;
        return new Subscription(this, action);
    }

    public void Raise() => Raised?.Invoke();

    private sealed class Subscription(ReopenSignal signal, Action action) : IDisposable
    {
        public void Dispose() => signal.Raised -= action;
    }
}
