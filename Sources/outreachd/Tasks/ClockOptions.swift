import ArgumentParser

/// `--zone NAME`, in which times are told.
struct ClockOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Tell times in this zone, as Europe/London. By default the site's, else your own.", valueName: "name"),
        completion: .zones, transform: ZoneArgument.reading)
    var zone: ZoneArgument?

    @Option(
        help: ArgumentHelp(
            "Ask this daemon for the site's zone. Of the spool of the package the socket is known.", valueName: "path"),
        completion: .file())
    var control: String?

    /// The zone that was said, else that of the tasks of a spool.
    func clock(of spool: SpoolOptions) -> LocalClock {
        if let zone { return LocalClock(zone: zone.zone) }
        return control.map { .ofSite(control: $0) } ?? spool.clock
    }
}
