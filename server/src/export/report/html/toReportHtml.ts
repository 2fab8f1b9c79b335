import type { Report, ReportBlock, ReportCard, ReportCell, ReportSection } from '../Report.ts'
import { isChapter, liesAcross } from '../Report.ts'
import { asHtml, type Html, html } from './html.ts'
import { reportCss } from './reportCss.ts'

/** Nothing runs and nothing is fetched: the pictures are in the file. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
/** A card of so many characters may be broken over two pages; a shorter one goes to the next page whole. */
const LONG = 1200
const HEADINGS = ['h1', 'h2', 'h3', 'h4'] as const

/** A report as one HTML file that needs nothing else, without scripts, and that any browser prints to A4. */
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
<style>${asHtml(reportCss({ title: whole, locale }))}</style>
</head>
<body>
${cover(report)}
${report.sections.map(section)}
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
	const name = asHtml(HEADINGS[level - 1] ?? 'h4')
	const heading = html`<${name} id="part-${index}" dir="auto">${title}</${name}>`
	return html`<section class="${startsPage ? 'starts' : 'follows'}${liesAcross(part) ? ' across' : ''}">${heading}${blocks.map(block)}</section>\n`
}

function block(one: ReportBlock): Html {
	switch (one.type) {
		case 'text':
			return html`<p class="text quiet" dir="auto">${one.text}</p>`
		case 'figures':
			return html`<div class="figures">${one.figures.map(({ value, label }) => html`<div><b>${value}</b><span class="quiet">${label}</span></div>`)}</div>`
		case 'meter':
			return html`<div class="meter"><i style="--part: ${Math.round((100 * one.part) / one.whole)}%"></i><p class="quiet">${one.label}</p></div>`
		case 'cards':
			return html`<div class="cards">${one.cards.map(card)}</div>`
		case 'table':
			return table(one)
		case 'picture':
			return figure(one)
	}
}

function card({ kind, label, text, from, dots, links }: ReportCard): Html {
	return html`<div class="card ${kind}${text.length > LONG ? ' long' : ''}">${dots ? html`<span class="dots">${dots}</span>` : ''}<p class="label">${label}</p><p class="text" dir="auto">${text}</p>${from ? html`<p class="quiet" dir="auto">${from}</p>` : ''}${links.map((link) => html`<p class="quiet" dir="auto">${link}</p>`)}</div>`
}

function table({ columns, rows }: Extract<ReportBlock, { type: 'table' }>): Html {
	const all = columns.reduce((sum, { share }) => sum + share, 0)
	const widths = columns.map(({ share }) => html`<col style="width: ${((100 * share) / all).toFixed(1)}%">`)
	const isNumber = columns.map((_, index) => rows.some((row) => typeof row[index] === 'number'))
	const heads = columns.map(({ title }, index) => html`<th class="${isNumber[index] ? 'number' : ''}">${title}</th>`)
	const body = rows.map((row) => html`<tr class="${isLong(row) ? 'long' : ''}">${row.map(cell)}</tr>\n`)
	return html`<div class="table"><table><colgroup>${widths}</colgroup><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>`
}

function cell(content: ReportCell): Html {
	if (typeof content === 'number') return html`<td class="number">${content}</td>`
	if (typeof content === 'string') return html`<td class="text" dir="auto">${content}</td>`
	return html`<td>${content.map(card)}</td>`
}

/** How much text a row holds: a long one may be broken over pages. */
function isLong(row: readonly ReportCell[]): boolean {
	const lengths = row.map((content) =>
		typeof content === 'object' ? content.reduce((sum, { text }) => sum + text.length, 0) : String(content).length,
	)
	return Math.max(0, ...lengths) > LONG
}

function figure({ picture, caption, isWhole }: Extract<ReportBlock, { type: 'picture' }>): Html {
	const { type, bytes, width, height } = picture
	const source = `data:${type};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`
	return html`<figure class="${isWhole ? 'whole' : 'image'}"><img src="${asHtml(source)}" alt="${caption}" width="${width}" height="${height}">${isWhole || !caption ? '' : html`<figcaption dir="auto">${caption}</figcaption>`}</figure>`
}
