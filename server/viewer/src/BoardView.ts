import type { Rect } from '@charrette/shared'
import type { ViewerBoard, ViewerCard, ViewerFile } from '../../src/export/viewer/ViewerFile.ts'
import { bindGestures, Camera } from './Camera.ts'
import { button, make } from './dom.ts'
import { type RenderedBoard, renderBoard } from './renderBoard.ts'
import type { Texts } from './texts.ts'

/** Below this zoom nobody can read a card: it is drawn as a flat rectangle, as on the canvas. */
const FAR_ZOOM = 0.3
/** Below this zoom the title of a cluster grows against the board. */
const READABLE_ZOOM = 0.62
const ZOOM_STEP = 1.25
/** What a board takes on a sheet of paper, in px: A4 and Letter, across, with their margins. */
const SHEET = { w: 960, h: 580, top: 20 }
const NOWHERE: Rect = { x: 0, y: 0, w: 1, h: 1 }

/** What is shown: a board, as it was drawn in a language. */
interface Shown {
	board: ViewerBoard
	drawn: RenderedBoard
	texts: Texts
}

/** The board as one sees it; nothing is shown at first. */
export class BoardView {
	readonly element: HTMLElement
	readonly #pictures: ViewerFile['pictures']
	readonly #view = make('div', { class: 'stage', tabindex: 0, role: 'group' })
	readonly #holder = make('div', { class: 'holder' })
	readonly #controls = make('div', { class: 'zoom', role: 'group' })
	readonly #camera = new Camera(this.#view, this.#holder, (zoom) => this.#showZoom(zoom))
	readonly #level = button({ label: '', words: '' }, () => this.#camera.zoomBy(1 / this.#camera.zoom))
	#shown: Shown | null = null
	#highlighted: Element | undefined

	constructor(pictures: ViewerFile['pictures']) {
		this.#pictures = pictures
		this.#view.append(this.#holder)
		this.element = make('section', { class: 'board' }, this.#view, this.#controls)
		bindGestures(this.#view, this.#camera, () => this.fit(true))
		this.#view.addEventListener('dblclick', ({ target }) => {
			const card = target instanceof Element ? target.closest('[data-card]')?.getAttribute('data-card') : null
			const box = this.#shown?.drawn.cardRects.get(card ?? '')
			if (box) this.#camera.goTo(box)
		})
	}

	/** Draws a board, the language's words on it, and shows it whole unless it is the one that was shown. */
	show(board: ViewerBoard, speech: Texts): void {
		const isSame = this.#shown?.board === board
		const drawn = renderBoard(board, this.#pictures, speech)
		this.#shown = { board, drawn, texts: speech }
		this.#highlighted = undefined
		this.#view.querySelector('.empty')?.remove()
		if (!drawn.bounds) this.#view.append(make('p', { class: 'empty' }, speech.t('empty')))
		this.#holder.replaceChildren(drawn.layer)
		this.#label(board, speech)
		if (!isSame) this.fit()
	}

	/** All cards but these step back, with their links and clusters; null while nothing is looked for. */
	dim(wanted: readonly ViewerCard[] | null): void {
		if (!this.#shown) return
		const { board, drawn } = this.#shown
		const seen = wanted && new Set(wanted.map(({ id }) => id))
		const isBack = (id: string) => seen !== null && !seen.has(id)
		const set = (id: string, isDimmed: boolean) => {
			for (const part of drawn.elements.get(id) ?? []) {
				part.toggleAttribute('data-dimmed', isDimmed)
				if (part instanceof HTMLElement) part.inert = isDimmed
			}
		}
		for (const { id } of board.cards) set(id, isBack(id))
		for (const { id, from, to } of board.links) set(id, isBack(from) || isBack(to))
		for (const { id, cards } of board.clusters) set(id, seen !== null && cards.every(isBack))
	}

	/** Goes to a card and puts a ring around it; null takes the ring away. */
	goTo(card: string | null): void {
		this.#highlighted?.removeAttribute('data-ringed')
		this.#highlighted = this.#shown?.drawn.elements.get(card ?? '')?.[0]
		this.#highlighted?.setAttribute('data-ringed', '')
		const box = this.#shown?.drawn.cardRects.get(card ?? '')
		if (box) this.#camera.goTo(box)
	}

	/** Shows the board whole. */
	fit(isMoving = false): void {
		this.#camera.fit(this.#bounds, isMoving)
	}

	/** Lays the board out for a sheet of paper. Returns its undo. */
	layOnPaper(): () => void {
		const { style } = this.#holder
		const before = style.transform
		const isFar = this.#holder.hasAttribute('data-far')
		const { x, y, w, h } = this.#bounds
		const z = Math.min(1, SHEET.w / Math.max(w, 1), SHEET.h / Math.max(h, 1))
		this.#holder.removeAttribute('data-far')
		style.transform = `translate(0, ${SHEET.top}px) scale(${z}) translate(${-x}px, ${-y}px)`
		return () => {
			style.transform = before
			this.#holder.toggleAttribute('data-far', isFar)
		}
	}

	get #bounds(): Rect {
		return this.#shown?.drawn.bounds ?? NOWHERE
	}

	#label({ title }: ViewerBoard, { t }: Texts): void {
		this.element.setAttribute('aria-label', t('board'))
		this.#view.setAttribute('aria-label', `${title}. ${t('keys')}`)
		this.#controls.setAttribute('aria-label', t('zoom'))
		this.#controls.replaceChildren(
			button({ icon: 'minus', label: t('zoomOut') }, () => this.#camera.zoomBy(1 / ZOOM_STEP)),
			this.#level,
			button({ icon: 'plus', label: t('zoomIn') }, () => this.#camera.zoomBy(ZOOM_STEP)),
			button({ icon: 'fit', label: t('fit') }, () => this.fit(true)),
		)
		this.#level.textContent = ''
		this.#showZoom(this.#camera.zoom)
	}

	#showZoom(zoom: number): void {
		this.#holder.toggleAttribute('data-far', zoom < FAR_ZOOM)
		if (!this.#shown) return
		const { drawn, texts } = this.#shown
		const tag = String(Math.ceil(Math.max(1, READABLE_ZOOM / zoom) * 8) / 8)
		const { style } = drawn.clusters
		if (style.getPropertyValue('--tag') !== tag) style.setProperty('--tag', tag)
		const percent = Math.round(zoom * 100)
		const text = `${percent} %`
		if (this.#level.textContent === text) return
		this.#level.textContent = text
		this.#level.setAttribute('aria-label', texts.t('level', { percent }))
	}
}
