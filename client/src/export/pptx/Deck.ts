import {
	encodeAddress,
	isRightToLeft,
	KIND_COLOURS,
	type Locale,
	parseCardText,
	parseLinks,
	type Rect,
	scriptLanguage,
	stripUnprintable,
	type TextSpan,
} from '@charrette/shared'
import type PptxGenJS from 'pptxgenjs'
import { LIGHT_COLOURS } from '../../canvas/card/cardStyle.ts'
import type { Scene } from '../../canvas/scenes/layOutScenes.ts'
import { SCENE } from '../../canvas/scenes/measureScenes.ts'
import type { SceneCard } from '../../canvas/scenes/sections.ts'
import { textHeight } from '../../canvas/scenes/textHeight.ts'
import { completePackage } from './completePackage.ts'
import { type PlacedPart, placeScene, UNIT } from './placeScene.ts'
import { BODY_AREA, CELL_PADDING, CELL_SIZE, type DeckColumn } from './planSlides.ts'

/** A slide of 16:9, in pt. */
const SLIDE = { w: 960, h: 540 }
const PT = 72
const PPTX_TYPE = 'application/vnd.openxmlformats-officedocument.presentationml.presentation'
const ACCENT = '1D4F8C'
const MASTER = 'board'
const COVER_MASTER = 'cover'

/** An image for a slide. Sizes in pixels. */
export interface SlideImage {
	/** `data:image/png;base64,…` */
	data: string
	width: number
	height: number
}

/** The texts of the first slide, from top to bottom. */
interface CoverLines {
	kind: string
	title: string
	subtitle: string
	facts: readonly string[]
}

/** A presentation that is being written: slides with titles and editable text. */
export interface Deck {
	cover(lines: CoverLines): void
	image(title: string, image: SlideImage & { alt: string }): void
	scene(title: string, scene: Scene, options: SceneOptions): void
	table(title: string, columns: readonly DeckColumn[], rows: readonly (readonly string[])[]): void
	write(): Promise<Blob>
}

/** The text in the places for solutions, and the images of cards by card. */
interface SceneOptions {
	unanswered: string
	pictures: ReadonlyMap<string, SlideImage>
}

/** Starts a presentation. All slides but the first have the footer. */
export function openDeck(Pptx: typeof PptxGenJS, texts: { title: string; footer: string; locale: Locale }): Deck {
	const pptx = new Pptx()
	pptx.layout = 'LAYOUT_WIDE'
	pptx.title = stripUnprintable(texts.title)
	pptx.author = 'Charrette'
	pptx.company = 'Charrette'
	pptx.theme = { headFontFace: 'Arial', bodyFontFace: 'Arial' }
	pptx.defineSlideMaster(masterOf(texts.footer))
	const titled = (title: string) => {
		const slide = pptx.addSlide({ masterName: MASTER })
		slide.addText(stripUnprintable(title), {
			placeholder: 'title',
			...textDirectionOf(title),
			fontSize: titleSize(title),
		})
		return slide
	}
	return {
		cover: (lines) => addCover(pptx, lines),
		image(title, { data, width, height, alt }) {
			const scale = Math.min(BODY_AREA.w / width, BODY_AREA.h / height)
			const [w, h] = [width * scale, height * scale]
			const rect = { x: (SLIDE.w - w) / 2, y: BODY_AREA.y + (BODY_AREA.h - h) / 2, w, h }
			titled(title).addImage({ data, ...ptToInches(rect), altText: stripUnprintable(alt) })
		},
		scene(title, scene, options) {
			const slide = titled(title)
			for (const part of placeScene(scene)) addPart(slide, part, { ...options, textSize: scene.layout.textSize * UNIT })
		},
		table: (title, columns, rows) => addTable(titled(title), columns, rows),
		async write() {
			// The package is compressed after it is completed.
			const bytes = await pptx.write({ outputType: 'arraybuffer', compression: false })
			return new Blob([completePackage(new Uint8Array(bytes as ArrayBuffer), texts.locale)], { type: PPTX_TYPE })
		},
	}
}

/** Returns the placeholder for a slide's title on its master. */
function titlePlaceholder(options: { x: number; y: number; w: number; h: number; fontSize: number }) {
	return {
		placeholder: {
			options: {
				name: 'title',
				type: 'title' as const,
				...options,
				bold: true,
				color: hexOf(LIGHT_COLOURS.ink),
				align: 'left' as const,
				valign: 'middle' as const,
				margin: 0,
			},
			text: '',
		},
	}
}

function masterOf(footer: string): PptxGenJS.SlideMasterProps {
	const small = { fontSize: 9, color: hexOf(LIGHT_COLOURS.ink2) }
	return {
		title: MASTER,
		background: { color: 'FFFFFF' },
		objects: [
			titlePlaceholder({ ...ptToInches({ x: BODY_AREA.x, y: 18, w: BODY_AREA.w, h: 60 }), fontSize: 24 }),
			{
				text: {
					text: stripUnprintable(footer),
					options: {
						...ptToInches({ x: BODY_AREA.x, y: 508, w: 780, h: 20 }),
						margin: 0,
						...small,
						...textDirectionOf(footer),
					},
				},
			},
		],
		slideNumber: { ...ptToInches({ x: 860, y: 508, w: 64, h: 20 }), ...small, align: 'right' },
	}
}

/** The texts of the first slide, in a column from `x`. */
const COVER = { x: 72, w: 816, kind: 30, space: 14 }

/** Adds the first slide, whose title is a placeholder as on the other slides. */
function addCover(pptx: PptxGenJS, { kind, title, subtitle, facts }: CoverLines): void {
	const size = [44, 36, 28, 22].find((fontSize) => textHeight(title, fontSize, COVER.w) <= 175) ?? 18
	const titleHeight = textHeight(title, size, COVER.w) + 8
	const secondary = hexOf(LIGHT_COLOURS.ink2)
	const below = [
		{ text: subtitle, options: { fontSize: subtitle.length > 60 ? 16 : 22, color: secondary, paraSpaceAfter: 24 } },
		...facts.map((fact) => ({ text: fact, options: { fontSize: 16, color: secondary } })),
	]
	const belowHeight = below.reduce((sum, { text, options }) => sum + textHeight(text, options.fontSize, COVER.w), 24)
	const top = Math.max(40, (SLIDE.h - COVER.kind - titleHeight - COVER.space - belowHeight) / 2)
	const at = (y: number, h: number) => ptToInches({ x: COVER.x, y, w: COVER.w, h })
	pptx.defineSlideMaster({
		title: COVER_MASTER,
		background: { color: hexOf(LIGHT_COLOURS.paper) },
		objects: [titlePlaceholder({ ...at(top + COVER.kind, titleHeight), fontSize: size })],
	})
	const slide = pptx.addSlide({ masterName: COVER_MASTER })
	slide.addShape('rect', { ...ptToInches({ x: 0, y: 0, w: 14, h: SLIDE.h }), fill: { color: ACCENT } })
	slide.addText(stripUnprintable(title), { placeholder: 'title', ...textDirectionOf(title), fontSize: size })
	const box = { margin: 0, fit: 'none' as const }
	slide.addText(kind, { ...at(top, COVER.kind), ...box, fontSize: 16, bold: true, color: ACCENT })
	const runs = below.map(({ text, options }) => ({
		text: stripUnprintable(text),
		options: { ...options, ...textDirectionOf(text), breakLine: true },
	}))
	slide.addText(runs, {
		...at(top + COVER.kind + titleHeight + COVER.space, belowHeight),
		...box,
		valign: 'top',
	})
}

function addTable(slide: PptxGenJS.Slide, columns: readonly DeckColumn[], rows: readonly (readonly string[])[]): void {
	const head = columns.map(({ title }) => ({
		text: stripUnprintable(title),
		options: {
			bold: true,
			color: hexOf(LIGHT_COLOURS.ink2),
			fill: { color: hexOf(LIGHT_COLOURS.paper) },
			...textDirectionOf(title),
		},
	}))
	const body = rows.map((row) => row.map((text) => ({ text: cellRuns(text), options: textDirectionOf(text) })))
	slide.addTable([head, ...body], {
		x: BODY_AREA.x / PT,
		y: BODY_AREA.y / PT,
		w: BODY_AREA.w / PT,
		colW: columns.map(({ width }) => width / PT),
		fontSize: CELL_SIZE,
		color: hexOf(LIGHT_COLOURS.ink),
		border: { type: 'solid', pt: 0.75, color: hexOf(LIGHT_COLOURS.line) },
		margin: [CELL_PADDING.y / PT, CELL_PADDING.x / PT, CELL_PADDING.y / PT, CELL_PADDING.x / PT],
		valign: 'top',
	})
}

/** Adds a part of a scene, as editable text. */
function addPart(
	slide: PptxGenJS.Slide,
	part: PlacedPart,
	{ unanswered, pictures, textSize }: SceneOptions & { textSize: number },
): void {
	const rect = ptToInches(part.rect)
	const secondary = hexOf(LIGHT_COLOURS.ink2)
	if (part.type === 'card') {
		addCard(slide, part.card, { rect, textSize })
		const picture = part.card.picture && pictures.get(part.card.id)
		if (picture) addPicture(slide, picture, { part, textSize })
	} else if (part.type === 'arrow') slide.addShape('leftArrow', { ...rect, fill: { color: ACCENT } })
	else if (part.type === 'heading')
		slide.addText(stripUnprintable(part.text), {
			...rect,
			...textDirectionOf(part.text),
			fontSize: textSize * SCENE.heading,
			bold: true,
			color: ACCENT,
			margin: 0,
			valign: 'top',
			fit: 'none',
		})
	else
		slide.addText(unanswered, {
			...rect,
			...textDirectionOf(unanswered),
			shape: 'rect',
			line: { color: secondary, width: 1.5, dashType: 'dash' },
			color: secondary,
			fontSize: textSize * SCENE.place,
			align: 'center',
			valign: 'middle',
			fit: 'none',
		})
}

function addCard(
	slide: PptxGenJS.Slide,
	{ kind, text, foot, votes }: SceneCard,
	{ rect, textSize }: { rect: Rect; textSize: number },
): void {
	const { ink, fill } = KIND_COLOURS[kind ?? 'note']
	const below = [foot, votes > 0 ? `● ${votes}` : ''].filter(Boolean).join('  ')
	const style = { fontSize: textSize, color: hexOf(LIGHT_COLOURS.ink) }
	const lines = text === '' ? [] : parseCardText(stripUnprintable(evenMarks(text)))
	const runs = lines.flatMap(({ isItem, spans }, at) => {
		// A line is a paragraph: only the last one has a gap below it.
		const isLast = at === lines.length - 1
		const paragraph = {
			...style,
			...textDirectionOf(spans.map((span) => span.text).join('')),
			...(isItem && { bullet: { indent: textSize } }),
			...(isLast && { paraSpaceAfter: textSize * SCENE.footGap }),
		}
		return endParagraph(runsOf(spans.length > 0 ? spans : [BLANK], paragraph))
	})
	const footStyle = { fontSize: textSize * SCENE.foot, color: hexOf(ink), ...textDirectionOf(below), breakLine: true }
	if (below !== '') runs.push({ text: stripUnprintable(below), options: footStyle })
	slide.addText(runs, {
		...rect,
		shape: 'rect',
		fill: { color: hexOf(fill) },
		line: { color: hexOf(ink), width: 0.75 },
		margin: [SCENE.padX * textSize, SCENE.padX * textSize, SCENE.padY * textSize, SCENE.padY * textSize],
		valign: 'top',
		fit: 'none',
	})
}

/** An empty line. */
const BLANK: TextSpan = { text: ' ', isBold: false, href: null }

/** Returns runs with their bold parts and links, and the languages of their scripts. */
function runsOf(spans: readonly TextSpan[], style: PptxGenJS.TextPropsOptions): PptxGenJS.TextProps[] {
	return spans.map(({ text, isBold, href }) => {
		const lang = scriptLanguage(text)
		const options = {
			...style,
			...(isBold && { bold: true }),
			...(lang !== null && { lang }),
			...(href !== null && { hyperlink: { url: encodeAddress(href) } }),
		}
		return { text, options }
	})
}

/** Returns the runs of a text with several lines and links. */
function cellRuns(text: string): PptxGenJS.TextProps[] {
	const style = textDirectionOf(text)
	return parseLinks(stripUnprintable(text)).flatMap(({ spans }) =>
		endParagraph(runsOf(spans.length > 0 ? spans : [BLANK], style)),
	)
}

/** Ends a paragraph after its last run. */
function endParagraph(runs: readonly PptxGenJS.TextProps[]): PptxGenJS.TextProps[] {
	return runs.map((run, at) => ({ ...run, options: { ...run.options, breakLine: at === runs.length - 1 } }))
}

/** Removes the marks of bold parts from a part of a text that begins or ends inside of one. */
function evenMarks(text: string): string {
	return text.split('**').length % 2 === 1 ? text : text.replaceAll('**', '')
}

/** Adds the image of a card at the lower edge of the card, which has room for it. */
function addPicture(
	slide: PptxGenJS.Slide,
	{ data, width, height }: SlideImage,
	{ part: { rect, card }, textSize }: { part: Extract<PlacedPart, { type: 'card' }>; textSize: number },
): void {
	const room = { w: rect.w - 2 * SCENE.padX * textSize, h: SCENE.picture * textSize }
	const scale = Math.min(room.w / width, room.h / height)
	const [w, h] = [width * scale, height * scale]
	const at = { x: rect.x + SCENE.padX * textSize, y: rect.y + rect.h - SCENE.padY * textSize - h, w, h }
	slide.addImage({ data, ...ptToInches(at), altText: stripUnprintable(card.picture?.alt ?? '') })
}

/** Converts a rectangle from pt to inches. */
function ptToInches({ x, y, w, h }: Rect): Rect {
	return { x: x / PT, y: y / PT, w: w / PT, h: h / PT }
}

/** Returns a font for a text that is common on all systems, and its direction and language. */
function textDirectionOf(text: string): TextDirection {
	const fontFace = /\p{Script=Han}/u.test(text) ? 'Microsoft YaHei' : 'Arial'
	const lang = scriptLanguage(text)
	const font = { fontFace, ...(lang !== null && { lang }) }
	return isRightToLeft(text) ? { ...font, align: 'right', rtlMode: true } : { ...font, align: 'left' }
}

interface TextDirection {
	fontFace: string
	align: 'left' | 'right'
	rtlMode?: true
	lang?: string
}

/** Returns the largest font size at which a title has at most two lines. */
function titleSize(title: string): number {
	return [24, 20, 16, 13].find((size) => textHeight(title, size, BODY_AREA.w) <= 60) ?? 10
}

function hexOf(colour: string): string {
	return colour.slice(1).toUpperCase()
}
