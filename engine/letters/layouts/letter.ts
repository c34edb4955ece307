/** The layout of a letter: letterhead, addressee beside number and date, reference, subject, body, signature. */
export const letter = String.raw`
#set page(
  paper: "a4",
  margin: (top: 22mm, bottom: 27mm, left: 25mm, right: 25mm),
  header-ascent: 30%,
  footer-descent: 35%,
  header: context {
    if counter(page).get().first() > 1 {
      grid(
        columns: (1fr, auto),
        small(text(font: serif, request.office.name)),
        small(request.number),
      )
      v(-0.5em)
      rule(0.35pt + hair)
    }
  },
  footer: context {
    rule(0.35pt + hair)
    v(-0.3em)
    grid(
      columns: (1fr, auto),
      column-gutter: 2em,
      small(request.office.contact.join("\u{2002}·\u{2002}")),
      small(page-of(counter(page).get().first(), counter(page).final().first())),
    )
  },
)

#v(-5mm)
#grid(
  columns: (auto, 1fr, auto),
  column-gutter: 4.5mm,
  align: (start + horizon, start + horizon, end + horizon),
  seal(15mm),
  text(font: serif, size: size(14), weight: if is-arabic { 700 } else { 600 }, fill: accent, request.office.name),
  small({
    set par(leading: 0.5em)
    request.office.addressLines.join(linebreak())
  }),
)
#v(-1.5mm)
#rule(0.9pt + accent)
#v(8mm)

#grid(
  columns: (1fr, 66mm),
  column-gutter: 10mm,
  {
    set par(leading: 0.58em)
    strong-text(request.recipient.name)
    for line in request.recipient.addressLines { linebreak(); line }
  },
  {
    set text(size: size(8.8))
    grid(
      columns: (auto, 1fr),
      column-gutter: 1.2em,
      row-gutter: 0.75em,
      text(fill: muted, words.number), request.number,
      text(fill: muted, words.date), request.dateText,
    )
  },
)
#v(8mm)

#heading(level: 1, text(font: serif, size: size(13), weight: if is-arabic { 700 } else { 600 }, request.subject))

#if request.reference.len() > 0 {
  block(
    width: 100%,
    above: 1.3em,
    below: 1.6em,
    inset: (y: 0.35em),
    stroke: (top: 0.6pt + accent, bottom: 0.6pt + accent),
    { set text(size: size(8.8)); facts(request.reference) },
  )
}

#body-blocks(request.blocks)

#block(breakable: false, above: 9mm, width: 100%, grid(
  columns: (72mm, 1fr),
  align: (start + bottom, end + bottom),
  {
    v(10mm)
    rule(0.5pt + ink)
    v(-0.4em)
    if request.signature.name != "" { strong-text(request.signature.name); linebreak() }
    text(fill: muted, request.signature.title)
  },
  if request.seal { seal(26mm) },
))
`;
