package import HTML

/// Somebody's page of figures, inside the board's own so that the way back stays in sight. It is a frame that may run and
/// ask nothing.
package struct ReportScreen {
    let visit: Visit

    package init(_ visit: Visit) { self.visit = visit }

    package var html: Markup {
        // What happens meanwhile does not set the frame back to its beginning.
        Frame(visit: visit, title: "Report", screen: .report, isLive: false).page { html in
            html.raw("<h1>Report</h1><p><a href=\"/report/page\">The page alone</a>, to print it or to keep it</p>")
            html.raw("<iframe class=\"report\" src=\"/report/page\" title=\"Report\" sandbox></iframe>")
        }
    }
}
