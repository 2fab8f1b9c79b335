import { PAPER_COLOURS } from '../../board/card/cardColours.ts'
import { layText } from '../../board/picture/layText.ts'
import type { PictureWeight } from '../../board/picture/pictureFonts.ts'
import { colour, number } from './operators.ts'
import type { PdfInk } from './PdfInk.ts'
import { OVERLAP_PT as OVERLAP, type PagePlan } from './planPages.ts'

/** What stands in the margins of a page. */
export interface Margin {
	ink: PdfInk
	title: string
	workshop: string
	date: string
	number: number
	count: number
}

const TITLE_PT = 12
const SMALL_PT = 8.5
/** From the page's edges, in points. */
const TOP = 18
const BOTTOM = 28
const TICK_PT = 9

interface Words {
	text: string
	x: number
	top: number
	size: number
	weight: PictureWeight
	width: number
	isRight?: boolean
}

/** Title, workshop, date and number of a page; on a poster's sheet also where it joins its neighbours. */
export function drawMargin(plan: PagePlan, { ink, title, workshop, date, number: page, count }: Margin): string {
	const { h, window, sheet } = plan
	const [left, right] = [window.x, window.x + window.w]
	const place = sheet ? `  ·  ${sheet.row + 1}/${sheet.rows} ↓  ${sheet.column + 1}/${sheet.columns} →` : ''
	const half = window.w * 0.6
	const small = { size: SMALL_PT, weight: 400, width: half } as const
	const words: Words[] = [
		{ text: title, x: left, top: TOP, size: TITLE_PT, weight: 700, width: half },
		{ text: date, x: right, top: TOP + 3, ...small, isRight: true },
		{ text: workshop, x: left, top: h - BOTTOM, ...small },
		{ text: `${page} / ${count}${place}`, x: right, top: h - BOTTOM, ...small, isRight: true },
	]
	const marks = sheet ? joinMarks(plan) : ''
	return [...words.map((one) => write(one, { ink, pageHeight: h })), marks].filter(Boolean).join('\n')
}

function write({ text, x, top, size, weight, width, isRight }: Words, on: { ink: PdfInk; pageHeight: number }): string {
	const { ink, pageHeight } = on
	const [line] = layText(text, { fontSize: size, weight, width, isLine: true }, ink.pictureFonts)
	if (!line) return ''
	const start = isRight ? x - line.width : x
	const runs = line.runs.map((run) => {
		if (!run.font) return ''
		const font = ink.useFont(run.font)
		const at = `1 0 0 1 ${number(start + run.x)} ${number(pageHeight - top - size)} Tm`
		return `BT /${font.name} ${number(size)} Tf ${at} ${font.show(run.text, size)} ET`
	})
	return `q ${colour(weight === 700 ? PAPER_COLOURS.ink : PAPER_COLOURS.ink2, 'rg')} ${runs.join(' ')} Q`
}

/** Where the next sheet is laid over this one: ticks in the margin, at the ends of the strip that both show. */
function joinMarks({ h, window, sheet }: PagePlan): string {
	if (!sheet) return ''
	const ticks: string[] = []
	const line = (x: number, y: number, to: { x: number; y: number }) =>
		ticks.push(`${number(x)} ${number(h - y)} m ${number(to.x)} ${number(h - to.y)} l S`)
	const [left, top, right, bottom] = [window.x, window.y, window.x + window.w, window.y + window.h]
	const lines = {
		x: [...(sheet.column > 0 ? [left + OVERLAP] : []), ...(sheet.column < sheet.columns - 1 ? [right - OVERLAP] : [])],
		y: [...(sheet.row > 0 ? [top + OVERLAP] : []), ...(sheet.row < sheet.rows - 1 ? [bottom - OVERLAP] : [])],
	}
	for (const x of lines.x) {
		line(x, top - TICK_PT, { x, y: top - 1 })
		line(x, bottom + 1, { x, y: bottom + TICK_PT })
	}
	for (const y of lines.y) {
		line(left - TICK_PT, y, { x: left - 1, y })
		line(right + 1, y, { x: right + TICK_PT, y })
	}
	return `q 0.6 w ${colour(PAPER_COLOURS.ink2, 'RG')} ${ticks.join(' ')} Q`
}
