import Systemd

/// The service of this machine in the eyes of systemd.
package enum ServiceUnit {
    /// Why the service does not listen, as a sentence for who asked it; nil where systemd knows no such service. Asking
    /// starts nothing.
    package static func absence() -> String? { UnitReport(of: "outreachd.service")?.absence }

    /// The last words of a daemon that ends: systemd keeps them for whoever asks why.
    package static func ends(because reason: String) { Notifier().tell(.status(reason)) }
}
