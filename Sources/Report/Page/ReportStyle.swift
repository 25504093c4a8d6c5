/// How a page of figures looks: light and dark, on a phone and in print.
///
/// The colours of the layers differ in lightness besides, and lines are dashed in ways of their own, so that no plot needs
/// its colours to be told apart; each has 3:1 at least against its ground (WCAG 2.2, 1.4.11), text 4.5:1. Texts and
/// dots of a drawing have a rim of its ground, so that they are seen where they lie on a mark.
package enum ReportStyle {
    package static let css: StaticString = """
        :root{color-scheme:light dark;--bg:#fff;--fg:#1b1d21;--dim:#545a64;--line:#d5d9e0;--card:#f6f7f9;--link:#0b57b7;\
        --s1:#0b57b7;--s2:#b45309;--s3:#1b6b3a;--s4:#7a3e9d;--s5:#a61b4b;--s6:#4d5d75;--s7:#8a6d00;--s8:#00707a}
        @media(prefers-color-scheme:dark){:root{--bg:#15171b;--fg:#e7e9ee;--dim:#a3abb8;--line:#363b45;--card:#1d2026;\
        --link:#8ab8ff;--s1:#8ab8ff;--s2:#f2b65c;--s3:#7fd6a0;--s4:#d3a6f0;--s5:#ff9db8;--s6:#b3c0d4;--s7:#e0cf70;\
        --s8:#6fd6de}}
        *{box-sizing:border-box}
        body{margin:0;font:16px/1.45 system-ui,sans-serif;background:var(--bg);color:var(--fg)}
        main{max-width:76rem;margin:0 auto;padding:0 1rem 3rem}
        h1{font-size:1.4rem;margin:1.2rem 0 .2rem}h2{font-size:1.1rem;margin:2rem 0 .4rem}
        p{max-width:46rem;margin:.4rem 0}.dim{color:var(--dim)}
        .foot{border-top:1px solid var(--line);margin-top:2rem;padding-top:.6rem}
        .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr));gap:1rem 2rem}
        figure{margin:.8rem 0;min-width:0;max-width:38rem}figcaption{font-weight:700}
        svg{display:block;width:100%;height:auto;margin:.3rem 0}
        svg text{font:13px system-ui,sans-serif;fill:var(--fg);paint-order:stroke;stroke:var(--bg);stroke-width:3px;\
        stroke-linejoin:round}svg .tick{fill:var(--dim)}
        .grid{stroke:var(--line)}.rule{stroke:var(--fg);stroke-dasharray:4 3}
        .line{fill:none;stroke-width:2}.area{stroke:none;fill-opacity:.75}.marked{stroke:var(--fg);stroke-width:2}
        .s1{fill:var(--s1);stroke:var(--s1);background:var(--s1)}.s2{fill:var(--s2);stroke:var(--s2);background:var(--s2)}
        .s3{fill:var(--s3);stroke:var(--s3);background:var(--s3)}.s4{fill:var(--s4);stroke:var(--s4);background:var(--s4)}
        .s5{fill:var(--s5);stroke:var(--s5);background:var(--s5)}.s6{fill:var(--s6);stroke:var(--s6);background:var(--s6)}
        .s7{fill:var(--s7);stroke:var(--s7);background:var(--s7)}.s8{fill:var(--s8);stroke:var(--s8);background:var(--s8)}
        .line.s1,.line.s2,.line.s3,.line.s4,.line.s5,.line.s6,.line.s7,.line.s8{fill:none}
        .bar,.area{stroke:var(--bg);stroke-width:.5}.dot{stroke:var(--bg);stroke-width:1.5}
        .dot.marked{stroke:var(--fg);stroke-width:2}
        .line.s2{stroke-dasharray:7 3}.line.s3{stroke-dasharray:2 2}.line.s4{stroke-dasharray:9 3 2 3}
        .line.s5{stroke-dasharray:4 4}.line.s6{stroke-dasharray:12 4}.line.s7{stroke-dasharray:1 3}
        .key{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1.1rem;margin:.2rem 0;padding:0;font-size:.9rem}
        .chip{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin-right:.4em}
        details{margin:.3rem 0}summary{cursor:pointer;color:var(--link);padding:.3rem 0}
        .wide{overflow-x:auto;margin:.5rem 0 1rem}:focus-visible{outline:3px solid var(--link);outline-offset:1px}
        table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
        th,td{padding:.25rem .9rem .25rem 0;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
        th:first-child{text-align:left}thead th{vertical-align:bottom;color:var(--dim);font-weight:600}
        tbody th{font-weight:400}
        @page{margin:14mm}
        @media print{:root{color-scheme:light;--bg:#fff;--fg:#000;--dim:#444;--line:#bbb;--s1:#0b57b7;--s2:#b45309;\
        --s3:#1b6b3a;--s4:#7a3e9d;--s5:#a61b4b;--s6:#4d5d75;--s7:#8a6d00;--s8:#00707a}
        body{font-size:10pt}main{max-width:none;padding:0}figure,tr{break-inside:avoid}h2{break-after:avoid}
        .plots{grid-template-columns:1fr 1fr}.wide{overflow:visible}summary{display:none}details::details-content{content-visibility:visible;block-size:auto}
        table{font-size:8pt}th,td{padding-right:.5rem}thead th{white-space:normal}*{print-color-adjust:exact}}

        """
}
