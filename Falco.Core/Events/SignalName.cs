namespace Falco.Core.Events;

/// <summary>Names of signals as x86-64 and arm64 number them; real-time signals have none.</summary>
internal static class SignalName
{
    private static readonly NumberedNames Names = new(
        1,
        """
        SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1
        SIGSEGV SIGUSR2 SIGPIPE SIGALRM SIGTERM SIGSTKFLT SIGCHLD SIGCONT SIGSTOP SIGTSTP
        SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIGIO SIGPWR
        SIGSYS
        """u8);

    /// <summary>The name of a signal; empty if it has none.</summary>
    public static ReadOnlySpan<byte> Find(int number) => Names.Find(number);
}
