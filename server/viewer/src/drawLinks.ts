import {
	type Box,
	clearSpot,
	headPath,
	type LinkCourse,
	linePath,
	linkCourse,
	pointAlong,
	wordSize,
} from '@charrette/shared'
import type { ViewerBoard, ViewerLink } from '../../src/export/viewer/ViewerFile.ts'
import { draw, make } from './dom.ts'
import type { Speech } from './words/speak.ts'

interface LinkScene {
	/** Where each card lies, by its id. */
	places: ReadonlyMap<string, Box>
	/** What stands for each link is put here. */
	parts: Map<string, Element[]>
	speech: Speech
}

/** The links of a board: one drawing for all lines, and their words over it. */
export function drawLinks({ links }: ViewerBoard, { places, parts, speech }: LinkScene): DocumentFragment {
	const lines = draw('svg', { class: 'lines', 'aria-hidden': 'true' })
	const words: HTMLElement[] = []
	for (const link of links) {
		const [from, to] = [places.get(link.from), places.get(link.to)]
		const course = from && to && linkCourse({ ...link, from, to })
		if (!course) continue
		const line = draw(
			'g',
			{},
			draw('path', { d: linePath(course) }),
			draw('path', { d: headPath(course), class: 'head' }),
		)
		const word = make('span', { class: 'word', 'aria-hidden': 'true' }, speech.meanings[link.meaning])
		const { x, y } = pointAlong(course, spotOf(link, course, { places, word: speech.meanings[link.meaning] }))
		word.style.cssText = `left:${x}px;top:${y}px`
		parts.set(link.id, [line, word])
		lines.append(line)
		words.push(word)
	}
	const drawn = document.createDocumentFragment()
	drawn.append(lines, ...words)
	return drawn
}

/** The part of the way at which the link's word stands clear of other cards. */
function spotOf(
	link: ViewerLink,
	course: LinkCourse,
	{ places, word }: { places: ReadonlyMap<string, Box>; word: string },
): number {
	const near = Math.hypot(course.end.x - course.start.x, course.end.y - course.start.y) + Math.abs(link.bend)
	const others = [...places].flatMap(([id, box]) => {
		const isNear = Math.abs(box.x + box.w / 2 - course.start.x) < near + box.w
		return isNear && id !== link.from && id !== link.to ? [box] : []
	})
	return clearSpot(course, wordSize(word), others)
}
