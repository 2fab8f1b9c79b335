import { LOCALES, type Locale } from '@charrette/shared'
import type { ViewerBoard, ViewerFile } from '../../src/export/viewer/ViewerFile.ts'
import { barOf, figuresOf, type View } from './bar.ts'
import { createBoardView } from './boardView.ts'
import { make } from './dom.ts'
import { filterPanel } from './filterPanel.ts'
import { listOf } from './listView.ts'
import { createSearchField } from './searchField.ts'
import './style.css'
import { followTheme } from './theme.ts'
import { countWishes, noWishes, type Wishes, wantedCards } from './wishes.ts'
import { speak } from './words/speak.ts'

/** On a phone the list is the first page, as in the workshop. */
const PHONE = '(max-width: 700px)'

/* The off-line viewer: it reads the boards that lie in its page, and draws them. It fetches nothing and keeps nothing. */
const file = JSON.parse(document.getElementById('file')?.textContent ?? '') as ViewerFile
const boardOf = (id: string) => file.boards.find((board) => board.id === id)
const [first] = file.boards
if (first) start(boardOf(location.hash.slice(1)) ?? first)
else document.body.append(make('p', { class: 'nothing' }, speak(readersLocale()).t('empty')))

/** The reader's own language, where it is one of ours; else the one that the page was made in. */
function readersLocale(): Locale {
	const [language] = navigator.languages.map((tag) => tag.split('-')[0])
	return LOCALES.find((locale) => locale.split('-')[0] === language) ?? file.locale
}

function start(opened: ViewerBoard): void {
	let board = opened
	let speech = speak(readersLocale())
	let view: View = 'board'
	let wishes: Wishes = noWishes()
	let hit = 0
	const theme = followTheme()
	const bar = make('header', { class: 'bar' })
	const panel = make('aside', { class: 'filter', hidden: true })
	const list = make('section', { class: 'list', hidden: true, tabindex: -1 })
	const figures = make('p', { class: 'figures' })
	const boardView = createBoardView(file.pictures)
	const search = createSearchField({
		type(typed) {
			wishes = { ...wishes, typed }
			hit = 0
			showWanted()
			goToHit()
		},
		step(by) {
			const count = wantedCards(board, wishes)?.length ?? 0
			if (count > 0) hit = (hit + by + count) % count
			showWanted()
			goToHit()
		},
	})

	const showBar = () => {
		bar.replaceChildren(
			...barOf({
				file,
				board,
				speech,
				view,
				theme,
				asked: countWishes(wishes),
				search: search.element,
				onBoard(id) {
					location.hash = id
				},
				onView,
				onFilter: () => openFilter(panel.hidden === true),
				onLocale(locale) {
					speech = speak(locale)
					showAll()
					bar.querySelector<HTMLElement>('.language select')?.focus()
				},
			}),
		)
	}
	const fillList = () => {
		const onShow = (card: string) => {
			onView('board')
			boardView.goTo(card)
		}
		list.replaceChildren(listOf({ board, pictures: file.pictures, speech, wanted: wantedCards(board, wishes), onShow }))
	}
	const fillPanel = (shown: number) => {
		const focused = document.activeElement?.getAttribute('data-value')
		const onWish = (wished: Wishes) => {
			wishes = wished
			hit = 0
			showWanted()
			showBar()
		}
		const onClose = () => openFilter(false)
		panel.replaceChildren(...filterPanel({ board, wishes, speech, shown, onWish, onClose }))
		if (focused) panel.querySelector<HTMLElement>(`[data-value="${CSS.escape(focused)}"]`)?.focus()
	}
	const showWanted = () => {
		const wanted = wantedCards(board, wishes)
		boardView.dim(wanted)
		search.tell(wishes.typed.trim() === '' ? null : { count: wanted?.length ?? 0, at: hit })
		if (!panel.hidden) fillPanel(wanted?.length ?? board.cards.length)
		if (!list.hidden) fillList()
	}
	const goToHit = () => {
		const card = wishes.typed.trim() === '' ? undefined : wantedCards(board, wishes)?.[hit]
		boardView.goTo(card?.id ?? null)
		if (card && view === 'list') document.getElementById(`row-${card.id}`)?.scrollIntoView({ block: 'nearest' })
	}
	const openFilter = (isOpen: boolean) => {
		panel.hidden = !isOpen
		if (isOpen) fillPanel(wantedCards(board, wishes)?.length ?? board.cards.length)
		const next = isOpen ? panel.querySelector<HTMLElement>('button') : bar.querySelector<HTMLElement>('.filterButton')
		next?.focus()
	}
	const showView = (next: View) => {
		const wasHidden = boardView.element.hidden
		view = next
		list.hidden = view !== 'list'
		boardView.element.hidden = view !== 'board'
		figures.hidden = view !== 'board'
		if (view === 'list') fillList()
		else if (wasHidden) boardView.fit()
		showBar()
	}
	const onView = (next: View) => {
		showView(next)
		bar.querySelector<HTMLElement>(`[data-view=${view}]`)?.focus()
	}
	const showAll = () => {
		document.documentElement.lang = speech.locale
		document.title = file.boards.length === 1 ? `${board.title} · ${file.workshop}` : file.workshop
		list.setAttribute('aria-label', speech.t('list'))
		panel.setAttribute('aria-label', speech.t('filter'))
		boardView.element.setAttribute('aria-label', speech.t('board'))
		figures.textContent = figuresOf(file, board, speech)
		search.speak(speech)
		showBar()
		boardView.show(board, speech)
		showWanted()
	}
	const onHash = () => {
		const named = boardOf(location.hash.slice(1))
		if (!named || named === board) return
		board = named
		wishes = noWishes()
		search.clear()
		showAll()
	}
	document.body.append(bar, make('main', {}, boardView.element, list, figures, panel))
	addEventListener('hashchange', onHash)
	addEventListener('keydown', (event) => {
		if (event.key === 'Escape' && !panel.hidden) openFilter(false)
	})
	let undoPaper: (() => void)[] = []
	addEventListener('beforeprint', () => {
		fillList()
		undoPaper = [theme.lighten(), boardView.layOnPaper()]
	})
	addEventListener('afterprint', () => {
		for (const undo of undoPaper.splice(0)) undo()
	})
	showAll()
	if (matchMedia(PHONE).matches) showView('list')
}
