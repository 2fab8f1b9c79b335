import { CARD_KINDS, KIND_COLOURS, type Locale, stripUnprintable } from '@charrette/shared'
import {
	isChapter,
	isLandscape,
	isLongRow,
	LONG_TEXT,
	lengthOf,
	REPORT_COLOURS,
	type Report,
	type ReportBlock,
	type ReportCard,
	type ReportCell,
	type ReportImage,
	type ReportSection,
} from './Report.ts'

/** A policy without scripts and requests: images are embedded. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
const HEADINGS = ['h1', 'h2', 'h3', 'h4'] as const

/** Writes a report as a single HTML file without scripts, which browsers print on A4. */
export function toReportHtml(report: Report): string {
	const { title, subtitle, locale } = report
	const whole = subtitle ? `${title} · ${subtitle}` : title
	const page = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${whole}</title>
<style>${rawHtml(reportCss({ title: whole, locale }))}</style>
</head>
<body>
${cover(report)}
<main>
${report.sections.map(section)}</main>
</body>
</html>
`
	return page.html
}

function cover({ kind, title, subtitle, facts, cities, contents, sections }: Report): Html {
	return html`<header class="cover">
<p class="kind">${kind}</p>
<h1 dir="auto">${title}</h1>
${subtitle ? html`<p class="subtitle" dir="auto">${subtitle}</p>` : ''}
<div class="facts">${facts.map((fact) => html`<p>${fact}</p>`)}</div>
${cities.names.length > 0 ? html`<h2>${cities.title}</h2><p dir="auto">${cities.names.join(' · ')}</p>` : ''}
<h2>${contents}</h2>
<ul class="contents">${sections.map(entry)}</ul>
</header>`
}

function entry(part: ReportSection, index: number): Html {
	if (!isChapter(part)) return html``
	return html`<li dir="auto"><a href="#part-${index}">${part.title}</a></li>`
}

function section(part: ReportSection, index: number): Html {
	const { level, title, startsPage, blocks } = part
	const name = rawHtml(HEADINGS[level - 1] ?? 'h4')
	const heading = html`<${name} id="part-${index}" dir="auto">${title}</${name}>`
	return html`<section class="${startsPage ? 'starts' : 'follows'}${isLandscape(part) ? ' across' : ''}">${heading}${blocks.map(renderBlock)}</section>\n`
}

function renderBlock(block: ReportBlock): Html {
	switch (block.type) {
		case 'text':
			return html`<p class="text quiet" dir="auto">${block.text}</p>`
		case 'figures':
			return html`<div class="figures">${block.figures.map(({ value, label }) => html`<div><b>${value}</b><span class="quiet">${label}</span></div>`)}</div>`
		case 'meter':
			return html`<div class="meter"><i style="--part: ${Math.round((100 * block.part) / block.whole)}%"></i><p class="quiet">${block.label}</p></div>`
		case 'cards':
			return html`<div class="cards">${block.cards.map(card)}</div>`
		case 'table':
			return table(block)
		case 'image':
			return figure(block)
		case 'picture': {
			const source = `data:image/svg+xml;base64,${Buffer.from(block.svg).toString('base64')}`
			return html`<figure class="picture"><img src="${rawHtml(source)}" alt="${block.alt}"></figure>`
		}
	}
}

function card(shown: ReportCard): Html {
	const { kind, label, text, from, dots, reactions, details, image, links, action } = shown
	return html`<div class="card ${kind}${lengthOf(shown) > LONG_TEXT ? ' long' : ''}">${dots ? html`<span class="dots">${dots}</span>` : ''}<p class="label">${label}</p><p class="text" dir="auto">${text}</p>${details.map((detail) => html`<p class="text detail" dir="auto">${detail}</p>`)}${image ? imageElement(image.image, image.alt) : ''}${from ? html`<p class="quiet" dir="auto">${from}</p>` : ''}${reactions ? html`<p class="quiet">${reactions}</p>` : ''}${links.map((link) => html`<p class="quiet" dir="auto">${link}</p>`)}${action ? html`<p class="quiet action"><a href="${action.href}" target="_blank" rel="noopener noreferrer">${action.label}</a></p>` : ''}</div>`
}

function table({ columns, rows }: Extract<ReportBlock, { type: 'table' }>): Html {
	const all = columns.reduce((sum, { share }) => sum + share, 0)
	const widths = columns.map(({ share }) => html`<col style="width: ${((100 * share) / all).toFixed(1)}%">`)
	const isNumber = columns.map((_, index) => rows.some((row) => typeof row[index] === 'number'))
	const heads = columns.map(({ title }, index) => html`<th class="${isNumber[index] ? 'number' : ''}">${title}</th>`)
	const body = rows.map((row) => html`<tr class="${isLongRow(row) ? 'long' : ''}">${row.map(cell)}</tr>\n`)
	return html`<div class="table"><table><colgroup>${widths}</colgroup><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>`
}

function cell(content: ReportCell): Html {
	if (typeof content === 'number') return html`<td class="number">${content}</td>`
	if (typeof content === 'string') return html`<td class="text" dir="auto">${content}</td>`
	return html`<td>${content.map(card)}</td>`
}

function figure({ image, caption, isWhole }: Extract<ReportBlock, { type: 'image' }>): Html {
	return html`<figure class="${isWhole ? 'whole' : 'image'}">${imageElement(image, caption)}${isWhole || !caption ? '' : html`<figcaption dir="auto">${caption}</figcaption>`}</figure>`
}

function imageElement({ type, bytes, width, height }: ReportImage, alt: string): Html {
	const source = `data:${type};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`
	return html`<img src="${rawHtml(source)}" alt="${alt}" width="${width}" height="${height}">`
}

/** HTML that needs no escaping. */
interface Html {
	html: string
}

type HtmlValue = string | number | Html | readonly Html[]

const ENTITIES: Partial<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
}

/** Template tag for HTML that escapes all values but `Html`. */
function html(strings: TemplateStringsArray, ...blanks: HtmlValue[]): Html {
	return { html: strings.reduce((so, string, index) => so + escapeValue(blanks[index - 1] ?? '') + string) }
}

/** Marks trusted HTML, such as a style sheet, as safe. */
function rawHtml(source: string): Html {
	return { html: source }
}

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

function escapeValue(blank: HtmlValue): string {
	if (typeof blank === 'number') return String(blank)
	if (typeof blank === 'string') return stripUnprintable(blank).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
	return 'html' in blank ? blank.html : blank.map((part) => part.html).join('')
}

const LATIN = 'Inter, "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial'
const HAN = '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC"'
const { ink, quiet, line, accent, tint } = REPORT_COLOURS

/** Writes the style sheet of a report: one page on a screen, A4 pages with headers in print. */
function reportCss({ title, locale }: { title: string; locale: Locale }): string {
	const kinds = CARD_KINDS.map(
		(kind) => `.${kind} { --ink: ${KIND_COLOURS[kind].ink}; --fill: ${KIND_COLOURS[kind].fill} }`,
	)
	const foot = `font: 8pt ${LATIN}, ${HAN}, sans-serif; color: ${quiet};`
	return `
:root { color-scheme: light }
@page { size: A4; margin: 20mm 17mm 18mm;
	@top-left { content: ${cssString(title)}; ${foot} }
	@bottom-right { content: counter(page) " / " counter(pages); ${foot} } }
@page across { size: A4 landscape }
@page :first { @top-left { content: none } @bottom-right { content: none } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 56rem; padding: 2rem 1.5rem 4rem; background: #fff; color: ${ink};
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
.quiet { color: ${quiet}; font-size: 9.5pt }
.cover { padding: 12vh 0 3rem }
.cover h1 { border: 0; font-size: 34pt; line-height: 1.15; margin: .6rem 0 0; padding: 0; letter-spacing: -.01em }
.cover .kind { color: ${accent}; font-weight: 600; letter-spacing: .04em }
.cover .subtitle { font-size: 17pt; color: ${quiet}; margin-top: .6rem }
.facts { margin-top: 2.2rem; border-left: 3px solid ${accent}; padding-left: 1rem }
.cover h2 { font-size: 10pt; color: ${quiet}; margin: 2.2rem 0 .4rem }
.contents { list-style: none; padding: 0; columns: 2; column-gap: 2rem; font-size: 10.5pt }
.contents a { color: inherit; text-decoration: none; border-bottom: 1px solid ${line} }
.contents li { break-inside: avoid; padding: .12rem 0 }
.figures { display: flex; flex-wrap: wrap; gap: .8rem }
.figures div { flex: 1 1 7rem; background: ${tint}; border-radius: 8px; padding: .7rem .9rem; break-inside: avoid }
.figures b { display: block; font-size: 21pt; line-height: 1.15 }
.meter { break-inside: avoid }
.meter i { display: block; height: 9px; border-radius: 5px; background: ${KIND_COLOURS.obstacle.fill}; overflow: hidden; margin-bottom: .3rem }
.meter i::before { content: ""; display: block; height: 100%; width: var(--part); background: ${KIND_COLOURS.solution.ink} }
.cards { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem; align-items: start }
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
figure.image img { max-width: 60%; max-height: 26rem }
figure.picture img { border: 0 }
.action a { color: ${accent} }
figcaption { color: ${quiet}; font-size: 9pt; margin-top: .3rem }
@media (max-width: 40rem) { body { padding: 1rem 1rem 3rem } .cards, .contents { grid-template-columns: 1fr; columns: 1 } .cover { padding-top: 2rem } .cover h1 { font-size: 25pt } table { min-width: 38rem } }
@media print {
	body { max-width: none; padding: 0; font-size: 10pt }
	.cover { padding-top: 40mm; min-height: 240mm }
	h1 { margin-top: 0 }
	.follows h1 { margin-top: 3rem }
	.starts { break-before: page }
	.table { overflow: visible }
	.across { page: across }
	.across figure.whole img { max-height: 136mm }
	figure.whole img { max-height: 215mm; width: auto; margin: 0 auto }
	figure.image img { max-height: 90mm }
	figure.picture img { max-height: 225mm; width: auto }
	.action { display: none }
}
`
}
