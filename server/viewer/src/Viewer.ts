import type { Locale } from '@charrette/shared'
import type { ViewerBoard, ViewerCard, ViewerFile } from '../../src/export/viewer/ViewerFile.ts'
import { BoardView } from './BoardView.ts'
import { barOf, figuresOf, type View } from './bar.ts'
import { make } from './dom.ts'
import { filterPanel } from './filterPanel.ts'
import { listOf } from './listView.ts'
import { SearchField } from './SearchField.ts'
import { followTheme } from './theme.ts'
import { countWishes, foundElsewhere, noWishes, type Wishes, wantedCards } from './wishes.ts'
import { type Speech, speak } from './words/speak.ts'

/** The off-line viewer as it stands: which board one looks at, how, in which language, and what one looks for. */
export class Viewer {
	readonly #file: ViewerFile
	readonly #theme = followTheme()
	readonly #bar = make('header', { class: 'bar' })
	readonly #panel = make('aside', { class: 'filter', hidden: true })
	readonly #list = make('section', { class: 'list', hidden: true, tabindex: -1 })
	readonly #figures = make('p', { class: 'figures' })
	readonly #search = new SearchField({
		type: (typed) => this.#look(typed),
		step: (by) => this.#step(by),
		goTo: (board) => {
			location.hash = board
		},
	})
	readonly #boardView: BoardView
	#board: ViewerBoard
	#speech: Speech
	#view: View = 'board'
	#wishes = noWishes()
	/** Which of the found cards one is at. */
	#hit = 0

	constructor(file: ViewerFile, board: ViewerBoard, locale: Locale) {
		this.#file = file
		this.#board = board
		this.#speech = speak(locale)
		this.#boardView = new BoardView(file.pictures)
		document.body.append(this.#bar, make('main', {}, this.#boardView.element, this.#list, this.#figures, this.#panel))
		addEventListener('keydown', ({ key }) => {
			if (key === 'Escape' && !this.#panel.hidden) this.#openFilter(false)
		})
		this.#showAll()
	}

	/** Goes to another board: what was typed is looked for there too, what else was asked of the one before is let go. */
	showBoard(board: ViewerBoard): void {
		if (board === this.#board) return
		this.#board = board
		this.#wishes = { ...noWishes(), typed: this.#wishes.typed }
		this.#hit = 0
		this.#showAll()
		this.#goToHit()
	}

	/** Shows the board, or the list of its cards. */
	showView(view: View): void {
		const wasHidden = this.#boardView.element.hidden
		this.#view = view
		this.#list.hidden = view !== 'list'
		this.#boardView.element.hidden = view !== 'board'
		this.#figures.hidden = view !== 'board'
		if (view === 'list') this.#fillList()
		else if (wasHidden) this.#boardView.fit()
		this.#showBar()
	}

	/** Lays board and list out for paper, in light. Returns its undo. */
	layOnPaper(): () => void {
		this.#fillList()
		const undo = [this.#theme.lighten(), this.#boardView.layOnPaper()]
		return () => {
			for (const each of undo) each()
		}
	}

	get #isSearching(): boolean {
		return this.#wishes.typed.trim() !== ''
	}

	get #wanted(): ViewerCard[] | null {
		return wantedCards(this.#board, this.#wishes)
	}

	#look(typed: string): void {
		this.#wishes = { ...this.#wishes, typed }
		this.#hit = 0
		this.#showWanted()
		this.#goToHit()
	}

	#step(by: 1 | -1): void {
		const count = this.#wanted?.length ?? 0
		if (count > 0) this.#hit = (this.#hit + by + count) % count
		this.#showWanted()
		this.#goToHit()
	}

	#goToHit(): void {
		const card = this.#isSearching ? this.#wanted?.[this.#hit] : undefined
		this.#boardView.goTo(card?.id ?? null)
		if (card && this.#view === 'list') document.getElementById(`row-${card.id}`)?.scrollIntoView({ block: 'nearest' })
	}

	#wish(wishes: Wishes): void {
		this.#wishes = wishes
		this.#hit = 0
		this.#showWanted()
		this.#showBar()
	}

	#showWanted(): void {
		const wanted = this.#wanted
		// As on the canvas: what finds nothing hides nothing.
		this.#boardView.dim(this.#isSearching && wanted?.length === 0 ? null : wanted)
		const elsewhere = this.#isSearching ? foundElsewhere(this.#file.boards, this.#board, this.#wishes.typed) : null
		this.#search.tell(this.#isSearching ? { count: wanted?.length ?? 0, at: this.#hit, elsewhere } : null)
		if (!this.#panel.hidden) this.#fillPanel()
		if (!this.#list.hidden) this.#fillList()
	}

	#openFilter(isOpen: boolean): void {
		this.#panel.hidden = !isOpen
		if (isOpen) this.#fillPanel()
		const next = isOpen ? this.#panel.querySelector('button') : this.#bar.querySelector<HTMLElement>('.filterButton')
		next?.focus()
	}

	#fillPanel(): void {
		const focused = document.activeElement?.getAttribute('data-value')
		const [board, wishes, speech] = [this.#board, this.#wishes, this.#speech]
		const shown = this.#wanted?.length ?? board.cards.length
		const [onWish, onClose] = [(wished: Wishes) => this.#wish(wished), () => this.#openFilter(false)]
		this.#panel.replaceChildren(...filterPanel({ board, wishes, speech, shown, onWish, onClose }))
		if (focused) this.#panel.querySelector<HTMLElement>(`[data-value="${CSS.escape(focused)}"]`)?.focus()
	}

	#fillList(): void {
		const onShow = (card: string) => {
			this.#changeView('board')
			this.#boardView.goTo(card)
		}
		const { pictures } = this.#file
		this.#list.replaceChildren(
			listOf({ board: this.#board, pictures, speech: this.#speech, wanted: this.#wanted, onShow }),
		)
	}

	#changeView(view: View): void {
		this.showView(view)
		this.#bar.querySelector<HTMLElement>(`[data-view=${view}]`)?.focus()
	}

	#changeLocale(locale: Locale): void {
		this.#speech = speak(locale)
		this.#showAll()
		this.#bar.querySelector<HTMLElement>('.language select')?.focus()
	}

	#showBar(): void {
		const scene = {
			file: this.#file,
			board: this.#board,
			speech: this.#speech,
			view: this.#view,
			theme: this.#theme,
			asked: countWishes(this.#wishes),
			search: this.#search.element,
			onBoard: (id: string) => {
				location.hash = id
			},
			onView: (view: View) => this.#changeView(view),
			onFilter: () => this.#openFilter(this.#panel.hidden === true),
			onLocale: (locale: Locale) => this.#changeLocale(locale),
		}
		this.#bar.replaceChildren(...barOf(scene))
	}

	#showAll(): void {
		const { workshop, boards } = this.#file
		const { locale, t } = this.#speech
		document.documentElement.lang = locale
		document.title = boards.length === 1 ? `${this.#board.title} · ${workshop}` : workshop
		this.#list.setAttribute('aria-label', t('list'))
		this.#panel.setAttribute('aria-label', t('filter'))
		this.#figures.textContent = figuresOf(this.#file, this.#board, this.#speech)
		this.#search.speak(this.#speech)
		this.#showBar()
		this.#boardView.show(this.#board, this.#speech)
		this.#showWanted()
	}
}
