import { CARD_KINDS, KIND_COLOURS, type Locale, stripUnprintable } from '@charrette/shared'
import { REPORT_COLOURS } from './Report.ts'

/**
 * Writes a CSS string, with all characters but letters, numbers and spaces escaped as code points.
 */
export function cssString(text: string): string {
	const escaped = stripUnprintable(text).replace(
		/[^\p{L}\p{N} ]/gu,
		(sign) => `\\${sign.codePointAt(0)?.toString(16)} `,
	)
	return `"${escaped}"`
}

const LATIN = 'Inter, "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial'
const HAN = '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC"'
const { ink, quiet, line, accent, tint } = REPORT_COLOURS

/** Writes the style sheet of a report: one page on a screen, A4 pages with headers in print. */
export function reportCss({ title, locale }: { title: string; locale: Locale }): string {
	const kinds = CARD_KINDS.map(
		(kind) => `.${kind} { --ink: ${KIND_COLOURS[kind].ink}; --fill: ${KIND_COLOURS[kind].fill} }`,
	)
	const foot = `font: 8pt ${LATIN}, ${HAN}, sans-serif; color: ${quiet};`
	return `
:root { color-scheme: light }
@page { size: A4; margin: 20mm 17mm 18mm;
	@top-left { content: ${cssString(title)}; ${foot} }
	@bottom-right { content: counter(page) " / " counter(pages); ${foot} } }
@page :first { @top-left { content: none } @bottom-right { content: none } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 78rem; padding: 2rem 1.5rem 4rem; background: #fff; color: ${ink};
	font: 11pt/1.5 ${LATIN}, ${HAN}, sans-serif; overflow-wrap: anywhere; print-color-adjust: exact; -webkit-print-color-adjust: exact }
${locale === 'zh-CN' ? 'body { line-height: 1.65 }' : ''}
h1, h2, h3, h4, p, ul, figure { margin: 0 }
h1, h2, h3, h4 { line-height: 1.25; break-after: avoid; break-inside: avoid }
h1 { font-size: 22pt; margin-top: 3rem; padding-bottom: .4rem; border-bottom: 2px solid ${accent} }
h2 { font-size: 15pt; margin-top: 2rem }
h3 { font-size: 12.5pt; margin-top: 1.6rem }
h4 { font-size: 11pt; margin-top: 1.3rem; color: ${quiet} }
section > * + * { margin-top: .8rem }
[dir=auto] { unicode-bidi: isolate; text-align: start }
.text { white-space: pre-wrap }
.text ul { padding-inline-start: 1.2em; white-space: normal }
.text a { color: ${accent} }
.quiet { color: ${quiet}; font-size: 9.5pt }
.cover { padding: 1rem 0 0 }
.cover h1 { border: 0; font-size: 28pt; line-height: 1.15; margin: .2rem 0 0; padding: 0; letter-spacing: -.01em }
.cover .kind { color: ${accent}; font-weight: 600; letter-spacing: .04em }
.cover .subtitle { font-size: 14pt; color: ${quiet}; margin-top: .2rem }
.facts { margin-top: .8rem; border-inline-start: 3px solid ${accent}; padding-inline-start: .8rem }
.front h2 { margin-top: 1.6rem; padding-bottom: .2rem; border-bottom: 1.5px solid ${accent} }
.front h3 { margin-top: 1rem }
.front > * + * { margin-top: .6rem }
.lines { list-style: none; padding: 0 }
.lines li { border-inline-start: 3px solid var(--ink, ${line}); padding: .1rem 0 .15rem .7rem; break-inside: avoid; line-height: 1.35 }
.lines.marked li { display: grid; grid-template-columns: 4.6rem 1fr; column-gap: .6rem }
.lines.marked li > p { grid-column: 2 }
.lines b { grid-row: 1 / 3; color: var(--ink); font-size: 10pt }
.lines li + li { margin-top: .35rem }
.lines .quiet { font-size: 8.5pt }
.more { margin-top: .35rem }
:not(.front) > .lines { columns: 19rem 2; column-gap: 1.5rem }
.contents { list-style: none; padding: 0; columns: 2; column-gap: 2rem; font-size: 10.5pt }
.contents a { color: inherit; text-decoration: none; border-bottom: 1px solid ${line} }
.contents li { break-inside: avoid; padding: .12rem 0 }
.figures { display: flex; flex-wrap: wrap; gap: .8rem }
.figures div { flex: 1 1 7rem; background: ${tint}; border-radius: 8px; padding: .7rem .9rem; break-inside: avoid }
.figures b { display: block; font-size: 21pt; line-height: 1.15 }
.meter { break-inside: avoid }
.meter i { display: block; height: 9px; border-radius: 5px; background: ${KIND_COLOURS.obstacle.fill}; overflow: hidden; margin-bottom: .3rem }
.meter i::before { content: ""; display: block; height: 100%; width: var(--part); background: ${KIND_COLOURS.solution.ink} }
.front, .cover, nav { max-width: 56rem }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: .6rem; align-items: start }
${kinds.join('\n')}
.card { background: var(--fill); border-left: 4px solid var(--ink); border-radius: 3px; padding: .45rem .7rem .5rem; break-inside: avoid; min-width: 0 }
.card + .card { margin-top: .45rem }
.cards .card { margin: 0 }
.cards .long { grid-column: 1 / -1 }
.card.long { break-inside: auto }
.card .label { color: var(--ink); font-size: 8.5pt; font-weight: 600 }
.card .dots { float: right; margin-left: .6rem; color: var(--ink); font-size: 8.5pt; font-weight: 700 }
[dir=rtl] > .dots { float: left }
.card .quiet { font-size: 9pt; margin-top: .15rem }
.card .detail { font-size: 9.5pt; margin-top: .3rem; padding-top: .3rem; border-top: 1px solid color-mix(in srgb, var(--ink) 25%, transparent) }
.card img { display: block; max-width: 100%; max-height: 15rem; width: auto; height: auto; margin: .4rem 0 .2rem; border-radius: 3px }
.table { overflow-x: auto }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: 10pt }
th { text-align: start; hyphens: auto; overflow-wrap: break-word; color: ${quiet}; font-size: 9pt; border-bottom: 1.5px solid ${line}; padding: .3rem .5rem; vertical-align: bottom }
td { border-bottom: 1px solid ${line}; padding: .4rem .5rem; vertical-align: top; break-inside: avoid }
th:first-child, td:first-child { padding-inline-start: 0 }
th:last-child, td:last-child { padding-inline-end: 0 }
tr { break-inside: avoid }
tr.long { break-inside: auto }
tr.long td { break-inside: auto }
thead { display: table-header-group }
.number { text-align: end; font-variant-numeric: tabular-nums }
figure { break-inside: avoid }
figure img { display: block; max-width: 100%; height: auto; border: 1px solid ${line}; border-radius: 4px }
figure.whole img { max-height: 40rem; width: auto }
figure.image img { max-width: 60%; max-height: 26rem; width: auto }
figure.picture img { border: 0 }
.goto a { color: ${accent} }
figcaption { color: ${quiet}; font-size: 9pt; margin-top: .3rem }
@media (max-width: 40rem) { body { padding: 1rem 1rem 3rem } .cards, .contents { grid-template-columns: 1fr; columns: 1 } .cover { padding-top: 0 } .cover h1 { font-size: 22pt } table { min-width: 38rem } }
@media print {
	body, .front, .cover, nav { max-width: none }
	body { padding: 0; font-size: 10pt }
	.cover { padding-top: 0 }
	.cover h1 { font-size: 24pt }
	.front { font-size: 9pt; line-height: 1.35 }
	.front h2 { font-size: 13pt; margin-top: 1rem }
	.front h3 { font-size: 10.5pt; margin-top: .6rem }
	.front > * + *, .front .more { margin-top: .3rem }
	.front .figures div { padding: .3rem .6rem }
	.front .figures b { font-size: 15pt }
	.lines li + li { margin-top: .2rem }
	:not(.front) > .lines { columns: 2; font-size: 8.5pt }
	.lines .quiet, .front .quiet { font-size: 8pt }
	nav { break-before: page }
	nav h2 { margin-top: 0 }
	.cards { grid-template-columns: 1fr 1fr 1fr; font-size: 9pt; line-height: 1.4 }
	h1 { margin-top: 0 }
	.follows h1 { margin-top: 3rem }
	.starts { break-before: page }
	.table { overflow: visible }
	figure.whole img { max-height: 130mm; width: auto; margin: 0 auto }
	figure.image img { max-height: 70mm }
	figure.picture img { max-height: 225mm; width: auto }
	.goto { display: none }
}
`
}
