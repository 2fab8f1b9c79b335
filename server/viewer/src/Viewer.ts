import { countFilterValues, type Locale, NO_FILTER } from '@charrette/shared'
import type { ViewerBoard, ViewerCard, ViewerFile } from '../../src/export/viewer/ViewerFile.ts'
import { BoardView } from './BoardView.ts'
import { buildFilterPanel, matchesOnOtherBoards, matchingCards, type ViewerFilter } from './cardFilter.ts'
import { make } from './dom.ts'
import { buildList } from './listView.ts'
import { SearchField } from './SearchField.ts'
import { type Texts, textsIn } from './texts.ts'
import { buildToolbar, countsOf, type View, watchTheme } from './toolbar.ts'

/** The state of the off-line viewer: board, view, language, search and filter. */
export class Viewer {
	readonly #file: ViewerFile
	readonly #theme = watchTheme()
	readonly #bar = make('header', { class: 'bar' })
	readonly #panel = make('aside', { class: 'filter', hidden: true })
	readonly #list = make('section', { class: 'list', hidden: true, tabindex: -1 })
	readonly #counts = make('p', { class: 'figures' })
	readonly #search = new SearchField({
		type: (query) => this.#setQuery(query),
		step: (by) => this.#step(by),
		goTo: (board) => {
			location.hash = board
		},
	})
	readonly #boardView: BoardView
	#board: ViewerBoard
	#texts: Texts
	#view: View = 'board'
	#query = ''
	#filter: ViewerFilter = NO_FILTER
	/** The index of the current search result. */
	#hit = 0

	constructor(file: ViewerFile, board: ViewerBoard, locale: Locale) {
		this.#file = file
		this.#board = board
		this.#texts = textsIn(locale)
		this.#boardView = new BoardView(file.pictures)
		document.body.append(this.#bar, make('main', {}, this.#boardView.element, this.#list, this.#counts, this.#panel))
		addEventListener('keydown', ({ key }) => {
			if (key === 'Escape' && !this.#panel.hidden) this.#openFilter(false)
		})
		this.#showAll()
	}

	/** Goes to another board. Keeps the search and clears the filter. */
	showBoard(board: ViewerBoard): void {
		if (board === this.#board) return
		this.#board = board
		this.#filter = NO_FILTER
		this.#hit = 0
		this.#showAll()
		this.#goToHit()
	}

	/** Shows the canvas or the list. */
	showView(view: View): void {
		const wasHidden = this.#boardView.element.hidden
		this.#view = view
		this.#list.hidden = view !== 'list'
		this.#boardView.element.hidden = view !== 'board'
		this.#counts.hidden = view !== 'board'
		if (view === 'list') this.#fillList()
		else if (wasHidden) this.#boardView.fit()
		this.#showBar()
	}

	/** Prepares canvas and list for printing, in the light theme. Returns the undo function. */
	prepareForPrint(): () => void {
		this.#fillList()
		const undo = [this.#theme.lighten(), this.#boardView.prepareForPrint()]
		return () => {
			for (const each of undo) each()
		}
	}

	get #isSearching(): boolean {
		return this.#query.trim() !== ''
	}

	get #matching(): ViewerCard[] | null {
		return matchingCards(this.#board, this.#query, this.#filter)
	}

	#setQuery(query: string): void {
		this.#query = query
		this.#hit = 0
		this.#showMatching()
		this.#goToHit()
	}

	#step(by: 1 | -1): void {
		const count = this.#matching?.length ?? 0
		if (count > 0) this.#hit = (this.#hit + by + count) % count
		this.#showMatching()
		this.#goToHit()
	}

	#goToHit(): void {
		const card = this.#isSearching ? this.#matching?.[this.#hit] : undefined
		this.#boardView.goTo(card?.id ?? null)
		if (card && this.#view === 'list') document.getElementById(`row-${card.id}`)?.scrollIntoView({ block: 'nearest' })
	}

	#setFilter(filter: ViewerFilter): void {
		this.#filter = filter
		this.#hit = 0
		this.#showMatching()
		this.#showBar()
	}

	#showMatching(): void {
		const matching = this.#matching
		// As on the canvas, a search without results dims nothing.
		this.#boardView.dim(this.#isSearching && matching?.length === 0 ? null : matching)
		const elsewhere = this.#isSearching ? matchesOnOtherBoards(this.#file.boards, this.#board, this.#query) : null
		this.#search.showFound(this.#isSearching ? { count: matching?.length ?? 0, at: this.#hit, elsewhere } : null)
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
		this.#panel.replaceChildren(
			...buildFilterPanel({
				board: this.#board,
				filter: this.#filter,
				texts: this.#texts,
				shown: this.#matching?.length ?? this.#board.cards.length,
				onChange: (filter) => this.#setFilter(filter),
				onClose: () => this.#openFilter(false),
			}),
		)
		if (focused) this.#panel.querySelector<HTMLElement>(`[data-value="${CSS.escape(focused)}"]`)?.focus()
	}

	#fillList(): void {
		const onShow = (card: string) => {
			this.#changeView('board')
			this.#boardView.goTo(card)
		}
		const { pictures } = this.#file
		this.#list.replaceChildren(
			buildList({ board: this.#board, pictures, texts: this.#texts, matching: this.#matching, onShow }),
		)
	}

	#changeView(view: View): void {
		this.showView(view)
		this.#bar.querySelector<HTMLElement>(`[data-view=${view}]`)?.focus()
	}

	#changeLocale(locale: Locale): void {
		this.#texts = textsIn(locale)
		this.#showAll()
		this.#bar.querySelector<HTMLElement>('.language select')?.focus()
	}

	#showBar(): void {
		const scene = {
			file: this.#file,
			board: this.#board,
			texts: this.#texts,
			view: this.#view,
			theme: this.#theme,
			criteria: countFilterValues(this.#filter),
			search: this.#search.element,
			onBoard: (id: string) => {
				location.hash = id
			},
			onView: (view: View) => this.#changeView(view),
			onFilter: () => this.#openFilter(this.#panel.hidden === true),
			onLocale: (locale: Locale) => this.#changeLocale(locale),
		}
		this.#bar.replaceChildren(...buildToolbar(scene))
	}

	#showAll(): void {
		const { workshop, boards } = this.#file
		const { locale, t } = this.#texts
		document.documentElement.lang = locale
		document.title = boards.length === 1 ? `${this.#board.title} · ${workshop}` : workshop
		this.#list.setAttribute('aria-label', t('list'))
		this.#panel.setAttribute('aria-label', t('filter'))
		this.#counts.textContent = countsOf(this.#file, this.#board, this.#texts)
		this.#search.setTexts(this.#texts)
		this.#showBar()
		this.#boardView.show(this.#board, this.#texts)
		this.#showMatching()
	}
}
