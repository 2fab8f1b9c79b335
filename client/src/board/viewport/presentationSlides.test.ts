import { describe, expect, it } from 'vitest'
import { type PresentedContent, type PresentedShape, presentationSlides } from './presentationSlides.ts'

const PART = { w: 1000, h: 500 }
const card = (id: string, x: number, y: number, cluster: string | null = null): PresentedShape => ({
	id,
	x,
	y,
	w: 200,
	h: 112,
	cluster,
})
const cluster = (id: string, x: number, y: number, h = 700) => ({ id, title: id.toUpperCase(), x, y, w: 280, h })
const content = (parts: Partial<PresentedContent>): PresentedContent => ({
	shapes: [],
	clusters: [],
	links: [],
	...parts,
})
const titles = (parts: Partial<PresentedContent>) => presentationSlides(content(parts), PART).map(({ title }) => title)

describe('presentationSlides', () => {
	it('[RUN3d] shows a board that fits whole, without the empty part of its clusters', () => {
		const shapes = [card('a', 40, 40, 'money'), card('b', 600, 40)]
		const slides = presentationSlides(content({ shapes, clusters: [cluster('money', 0, 0, 3000)] }), PART)
		expect(slides).toEqual([{ rect: { x: 0, y: -24, w: 800, h: 176 }, title: '' }])
	})

	it('[RUN3d] shows a larger board cluster by cluster in reading order, then the other cards; empty clusters are left out', () => {
		const clusters = [cluster('law', 2000, 20), cluster('money', 0, 0), cluster('empty', 4000, 0)]
		const shapes = [card('a', 40, 40, 'money'), card('b', 2040, 60, 'law'), card('c', 0, 3000)]
		expect(titles({ shapes, clusters })).toEqual(['MONEY', 'LAW', ''])
	})

	it('shows linked cards with their cluster where they fit, and not again', () => {
		const clusters = [cluster('money', 0, 0), cluster('law', 0, 2000)]
		const shapes = [
			card('a', 40, 40, 'money'),
			card('near', 560, 40),
			card('far', 2000, 40),
			card('b', 40, 2040, 'law'),
		]
		const links = ['near', 'far'].map((from) => ({ from, to: 'a' }))
		const slides = presentationSlides(content({ shapes, clusters, links }), PART)
		expect(slides.map(({ title, rect }) => [title, rect.x, rect.w])).toEqual([
			['MONEY', 0, 760],
			['LAW', 0, 280],
			['', 2000, 200],
		])
	})

	it('divides a cluster that is too high or too wide; every card is in some slide, and every slide fits', () => {
		const shapes = Array.from({ length: 24 }, (_, at) => card(`c${at}`, 40 + (at % 3) * 900, 40 + at * 60, 'money'))
		const slides = presentationSlides(content({ shapes, clusters: [cluster('money', 0, 0, 1700)] }), PART)
		for (const { rect } of slides) expect(rect.w <= PART.w && rect.h <= PART.h).toBe(true)
		const isIn = (shape: PresentedShape) =>
			slides.some(({ rect }) => rect.x <= shape.x && rect.y <= shape.y && rect.x + rect.w >= shape.x + shape.w)
		expect(shapes.filter((shape) => !isIn(shape))).toEqual([])
	})

	it('joins small clusters that fit into one part', () => {
		const clusters = [cluster('money', 0, 0), cluster('law', 320, 0), cluster('data', 0, 5000)]
		const shapes = [card('a', 40, 40, 'money'), card('b', 360, 40, 'law'), card('c', 40, 5040, 'data')]
		expect(titles({ shapes, clusters })).toEqual(['MONEY · LAW', 'DATA'])
	})

	it('joins shapes outside of clusters with a cluster beside them, even if its slide is not the previous one', () => {
		const clusters = [cluster('money', 0, 0), cluster('law', 2000, 0), cluster('data', 4000, 0)]
		const shapes = [
			...[card('a', 40, 40, 'money'), card('b', 2040, 40, 'law'), card('c', 4040, 40, 'data')],
			card('beside', 600, 40),
		]
		const slides = presentationSlides(content({ shapes, clusters }), PART)
		expect(slides.map(({ title, rect }) => [title, rect.w])).toEqual([
			['MONEY', 800],
			['LAW', 280],
			['DATA', 280],
		])
	})

	it('shows the title of a cluster above cards further down, if both fit', () => {
		const clusters = [cluster('money', 0, 0), cluster('law', 2000, 0, 2000)]
		const shapes = [card('a', 40, 240, 'money'), card('b', 2040, 900, 'law')]
		const slides = presentationSlides(content({ shapes, clusters }), PART)
		expect(slides.map(({ rect }) => [rect.y, rect.h])).toEqual([
			[-24, 376],
			[900, 112],
		])
	})

	it('shows empty clusters when there is nothing else, and nothing on an empty board', () => {
		expect(titles({ clusters: [cluster('money', 0, 0)] })).toEqual([''])
		expect(titles({})).toEqual([])
	})
})
