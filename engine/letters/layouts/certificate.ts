/** The layout of a certificate: a double frame, everything on the middle axis, the mark large, the data with INID codes. */
export const certificate = String.raw`
#let border = pdf.artifact({
  place(top + left, dx: 11mm, dy: 11mm, rect(width: 188mm, height: 275mm, stroke: 1.1pt + accent))
  place(top + left, dx: 12.6mm, dy: 12.6mm, rect(width: 184.8mm, height: 271.8mm, stroke: 0.35pt + accent))
})
#set page(
  paper: "a4",
  margin: (top: 23mm, bottom: 29mm, left: 30mm, right: 30mm),
  background: border,
  footer-descent: 25%,
  footer: context {
    set align(center)
    small({
      request.office.name
      [\u{2002}·\u{2002}]
      request.number
      if counter(page).final().first() > 1 {
        [\u{2002}·\u{2002}]
        page-of(counter(page).get().first(), counter(page).final().first())
      }
    })
  },
)

#align(center, {
  seal(21mm)
  v(-1mm)
  text(font: serif, size: size(13), fill: accent, tracking: if is-arabic { 0pt } else { 0.04em }, request.office.name)
  v(3mm)
  line(length: 32mm, stroke: 0.6pt + accent)
  v(2mm)
  heading(level: 1, text(font: serif, size: size(24), weight: if is-arabic { 700 } else { 400 }, request.title))
  if request.subject != request.title { text(fill: muted, size: size(10), request.subject) }
})

#if "mark" in request {
  let value = request.mark.at("text", default: "")
  let length = value.clusters().len()
  let points = if length <= 14 { 34 } else if length <= 28 { 26 } else if length <= 60 { 18 } else { 13 }
  if is-arabic and value.contains(arabic-run) { points = points * 1.3 }
  block(
    width: 100%,
    above: 7mm,
    below: 7mm,
    inset: (x: 8mm, y: if "image" in request.mark { 6mm } else { 11mm }),
    stroke: 0.4pt + hair,
    breakable: false,
    align(center + horizon, {
      set par(leading: 0.5em, spacing: 0.8em)
      if "image" in request.mark { mark-picture(height: 30mm) }
      if "image" in request.mark and value != "" { v(2mm) }
      if value != "" {
        text(
          font: ("Noto Serif", "Amiri", "Noto Sans"),
          size: if "image" in request.mark { size(12) } else { points * 1pt },
          value,
        )
      }
    }),
  )
}

#if request.reference.len() > 0 { facts(request.reference) }

#v(4mm)
// What is certified is said on the middle axis; lists and tables keep their own.
#body-blocks(request.blocks, show-block: part => {
  if part.type == "paragraph" { align(center, text(font: serif, size: size(10), body-block(part))) } else { body-block(part) }
})

#v(1fr)
#block(breakable: false, width: 100%, grid(
  columns: (1fr, auto, 1fr),
  column-gutter: 6mm,
  align: (center + bottom, center + bottom, center + bottom),
  {
    request.dateText
    v(-0.4em)
    rule(0.5pt + ink)
    v(-0.4em)
    small(words.date)
  },
  if request.seal { seal(27mm) } else { h(27mm) },
  {
    if request.signature.name != "" { request.signature.name }
    v(-0.4em)
    rule(0.5pt + ink)
    v(-0.4em)
    small(request.signature.title)
  },
))
`;
