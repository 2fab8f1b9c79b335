import type { ViewerBoard, ViewerCard, ViewerFile } from '../../src/export/viewer/ViewerFile.ts'
import { button, kindIcon, make } from './dom.ts'
import { dots } from './renderBoard.ts'
import type { Texts } from './texts.ts'

/** What the list is made of. */
export interface ListScene {
	board: ViewerBoard
	pictures: ViewerFile['pictures']
	texts: Texts
	/** The cards that are looked for; null for all. */
	matching: readonly ViewerCard[] | null
	onShow(card: string): void
}

/** The board as an outline: clusters, then the cards that are in none, each with its links; images stand below. */
export function buildList(scene: ListScene): HTMLElement {
	const { board, pictures, texts, matching } = scene
	const page = make('div', { class: 'page' })
	const cards = matching ?? board.cards
	const rows = rowsOf(scene, new Set(cards.map(({ id }) => id)))
	const groups: { id?: string; title: string }[] = [...board.clusters, { title: '' }]
	for (const { id, title } of groups) {
		const held = cards.filter(({ cluster }) => cluster === id)
		const images = matching ? [] : board.images.filter(({ cluster }) => cluster === id)
		if (held.length + images.length === 0) continue
		const name = id === undefined ? texts.t('loose') : title.trim() || texts.untitledCluster
		page.append(make('h2', { dir: 'auto' }, name))
		page.append(make('ul', { class: 'rows' }, ...held.map((card) => rows(card))))
		for (const { alt, picture } of images) {
			const words = alt || texts.t('image')
			const src = pictures[picture]
			const shown = src ? make('img', { src, alt: words, loading: 'lazy' }) : null
			page.append(make('figure', {}, shown, make('figcaption', { dir: 'auto' }, words)))
		}
	}
	if (!page.hasChildNodes()) page.append(make('p', { class: 'nothing' }, texts.t(matching ? 'nothingFound' : 'empty')))
	return page
}

function rowsOf({ board, texts, onShow }: ListScene, seen: ReadonlySet<string>): (card: ViewerCard) => HTMLElement {
	const byId = new Map(board.cards.map((card) => [card.id, card]))
	const told = new Map<string, HTMLElement[]>()
	const tell = (card: string, other: ViewerCard | undefined, before: string) => {
		if (!other) return
		const name = make('span', { 'data-kind': other.kind, dir: 'auto' }, kindIcon(other.kind, 13), ` ${other.text}`)
		const line = [make('i', {}, before), name]
		const goal = seen.has(other.id)
			? make('a', { class: 'line', href: `#${rowId(other.id)}` }, ...line)
			: make('span', { class: 'line' }, ...line)
		if (goal instanceof HTMLAnchorElement)
			goal.addEventListener('click', (event) => {
				// The address says which board is open, and goes on doing so.
				event.preventDefault()
				document.getElementById(rowId(other.id))?.focus()
			})
		told.set(card, [...(told.get(card) ?? []), make('li', {}, goal)])
	}
	for (const { from, to, meaning } of board.links) {
		tell(from, byId.get(to), `${texts.meanings[meaning]} → `)
		tell(to, byId.get(from), `← ${texts.meanings[meaning]}: `)
	}
	return (card) => {
		const { id, kind, text, city, author, category, votes } = card
		const word = make('span', {}, texts.kinds[kind], category && make('i', {}, ` · ${texts.categories[category]}`))
		const links = told.get(id)
		return make(
			'li',
			{ class: 'row', 'data-kind': kind, id: rowId(id), tabindex: -1 },
			make('div', { class: 'kind' }, kindIcon(kind, 15), word, votes ? dots(votes, texts) : null),
			make('p', { class: 'text', dir: 'auto' }, text),
			make(
				'div',
				{ class: 'from' },
				make('span', { dir: 'auto' }, [city, author].filter(Boolean).join(' · ')),
				button({ icon: 'canvas', label: `${texts.t('showOnBoard')}: ${text}` }, () => onShow(id)),
			),
			links ? make('ul', { class: 'links' }, ...links) : null,
		)
	}
}

const rowId = (card: string) => `row-${card}`
