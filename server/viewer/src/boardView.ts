import type { Box } from '@charrette/shared'
import type { ViewerBoard, ViewerCard, ViewerFile } from '../../src/export/viewer/ViewerFile.ts'
import { createCamera } from './camera.ts'
import { button, make } from './dom.ts'
import { type DrawnBoard, drawBoard } from './drawBoard.ts'
import { followGestures } from './gestures.ts'
import type { Speech } from './words/speak.ts'

/** Below this zoom nobody can read a card: it is drawn as a flat rectangle, as on the canvas. */
const FAR_ZOOM = 0.3
/** Below this zoom the title of a cluster grows against the board. */
const READABLE_ZOOM = 0.62
const ZOOM_STEP = 1.25
/** What a board takes on a sheet of paper, in px: A4 and Letter, across, with their margins. */
const SHEET = { w: 960, h: 580, top: 20 }
const NOWHERE: Box = { x: 0, y: 0, w: 1, h: 1 }

/** The board as one sees it. */
export interface BoardView {
	element: HTMLElement
	/** Draws a board, the language's words on it, and shows it whole unless it is the one that was shown. */
	show(board: ViewerBoard, speech: Speech): void
	/** All cards but these step back; null while nothing is looked for. */
	dim(wanted: readonly ViewerCard[] | null): void
	/** Goes to a card and puts a ring around it; null takes the ring away. */
	goTo(card: string | null): void
	/** Shows the board whole, now that there is room for it. */
	fit(): void
	/** Lays the board out for a sheet of paper. Returns its undo. */
	layOnPaper(): () => void
}

/** Makes the view of a board, empty at first. */
export function createBoardView(pictures: ViewerFile['pictures']): BoardView {
	const stage = make('div', { class: 'stage', tabindex: 0, role: 'group' })
	const holder = make('div', { class: 'holder' })
	const controls = make('div', { class: 'zoom', role: 'group' })
	const level = button({ label: '', words: '' }, () => camera.zoomBy(1 / camera.zoom()))
	stage.append(holder)
	const element = make('section', { class: 'board' }, stage, controls)
	let shown: { board: ViewerBoard; drawn: DrawnBoard; speech: Speech } | null = null
	let ringed: Element | undefined

	const onZoom = (zoom: number) => {
		holder.toggleAttribute('data-far', zoom < FAR_ZOOM)
		if (!shown) return
		const tag = String(Math.ceil(Math.max(1, READABLE_ZOOM / zoom) * 8) / 8)
		const { style } = shown.drawn.clusters
		if (style.getPropertyValue('--tag') !== tag) style.setProperty('--tag', tag)
		const percent = Math.round(zoom * 100)
		const text = `${percent} %`
		if (level.textContent === text) return
		level.textContent = text
		level.setAttribute('aria-label', shown.speech.t('level', { percent }))
	}
	const camera = createCamera(stage, holder, onZoom)
	const fit = (isMoving = false) => camera.fit(shown?.drawn.bounds ?? NOWHERE, isMoving)
	followGestures(stage, camera, () => fit(true))
	stage.addEventListener('dblclick', (event) => {
		const card = event.target instanceof Element ? event.target.closest('[data-card]') : null
		const box = shown?.drawn.places.get(card?.getAttribute('data-card') ?? '')
		if (box) camera.goTo(box)
	})

	const label = (board: ViewerBoard, speech: Speech) => {
		stage.setAttribute('aria-label', `${board.title}. ${speech.t('keys')}`)
		controls.setAttribute('aria-label', speech.t('zoom'))
		controls.replaceChildren(
			button({ icon: 'minus', label: speech.t('zoomOut') }, () => camera.zoomBy(1 / ZOOM_STEP)),
			level,
			button({ icon: 'plus', label: speech.t('zoomIn') }, () => camera.zoomBy(ZOOM_STEP)),
			button({ icon: 'fit', label: speech.t('fit') }, () => fit(true)),
		)
		level.textContent = ''
		onZoom(camera.zoom())
	}
	return {
		element,
		show(board, speech) {
			const isSame = shown?.board === board
			const drawn = drawBoard(board, pictures, speech)
			shown = { board, drawn, speech }
			ringed = undefined
			const empty = drawn.bounds ? null : make('p', { class: 'empty' }, speech.t('empty'))
			stage.querySelector('.empty')?.remove()
			if (empty) stage.append(empty)
			holder.replaceChildren(drawn.layer)
			label(board, speech)
			if (!isSame) fit()
		},
		dim(wanted) {
			if (!shown) return
			const { board, drawn } = shown
			const seen = wanted && new Set(wanted.map(({ id }) => id))
			const set = (id: string, isBack: boolean) => {
				for (const part of drawn.parts.get(id) ?? []) {
					part.toggleAttribute('data-dimmed', isBack)
					if (part instanceof HTMLElement) part.inert = isBack
				}
			}
			const isBack = (id: string) => seen !== null && !seen.has(id)
			for (const { id } of board.cards) set(id, isBack(id))
			for (const { id, from, to } of board.links) set(id, isBack(from) || isBack(to))
			for (const { id, cards } of board.clusters) set(id, seen !== null && cards.every(isBack))
		},
		goTo(card) {
			ringed?.removeAttribute('data-ringed')
			ringed = card === null ? undefined : shown?.drawn.parts.get(card)?.[0]
			ringed?.setAttribute('data-ringed', '')
			const box = card === null ? undefined : shown?.drawn.places.get(card)
			if (box) camera.goTo(box)
		},
		fit: () => fit(),
		layOnPaper() {
			const before = holder.style.transform
			const isFar = holder.hasAttribute('data-far')
			holder.removeAttribute('data-far')
			const box = shown?.drawn.bounds ?? NOWHERE
			const z = Math.min(1, SHEET.w / Math.max(box.w, 1), SHEET.h / Math.max(box.h, 1))
			holder.style.transform = `translate(0, ${SHEET.top}px) scale(${z}) translate(${-box.x}px, ${-box.y}px)`
			return () => {
				holder.style.transform = before
				holder.toggleAttribute('data-far', isFar)
			}
		},
	}
}
