import { type ContentThread, citiesOfCard, describeSource, plainText, withJoined } from '@charrette/shared'
import type { ViewerBoard, ViewerCard, ViewerFile } from '../../src/export/viewer/ViewerFile.ts'
import { button, kindIcon, make, textOf } from './dom.ts'
import { cardImage, dots, labelOf, reactionMarks } from './renderBoard.ts'
import type { Texts } from './texts.ts'

/** The state of the list, and its callback. */
interface ListScene {
	board: ViewerBoard
	pictures: ViewerFile['pictures']
	texts: Texts
	/** The matching cards; null for all. */
	matching: readonly ViewerCard[] | null
	onShow(card: string): void
}

/**
 * Returns the board as an outline: clusters with their cards, the links of these cards, and images;
 * then the cards outside clusters.
 */
export function buildList(scene: ListScene): HTMLElement {
	const { board, pictures, texts, matching } = scene
	const page = make('div', { class: 'page' })
	const cards = matching ?? board.cards
	const rows = rowsOf(scene, new Set(cards.map(({ id }) => id)))
	const groups: { id?: string; title: string }[] = [...board.clusters, { title: '' }]
	for (const { id, title } of groups) {
		const members = cards.filter(({ cluster }) => cluster === id)
		const images = matching ? [] : board.images.filter(({ cluster }) => cluster === id)
		if (members.length + images.length === 0) continue
		const name = id === undefined ? texts.t('loose') : title.trim() || texts.untitledCluster
		page.append(make('h2', { dir: 'auto' }, name))
		page.append(make('ul', { class: 'rows' }, ...members.map((card) => rows(card))))
		for (const { alt, picture } of images) {
			const caption = alt || texts.t('image')
			const src = pictures[picture]
			const shown = src ? make('img', { src, alt: caption, loading: 'lazy' }) : null
			page.append(make('figure', {}, shown, make('figcaption', { dir: 'auto' }, caption)))
		}
	}
	page.append(...otherThreads(scene))
	if (!page.hasChildNodes()) page.append(make('p', { class: 'nothing' }, texts.t(matching ? 'nothingFound' : 'empty')))
	return page
}

function rowsOf(
	{ board, pictures, texts, onShow }: ListScene,
	listed: ReadonlySet<string>,
): (card: ViewerCard) => HTMLElement {
	const byId = new Map(board.cards.map((card) => [card.id, card]))
	const linesOf = new Map<string, HTMLElement[]>()
	const addLine = (card: string, other: ViewerCard | undefined, before: string) => {
		if (!other) return
		const name = make(
			'span',
			{ 'data-kind': other.kind, dir: 'auto' },
			kindIcon(other.kind, 13),
			` ${plainText(other.text)}`,
		)
		const line = [make('i', {}, before), name]
		const element = listed.has(other.id)
			? make('a', { class: 'line', href: `#${rowId(other.id)}` }, ...line)
			: make('span', { class: 'line' }, ...line)
		if (element instanceof HTMLAnchorElement)
			element.addEventListener('click', (event) => {
				// The fragment of the address names the open board, so it must not change.
				event.preventDefault()
				document.getElementById(rowId(other.id))?.focus()
			})
		linesOf.set(card, [...(linesOf.get(card) ?? []), make('li', {}, element)])
	}
	for (const { from, to, meaning } of board.links) {
		addLine(from, byId.get(to), `${texts.meanings[meaning]} → `)
		addLine(to, byId.get(from), `← ${texts.meanings[meaning]}: `)
	}
	const headOf = new Map(board.cards.flatMap((card) => withJoined([card]).map(({ id }) => [id, card.id] as const)))
	for (const thread of board.threads ?? []) {
		const card = headOf.get(thread.on ?? '')
		if (card !== undefined) linesOf.set(card, [...(linesOf.get(card) ?? []), ...messageLines([thread], texts)])
	}
	return (card) => {
		const { id, kind, text, author, votes, reactions, from, description, source, image, joined = [] } = card
		const shown = cardImage(card, { texts, pictures })
		const links = linesOf.get(id)
		return make(
			'li',
			{ class: 'row', 'data-kind': kind, id: rowId(id), tabindex: -1 },
			make(
				'div',
				{ class: 'kind' },
				kindIcon(kind, 15),
				labelOf(card, texts),
				make(
					'span',
					{ class: 'figures' },
					reactions ? reactionMarks(reactions, texts) : null,
					votes ? dots(votes, texts) : null,
				),
			),
			textOf('p', text),
			description ? textOf('p', description) : null,
			source ? textOf('p', texts.t('source', { source })) : null,
			...joined.map((one) => {
				const by = [one.author, one.city].filter(Boolean).join(', ')
				return textOf('p', `+ ${one.text}${by && ` (${by})`}`)
			}),
			shown && make('figure', {}, shown, image?.alt ? make('figcaption', { dir: 'auto' }, image.alt) : null),
			make(
				'div',
				{ class: 'from' },
				make(
					'span',
					{ dir: 'auto' },
					[...citiesOfCard(card), author, from && `↩ ${describeSource(from, texts.locale)}`]
						.filter(Boolean)
						.join(' · '),
				),
				button({ icon: 'canvas', label: `${texts.t('showOnBoard')}: ${plainText(text)}` }, () => onShow(id)),
			),
			links ? make('ul', { class: 'links' }, ...links) : null,
		)
	}
}

/** Returns the threads that are on no card; none in a filtered list. */
function otherThreads({ board, texts, matching }: ListScene): HTMLElement[] {
	const cards = new Set(withJoined(board.cards).map(({ id }) => id))
	const others = (board.threads ?? []).filter(({ on = '' }) => !cards.has(on))
	if (matching || others.length === 0) return []
	return [make('h2', {}, texts.t('threads')), make('ul', { class: 'links' }, ...messageLines(others, texts))]
}

/** Returns the messages of threads as lines: who wrote them and when, and their text. */
function messageLines(threads: readonly ContentThread[], texts: Texts): HTMLElement[] {
	const dates = new Intl.DateTimeFormat(texts.locale, { dateStyle: 'medium' })
	return threads.flatMap(({ messages, isResolved }) =>
		messages.map(({ author, city, isFacilitator, at, isDeleted, text }, index) => {
			const isMarked = isResolved && index === 0
			const from = [
				isFacilitator ? texts.t('facilitator') : author,
				city,
				dates.format(at),
				isMarked ? texts.t('resolved') : '',
			]
			const said = isDeleted ? texts.t('deletedMessage') : plainText(text)
			return make(
				'li',
				{},
				make(
					'span',
					{ class: 'line', dir: 'auto' },
					make('i', {}, `${from.filter(Boolean).join(' · ')}: `),
					make('span', { dir: 'auto' }, said),
				),
			)
		}),
	)
}

const rowId = (card: string) => `row-${card}`
