import { type FormattedLine, linkSpans, stripUnprintable, type TextSpan } from '@charrette/shared'
import {
	isChapter,
	isLongCard,
	isLongRow,
	type Report,
	type ReportBlock,
	type ReportCard,
	type ReportCell,
	type ReportImage,
	type ReportSection,
} from './Report.ts'
import { reportCss } from './reportCss.ts'

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
<meta name="generator" content="Charrette">
<title>${whole}</title>
<style>${rawHtml(reportCss({ title: whole, locale }))}</style>
</head>
<body>
${cover(report)}
<main>
${report.front.map(frontSection)}${contentsOf(report)}${report.sections.map(section)}</main>
</body>
</html>
`
	return page.html
}

function cover({ kind, title, subtitle, facts, cities }: Report): Html {
	return html`<header class="cover">
<p class="kind">${kind}</p>
<h1 dir="auto">${title}</h1>
${subtitle ? html`<p class="subtitle" dir="auto">${subtitle}</p>` : ''}
<div class="facts"><p>${facts.join(' · ')}</p>${cities ? html`<p class="quiet" dir="auto">${cities}</p>` : ''}</div>
</header>
`
}

function contentsOf({ contents, sections }: Report): Html {
	return html`<nav><h2>${contents}</h2><ul class="contents">${sections.map(entry)}</ul></nav>\n`
}

function frontSection({ level, title, blocks }: ReportSection): Html {
	const name = rawHtml(HEADINGS[level - 1] ?? 'h4')
	return html`<section class="front"><${name} dir="auto">${title}</${name}>${blocks.map(renderBlock)}</section>\n`
}

function entry(part: ReportSection, index: number): Html {
	if (!isChapter(part)) return html``
	return html`<li dir="auto"><a href="#part-${index}">${part.title}</a></li>`
}

function section(part: ReportSection, index: number): Html {
	const { level, title, startsPage, blocks } = part
	const name = rawHtml(HEADINGS[level - 1] ?? 'h4')
	const heading = html`<${name} id="part-${index}" dir="auto">${title}</${name}>`
	return html`<section class="${startsPage ? 'starts' : 'follows'}">${heading}${blocks.map(renderBlock)}</section>\n`
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
		case 'lines':
			return lines(block)
		case 'image':
			return figure(block)
		case 'picture': {
			const source = `data:image/svg+xml;base64,${Buffer.from(block.svg).toString('base64')}`
			return html`<figure class="picture"><img src="${rawHtml(source)}" alt="${block.alt}"></figure>`
		}
	}
}

function lines({ lines, more }: Extract<ReportBlock, { type: 'lines' }>): Html {
	const hasMarks = lines.some(({ mark }) => mark !== '')
	const items = lines.map(
		({ kind, mark, text, note }) =>
			html`<li class="${kind ?? ''}">${hasMarks ? html`<b>${mark}</b>` : ''}<p dir="auto">${text}</p>${note ? html`<p class="quiet" dir="auto">${note}</p>` : ''}</li>`,
	)
	return html`<ul class="lines${hasMarks ? ' marked' : ''}">${items}</ul>${more ? html`<p class="quiet more">${more}</p>` : ''}`
}

function card(shown: ReportCard): Html {
	const { kind, label, text, from, dots, reactions, details, image, links, action } = shown
	return html`<div class="card ${kind}${isLongCard(shown) ? ' long' : ''}">${dots ? html`<span class="dots">${dots}</span>` : ''}<p class="label">${label}</p>${textElement(text)}${details.map((detail) => textElement(detail, 'text detail'))}${image ? imageElement(image.image, image.alt) : ''}${from ? html`<p class="quiet" dir="auto">${from}</p>` : ''}${reactions ? html`<p class="quiet">${reactions}</p>` : ''}${links.map((link) => html`<p class="quiet" dir="auto">${link}</p>`)}${action ? html`<p class="quiet goto"><a href="${action.href}" target="_blank" rel="noopener noreferrer">${action.label}</a></p>` : ''}</div>`
}

/** Writes a text with its bold parts, lists and links. */
function textElement(lines: readonly FormattedLine[], name = 'text'): Html {
	const parts: Html[] = []
	for (let at = 0; at < lines.length; ) {
		const isList = lines[at]?.isItem ?? false
		const end = lines.findIndex((line, index) => index > at && line.isItem !== isList)
		const block = lines.slice(at, end === -1 ? lines.length : end)
		parts.push(isList ? listElement(block) : paragraphElement(block))
		at += block.length
	}
	return html`<div class="${name}">${parts}</div>`
}

function listElement(items: readonly FormattedLine[]): Html {
	return html`<ul>${items.map(({ spans }) => html`<li dir="auto">${spans.map(spanElement)}</li>`)}</ul>`
}

function paragraphElement(lines: readonly FormattedLine[]): Html {
	return html`<p dir="auto">${lines.map(({ spans }, at) => html`${at > 0 ? '\n' : ''}${spans.map(spanElement)}`)}</p>`
}

/** Writes a part of a text. A link opens in a new tab, which gets no reference to the report. */
function spanElement({ text, isBold, href }: TextSpan): Html {
	const content = href ? html`<a href="${href}" target="_blank" rel="noopener noreferrer">${text}</a>` : html`${text}`
	return isBold ? html`<b>${content}</b>` : content
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
	return html`<td class="text" dir="auto">${linkSpans(content).map(spanElement)}</td>`
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

function escapeValue(blank: HtmlValue): string {
	if (typeof blank === 'number') return String(blank)
	if (typeof blank === 'string') return stripUnprintable(blank).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
	return 'html' in blank ? blank.html : blank.map((part) => part.html).join('')
}
