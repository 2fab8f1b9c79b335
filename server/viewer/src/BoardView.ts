import { detailLevel, type Rect, wordsStyle } from '@charrette/shared'
import type { ViewerBoard, ViewerCard, ViewerFile } from '../../src/export/viewer/ViewerFile.ts'
import { bindGestures, Camera, ZOOM_STEP } from './Camera.ts'
import { button, make } from './dom.ts'
import { type RenderedBoard, renderBoard } from './renderBoard.ts'
import type { Texts } from './texts.ts'

/** Below this zoom a layer is cheap to render while it moves, since cards are flat. */
const FLAT_ZOOM = 0.2
/** Below this zoom the label and the head of a link cannot be read. */
const LINK_ZOOM = 0.6
/** Below this zoom the titles of clusters grow relative to the board, to at least 12 px. */
const READABLE_ZOOM = 12.1 / 17
/** The print area in px: landscape A4 and Letter without margins. */
const PRINT_AREA = { w: 960, h: 580, top: 20 }
const EMPTY_BOUNDS: Rect = { x: 0, y: 0, w: 1, h: 1 }

/** A board, rendered in a language. */
interface Shown {
	board: ViewerBoard
	rendered: RenderedBoard
	texts: Texts
}

/** The canvas of the viewer: one board at a time, with pan and zoom. Empty until `show`. */
export class BoardView {
	readonly element: HTMLElement
	readonly #pictures: ViewerFile['pictures']
	readonly #view = make('div', { class: 'viewport', tabindex: 0, role: 'group' })
	readonly #holder = make('div', { class: 'holder' })
	readonly #controls = make('div', { class: 'zoom', role: 'group' })
	readonly #camera = new Camera(this.#view, this.#holder, (zoom) => this.#showZoom(zoom))
	readonly #level = button({ label: '', text: '' }, () => this.#camera.zoomBy(1 / this.#camera.zoom))
	#shown: Shown | null = null
	#highlighted: Element | undefined

	constructor(pictures: ViewerFile['pictures']) {
		this.#pictures = pictures
		this.#view.append(this.#holder)
		this.element = make('section', { class: 'board' }, this.#view, this.#controls)
		bindGestures(this.#view, this.#camera, () => this.fit(true))
		this.#view.addEventListener('dblclick', ({ target }) => {
			const card = target instanceof Element ? target.closest('[data-card]')?.getAttribute('data-card') : null
			const rect = this.#shown?.rendered.cardRects.get(card ?? '')
			if (rect) this.#camera.goTo(rect)
		})
	}

	/** Renders a board in a language. Fits it into the view unless it was shown before. */
	show(board: ViewerBoard, texts: Texts): void {
		const isSame = this.#shown?.board === board
		const rendered = renderBoard(board, this.#pictures, texts)
		this.#shown = { board, rendered, texts }
		this.#highlighted = undefined
		this.#view.querySelector('.empty')?.remove()
		if (!rendered.bounds) this.#view.append(make('p', { class: 'empty' }, texts.t('empty')))
		this.#holder.replaceChildren(rendered.layer)
		this.#label(board, texts)
		if (!isSame) this.fit()
	}

	/** Dims all cards but the matching ones, with their links and clusters; null dims nothing. */
	dim(matching: readonly ViewerCard[] | null): void {
		if (!this.#shown) return
		const { board, rendered } = this.#shown
		const bright = matching && new Set(matching.map(({ id }) => id))
		const isDimmedCard = (id: string) => bright !== null && !bright.has(id)
		const set = (id: string, isDimmed: boolean) => {
			for (const part of rendered.elements.get(id) ?? []) {
				part.toggleAttribute('data-dimmed', isDimmed)
				if (part instanceof HTMLElement) part.inert = isDimmed
			}
		}
		for (const { id } of board.cards) set(id, isDimmedCard(id))
		for (const { id, from, to } of board.links) set(id, isDimmedCard(from) || isDimmedCard(to))
		for (const { id, cards } of board.clusters) set(id, bright !== null && cards.every(isDimmedCard))
	}

	/** Moves to a card and highlights it; null removes the highlight. */
	goTo(card: string | null): void {
		this.#highlighted?.removeAttribute('data-ringed')
		this.#highlighted = this.#shown?.rendered.elements.get(card ?? '')?.[0]
		this.#highlighted?.setAttribute('data-ringed', '')
		const rect = this.#shown?.rendered.cardRects.get(card ?? '')
		if (rect) this.#camera.goTo(rect)
	}

	/** Fits the whole board into the view. */
	fit(isAnimated = false): void {
		this.#camera.fit(this.#bounds, isAnimated)
	}

	/** Fits the board on a page for printing. Returns the undo function. */
	prepareForPrint(): () => void {
		const { style } = this.#holder
		const before = style.transform
		const { x, y, w, h } = this.#bounds
		const z = Math.min(1, PRINT_AREA.w / Math.max(w, 1), PRINT_AREA.h / Math.max(h, 1))
		this.#showLevels(1)
		style.transform = `translate(0, ${PRINT_AREA.top}px) scale(${z}) translate(${-x}px, ${-y}px)`
		return () => {
			style.transform = before
			this.#showLevels(this.#camera.zoom)
		}
	}

	get #bounds(): Rect {
		return this.#shown?.rendered.bounds ?? EMPTY_BOUNDS
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
		this.#showLevels(zoom)
		if (!this.#shown) return
		const { rendered, texts } = this.#shown
		const tag = String(Math.ceil(Math.max(1, READABLE_ZOOM / zoom) * 8) / 8)
		const { style } = rendered.clusters
		if (style.getPropertyValue('--tag') !== tag) style.setProperty('--tag', tag)
		const percent = Math.round(zoom * 100)
		const text = `${percent} %`
		if (this.#level.textContent === text) return
		this.#level.textContent = text
		this.#level.setAttribute('aria-label', texts.t('level', { percent }))
	}

	/** Draws cards and links with the level of detail of a zoom (LEVEL1). */
	#showLevels(zoom: number): void {
		const { style } = this.#holder
		const { fontSize, lineHeight, padding, hasLabel } = wordsStyle(zoom)
		this.#holder.toggleAttribute('data-flat', zoom < FLAT_ZOOM)
		this.#holder.toggleAttribute('data-far', zoom < LINK_ZOOM)
		this.#holder.toggleAttribute('data-labelled', hasLabel)
		if (style.getPropertyValue('--words-size') !== `${fontSize}px`) {
			style.setProperty('--words-size', `${fontSize}px`)
			style.setProperty('--words-line', String(lineHeight))
			style.setProperty('--words-padding', String(padding))
		}
		for (const [id, size] of this.#shown?.rendered.textSizes ?? []) {
			const card = this.#shown?.rendered.elements.get(id)?.[0]
			const level = detailLevel(size, zoom)
			if (card && card.getAttribute('data-level') !== level) card.setAttribute('data-level', level)
		}
	}
}
