/**
 * What both layouts begin with (Typst 0.14): the request read from `sys.inputs`, page, type and the parts of a body.
 * Every text of the request is shown as a string: Typst gives no meaning to anything in it.
 */
export const frame = String.raw`
#let request = json(bytes(sys.inputs.request))
#let words = json(bytes(sys.inputs.words))
#let metadata = json(bytes(sys.inputs.metadata))
#let is-arabic = request.language == "ar"
#let (year, month, day) = request.date.split("-").map(int)

#let accent = rgb("#0b4f4a")
#let ink = rgb("#1c1b1a")
#let muted = rgb("#57534d")
#let hair = rgb("#c9c3b8")

// Arabic is larger at the same size on paper, and its Latin comes from the same hand.
#let plain = if is-arabic { ("Amiri", "Noto Sans", "Noto Serif") } else { ("Noto Sans", "Noto Serif", "Amiri") }
#let serif = if is-arabic { ("Amiri", "Noto Serif", "Noto Sans") } else { ("Noto Serif", "Noto Sans", "Amiri") }
#let scale = if is-arabic { 1.2 } else { 1 }
#let size(points) = points * scale * 1pt

#set document(
  title: metadata.title,
  author: metadata.author,
  description: metadata.description,
  date: datetime(year: year, month: month, day: day),
)
#set text(
  font: plain,
  // A letter that no font has is an error of the export, never another font.
  fallback: false,
  lang: request.language,
  dir: if is-arabic { rtl } else { ltr },
  size: size(9.6),
  fill: ink,
  number-width: "tabular",
  number-type: "lining",
  // Kerning moves Arabic letters so far that readers of the file see a space inside a word.
  kerning: not is-arabic,
  hyphenate: false,
)
#set par(leading: if is-arabic { 0.62em } else { 0.7em }, spacing: if is-arabic { 1.05em } else { 1.25em })

// In Latin text, Arabic words would look small.
#let arabic-run = regex("\\p{Arabic}[\\p{Arabic}\\s،؛]*")
#show arabic-run: it => if is-arabic { it } else { text(size: 1.2em, kerning: false, it) }

#let small(body, fill: muted) = text(size: size(7.6), fill: fill, body)
#let strong-text(body) = text(weight: if is-arabic { 700 } else { 600 }, body)
#let lines(value) = value.split("\n").join(linebreak())
#let rule(stroke) = line(length: 100%, stroke: stroke)

// The seal: a rosette of rays between two rings, the office's code in the middle.
#let seal(diameter) = pdf.artifact(box(width: diameter, height: diameter, {
  let middle = diameter / 2
  place(center + horizon, circle(radius: middle, stroke: 0.7pt + accent))
  place(center + horizon, circle(radius: middle * 0.93, stroke: 0.25pt + accent))
  for n in range(72) {
    let turn = n * 5deg
    let (near, far) = (middle * if calc.even(n) { 0.68 } else { 0.74 }, middle * 0.88)
    place(top + left, line(
      start: (middle + calc.cos(turn) * near, middle + calc.sin(turn) * near),
      end: (middle + calc.cos(turn) * far, middle + calc.sin(turn) * far),
      stroke: 0.35pt + accent,
    ))
  }
  place(center + horizon, circle(radius: middle * 0.62, stroke: 0.5pt + accent))
  place(center + horizon, text(
    font: ("Noto Serif",), weight: 600, dir: ltr, size: diameter * 0.27, fill: accent, tracking: diameter * 0.02,
    request.office.code,
  ))
}))

#let page-of(number, total) = words.page.replace("{page}", str(number)).replace("{pages}", str(total))

#let fact-label(row) = {
  if "inid" in row { text(fill: muted, "(" + row.inid + ")\u{2002}") }
  text(fill: muted, row.label)
}

#let facts(rows) = {
  // Edges by hand: those of Amiri would leave more white than type.
  set text(top-edge: 0.95em, bottom-edge: -0.28em)
  set par(leading: 0.15em)
  let cells = rows.map(row => (fact-label(row), lines(row.value))).flatten()
  grid(
    columns: (36%, 1fr),
    inset: (x: 0pt, y: if is-arabic { 0.22em } else { 0.34em }),
    stroke: (_, y) => (top: if y > 0 { 0.35pt + hair }),
    ..cells,
  )
}

// Numbers stand under each other by their last digit in both directions of writing: so "end" is the right.
#let data-table(block) = {
  let aligned = block.columns.map(column => if column.at("align", default: "start") == "end" { right } else { start })
  set text(size: size(8.8))
  table(
    columns: block.columns.map(column => if column.at("align", default: "start") == "end" { auto } else { 1fr }),
    align: (x, _) => aligned.at(x) + top,
    inset: (x: 0.6em, y: if is-arabic { 0.4em } else { 0.6em }),
    stroke: (_, y) => (
      top: if y == 0 { 0.8pt + accent } else if y == 1 { 0.5pt + accent } else { 0.35pt + hair },
      bottom: 0.35pt + hair,
    ),
    table.header(..block.columns.map(column => small(fill: ink, strong-text(column.label)))),
    ..block.rows.flatten().map(lines),
  )
}

#let body-block(block) = {
  if block.type == "paragraph" { par(lines(block.text)) }
  else if block.type == "heading" { heading(level: 2, block.text) }
  else if block.type == "facts" { facts(block.rows) }
  else if block.type == "table" { data-table(block) }
  else if block.type == "list" {
    let items = block.items.map(lines)
    if block.at("numbered", default: false) { enum(..items) } else { list(..items) }
  }
}

// What precedes a signature moves to the next page with it.
#let body-blocks(blocks, show-block: body-block) = {
  for (index, part) in blocks.enumerate() {
    if index + 1 == blocks.len() { block(width: 100%, sticky: true, show-block(part)) } else { show-block(part) }
  }
}

#set enum(numbering: "1.", indent: 0.4em, body-indent: 0.8em, spacing: 0.95em)
#set list(marker: text(fill: accent, "–"), indent: 0.4em, body-indent: 0.8em, spacing: 0.95em)
#show heading: set block(above: 1.6em, below: 0.95em, sticky: true)
#show heading.where(level: 2): set text(size: size(10), weight: if is-arabic { 700 } else { 600 })

#let mark-picture(..size) = image("/mark", alt: request.mark.image.alt, fit: "contain", ..size)
`;
