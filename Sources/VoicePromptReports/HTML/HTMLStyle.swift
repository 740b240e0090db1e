internal import AudioFiles

/// The look of a report: light or dark as the reader's system is, and none of it by colour alone.
enum HTMLStyle {
  /// Contrasts of text against its ground are 4.5 to 1 or more in both schemes (WCAG 2.2, 1.4.3).
  static let sheet = """
    :root{color-scheme:light dark;--ground:#fff;--text:#1b1f24;--soft:#57606a;--edge:#d0d7de;\
    --shade:#dbe9fb;--wave:#1f5fae;--good:#1a6b34;--bad:#a5201f;--link:#0b57b0}
    @media(prefers-color-scheme:dark){:root{--ground:#12161c;--text:#e6e9ed;--soft:#a3adb8;\
    --edge:#3a424d;--shade:#1d3454;--wave:#7db4f5;--good:#6fcf8b;--bad:#ff9a94;--link:#8abcf9}}
    body{margin:0 auto;max-width:60rem;padding:1.5rem;background:var(--ground);color:var(--text);\
    font:1rem/1.5 system-ui,sans-serif}
    h1{font-size:1.6rem;margin:0}h2{font-size:1.25rem;margin:2.5rem 0 .5rem}
    h3{font-size:1.05rem;margin:0}h1,h3,td,th,p,li{overflow-wrap:anywhere}
    a{color:var(--link)}header p,footer p,.soft,figcaption{color:var(--soft)}
    p{margin:.3rem 0}article{border-top:1px solid var(--edge);padding:1.2rem 0}
    table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
    th,td{text-align:start;vertical-align:top;padding:.2rem .8rem .2rem 0;\
    border-bottom:1px solid var(--edge);font-weight:400}
    thead th{color:var(--soft)}.number{text-align:end}td.number{white-space:nowrap}
    @media(max-width:40rem){body{padding:.8rem}table{font-size:.85rem}\
    th,td{padding-inline-end:.4rem}}
    figure{margin:.6rem 0}figcaption{font-size:.9rem}audio{width:100%;max-width:30rem}
    .players{display:flex;flex-wrap:wrap;gap:1rem}.players figure{flex:1 1 18rem}
    .figures{columns:2 20rem;margin:.5rem 0}.figures div{break-inside:avoid;display:flex;gap:1rem;\
    border-bottom:1px solid var(--edge)}.figures dt{flex:1 1 45%;color:var(--soft)}
    .figures dd{flex:1 1 55%;margin:0;overflow-wrap:anywhere}
    .findings{margin:.5rem 0;padding-inline-start:1.2rem}.error,.failed{color:var(--bad)}\
    .error,.warning,.failed{font-weight:600}.good{color:var(--good)}
    svg{display:block;width:100%;height:auto;border:1px solid var(--edge)}
    svg text{fill:var(--soft);font:13px system-ui,sans-serif;paint-order:stroke;\
    stroke:var(--ground);stroke-width:4px}svg path{fill:none}
    .wave,.line{stroke:var(--wave);stroke-width:1.5}svg .speech,svg .band{fill:var(--shade)}
    .grid{stroke:var(--edge)}.ceiling{stroke:var(--bad);stroke-dasharray:2 4}
    .target{stroke:var(--good);stroke-width:1.5;stroke-dasharray:8 4}
    svg .inside{fill:var(--wave)}svg .outside{fill:var(--bad)}
    @media print{audio{display:none}article{break-inside:avoid}}
    """

  /// What a page allows itself: this style, audio of its own, and nothing else; no script at all.
  static let policy =
    "default-src 'none'; style-src 'sha256-\(digest)'; media-src data:; base-uri 'none'; "
    + "form-action 'none'"

  private static let digest: String = {
    let digits = Array(SHA256.digest(Array(sheet.utf8)))
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
    return String(decoding: Base64.encode(bytes), as: UTF8.self)
  }()
}
